"""Why answers cannot be weighted, in words a librarian can act on."""

from surveys.errors import SurveyError


class MarginsEmptyError(SurveyError):
    """No margin has a count."""

    key = "margins_empty"
    english = (
        "There are no enrolment counts to weight with. Enter how many people of each category "
        "there are, or import a file of them."
    )


class MarginVariableMissingError(SurveyError):
    """A margin of something these answers do not tell."""

    key = "margin_variable_missing"
    english = (
        "The enrolment counts speak of {variable!r}, which these answers do not tell. "
        "They tell: {known}. Rename it as one of these, or leave it out."
    )


class CategoryWithoutAnswersError(SurveyError):
    """Part of the population did not answer at all."""

    key = "category_without_answers"
    english = (
        "Nobody of {category!r} ({variable}) answered, though {share:.1%} of those enrolled are of "
        "it, so no weight can speak for them. Categories with answers: {known}. Correct the "
        "spelling, merge it with a neighboring category, or leave its count empty."
    )


class CategoryTooSmallError(SurveyError):
    """So few answers that weights would speak for single people."""

    key = "category_too_small"
    english = (
        "Only {n} people of {category!r} ({variable}) answered; at least {least} are needed to "
        "weight by a category. Merge it with a neighboring category, or leave its count empty, so "
        "that its answers keep their weight."
    )


class CategoryNotInMarginError(SurveyError):
    """Answers of a category the margin says nothing about."""

    key = "category_not_in_margin"
    english = (
        "{n} answers are of {categories} ({variable}), which the enrolment counts do not list. "
        "Enter their counts, or list them with an empty count, so that they keep their weight."
    )


class MarginCountError(SurveyError):
    """A count that no population can have."""

    key = "margin_count"
    english = (
        "The count of {category!r} ({variable}) is {count}, which cannot be where {n} people of it "
        "answered. Enter a number above 0, or leave it empty, so that its answers keep their "
        "weight."
    )


class MergeError(SurveyError):
    """Categories that cannot be merged under this name."""

    key = "merge_categories"
    english = (
        "Cannot merge {categories} as {name!r}. Choose two or more categories and a name "
        "that is no answer itself, such as 'graduate'."
    )


class MarginTwiceError(SurveyError):
    """A category stands in two rows."""

    key = "margin_twice"
    english = "The category {category!r} ({variable}) stands in two rows. Keep one."


class BaseWeightError(SurveyError):
    """A base weight that is missing, zero or negative."""

    key = "base_weight"
    english = (
        "The base weight of the answer in row {respondent} is {weight}. "
        "Base weights must be numbers above 0."
    )


class TrimmingError(SurveyError):
    """A limit no weights can keep."""

    key = "trimming_limit"
    english = (
        "Weights cannot be limited to {limit} times their mean. Choose a number above 1, such as 5."
    )
