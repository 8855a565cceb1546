"""Floors and zones: where they lie, how large they are, how many seats they have."""
