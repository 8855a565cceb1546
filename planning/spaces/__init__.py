"""Needs to spaces: the demand for each space type, and what the building offers."""
