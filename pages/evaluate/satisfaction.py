"""Is satisfaction moving, or is it noise?"""

import streamlit as st

from pages.parts import (
    relink,
    satisfaction,
    satisfaction_choices,
    satisfaction_control,
    satisfaction_joins,
    satisfaction_links,
    satisfaction_table,
    satisfaction_words,
    screening_note,
    session,
)
from pages.parts.cached import satisfaction as cached
from pages.parts.session import say
from surveys.disclosure import MIN_RATINGS

study = session.study()
top, compare = st.columns([3, 2], vertical_alignment="bottom")
top.title(say("nav_satisfaction"))
waves = cached.waves(study.id, study.version)
if len(waves) < 2:
    satisfaction.say_empty(study, waves)
    relink.show(study, expanded=True)
    st.stop()

with compare:
    pair = satisfaction_choices.pick_pair(study, waves)
headline = st.container()
asked = satisfaction_choices.ask(study, waves, pair)
with headline:
    satisfaction_words.say_headline(study, asked)
    beside = st.empty()
satisfaction_words.say_beside(study, asked, beside, whom=False)
satisfaction.show_trend(study, waves, asked)
satisfaction_words.say_beside(study, asked, beside, whom=True)
satisfaction_words.say_rest(study, asked)
satisfaction_table.show_changes(study, waves, asked)
satisfaction_links.show(study, waves)
satisfaction_joins.show(study)
relink.show(study)
satisfaction_control.show(study, waves, asked)
screening_note.note_waves([wave.id for wave in waves])
with st.expander(say("how_computed")):
    st.markdown(say("satisfaction_how", least=MIN_RATINGS))
