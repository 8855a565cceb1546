"""Segments: groups of respondents who need different things, or the finding that there are none."""

from surveys.segments.errors import (
    SegmentsCancelledError,
    SegmentsNumberError,
    SegmentsOtherNeedsError,
    SegmentsProfileError,
    SegmentsRecordError,
)
from surveys.segments.find import find_segments
from surveys.segments.frozen import FrozenSegments, Placed, apply
from surveys.segments.result import Segmentation

__all__ = [
    "FrozenSegments",
    "Placed",
    "Segmentation",
    "SegmentsCancelledError",
    "SegmentsNumberError",
    "SegmentsOtherNeedsError",
    "SegmentsProfileError",
    "SegmentsRecordError",
    "apply",
    "find_segments",
]
