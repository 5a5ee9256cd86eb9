"""What several artifacts say together, as one value a check can judge."""
