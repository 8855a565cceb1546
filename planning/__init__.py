"""What to build, where, when, and what it changed. May know `surveys`."""
