"""Tests of `pages.parts.downloads`: what leaves the app in a table."""

import io

import pandas as pd
import pytest

from pages import texts
from pages.parts import downloads

HEADS = [(one, key) for one in texts.LANGUAGES for key in downloads.PEOPLE]


@pytest.mark.parametrize(("language", "key"), HEADS)
def test_few_people_leave_as_few(language, key):
    """Under every heading that counts people, in CSV and XLSX, in both languages."""
    heading = texts.say(language, key, name="wifi")
    table = pd.DataFrame({heading: pd.array([17, 3], "Int64")})
    said = pd.read_csv(io.BytesIO(downloads.csv_bytes(table)), dtype=str)
    book = pd.read_excel(io.BytesIO(downloads.xlsx_bytes(table)), dtype=str, engine="calamine")
    assert said[heading].tolist() == book[heading].tolist() == ["17", "<5"]


def test_other_numbers_are_left_alone():
    """Seats, zones and ranks are no people."""
    table = pd.DataFrame({"Seats": [3, 40]})
    assert downloads.neutral(table)["Seats"].tolist() == [3, 40]
