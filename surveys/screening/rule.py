"""What a screening rule is, and what it may look at."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from surveys import extra_answers
from surveys.questionnaire import RATED

SUBSTANCE = (*RATED, "choice", "profile", "text")  # what a person answered, unlike book-keeping


@dataclass(frozen=True)
class Sheet:
    """The answers of a wave as rules see them.

    Parameters
    ----------
    book
        Codebook, the columns that are kept.
    kept
        One row per respondent, columns = str(position), see `surveys.checks.understand`.
    marks
        One row per respondent: ``seconds`` (Float64), ``person``, ``source``
        (Int64, shared by rows of one participant or address), see `marks.marks`.
    """

    book: pd.DataFrame
    kept: pd.DataFrame
    marks: pd.DataFrame

    def columns(self, *roles: str) -> list[str]:
        """Return the kept columns of some roles, in the order of the file."""
        own = self.book.loc[self.book["role"].isin(roles), "position"].astype(str)
        return [place for place in own if place in self.kept.columns]

    @cached_property
    def ratings(self) -> pd.DataFrame:
        """All ratings in the file's own scale: float, NaN where not answered."""
        return self.kept[self.columns(*RATED)].apply(pd.to_numeric, errors="coerce").astype(float)

    @cached_property
    def answered(self) -> pd.Series:
        """How many questions each respondent answered, whatever their kind."""
        return self.kept[self.columns(*SUBSTANCE)].notna().sum(axis=1)

    @cached_property
    def content(self) -> pd.Series:
        """All that a respondent answered as one tuple; alike tuples are alike answers."""
        cells = self.kept[self.columns(*SUBSTANCE)].astype("string").fillna("")
        rows = [tuple(row) for row in cells.to_numpy(dtype=object)]
        return pd.Series(rows, index=self.kept.index, dtype="object")

    @cached_property
    def order(self) -> pd.Index:
        """The respondents, who answered first before who answered later.

        By the time of answering where the file has one, then by row of the file.
        """
        when = self.columns("time")
        rows = self.kept.index
        times = self.kept[when[0]].to_numpy(dtype=object, na_value="") if when else [""] * len(rows)
        known = pd.DataFrame({"when": times, "at": rows}).replace({"when": {"": pd.NA}})
        found = known.sort_values(["when", "at"], na_position="last")
        return pd.Index(found["at"])

    def pairs(self, *roles: str) -> pd.DataFrame:
        """Return answers that belong together: one row per respondent and item, a column per role.

        Only items with all of the roles on one scale; ``low`` is its lower end.
        """
        extra = extra_answers.extra(self.book, self.kept)
        extra = extra[extra["role"].isin(roles)]
        keys = ["respondent", "need", "item", "low", "high"]
        wide = extra.set_index([*keys, "role"])["value"].unstack("role")
        return wide.reindex(columns=list(roles)).dropna().reset_index()


@dataclass(frozen=True)
class Limit:
    """From where on a rule flags: a number the reader can move, or a word of a list.

    Parameters
    ----------
    usual
        What holds until somebody chooses.
    low, high
        Ends of what can be chosen, both included.
    unit
        ``percent`` or ``answers``.
    words
        What can be chosen where the limit is no number.
    """

    usual: int | str
    low: int = 0
    high: int = 100
    unit: str = "percent"
    words: tuple[str, ...] = ()

    def valid(self, value: object) -> int | str:
        """Return a chosen value if it can be one, else the usual one.

        Examples
        --------
        >>> Limit(50).valid(30), Limit(50).valid(130), Limit("first", words=("first",)).valid("?")
        (30, 50, 'first')
        """
        if self.words:
            return value if value in self.words else self.usual
        whole = isinstance(value, int | float) and self.low <= value <= self.high
        return int(value) if whole else self.usual


@dataclass(frozen=True)
class Rule:
    """One way to tell answers that were given without care, or twice.

    Parameters
    ----------
    key
        Its name in code and in the texts ``screen_<key>``, ``screen_<key>_what``
        (the rule in a sentence), ``screen_<key>_why`` (where its limit is from,
        and what it cannot tell) and ``screen_<key>_missing`` (what it needs).
    find
        Takes a sheet and a limit, returns whom it flags (bool, index of `Sheet.kept`).
    possible
        Whether a sheet holds what the rule needs.
    limit
        From where on it flags.
    on
        Whether it is on for a new file.
    trust
        Where the limit is from: ``read``, ``second_hand`` or ``guess``.
    """

    key: str
    find: Callable[[Sheet, int | str], pd.Series]
    possible: Callable[[Sheet], bool]
    limit: Limit
    on: bool
    trust: str
