"""Which functions belong together or apart."""

from data.reference import function_affinities, functions


def test_every_affinity_is_between_two_known_functions_and_stands_once():
    """The order of a pair says nothing, so a pair turned round would stand twice."""
    table = function_affinities()
    known = set(functions()["function"])
    pairs = [frozenset(pair) for pair in table[["function", "other"]].to_numpy()]
    assert set(table["function"]) | set(table["other"]) <= known
    assert len(set(pairs)) == len(pairs)
    assert all(len(pair) == 2 for pair in pairs)
    assert set(table["wish"]) == {1, -1}
