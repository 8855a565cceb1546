"""Why a file holds no counts this room can read, or a comparison cannot be made."""

from planning.errors import PlanningError


class CountTimesMissingError(PlanningError):
    """No column says when people were counted."""

    key = "count_times_missing"
    english = (
        "No column of {name!r} holds the time of a count: a date and a time of day are needed, "
        "in one column or in two. Choose the columns, or export the counts with their times."
    )


class CountsDailyError(PlanningError):
    """Days without a time of day."""

    key = "counts_daily"
    english = (
        "{name!r} says on which day people were counted (column {column!r}), but not at what time "
        "of day, so no week by hours can be made of it. Export counts per hour or per sweep."
    )


class CountValuesMissingError(PlanningError):
    """No column of whole numbers that could be people."""

    key = "count_values_missing"
    english = (
        "No column of {name!r} holds counts: whole numbers of people or seats in use. "
        "Choose the column of the counts, or one column per zone."
    )


class GateFlowsError(PlanningError):
    """People passing a gate are not people sitting in a zone."""

    key = "gate_flows"
    english = (
        "{name!r} holds people passing a gate (columns {entering!r} and {leaving!r}), not people "
        "present in a zone. Gate counts cannot be read yet; import head-counts or sensor counts."
    )


class PeriodColumnsError(PlanningError):
    """One column per month or year: visits, not occupancy."""

    key = "period_columns"
    english = (
        "{name!r} has one column per month or year ({first!r} to {last!r}), so it holds totals of "
        "visits and not counts by time of day. Export the counts with date and time instead."
    )


class SessionTimesError(PlanningError):
    """A start and an end per visit, no count."""

    key = "session_times"
    english = (
        "{name!r} holds visits or bookings with a start and an end (columns {start!r} and {end!r}) "
        "and no counts. Sessions cannot be read yet; export the number of people per time and zone."
    )


class ColumnUnknownError(PlanningError):
    """The layout speaks of a column the file does not have."""

    key = "count_column_unknown"
    english = (
        "The layout names the column {column!r}, which {name!r} does not have. "
        "Choose another column, or let the layout be proposed again."
    )


class TimeZoneNeededError(PlanningError):
    """Times are UTC and nobody said where the library is."""

    key = "time_zone_needed"
    english = (
        "The times in {name!r} are in UTC or seconds since 1970. "
        "Choose the time zone of the library, so that hours are its own."
    )


class TimeZoneUnknownError(PlanningError):
    """Not a name of the IANA time zone list."""

    key = "time_zone_unknown"
    english = "There is no time zone {time_zone!r}. Choose one such as Asia/Shanghai."


class PeriodEmptyError(PlanningError):
    """A period ends before it starts."""

    key = "period_empty"
    english = "The period from {first} to {last} ends before it starts. Swap its dates."
