"""The space programme: seats and net area per function, from answers, counts and today's rooms.

    peak occupancy / target occupancy = seats in all      (`seats_in_all`)
    seats in all x share of demand    = seats of a function
    seats x area per seat             = net area of a function  (`made`)

What the building holds of it, and what the budget leaves, is `fit`; the needs
that then stay unmet are `unmet`; norms are `checks`.
"""

from planning.programme.decisions import (
    Assumptions,
    assumptions,
    decide,
    kept,
    log,
    record,
    taken_back,
    with_decided_strengths,
)
from planning.programme.demand import Demand, anchored, function_demand, function_spread
from planning.programme.fit import Limits, fit, room
from planning.programme.hours import building_hours, counted_hours, peak_use, zone_hours
from planning.programme.norms import checks
from planning.programme.sizes import Programme, made
from planning.programme.totals import Total, seats_in_all
from planning.programme.unmet import hit, needs_met, worst_needs

__all__ = [
    "Assumptions",
    "Demand",
    "Limits",
    "Programme",
    "Total",
    "anchored",
    "assumptions",
    "building_hours",
    "checks",
    "counted_hours",
    "decide",
    "fit",
    "function_demand",
    "function_spread",
    "hit",
    "kept",
    "log",
    "made",
    "needs_met",
    "peak_use",
    "record",
    "room",
    "seats_in_all",
    "taken_back",
    "with_decided_strengths",
    "worst_needs",
    "zone_hours",
]
