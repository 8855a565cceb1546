"""Tests of `surveys.weighting.merging` and of margins of single waves."""

import pandas as pd
import pytest
from hypothesis import given, strategies

from surveys.weighting import margins, merging, rake
from surveys.weighting.errors import CategoryWithoutAnswersError, MergeError

NONE = merging.from_records([])
GRADUATE = merging.with_merge(NONE, "Level", ["PhD", "Master"], "graduate")


def counts(**by_category):
    """Return margins of the question Level."""
    return margins.from_records(
        [{"variable": "Level", "category": one, "count": n} for one, n in by_category.items()]
    )


def people(*levels):
    """Return a profile of the question Level."""
    table = pd.DataFrame({"respondent": range(2, len(levels) + 2), "Level": levels})
    return table.astype({"Level": "string"})


def test_merged_category_without_answers_is_weighted_by_its_neighbor():
    """No PhD answered: refused alone; with Master, 3 of 10 people are 40 % of those served."""
    answered = people(*["BA"] * 7, *["Master"] * 3)
    served = counts(BA=60, Master=30, PhD=10)
    with pytest.raises(CategoryWithoutAnswersError, match="merge it with a neighboring"):
        rake(answered, served)
    found = rake(
        merging.merged_profile(answered, GRADUATE), merging.merged_margins(served, GRADUATE)
    )
    assert found.weights.iloc[-1] == pytest.approx(0.4 / 0.3)


def test_count_of_the_merged_category_holds_over_the_sum_of_its_members():
    """An enrolment table that knows graduates only: 45, not 30 + 10 + 45."""
    merged = merging.merged_margins(counts(BA=60, Master=30, PhD=10, graduate=45), GRADUATE)
    assert merged.set_index("category")["count"].to_dict() == {"BA": 60, "graduate": 45}


def test_members_without_a_count_do_not_empty_the_sum():
    """30 + not known = 30; not known + not known = not known."""
    one = merging.merged_margins(counts(Master=30, PhD=None), GRADUATE)
    none = merging.merged_margins(counts(Master=None, PhD=None, graduate=None), GRADUATE)
    assert one["count"].tolist() == [30]
    assert none["count"].isna().tolist() == [True]


def test_blanks_and_other_questions_stay_as_they_are():
    """Only answers of the question that was named are merged."""
    profile = people("PhD", None).assign(Faculty=["PhD", "Arts"])
    merged = merging.merged_profile(profile, GRADUATE)
    assert merged["Level"].tolist()[0] == "graduate"
    assert pd.isna(merged["Level"].iloc[1])
    assert merged["Faculty"].tolist() == ["PhD", "Arts"]
    assert merging.merged_profile(profile[["respondent"]], GRADUATE).shape == (2, 1)


@pytest.mark.parametrize(
    ("categories", "name"),
    [(["PhD"], "graduate"), (["PhD", "PhD"], "graduate"), (["PhD", "Master"], " ")],
)
def test_merge_needs_two_categories_and_a_name(categories, name):
    """One category twice is one."""
    with pytest.raises(MergeError):
        merging.with_merge(NONE, "Level", categories, name)


def test_merge_is_not_named_like_an_answer():
    """Its count could be that of the answer or of the merge."""
    with pytest.raises(MergeError, match="no answer itself"):
        merging.with_merge(NONE, "Level", ["PhD", "Master"], "BA", ["BA", "PhD", "Master"])


def test_merge_can_be_undone():
    """What is kept is the mapping; answers and counts were never changed."""
    assert merging.without(GRADUATE, "Level", "graduate").empty
    kept = merging.from_records(merging.as_records(GRADUATE))
    assert kept.to_numpy().tolist() == GRADUATE.to_numpy().tolist()


@given(strategies.lists(strategies.sets(strategies.sampled_from("abcdef"), min_size=2), max_size=4))
def test_category_is_in_one_merge_only(steps):
    """However often one merges."""
    merges = NONE
    for number, step in enumerate(steps):
        merges = merging.with_merge(merges, "q", sorted(step), f"merge {number}")
    assert merges["category"].is_unique
    assert not set(merges["into"]) & set(merges["category"])


def test_counts_of_a_wave_hold_over_those_of_every_wave():
    """By question: what the wave does not count anew is that of every wave."""
    common = pd.concat(
        [
            counts(BA=60, Master=40),
            margins.from_records([{"variable": "Sex", "category": "f", "count": 5}]),
        ]
    )
    found = margins.holding(common, counts(BA=70))
    assert found[["variable", "count"]].to_numpy().tolist() == [["Sex", 5], ["Level", 70]]
    assert margins.holding(common, margins.empty())["count"].tolist() == [60, 40, 5]
