"""Findings of an import: what is odd, in which rows, and the rule that was applied.

A `Fault` ends an import; a `Finding` is a row in the list the librarian sees
before anything is stored. All findings of a file come at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class FindingKind(StrEnum):
    """The closed list of things an importer can find; each room subclasses it.

    Every member ``x`` has the texts ``finding_x`` (what) and ``finding_x_do``
    (the rule applied, or what to do) in every language; a test checks.
    """


class Severity(StrEnum):
    """What a finding did to the data, worst first."""

    STOP = "stop"  # nothing can be stored until it is mended
    DROPPED = "dropped"  # these rows or cells are left out
    CHANGED = "changed"  # these rows or cells are kept, altered by the rule
    NOTE = "note"  # nothing was altered; the reader should know


@dataclass(frozen=True)
class Finding:
    """One kind of oddity at one place of a file.

    Parameters
    ----------
    kind
        Member of a `FindingKind`.
    severity
        What was done about it.
    rows
        Rows as a spreadsheet numbers them (1 = first line of the file); empty
        where the finding is about the whole file or a whole column.
    column
        Name of the column as the file spells it, or "".
    facts
        Fill the slots of the two texts.
    """

    kind: FindingKind
    severity: Severity
    rows: tuple[int, ...] = ()
    column: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
