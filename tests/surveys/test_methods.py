"""Tests of `surveys.methods`: each method, and where they disagree."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies

from surveys.answers import Answers, assemble, subset
from surveys.methods import compare, errors
from surveys.methods.kano import TABLES, classify, kano
from surveys.methods.libqual import libqual
from surveys.methods.nps import nps
from surveys.methods.opportunity import opportunity
from surveys.methods.small_groups import hidden_cells, is_hidden
from surveys.methods.top_two_box import top_two_box
from surveys.weighting import of_weights

UNHURRIED = settings(deadline=None, max_examples=40)
ENDS = {"minimum": (1, 9), "desired": (1, 9), "perceived": (1, 9), "recommend": (0, 10)}
FIVE = strategies.one_of(strategies.none(), strategies.integers(1, 5))
NINE = strategies.one_of(strategies.none(), strategies.integers(1, 9))
TEN = strategies.integers(0, 10)


def wave(columns: dict, people: int | None = None, **ends) -> Answers:
    """Return answers of columns named (role, need), one list of answers each."""
    rows = [
        {
            "position": place,
            "question": f"q{place}",
            "option": "",
            "role": role,
            "need": need,
            "low": (ends or ENDS).get(role, (1, 5))[0],
            "high": (ends or ENDS).get(role, (1, 5))[1],
            "reversed": False,
        }
        for place, (role, need, *_) in enumerate(columns)
    ]
    kept = pd.DataFrame({str(place): given for place, given in enumerate(columns.values())})
    return assemble(pd.DataFrame(rows), kept.astype("Float64"))


def one(table, need="wifi"):
    return table.set_index("need").loc[need]


def pairs(*answers):
    """Answers to the two Kano questions about Wi-Fi."""
    with_it, without = zip(*answers, strict=True)
    return wave({("functional", "wifi"): with_it, ("dysfunctional", "wifi"): without})


@pytest.mark.parametrize("table", TABLES)
def test_tables_are_five_by_five_and_differ_in_two_cells(table):
    """All 25 pairs have a category; strict turns (2,2) and (4,4) from I to Q."""
    cells = pd.DataFrame([(a, b) for a in range(1, 6) for b in range(1, 6)], columns=["a", "b"])
    found = classify(cells["a"], cells["b"], table)
    assert found.notna().all()
    classic = classify(cells["a"], cells["b"], "classic")
    other = cells[(found != classic).to_numpy()].to_numpy().tolist()
    assert other == ([] if table == "classic" else [[2, 2], [4, 4]])


def test_unknown_kano_table_is_named():
    """The reader of the log sees which tables there are."""
    with pytest.raises(ValueError, match="classic"):
        classify(pd.Series([1]), pd.Series([5]), "kanoo")


def test_kano_refuses_without_pairs():
    """One question of the two is not enough, and says which is missing."""
    with pytest.raises(errors.KanoPairsMissingError) as caught:
        kano(wave({("functional", "wifi"): [1, 2]}))
    assert caught.value.facts == {"functional": 1, "dysfunctional": 0}


def test_kano_without_countable_answers_has_no_coefficients():
    """All reverse or questionable: 0 of 0 is not known."""
    row = one(kano(pairs((5, 1), (1, 1))))
    assert (row["n"], row["pairs"], row["R"], row["Q"]) == (0, 2, 1, 1)
    assert pd.isna(row["better"])
    assert pd.isna(row["worse_low"])


def test_two_pairs_of_one_need_count_each_person_once():
    """A person with two pairs, O and A, is half of each."""
    columns = [("functional", "wifi", 0), ("dysfunctional", "wifi", 0)]
    columns += [("functional", "wifi", 1), ("dysfunctional", "wifi", 1)]
    row = one(kano(wave(dict(zip(columns, ([1], [5], [1], [3]), strict=True)))))
    assert (row["A"], row["O"], row["n"]) == (0.5, 0.5, 1)


def test_libqual_by_hand():
    """Perceived 6 and 8, minimum 5 and 5, desired 8 and 9: adequacy 2, superiority -1.5."""
    table = {("minimum", "wifi"): [5, 5], ("desired", "wifi"): [8, 9]}
    row = one(libqual(wave(table | {("perceived", "wifi"): [6, 8]})))
    assert (row["adequacy"], row["superiority"], row["in_zone"]) == (2, -1.5, 1)


def test_libqual_needs_its_own_scale():
    """From 1 to 7 it is not LibQUAL: refused, and the fault says so."""
    columns = {("minimum", "wifi"): [5], ("perceived", "wifi"): [6]}
    with pytest.raises(errors.LevelsMissingError) as caught:
        libqual(wave(columns, minimum=(1, 7), perceived=(1, 7)))
    assert caught.value.facts["other"] == 1


def test_people_whose_minimum_is_above_what_they_desire_are_counted():
    """They are never in the zone."""
    table = {("minimum", "wifi"): [9], ("desired", "wifi"): [3], ("perceived", "wifi"): [5]}
    row = one(libqual(wave(table)))
    assert (row["inverted"], row["in_zone"]) == (1, 0)


def test_nps_by_hand():
    """5 of 10 promote, 2 are passive, 3 detract: 20."""
    row = one(nps(wave({("recommend", ""): [9, 10, 9, 9, 10, 7, 8, 0, 6, 3]})), "")
    assert row["value"] == pytest.approx(20)
    assert row["n"] == 10


def test_opportunity_drops_negatives():
    """5 against 2 gives 8; 2 against 5 gives 2, not -1."""
    table = {("importance", "wifi"): [5, 2], ("satisfaction", "wifi"): [2, 5]}
    assert one(opportunity(wave(table)))["value"] == 5


@pytest.mark.parametrize(
    ("high", "given", "share"),
    [(5, [3, 4, 5, 1], 0.5), (7, [5, 6, 7, 1], 0.5), (9, [7, 8, 9], 2 / 3)],
)
def test_top_two_boxes_are_those_of_the_file(high, given, share):
    """6 and 7 of 7; on the common scale 6 is 4.33, and 5 would be 3.67."""
    found = top_two_box(wave({("satisfaction", "wifi"): given}, satisfaction=(1, high)))
    assert one(found)["value"] == pytest.approx(share)


def test_top_two_of_three_steps_is_refused():
    """Two of three steps distinguish nothing."""
    with pytest.raises(errors.SatisfactionMissingError):
        top_two_box(wave({("satisfaction", "wifi"): [1, 3]}, satisfaction=(1, 3)))


def rated(needs: dict) -> Answers:
    """Twenty like-minded people: importance and satisfaction by need, half of them one lower."""
    columns = {}
    for need, (important, satisfied) in needs.items():
        columns["importance", need] = [important, important - 0.2] * 10
        columns["satisfaction", need] = [satisfied, satisfied - 0.2] * 10
    return wave(columns)


def told(**methods):
    """Return the verdicts on needs a, b, c ...: of each method a half width and its values."""
    rows = [
        {"need": need, "method": method, "value": value, "low": value - wide, "high": value + wide}
        for method, (wide, *values) in methods.items()
        for need, value in zip("abcdef", values, strict=False)
    ]
    table = pd.DataFrame(rows).assign(n=20).reindex(columns=compare.COLUMNS)
    types = dict.fromkeys(["value", "low", "high", *compare.ENDS], "Float64")
    typed = table.astype(types | {"n": "Int64", "category": "string"})
    return compare.disagreements(compare.ranked(typed)).set_index("need")


def test_methods_that_disagree_are_named():
    """Need f is sixth by gap and first by top two boxes, where low is first; c moves by one."""
    found = told(gap=(0.1, 6, 5, 4, 3, 2, 1), top_two_box=(0.1, 2, 3, 4, 5, 6, 1))
    row = found.loc["f"]
    assert (row["kind"], row["first"], row["second"]) == ("rank", "top_two_box", "gap")
    assert (row["first_rank"], row["second_rank"], row["of"]) == (1, 6, 6)
    assert found.drop("f")["kind"].eq("agree").all()


def test_ranks_that_may_be_the_same_are_no_disagreement():
    """The same ranks with intervals as wide as the whole range: chance may have made them."""
    found = told(gap=(0.1, 6, 5, 4, 3, 2, 1), top_two_box=(9, 2, 3, 4, 5, 6, 1))
    assert found["kind"].eq("agree").all()


def test_methods_with_the_same_order_agree():
    """One order of needs in all methods: nothing is flagged."""
    answers = rated({name: (5, 1.4 + step * 0.8) for step, name in enumerate("abcd")})
    told = compare.disagreements(compare.ranked(compare.values(answers)[0]))
    assert set(told["kind"]) <= {"agree"}
    assert told["need"].tolist()[0] == "a"


def test_one_need_is_ranked_and_compared_with_nothing():
    """Below four needs a third is one rank."""
    told = compare.disagreements(compare.ranked(compare.values(rated({"a": (5, 2)}))[0]))
    assert told["kind"].tolist() == ["single"]


def test_wave_without_answers_has_every_fault():
    """Nothing is guessed, and the tables keep their columns."""
    table, faults = compare.values(wave({("profile", ""): [1.0]}))
    assert set(faults) == set(compare.FAMILIES.values())
    assert compare.disagreements(compare.ranked(table)).empty


PEOPLE = strategies.lists(
    strategies.tuples(FIVE, FIVE, NINE, NINE, NINE, FIVE, FIVE, TEN), min_size=2, max_size=25
)
ROLES = (
    "importance",
    "satisfaction",
    "minimum",
    "desired",
    "perceived",
    "functional",
    "dysfunctional",
    "recommend",
)


def of_people(people) -> Answers:
    return wave(
        {
            (role, "wifi"): list(given)
            for role, given in zip(ROLES, zip(*people, strict=True), strict=True)
        }
    )


@UNHURRIED
@given(PEOPLE, strategies.sampled_from(sorted(TABLES)))
def test_intervals_contain_their_estimate(people, table):
    """Whatever was answered, in every method."""
    found = compare.values(of_people(people), table)[0].dropna(subset=["value", "low"])
    assert (found["low"] <= found["value"] + 1e-9).all()
    assert (found["value"] <= found["high"] + 1e-9).all()


@UNHURRIED
@given(PEOPLE, strategies.randoms())
def test_order_of_people_does_not_matter(people, chance):
    """A sorted file says the same."""
    shuffled = chance.sample(people, len(people))
    first, second = (compare.values(of_people(one))[0] for one in (people, shuffled))
    pd.testing.assert_frame_equal(first, second, rtol=1e-9, atol=1e-9)


@UNHURRIED
@given(strategies.lists(TEN, min_size=1, max_size=60))
def test_nps_and_its_interval_stay_within_100(given):
    """From all detractors to all promoters; the shares add up."""
    row = one(nps(wave({("recommend", ""): given})), "")
    assert -100 <= row["value"] <= 100
    assert row[["promoters", "passives", "detractors"]].sum() == pytest.approx(1)
    assert pd.isna(row["low"]) == (len(given) < 2)
    if len(given) > 1:
        assert -100 <= row["low"] <= row["value"] + 1e-9 <= row["high"] + 2e-9 <= 100 + 2e-9


@UNHURRIED
@given(
    strategies.lists(strategies.tuples(*[strategies.integers(1, 9)] * 3), min_size=1, max_size=20)
)
def test_adequacy_and_superiority_are_differences_of_means_where_all_answered(levels):
    """Adequacy less superiority is the width of the zone of tolerance."""
    names = ("minimum", "desired", "perceived")
    columns = {
        (role, "wifi"): list(v) for role, v in zip(names, zip(*levels, strict=True), strict=True)
    }
    row = one(libqual(wave(columns)))
    assert row["adequacy"] == pytest.approx(row["perceived"] - row["minimum"])
    assert row["superiority"] == pytest.approx(row["perceived"] - row["desired"])
    assert row["adequacy"] - row["superiority"] == pytest.approx(row["desired"] - row["minimum"])


def test_extra_answers_leave_the_ratings_alone():
    """A wave with further questions has the ratings, choices and profile it had before."""
    plain = {("importance", "wifi"): [5, 4], ("satisfaction", "wifi"): [2, 3]}
    more = wave(plain | {("functional", "wifi"): [1, 2], ("recommend", ""): [9, 1]})
    pd.testing.assert_frame_equal(more.ratings, wave(plain).ratings)
    assert len(more.extra) == 4


def test_subset_holds_the_answers_of_some_people_only():
    """All tables follow."""
    whole = of_people([(5, 2, 3, 8, 6, 1, 5, 9), (1, 4, 2, 7, 5, 3, 3, 2)])
    part = subset(whole, [1])
    assert part.n == 1
    assert set(part.ratings["respondent"]) == set(part.extra["respondent"]) == {1}


def test_groups_are_hidden_in_all_methods_alike():
    """Kano has 6 of b and 7 of c, the gap 8 and 7: each alone would show another of the two."""

    def level(people, paired):
        kano_part = [1] * paired + [None] * (people - paired)
        rating = {("importance", "wifi"): [5] * people, ("satisfaction", "wifi"): [2] * people}
        return wave(
            rating | {("functional", "wifi"): kano_part, ("dysfunctional", "wifi"): [3] * people}
        )

    hidden = hidden_cells({"a": level(3, 3), "b": level(8, 6), "c": level(7, 7)})
    assert hidden.to_numpy().tolist() == [["wifi", "a"], ["wifi", "b"]]
    table = pd.DataFrame({"need": "wifi", "level": ["a", "b", "c"]})
    assert is_hidden(table, hidden).tolist() == [True, True, False]


def everything(people: int = 60, seed: int = 5) -> Answers:
    """Return answers that allow every method for five needs, with blanks."""
    rng = np.random.default_rng(seed)
    columns = {}
    for need in ("wifi", "lockers", "printing", "group_rooms", "quiet_seats"):
        for role in ("importance", "satisfaction", "functional", "dysfunctional"):
            columns[role, need] = rng.integers(1, 6, people).astype(float)
        for role in ("minimum", "desired", "perceived"):
            columns[role, need] = rng.integers(1, 10, people).astype(float)
        columns["recommend", need] = rng.integers(0, 11, people).astype(float)
    for given_ in columns.values():
        given_[rng.random(people) < 0.1] = np.nan
    return wave(columns)


@pytest.mark.parametrize("table", TABLES)
def test_equal_weights_change_no_method(table):
    """Values, intervals, counts and categories; what they count like is n."""
    answers = everything()
    equal = of_weights(pd.Series(1.0, index=answers.profile["respondent"]))
    plain, weighted = (compare.values(answers, table, one)[0] for one in (None, equal))
    keys = ["need", "method"]
    plain, weighted = (one.sort_values(keys, ignore_index=True) for one in (plain, weighted))
    assert set(plain["method"]) == set(compare.AHEAD)
    assert plain[[*keys, "n", "category"]].equals(weighted[[*keys, "n", "category"]])
    numbers = ["value", "low", "high", *compare.ENDS]
    assert np.allclose(
        plain[numbers].astype(float), weighted[numbers].astype(float), equal_nan=True, atol=1e-9
    )
    assert weighted["n_eff"].astype(float).tolist() == pytest.approx(plain["n"].tolist())


def test_weights_count_people_in_kano_nps_and_top_two_boxes():
    """A person of weight 3 against three of weight 1: half, not a quarter."""
    answers = wave(
        {
            ("functional", "wifi"): [1, 3, 3, 3],
            ("dysfunctional", "wifi"): [5, 3, 3, 3],
            ("recommend", "wifi"): [10, 0, 0, 0],
            ("satisfaction", "wifi"): [5, 1, 1, 1],
        }
    )
    weights = of_weights(pd.Series([3.0, 1.0, 1.0, 1.0], index=answers.profile["respondent"]))
    found = compare.values(answers, "classic", weights)[0].set_index("method")
    shares = found["value"].loc[["better", "worse", "top_two_box"]]
    assert shares.tolist() == pytest.approx([0.5, -0.5, 0.5])
    assert found.loc["nps", "value"] == pytest.approx(0)
    assert found["n"].tolist() == [4] * 4
    assert found["n_eff"].tolist() == pytest.approx([3.0] * 4)  # 6^2 / (9 + 1 + 1 + 1)
    inside = (found["low"] < found["value"]) & (found["value"] < found["high"])
    assert inside.all()


def test_zone_of_tolerance_is_weighted_too():
    """The one inside the zone counts three times."""
    levels = {("minimum", "wifi"): [5, 5], ("desired", "wifi"): [8, 8]}
    answers = wave(levels | {("perceived", "wifi"): [6, 2]})
    weights = of_weights(pd.Series([3.0, 1.0], index=answers.profile["respondent"]))
    row = one(libqual(answers, weights))
    assert (row["in_zone"], row["n_in_zone"], row["n_eff_in_zone"]) == (0.75, 2, 1.6)
    assert row["adequacy"] == pytest.approx(0.0)  # (3 x 1 - 3) / 4
