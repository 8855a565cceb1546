"""The academic calendar: which week of which term a day belongs to, and which weeks compare."""

from planning.academic_calendar.labels import label_days, match_weeks
from planning.academic_calendar.propose import propose_terms
from planning.academic_calendar.reader import read_calendar
from planning.academic_calendar.tables import CalendarFinding, calendar_table, check_calendar

__all__ = [
    "CalendarFinding",
    "calendar_table",
    "check_calendar",
    "label_days",
    "match_weeks",
    "propose_terms",
    "read_calendar",
]
