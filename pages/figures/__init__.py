"""Finished table and words in, figure out; nothing is computed here."""
