"""Who answered?"""

import streamlit as st

from pages.parts import needs, weights
from pages.parts.session import say
from surveys.disclosure import MIN_RATINGS

wave = needs.title_and_wave("weights_title")
weights.stop_without_profile(wave)
table = weights.shares(wave)
if table.empty:
    st.info(say("weights_empty"), icon=":material/how_to_reg:")
    weights.edit_margins(wave, opened=True)
    st.stop()

found = weights.weighting_or_reason(wave, table)
weights.show_shares(table)
weights.show_table(table, found, wave)
if found is not None:
    weights.show_fit(found)
    weights.show_conclusion(wave)
weights.edit_margins(wave, opened=found is None)
with st.expander(say("how_computed")):
    st.markdown(say("weights_how", least=MIN_RATINGS))
