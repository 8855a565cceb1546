"""What do our users miss most?"""

import streamlit as st

from pages.parts import needs, priorities
from pages.parts.cached import needs as cached
from pages.parts.session import say
from surveys.disclosure import MIN_RATINGS

wave = needs.title_and_wave("priorities_title")
table = cached.gaps(*needs.key(wave))
chosen = cached.chosen(*needs.key(wave))
views = priorities.views(table, chosen, wave)
if not views:
    priorities.say_empty(wave)
    st.stop()

headline = st.container()
view = priorities.pick_view(views)
with headline:
    priorities.say_headline(view, table, chosen, wave)
if view == "chosen":
    priorities.show_chosen(chosen, wave)
elif view == "beside":
    priorities.show_beside(table, chosen, wave)
else:
    priorities.show_ratings(view, table, wave)
priorities.say_hidden(wave)
with st.expander(say("how_computed")):
    st.markdown(say(priorities.HOW[view], least=MIN_RATINGS))
