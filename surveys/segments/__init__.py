"""Segments: groups of respondents who need different things, or the finding that there are none."""

from surveys.segments.errors import SegmentsCancelledError
from surveys.segments.find import Segmentation, find_segments

__all__ = ["Segmentation", "SegmentsCancelledError", "find_segments"]
