"""Reads the whole history of a git repository in a process of its own, so that no value reaches ours."""
