"""What people said: reading answers, needs, segments. Knows nothing of buildings or screens."""
