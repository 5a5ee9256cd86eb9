"""Reads of the member's pages, one module a page."""
