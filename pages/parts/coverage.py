"""Which weeks have counts, as a picture and a table."""

import pandas as pd
import streamlit as st

from data import store
from pages.figures.occupancy import coverage_map
from pages.parts import downloads
from pages.parts.cached import occupancy as cached
from pages.parts.floor_view import name_of
from pages.parts.session import plain, say


def picture(study: store.Study) -> None:
    """Show weeks by zones, so that gaps can be seen."""
    weeks = cached.covered_weeks(study.id, study.version)
    names = dict(zip(study.zones()["zone"], name_of(study.zones()), strict=True))
    weeks = weeks.assign(label=weeks["zone"].map(names).fillna(weeks["zone"]))
    words = {name: plain(f"counts_{name}") for name in ("week", "days")}
    st.subheader(say("counts_coverage"))
    st.caption(say("counts_coverage_lead"))
    figure = coverage_map(weeks, words | {"sweeps": plain("counts_n")})
    st.plotly_chart(figure, alt=plain("counts_coverage_alt"), key="counts_coverage")
    with st.expander(say("table_beside")):
        table = pd.DataFrame(
            {
                plain("counts_zone"): weeks["label"],
                plain("counts_week"): weeks["week"],
                plain("counts_days"): weeks["days"],
                plain("counts_n"): weeks["sweeps"],
            }
        )
        st.dataframe(table, hide_index=True, alt=plain("counts_coverage_alt"))
        downloads.offer(table, "count-coverage")
