"""An attacker opens every door of a study, with every filter, and looks for sums of few people.

Worst case: the attacker knows who is in which group, who answered what, and
every weight; only the answers are unknown.
"""

import datetime as dt
import os
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest
import streamlit as st
from hypothesis import HealthCheck, Phase, given, settings, strategies

from data import store
from pages.parts.cached import methods, needs, satisfaction, weights
from surveys import disclosure
from surveys.disclosure import MIN_RATINGS, cells, groups
from surveys.weighting.margins import SETTING
from tests.surveys.attacker import Attacker

NEEDS = ("wifi", "lockers", "printing")
SIDES = ("importance", "satisfaction")
THINGS = [(need, side) for need in NEEDS for side in SIDES]
QUESTIONS = ("Faculty", "Level")
FEW = settings(
    deadline=None,
    max_examples=int(os.environ.get("RESPACE_ATTACKS", "3")),  # a deeper search by hand
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@dataclass
class Shown:
    """A shown mean: its value, who counts for it and how much."""

    value: float
    counts: np.ndarray
    of: float


def codebook() -> pd.DataFrame:
    """Two profile questions, three needs rated on both sides."""
    asked = [("profile", "", name) for name in QUESTIONS]
    asked += [(side, need, f"{side} {need}") for need, side in THINGS]
    table = pd.DataFrame(asked, columns=["role", "need", "question"])
    table = table.assign(position=range(len(table)), option="", reversed=False, labels=None)
    rated = table["role"].isin(SIDES)
    ends = {"low": 1.0, "high": 5.0}
    table = table.assign(
        **{end: pd.array([one] * len(table), "Float64") for end, one in ends.items()}
    )
    table.loc[~rated, ["low", "high"]] = pd.NA
    return table.assign(why="why_reader", sure=pd.array([1.0] * len(table), "Float64"))


@strategies.composite
def waves(draw) -> tuple[pd.DataFrame, dict | None]:
    """Kept answers of 14 to 40 people with small groups and blanks; margins or none."""
    seed = draw(strategies.integers(0, 2**32 - 1))
    chance = np.random.default_rng(seed)
    people = draw(strategies.integers(14, 40))
    faculty = chance.choice(list("aaaabbc"), people)
    level = np.where(chance.random(people) < 0.8, faculty, chance.choice(list("xyz"), people))
    table = {"0": faculty.astype(object), "1": level.astype(object)}
    for place in range(len(THINGS)):
        table[str(place + 2)] = chance.integers(1, 6, people).astype(float)
    kept = pd.DataFrame(table, index=range(2, people + 2))
    for column in kept:
        kept.loc[chance.random(people) < 0.06, column] = None
    margins = None
    if draw(strategies.booleans()):
        counts = {"a": 100, "b": 90, "c": None}  # the few of c keep their weight
        margins = [{"variable": "Faculty", "category": k, "count": n} for k, n in counts.items()]
    return kept.rename_axis(None), margins


def study_of(kept: pd.DataFrame, margins: list | None) -> store.Study:
    """Return a new study with this wave, and another one after it."""
    study = store.create_study("Hill Library", "山丘图书馆", "Asia/Shanghai")
    book = codebook()
    for year, rows in ((2024, kept), (2025, kept.iloc[::-1].reset_index(drop=True))):
        rows = rows.set_axis(range(2, len(rows) + 2))
        study.save_wave(f"W{year}", dt.date(year, 5, 1), "", f"{year}.csv", f"{year}", book, rows)
    if margins:
        study.set_setting(SETTING, margins)
    return store.open_study(study.id)


class Reader:
    """Opens the doors to one wave of a study."""

    paired = True

    def __init__(self, study: store.Study, wave: str):
        self.key = (study.id, study.version, wave)
        self.version = self.key[:2]
        self.answers = needs.answers(*self.key)
        self.people = pd.Index(self.answers.profile["respondent"])
        self.wide = self.answers.ratings.set_index(["respondent", "need"])[list(SIDES)].unstack()
        self.wide = self.wide.reindex(self.people).astype(float)
        found = weights.usable(*self.key)
        self.weights = None if found is None else found.weights.reindex(self.people).to_numpy(float)

    def given(self, need: str, side: str) -> np.ndarray:
        """Who rated this side of a need."""
        if (side, need) not in self.wide:
            return np.zeros(len(self.people), bool)
        return self.wide[(side, need)].notna().to_numpy()

    def both(self, need: str) -> np.ndarray:
        """Who rated both sides of a need."""
        return self.given(need, SIDES[0]) & self.given(need, SIDES[1])

    def group(self, question: str, level: str) -> np.ndarray:
        """Who gave this answer to a profile question; "" = no answer, everybody without one."""
        if not question:
            return np.ones(len(self.people), bool)
        return (self.answers.profile[question].fillna("") == level).to_numpy(bool)

    def counted(self, need: str, group: str) -> np.ndarray:
        """Who counts in satisfaction over the years: by group, those who rated both sides."""
        many = self.both(need).sum() >= MIN_RATINGS
        return self.both(need) if group and many and self.paired else self.group("", "")

    def sums(self, need: str, kind: str, who: np.ndarray, weighted: bool) -> np.ndarray:
        """Return how much each answer counts in a mean rating or gap of some people."""
        counts = np.zeros((len(THINGS), len(self.people)))
        both = self.both(need)
        for side, sign in zip(SIDES, (1, -1), strict=True):
            if kind in (side, "gap"):
                rows = who & (both if kind == "gap" else self.given(need, side))
                counts[THINGS.index((need, side))] = rows * (sign if kind == "gap" else 1)
        return counts * self.weights if weighted else counts

    def shown(self) -> list[Shown]:
        """Return everything the doors show of ratings."""
        found = list(self._priorities(needs.gaps(*self.key), weighted=False))
        if self.weights is not None:
            found += self._priorities(weights.gaps(*self.key), weighted=True)
        for question in ("", *methods.groups(*self.key)):
            found += self._methods(question)
        for group in ("", *satisfaction.groups(*self.version)):
            for weighted in (False, True):
                found += self._trend(group, weighted)
                found += self._spaces(group, weighted)
        return found

    def _priorities(self, table, *, weighted):
        everybody = self.group("", "")
        for row in table.to_dict("records"):
            for kind in ("gap", *SIDES):
                if pd.notna(row[kind]):
                    yield self._one(row[kind], row["need"], kind, everybody, weighted)

    def _methods(self, question):
        for weighted in (False, True):
            door = methods.weighted_by_group if weighted else methods.by_group
            table = door(*self.key, question, "classic")
            if table is not None:
                yield from self._rows(table, question, weighted)

    def _rows(self, table, question, weighted):
        """Importance-performance is of everybody who rated, by group of those who rated both."""
        pairs = {"gap": {"gap": "value"}, "importance_performance": {side: side for side in SIDES}}
        for row in table[table["method"].isin(pairs)].to_dict("records"):
            for kind, column in pairs[row["method"]].items():
                if pd.notna(row[column]):
                    who = self.group(question, row["level"])
                    who = who & self.both(row["need"]) if question else who
                    yield self._one(row[column], row["need"], kind, who, weighted)

    def _trend(self, group, weighted):
        door = satisfaction.weighted_trend if weighted else satisfaction.trend
        table = door(*self.version, "needs", group)
        for row in table[table["wave"] == self.key[2]].to_dict("records"):
            who = self.group(group, row["group"])
            who = who & self.counted(row["series"], group)
            yield self._one(row["mean"], row["series"], "satisfaction", who, weighted)

    def _one(self, value, need, kind, who, weighted):
        counts = self.sums(need, kind, who, weighted)
        return Shown(float(value), counts, counts.max(axis=0).sum())

    def _spaces(self, group, weighted):
        """Return scores of space types: the mean of what a person rated, by strength."""
        door = satisfaction.weighted_trend if weighted else satisfaction.trend
        table = door(*self.version, "spaces", group)
        known = needs.strengths(*self.version).set_index(["space_type", "need"])["strength"]
        for row in table[table["wave"] == self.key[2]].to_dict("records"):
            who = self.group(group, row["group"])
            counts = np.zeros((len(THINGS), len(self.people)))
            for need in NEEDS:
                given = self.given(need, "satisfaction") & who
                given &= self.counted(need, group)
                place = THINGS.index((need, "satisfaction"))
                counts[place] = given * known.get((row["series"], need), 0)
            whole = counts.sum(axis=0)
            counts = np.divide(counts, whole, where=whole > 0, out=np.zeros_like(counts))
            counts = counts * self.weights if weighted else counts
            yield Shown(float(row["mean"]), counts, counts.sum())

    def learns(self) -> list:
        """Return about whom the attacker learns something."""
        attacker = Attacker(len(self.people))
        for one in self.shown():
            attacker.hears(THINGS, one.counts, "")
        return attacker.learns(
            self.group(question, level)
            for question in QUESTIONS
            for level in self.answers.profile[question].fillna("").unique()
        )

    def truth(self, one: Shown) -> float:
        """Return the mean that a sum stands for."""
        answers = np.array([self._answers(*thing) for thing in THINGS])
        return float((one.counts * answers).sum() / one.of)

    def _answers(self, need, side):
        if (side, need) not in self.wide:
            return np.zeros(len(self.people))
        return self.wide[(side, need)].fillna(0).to_numpy()


@pytest.fixture
def at_home(tmp_path, monkeypatch):
    """Studies of this test live by themselves."""
    monkeypatch.setenv("RESPACE_HOME", str(tmp_path))


def forget():
    """Empty the doors, as another process would find them."""
    st.cache_data.clear()
    st.cache_resource.clear()


@FEW
@given(waves())
def test_attacker_learns_of_nobody(at_home, wave):
    """From all priorities, groups, weights and waves together nothing follows of four people."""
    study = study_of(*wave)
    reader = Reader(study, study.waves()["wave"].iloc[0])
    for one in reader.shown():  # the attacker's sums are the ones that are shown
        assert reader.truth(one) == pytest.approx(one.value, abs=1e-6)
    assert not reader.learns()


def test_attacker_succeeds_without_complementary_suppression(at_home, monkeypatch):
    """Were only the small cells hidden, three people would follow: so the attack can succeed."""
    kept = pd.DataFrame(
        {"0": list("a" * 14 + "b" * 8 + "c" * 3), "1": None}
        | {str(place + 2): [4.0, 2.0, 3.0, 5.0, 1.0] * 5 for place in range(len(THINGS))}
    )
    study = study_of(kept, None)
    wave = study.waves()["wave"].iloc[0]
    forget()
    assert not Reader(study, wave).learns()
    monkeypatch.setattr(cells, "_next_to_hide", lambda *_: None)
    monkeypatch.setattr(
        groups, "hide", lambda who, *_, minimum, counts, **__: who @ counts < minimum
    )
    forget()
    assert (22, 23, 24) in {people for _, people in Reader(study, wave).learns()}
    forget()


@pytest.mark.parametrize(
    ("gate", "blank"),
    [
        # 6 rated only satisfaction, so they count; 1 of them is the only one in group a
        ("paired", {"2": [0, *range(12, 17)]}),
        # 2 of 24 did not rate lockers: the score of a space type would tell of them
        ("hidden_scores", {"4": [3, 15], "5": [3, 15]}),
    ],
)
def test_attacker_succeeds_where_one_gate_is_open(at_home, monkeypatch, gate, blank):
    """Each gate is needed: with it nothing follows, without it few people do."""
    kept = pd.DataFrame(
        {"0": list("a" * 12 + "b" * 12), "1": None}
        | {str(place + 2): [4.0, 2.0, 3.0, 5.0, 1.0, 2.0] * 4 for place in range(len(THINGS))}
    )
    for column, rows in blank.items():
        kept.loc[rows, column] = None
    study = study_of(kept, None)
    wave = study.waves()["wave"].iloc[0]
    forget()
    assert not Reader(study, wave).learns()
    open_gates = {
        "paired": lambda answers: answers,
        "hidden_scores": lambda parts, *_, **__: pd.DataFrame(columns=groups.CELL, dtype="str"),
    }
    monkeypatch.setattr(disclosure, gate, open_gates[gate])
    monkeypatch.setattr(Reader, "paired", gate != "paired")
    forget()
    assert Reader(study, wave).learns()
    forget()
