"""Who needs what?"""

import streamlit as st

from pages.figures.segments import criterion_chart, profile_map, size_chart
from pages.parts import downloads, needs, segments
from pages.parts.session import plain, say, words

wave = needs.title_and_wave("segments_title")
segmentation = segments.found(wave)
segments.say_found(segmentation)

sizes = segments.labelled_sizes(segmentation)
profile = segments.labelled_profile(segmentation)
if segmentation.k > 1:
    st.plotly_chart(
        size_chart(sizes, words("segments_share", "n_answers")), alt=plain("segments_share_alt")
    )
    st.markdown(f"#### {say('segments_profile')}")
    st.plotly_chart(
        profile_map(profile, words("segments_difference", "n_answers")),
        alt=plain("segments_profile_alt"),
    )

said_sizes = segments.said_sizes(sizes)
st.dataframe(said_sizes, hide_index=True, alt=plain("segments_table_alt"))
downloads.offer(said_sizes, "segments", source=needs.source_line(wave))
said_profile = segments.said_profile(profile)
st.dataframe(said_profile, hide_index=True, alt=plain("segments_profile_table_alt"))
downloads.offer(said_profile, "segment-profiles", source=needs.source_line(wave))

with st.expander(say("segments_criterion")):
    st.plotly_chart(
        criterion_chart(
            segmentation.criterion,
            words(
                "segments_criterion_number",
                "segments_criterion_value",
                "segments_criterion_chosen",
            ),
        ),
        alt=plain("segments_criterion_alt"),
    )
    st.dataframe(segmentation.criterion, hide_index=True, alt=plain("segments_criterion_alt"))
with st.expander(say("how_computed")):
    st.markdown(say("segments_how"))
