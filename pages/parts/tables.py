"""Said tables on the screen: numbers with separators, fixed decimals, days as the reader writes."""

import datetime as dt
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from pages.parts import downloads
from pages.parts.session import plain


def show(
    table: pd.DataFrame,
    alt: str,
    *,
    decimals: int = 2,
    widths: Mapping[str, int] | None = None,
    **more: object,
) -> None:
    """Show a table under said headings.

    Parameters
    ----------
    table
        Said column names; whole numbers Int64, others Float64, days as dates.
        ``<NA>`` is shown as a dash: not known, or protected.
    alt
        Said description for those who cannot see it.
    decimals
        Of every number that is not whole.
    widths
        Pixels of some columns, by heading.
    more
        Further arguments of ``st.dataframe``, such as ``height``.
    """
    table = downloads.neutral(table)  # Streamlit's own download takes the cells as they are
    config = {name: _column(table[name], decimals) for name in table.columns}
    for name, width in (widths or {}).items():
        config[name] = (config[name] or st.column_config.Column()) | {"width": width}
    st.dataframe(
        table,
        hide_index=True,
        column_config={name: column for name, column in config.items() if column},
        placeholder=plain("not_answered"),
        alt=alt,
        **more,
    )


def _column(cells: pd.Series, decimals: int) -> object | None:
    """Return how a column is written; None where Streamlit's own way is right."""
    if pd.api.types.is_bool_dtype(cells):
        return None
    if pd.api.types.is_integer_dtype(cells):
        return st.column_config.NumberColumn(format="localized")
    if pd.api.types.is_numeric_dtype(cells):
        return st.column_config.NumberColumn(format=f"%.{decimals}f")
    if any(isinstance(cell, dt.date) for cell in cells.head()):
        return st.column_config.DateColumn(format=plain("table_day"))
    return None
