"""Grammars, one a module, written from the standards."""
