"""What can be wrong with a choice of screening rules."""

from surveys.errors import SurveyError


class ScreeningTellsError(SurveyError):
    """Numbers before and after a switch would differ by a few people."""

    key = "screening_tells"
    english = (
        "Nothing was changed. Some number that was shown would change by fewer than {least} "
        "people, so their answers would follow. Import the file again to choose other rules."
    )
