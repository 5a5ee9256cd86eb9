"""Secrets in text: what they look like, which are meant to be public, and what only looks like one."""
