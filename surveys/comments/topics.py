"""What comments are about: topics found in their words, in both languages together."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

from surveys.comments.number import COHERENT, NUMBERS, factors, tried
from surveys.comments.quotes import quotes
from surveys.comments.words import prepared
from surveys.disclosure import MIN_TEXTS
from surveys.intervals import wilson

LEAST_COMMENTS = 30  # with fewer, topics are not looked for
MOST_TOPICS = 12  # tried; more are found where a reader asks for them
MOST_ASKED = 20
RARE, COMMON = 3, 0.5  # a word counts from so many comments, and up to this share of them
BRIDGE = 2  # times a named need counts as a word, whichever language named it
FLOOR = 0.1  # a topic must make up this much of a comment's length in words
WORDS_KEPT = 20


@dataclass(frozen=True)
class Topics:
    """Topics of the comments of one wave and how they were found.

    Parameters
    ----------
    table
        One row per topic of at least `MIN_TEXTS` people, largest first:
        ``topic`` (Int64, 1 = largest), ``need`` (str, the need that at least
        half of its comments name, or ""), ``words`` (tuple of str, heaviest
        first), ``n`` (Int64, people), ``comments`` (Int64), ``share``,
        ``low``, ``high`` (Float64, 0-1, of `people`; Wilson 95 %).
    members
        One row per comment, on the index of the comments given:
        ``respondent``, ``topic`` (Int64; <NA> = no topic, or one too small to
        be shown), ``weight`` (Float64, how much of the comment it makes up).
    quotes
        One row per topic and typical comment: ``topic``, ``text``, see `quotes`.
    criterion
        One row per number of topics tried, see `number.tried`.
    reason, facts
        Text key that says why this number, and what fills its slots.
    people
        People who wrote something with a subject.
    kinds, languages
        Comments by kind and by language, see `words.prepared`.
    small
        Topics that were found but are too small to be shown.
    """

    table: pd.DataFrame
    members: pd.DataFrame
    quotes: pd.DataFrame
    criterion: pd.DataFrame
    reason: str
    facts: dict[str, object]
    people: int
    kinds: dict[str, int]
    languages: dict[str, int]
    small: int


def find_topics(
    comments: pd.DataFrame,
    *,
    seed: int = 0,
    largest: int = MOST_TOPICS,
    number: int | None = None,
    criterion: pd.DataFrame | None = None,
    progress: Callable[[float], bool | None] | None = None,
) -> Topics:
    """Return the topics of comments in English, Chinese or both.

    Words are weighted by tf-idf and parted into topics by non-negative matrix
    factorisation. A need of the catalogue that a comment names, in whichever
    language, counts as a word of both: so one topic holds comments of two
    languages. A comment belongs to the topic that makes up most of it.

    Parameters
    ----------
    comments
        One row per comment: ``respondent`` (int), ``question``, ``text`` (str).
    seed
        The same seed gives the same topics.
    largest
        Largest number of topics tried; the smallest is 2.
    number
        Number of topics a reader asks for, 2 to `MOST_ASKED`, in place of the chosen
        one; cut to what so many comments can hold.
    criterion
        That of the same comments, where it is known: it is not computed again.
    progress
        Hears 0 to 1; True asks to stop.

    Raises
    ------
    TopicsCancelledError
        `progress` asked to stop.
    """
    known = prepared(comments.reset_index(drop=True))
    said = known[known["words"].map(len) + known["needs"].map(len) > 0]
    said = said[~said["kind"].eq("nothing")]
    weights, vocabulary = _weights(said)
    most = min(len(said) // MIN_TEXTS, len(vocabulary))
    numbers = range(2, min(largest, most) + 1)
    if len(said) < LEAST_COMMENTS or not len(numbers):
        why = "topics_few" if len(said) < LEAST_COMMENTS else "topics_alike"
        return _none(known, said, why, {"least": LEAST_COMMENTS, "rare": RARE})
    if criterion is None:
        criterion = tried(weights, numbers, seed, progress)
    facts = _facts(criterion)
    if facts["coherence"] < COHERENT:
        return _none(known, said, "topics_chance", facts, criterion)
    reason = "topics_edge" if facts["k"] == MOST_TOPICS else "topics_why"
    if number is not None:
        reason = "topics_asked"
        facts |= {"k": min(number, MOST_ASKED, most), "chosen": facts["k"]}
    fitted = factors(weights, facts["k"], seed)
    return _topics(known, said, fitted, vocabulary, criterion, reason, facts)


def _facts(criterion: pd.DataFrame) -> dict[str, object]:
    """Return what the sentence on the number of topics says."""
    best = criterion[criterion["chosen"]].iloc[0]
    return {
        "k": int(best["k"]),
        "most": int(criterion["k"].max()),
        "coherence": float(best["coherence"]),
        "agreement": float(best["agreement"]),
    }


def _weights(said: pd.DataFrame) -> tuple[csr_matrix, np.ndarray]:
    """Return comments by words (rows of length 1, or 0 where no word counts) and the words."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    documents = [
        [*words, *(f"{need}:" for need in needs for _ in range(BRIDGE))]
        for words, needs in zip(said["words"], said["needs"], strict=True)
    ]
    counts = pd.Series([word for one in documents for word in set(one)], dtype=object)
    counts = counts.value_counts()
    used = sorted(counts.index[(counts >= RARE) & (counts <= max(COMMON * len(said), RARE))])
    if not used:
        return csr_matrix((len(said), 0)), np.array([])
    vectorizer = TfidfVectorizer(analyzer=list, vocabulary=used, sublinear_tf=True)
    return vectorizer.fit_transform(documents), np.array(used)


