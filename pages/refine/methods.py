"""Do the methods agree which needs come first?"""

import streamlit as st

from pages.parts import method_details, method_groups, method_table, methods, needs, notices

wave = needs.title_and_wave("methods_title")
headline = st.container()
asked = methods.ask(wave)
with notices.shown():
    view = asked.view()
with headline:
    methods.stop_if_empty(asked, view)
    methods.say_finding(view)
methods.show_ranks(asked, view)
method_table.show(asked, view)
method_details.show_kano(asked)
method_details.show_zone(asked)
method_groups.show(asked, view)
methods.how(asked)
