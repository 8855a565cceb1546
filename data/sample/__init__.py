"""The sample library: synthetic, with a known truth.

`ensure` puts it beside the other studies on first start; `truth` returns what
an analysis of it should find. How it is made: `library.generate`.
"""

from data.sample.facts import STUDY, VERSION
from data.sample.home import ensure, truth

__all__ = ["STUDY", "VERSION", "ensure", "truth"]
