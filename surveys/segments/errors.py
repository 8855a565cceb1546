"""What can stop a search for segments."""

from surveys.errors import SurveyError


class SegmentsCancelledError(SurveyError):
    """The caller asked to stop."""

    key = "segments_cancelled"
    english = "The search for segments was stopped. Nothing was changed; start it again any time."
