"""Comments: what people write, as topics and as codes, in English and Chinese."""

from surveys.comments.coding import LEAST_CODED, Coded, code_rest, learn
from surveys.comments.errors import MergeError, TooFewCodedError, TopicsCancelledError
from surveys.comments.groups import by_group
from surveys.comments.satisfaction import satisfaction, with_own_need
from surveys.comments.topics import MOST_ASKED, Topics, find_topics

__all__ = [
    "LEAST_CODED",
    "MOST_ASKED",
    "Coded",
    "MergeError",
    "TooFewCodedError",
    "Topics",
    "TopicsCancelledError",
    "by_group",
    "code_rest",
    "find_topics",
    "learn",
    "satisfaction",
    "with_own_need",
]