def _topics(
    known: pd.DataFrame,
    said: pd.DataFrame,
    fitted: tuple[np.ndarray, np.ndarray],
    vocabulary: np.ndarray,
    criterion: pd.DataFrame,
    reason: str,
    facts: dict[str, object],
) -> Topics:
    """Return the topics of a factorisation, small ones left out, largest first."""
    people = int(said["respondent"].nunique())
    parts = fitted[0] * np.linalg.norm(fitted[1], axis=1)
    main, weight = parts.argmax(axis=1), parts.max(axis=1)
    placed = said.assign(found=main, weight=weight)[weight >= FLOOR]
    sizes = placed.groupby("found")["respondent"].nunique().sort_values(ascending=False)
    shown = sizes[sizes >= MIN_TEXTS]
    placed["topic"] = placed["found"].map({found: i for i, found in enumerate(shown.index, 1)})
    placed = placed.dropna(subset="topic").astype({"topic": "Int64"})
    heavy = {i: _top_words(fitted[1][found], vocabulary) for i, found in enumerate(shown.index, 1)}
    return Topics(
        table=_table(placed, heavy, people),
        members=_members(known, placed),
        quotes=quotes(placed, known["words"]),
        criterion=criterion,
        reason=reason,
        facts=facts,
        people=people,
        kinds=_counts(known["kind"]),
        languages=_counts(known["language"]),
        small=facts["k"] - len(shown),
    )


def _table(placed: pd.DataFrame, heavy: dict[int, tuple[str, ...]], people: int) -> pd.DataFrame:
    groups = placed.groupby("topic")
    table = pd.DataFrame(
        {"n": groups["respondent"].nunique(), "comments": groups.size()}, dtype="Int64"
    )
    low, high = wilson(table["n"].to_numpy(float), people)
    table = table.assign(share=table["n"] / people, low=low, high=high).reset_index()
    table.insert(1, "need", [_need(one) for _, one in groups["needs"]])
    table.insert(2, "words", pd.Series([heavy[topic] for topic in table["topic"]], dtype=object))
    numbers = ["share", "low", "high"]
    return table.astype({"topic": "Int64", "need": "str"} | dict.fromkeys(numbers, "Float64"))


def _need(named: pd.Series) -> str:
    """Return the need that at least half of some comments name, or ""."""
    counts = named.explode().value_counts()
    return str(counts.index[0]) if len(counts) and counts.iloc[0] * 2 >= len(named) else ""


def _top_words(topic: np.ndarray, vocabulary: np.ndarray) -> tuple[str, ...]:
    """Return the heaviest words of a topic; named needs are no words."""
    order = np.argsort(-topic, kind="stable")
    words = [vocabulary[place] for place in order if topic[place] > 0]
    return tuple(str(word) for word in words if not word.endswith(":"))[:WORDS_KEPT]


def _members(known: pd.DataFrame, placed: pd.DataFrame) -> pd.DataFrame:
    topic = placed["topic"].reindex(known.index).astype("Int64")
    weight = placed["weight"].reindex(known.index).astype("Float64")
    return pd.DataFrame({"respondent": known["respondent"], "topic": topic, "weight": weight})


def _counts(values: pd.Series) -> dict[str, int]:
    return {str(value): int(n) for value, n in values.value_counts().items()}


def _none(
    known: pd.DataFrame,
    said: pd.DataFrame,
    reason: str,
    facts: dict[str, object],
    criterion: pd.DataFrame | None = None,
) -> Topics:
    """Return the finding that there are no topics, with the reason."""
    empty = known.iloc[:0].assign(topic=pd.array([], "Int64"), weight=pd.array([], "Float64"))
    return Topics(
        table=_table(empty, {}, 1),
        members=_members(known, empty),
        quotes=quotes(empty, known["words"]),
        criterion=pd.DataFrame(columns=["k", *NUMBERS, "chosen"])
        if criterion is None
        else criterion,
        reason=reason,
        facts=facts,
        people=int(said["respondent"].nunique()),
        kinds=_counts(known["kind"]),
        languages=_counts(known["language"]),
        small=0,
    )
