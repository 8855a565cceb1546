"""What can stop work on comments."""

from surveys.errors import SurveyError


class TopicsCancelledError(SurveyError):
    """The caller asked to stop."""

    key = "topics_cancelled"
    english = "The search for topics was stopped. Nothing was changed; start it again any time."


class TooFewCodedError(SurveyError):
    """Nothing can be learned from so few coded comments."""

    key = "too_few_coded"
    english = (
        "Only {n} comments carry a code, or all carry the same ones. "
        "Code at least {least} comments with two or more codes, then have the rest coded."
    )


class MergeError(SurveyError):
    """A code would be merged into itself."""

    key = "code_merged_into_itself"
    english = (
        "The code {code!r} cannot be merged into itself, directly or by way of other codes. "
        "Choose another one, or none."
    )
