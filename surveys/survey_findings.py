"""The closed list of what can be odd in a survey file."""

from surveys.findings import FindingKind


class SurveyFinding(FindingKind):
    """One kind of oddity; texts say what it is and which rule was applied."""

    NO_RATINGS = "survey_no_ratings"
    NO_NEEDS = "survey_no_needs"
    EMPTY_ROWS = "survey_empty_rows"
    UNANSWERED_ROWS = "survey_unanswered_rows"
    TOTAL_ROWS = "survey_total_rows"
    HEADER_AGAIN = "survey_header_again"
    TRIAL_ROWS = "survey_trial_rows"
    SAME_ROWS = "survey_same_rows"
    ALIKE_ROWS = "survey_alike_rows"
    SCALE_MISSING = "survey_scale_missing"
    OUT_OF_SCALE = "survey_out_of_scale"
    UNREADABLE = "survey_unreadable"
    NOT_APPLICABLE = "survey_not_applicable"
    DONT_KNOW = "survey_dont_know"
    TIME_UNREADABLE = "survey_time_unreadable"
    SAYS_NOTHING = "survey_says_nothing"
    FORMULA_ERROR = "survey_formula_error"
    MASKED = "survey_masked"
    FORMULA = "survey_formula"
    BROKEN_LETTERS = "survey_broken_letters"
    PERSONAL = "survey_personal"
    PERSONAL_KEPT = "survey_personal_kept"
    IGNORED = "survey_ignored"
    UNLINKED = "survey_unlinked"
    NEED_TWICE = "survey_need_twice"
    FEW_ANSWERS = "survey_few_answers"
