"""Readers of occupancy counts, one file per kind of source."""

from planning.occupancy.readers.layout import CountLayout
from planning.occupancy.readers.propose import propose_layout
from planning.occupancy.readers.read import CountFile, read_counts

__all__ = ["CountFile", "CountLayout", "propose_layout", "read_counts"]
