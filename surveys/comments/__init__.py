"""Comments: what people write, as topics and as codes, in English and Chinese."""

from surveys.comments.coding import code_rest, coded, frame_of
from surveys.comments.errors import TooFewCodedError, TopicsCancelledError
from surveys.comments.satisfaction import satisfaction
from surveys.comments.topics import Topics, find_topics

__all__ = [
    "TooFewCodedError",
    "Topics",
    "TopicsCancelledError",
    "code_rest",
    "coded",
    "find_topics",
    "frame_of",
    "satisfaction",
]
