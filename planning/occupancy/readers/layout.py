"""How a count file is laid out: a proposal the librarian can edit."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from surveys.readers.tablefile import TableFile

FORMS = ("long", "wide", "hours")
DATE_ORDERS = ("ymd", "dmy", "mdy")
BASES = ("campus", "utc")
REPEAT_RULES = ("keep", "last", "mean")
SLIP_RULES = ("mend", "keep")


@dataclass(frozen=True)
class CountLayout:
    """What the columns of a count file mean; "" or () = the file has no such column.

    Columns are named as `column_names` names them.

    Parameters
    ----------
    form
        ``long``: one row per time and zone. ``wide``: one column per zone.
        ``hours``: one row per date (and zone), one column per hour of the day.
    header_row
        Row of the column names as a spreadsheet numbers it; 0 = no header.
    at
        Column with date and time together; else `date` with `time` (time of
        day, also 8:00-9:00) or `hour` (whole hours 0 to 24).
    zones
        Long: the columns that together name the zone.
    counts
        Wide: one column per zone; hours: one column per hour.
    occupied, capacity, free
        Long: people or seats in use; seats in all; seats left. One of the
        three may be missing: it follows from the other two.
    total
        Wide: the column of row totals, checked and not stored.
    whole
        What to call the one zone of a file that names none.
    term
        Label such as "Fall 2019".
    weekday
        Day of the week as written; checked against the date.
    recorded
        When the row was typed in, where that differs from when people were counted.
    ignored
        Everything else.
    date_order
        ``dmy``, ``mdy`` or ``ymd``: how dates are read that could be both.
    basis
        ``campus``: times are the library's own; ``utc``: they are UTC or epoch.
    time_zone
        IANA name of the library's zone; needed where times are in UTC.
    repeats
        Sweeps of the same zone and time: ``keep`` all, averaged within their
        hour later; the ``last``; or their ``mean``, rounded to whole people.
    slips
        Times twelve hours off: ``mend`` where the recording time proves it,
        else set aside; or ``keep`` all as written.
    columns
        All columns in file order.

    Examples
    --------
    >>> layout = CountLayout("wide", 1, date="Date", time="Time", counts=("Quiet", "Silent"))
    >>> CountLayout.from_record(layout.record()) == layout
    True
    """

    form: str
    header_row: int = 1
    at: str = ""
    date: str = ""
    time: str = ""
    hour: str = ""
    zones: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    occupied: str = ""
    capacity: str = ""
    free: str = ""
    total: str = ""
    whole: str = ""
    term: str = ""
    weekday: str = ""
    recorded: str = ""
    ignored: tuple[str, ...] = ()
    date_order: str = "ymd"
    basis: str = "campus"
    time_zone: str = ""
    repeats: str = "keep"
    slips: str = "mend"
    columns: tuple[str, ...] = ()

    def record(self) -> dict[str, object]:
        """Return the layout as values JSON can hold."""
        return {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in asdict(self).items()
        }

    @classmethod
    def from_record(cls, record: Mapping[str, object]) -> "CountLayout":
        """Return the layout a `record` was made of; unknown keys are left out."""
        known = {field.name for field in fields(cls)}
        return cls(
            **{
                key: tuple(value) if isinstance(value, list) else value
                for key, value in record.items()
                if key in known
            }
        )

    def named(self) -> tuple[str, ...]:
        """Return the columns the layout reads, once each."""
        one = (self.at, self.date, self.time, self.hour, self.occupied, self.capacity, self.free)
        more = (self.total, self.term, self.weekday, self.recorded, *self.zones, *self.counts)
        return tuple(dict.fromkeys(column for column in (*one, *more) if column))


def column_names(table: TableFile, header_row: int) -> tuple[str, ...]:
    """Return one name per column: as the header spells it, made unique; letters where blank.

    Examples
    --------
    >>> import pandas as pd
    >>> table = TableFile("a.csv", pd.DataFrame([["Quiet", "Quiet", ""]], index=[1]))
    >>> column_names(table, 1), column_names(table, 0)
    (('Quiet', 'Quiet (2)', 'C'), ('A', 'B', 'C'))
    """
    width = table.cells.shape[1]
    given = [""] * width if not header_row else table.cells.loc[header_row].tolist()
    names: list[str] = []
    for place, text in enumerate(given):
        name = base = " ".join(text.split()) or letters(place)
        number = 2
        while name in names:
            name, number = f"{base} ({number})", number + 1
        names.append(name)
    return tuple(names)


def letters(place: int) -> str:
    """Return a column's letters in a spreadsheet.

    Examples
    --------
    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(65 + rest) + text
    return text
