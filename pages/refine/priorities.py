"""What do our users miss most?"""

import streamlit as st

from pages.figures.priorities import gap_chart, quadrant_plot
from pages.parts import downloads, needs, session
from pages.parts.cached import needs as cached
from pages.parts.session import plain, say, words
from surveys.disclosure import MIN_RATINGS
from surveys.priorities import quadrants

st.title(say("priorities_title"))
wave = needs.pick_wave()
table = cached.gaps(*needs.key(wave))
needs.say_priorities(table)
both = needs.labelled(table.dropna(subset=["gap"]))

if not both.empty:
    gaps_tab, quadrants_tab = st.tabs([say("gap_tab"), say("quadrant_tab")])
    with gaps_tab:
        top = session.choose(
            st.segmented_control,
            "rows",
            say("needs_shown_label"),
            ["top", "all"],
            format_func={"top": plain("needs_top"), "all": plain("needs_all")}.get,
            label_visibility="collapsed",
        )
        st.plotly_chart(
            gap_chart(
                both.head(needs.TOP) if top == "top" else both,
                words("importance", "satisfaction", "points_scale", "gap", "n_answers"),
            ),
            alt=plain("priorities_gap_alt"),
        )
    with quadrants_tab:
        crosshairs = session.choose(
            st.segmented_control,
            "crosshairs",
            say("crosshairs_label"),
            ["means", "midpoint"],
            format_func={way: plain(f"crosshairs_{way}") for way in ("means", "midpoint")}.get,
        )
        placed = quadrants(both, crosshairs)
        needs.say_crosshairs(placed, crosshairs)
        st.plotly_chart(
            quadrant_plot(
                placed,
                words("importance", "satisfaction", "n_answers", *needs.QUADRANT_TEXTS),
            ),
            alt=plain("priorities_quadrant_alt"),
        )

said = needs.said_gaps(table)
st.dataframe(said, hide_index=True, alt=plain("priorities_table_alt"))
downloads.offer(said, "priorities", source=needs.source_line(wave))
with st.expander(say("how_computed")):
    st.markdown(say("priorities_how", least=MIN_RATINGS))
