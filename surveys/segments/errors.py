"""What can stop a search for segments."""

from surveys.errors import SurveyError


class SegmentsCancelledError(SurveyError):
    """The caller asked to stop."""

    key = "segments_cancelled"
    english = "The search for segments was stopped. Nothing was changed; start it again any time."


class SegmentsOtherNeedsError(SurveyError):
    """A later wave asked too few of the needs frozen segments were made from."""

    key = "segments_other_needs"
    english = (
        "This wave asked {asked} of the {needs} needs the kept segments were made from; "
        "{least} are needed. Look for segments in this wave instead."
    )


class SegmentsRecordError(SurveyError):
    """A record is not one of frozen segments, or of a version not known here."""

    key = "segments_record"
    english = "These kept segments cannot be read: {why}. Find and keep the segments again."


class SegmentsProfileError(SurveyError):
    """A profile question that shall make segments was not asked."""

    key = "segments_profile"
    english = "The profile question {question!r} is not in this wave. Choose among: {known}."


class SegmentsNumberError(SurveyError):
    """A number of segments was wished for that is not tried."""

    key = "segments_number"
    english = "{k} segments were asked for; choose a number from 1 to {largest}."
