"""What the committee decides about the coding of comments, kept as it is decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from pages.parts import needs, session
from pages.parts.cached import comments_coding as cached
from surveys.comments.frame import Frame, added, begin, changed
from surveys.comments.review import to_code

if TYPE_CHECKING:
    from surveys.comments import Topics

FIELDS = {"en": "en", "zh": "zh", "about": "about", "into": "into"}  # columns of the editor


def preview(topics: Topics, wave: str, names: Mapping[str, Mapping[int, str]]) -> cached.Coding:
    """Return the coding a frame made of these topics would begin with; nothing is kept."""
    frame = begin(topics, names["en"], names["zh"])
    comments = cached.comments(*needs.key(wave))
    return cached.made(comments, "", frame, {}, _by_topic(topics, wave))


def start(topics: Topics, wave: str, scope: str, names: Mapping[str, Mapping[int, str]]) -> None:
    """Keep a frame made of topics, and the topics as first codes."""
    study = session.study()
    frames = study.setting(cached.FRAMES, {})
    frame = begin(topics, names["en"], names["zh"])
    study.set_setting(cached.MACHINE.format(scope=scope, wave=wave), _by_topic(topics, wave))
    study.set_setting(cached.FRAMES, frames | {scope: frame})


def save_codes(scope: str, key: str, codes: list[str], way: str) -> None:
    """Keep the codes people give one comment; how it was come by stays as it was first."""
    study = session.study()
    name = cached.HAND.format(scope=scope, part=key[0])
    given = study.setting(name, {})
    way = given[key]["way"] if key in given else way
    study.set_setting(name, given | {key: {"codes": codes, "way": way}})


def change_frame(scope: str, change: Callable[[Frame], Frame]) -> None:
    """Keep a changed frame; the present one is read again, so that no other edit is lost."""
    study = session.study()
    frames = study.setting(cached.FRAMES, {})
    study.set_setting(cached.FRAMES, frames | {scope: change(frames[scope])})


def applied(frame: Frame, edits: Mapping[str, object], codes: list[str]) -> Frame:
    """Return the frame after the edits of the table whose rows are `codes`.

    Examples
    --------
    >>> frame = added(added([], "Seats", "座位"), "Chairs", "椅子")
    >>> edits = {"edited_rows": {0: {"en": "Desks"}}, "added_rows": [{"zh": "空调"}, {}],
    ...          "deleted_rows": [1]}
    >>> [(row["en"], row["zh"], row["gone"]) for row in applied(frame, edits, ["c1", "c2"])]
    [('Desks', '座位', ''), ('Chairs', '椅子', 'yes'), ('空调', '空调', '')]
    """
    for row, cells in edits["edited_rows"].items():
        fields = {FIELDS[name]: str(cell or "").strip() for name, cell in cells.items()}
        empty = [name for name in ("en", "zh") if fields.get(name) == ""]
        kept = {name: value for name, value in fields.items() if name not in empty}
        frame = changed(frame, codes[int(row)], **kept)
    for row in edits["deleted_rows"]:
        frame = changed(frame, codes[int(row)], gone="yes")
    for row in edits["added_rows"]:
        en, zh, about = (str(row.get(name) or "").strip() for name in ("en", "zh", "about"))
        if en or zh:
            frame = added(frame, en, zh, about)
    return frame


def code_the_rest(wave: str, coding: cached.Coding, progress: Callable[[float], None]) -> None:
    """Learn from what people coded, code everything else, and keep that."""
    from surveys.comments import learn

    study = session.study()
    waves = list(study.waves()["wave"]) if coding.scope == cached.ALL else [wave]
    texts, hand = {}, {}
    for one in waves:
        given = coding if one == wave else cached.coding(*needs.key(one))
        distinct = given.comments.drop_duplicates("key").set_index("key")["text"]
        hand |= given.hand
        wanted = distinct if one == wave else distinct[distinct.index.isin(given.hand)]
        texts |= wanted.to_dict()
    own = set(coding.comments["key"])
    found = learn(_series(texts), hand, progress)
    pairs: dict[str, list] = {key: [] for key in own}
    for row in found.labels[found.labels["comment"].isin(own)].itertuples(index=False):
        pairs[row.comment].append([row.code, round(float(row.confidence), 3)])
    kept = {"by": cached.LEARNED, "labels": pairs, "learned": found.learned}
    kept |= {"micro": round(found.micro, 3), "macro": round(found.macro, 3)}
    study.set_setting(cached.MACHINE.format(scope=coding.scope, wave=wave), kept)


def _series(texts: dict[str, str]) -> object:
    import pandas as pd

    return pd.Series(texts, dtype=object)


def _by_topic(topics: Topics, wave: str) -> dict[str, object]:
    """Return the topics as first codes, with how much of a comment its topic makes up."""
    comments = needs_comments(wave)
    placed = comments.assign(topic=topics.members["topic"], weight=topics.members["weight"])
    coded = to_code(placed)
    labels = {
        row.key: [[f"c{row.topic}", round(float(row.weight), 3)]]
        for row in coded.dropna(subset="topic").itertuples(index=False)
    }
    return {"by": cached.TOPICS, "labels": labels}


def needs_comments(wave: str) -> object:
    """Return the comments of a wave on the index of the topics' members."""
    from pages.parts.cached import needs as doors

    return doors.answers(*needs.key(wave)).comments.reset_index(drop=True)
