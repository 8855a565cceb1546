"""What do our users miss most?"""

import streamlit as st

from pages.figures.priorities import gap_chart, quadrant_plot
from pages.parts import downloads, needs, session
from pages.parts.cached import needs as cached
from pages.parts.session import plain, say, words
from surveys.disclosure import MIN_RATINGS
from surveys.priorities import quadrants

wave = needs.title_and_wave("priorities_title")
table = cached.gaps(*needs.key(wave))
needs.say_priorities(table)
both = needs.labelled(table.dropna(subset=["gap"]))

if not both.empty:
    view = session.choose(
        st.segmented_control,
        "rows",
        say("needs_shown_label"),
        list(needs.VIEWS),
        format_func=needs.view_name,
        label_visibility="collapsed",
    )
    if view == "quadrants":
        crosshairs = session.choose(
            st.segmented_control,
            "crosshairs",
            say("crosshairs_label"),
            list(needs.CROSSHAIRS),
            format_func=needs.crosshairs_name,
        )
        placed = quadrants(both, crosshairs)
        needs.say_crosshairs(placed, crosshairs)
        st.plotly_chart(
            quadrant_plot(
                placed, words("importance", "satisfaction", "n_answers", *needs.QUADRANT_TEXTS)
            ),
            alt=plain("priorities_quadrant_alt"),
        )
    else:
        st.plotly_chart(
            gap_chart(
                both.head(needs.TOP) if view == "top" else both,
                words("importance", "satisfaction", "points_scale", "gap", "n_answers"),
            ),
            alt=plain("priorities_gap_alt"),
        )

said = needs.said_gaps(table)
st.dataframe(said, hide_index=True, alt=plain("priorities_table_alt"))
downloads.offer(said, "priorities", source=needs.source_line(wave))
with st.expander(say("how_computed")):
    st.markdown(say("priorities_how", least=MIN_RATINGS))
