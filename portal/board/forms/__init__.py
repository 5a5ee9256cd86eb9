"""What people type on the member's pages, one module a page."""
