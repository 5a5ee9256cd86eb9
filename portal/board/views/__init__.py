"""The member's pages, one module a page or an act."""
