"""The audits' own commands."""
