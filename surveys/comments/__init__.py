"""Comments: what people write, as topics and as codes, in English and Chinese."""

from surveys.comments.coding import code_rest, coded, frame_of
from surveys.comments.errors import TooFewCodedError, TopicsCancelledError
from surveys.comments.groups import by_group
from surveys.comments.satisfaction import satisfaction, with_own_need
from surveys.comments.topics import MOST_ASKED, Topics, find_topics

__all__ = [
    "MOST_ASKED",
    "TooFewCodedError",
    "Topics",
    "TopicsCancelledError",
    "by_group",
    "code_rest",
    "coded",
    "find_topics",
    "frame_of",
    "satisfaction",
    "with_own_need",
]
