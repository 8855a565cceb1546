"""Which answers a method needs and does not find."""

from surveys.errors import SurveyError


class BothRatingsMissingError(SurveyError):
    """Nobody rated importance and satisfaction of one need."""

    key = "both_ratings_missing"
    english = (
        "Gap, opportunity and importance-performance need importance and satisfaction "
        "of the same need from the same person. The wave has needs with importance: "
        "{importance}, with satisfaction: {satisfaction}."
    )


class SatisfactionMissingError(SurveyError):
    """No satisfaction was rated on a scale of 4 to 11 steps."""

    key = "satisfaction_missing"
    english = "Top two boxes need satisfaction rated on a scale of 4 to 11 steps."


class KanoPairsMissingError(SurveyError):
    """No need has both Kano questions."""

    key = "kano_pairs_missing"
    english = (
        "Kano needs two answers per need: how people feel if it is there (functional) "
        "and if it is not (dysfunctional). Needs with the first: {functional}, with the "
        "second: {dysfunctional}, with both: 0. Kano cannot be guessed from one question."
    )


class LevelsMissingError(SurveyError):
    """No need has the perceived level beside the minimum or the desired level."""

    key = "levels_missing"
    english = (
        "LibQUAL needs the perceived level of a need beside the minimum or the desired "
        "level, rated from 1 to 9. Needs with a minimum: {minimum}, desired: {desired}, "
        "perceived: {perceived}, on a scale that is not 1 to 9: {other}."
    )


class AdviceMissingError(SurveyError):
    """Nobody was asked from 0 to 10 whether they recommend."""

    key = "advice_missing"
    english = (
        "The net promoter score needs the question whether people recommend the library, "
        "answered from 0 to 10."
    )
