"""How scales of different length came onto one, in plain words with an example each."""

import pandas as pd
import streamlit as st

from data.store import Study
from pages.parts import needs, tables
from pages.parts.cached import satisfaction as cached
from pages.parts.session import plain, say

MOST = 3  # needs named in a row


def show(study: Study, names: dict[str, str]) -> None:
    """Say which scales were used in which waves, the formula, and what to beware of."""
    table = cached.scales(study.id, study.version)
    lengths = (table["high"] - table["low"]).nunique()
    st.markdown(say("satisfaction_scales" if lengths > 1 else "satisfaction_scale_one"))
    said = [
        {
            plain("satisfaction_scale"): plain(
                "satisfaction_scale_ends", low=f"{row.low:g}", high=f"{row.high:g}"
            ),
            plain("codebook_reversed"): plain("yes" if row.reversed else "no"),
            plain("satisfaction_scale_waves"): plain("list_comma").join(
                names[wave] for wave in row.waves
            ),
            plain("satisfaction_scale_what"): _what(study, row.series),
            plain("satisfaction_formula"): _formula(row),
            plain("satisfaction_example"): f"{row.example:g} → {row.becomes:.2f}",
        }
        for row in table.itertuples(index=False)
    ]
    tables.show(pd.DataFrame(said), plain("satisfaction_scales_alt"))


def _what(study: Study, series: tuple[str, ...]) -> str:
    """Return the first needs asked on a scale, and how many more."""
    names = needs.need_names() | cached.wordings(study.id, study.version)
    first = plain("list_comma").join(names.get(one, one) for one in series[:MOST])
    more = len(series) - MOST
    return plain("satisfaction_and_more", first=first, n=more) if more > 0 else first


def _formula(row) -> str:
    """Return the formula with the ends of this scale in it."""
    above = f"({row.high:g} − x)" if row.reversed else f"(x − {row.low:g})"
    return f"1 + 4 × {above} / {row.high - row.low:g}"
