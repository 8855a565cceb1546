"""Ways to say which need comes first: one method per file, and their comparison."""
