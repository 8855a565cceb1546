"""The answers of a wave as rows of the store, and how a file differs from what is there."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass

import pandas as pd

from data.store.record import as_plain
from surveys import not_rated
from surveys.questionnaire import RATED

KEPT = dict.fromkeys(RATED, "Float64") | {"choice": "boolean"}  # else string


@dataclass(frozen=True)
class SaveResult:
    """What saving did, in rows: respondents, zones or stretches."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0


def contents(answers_kept: pd.DataFrame) -> pd.DataFrame:
    """Return one row per respondent: ``respondent``, ``answers`` (dict), ``content`` (hash)."""
    cells = answers_kept.astype("object").where(answers_kept.notna(), None)
    answers = [
        {str(column): as_plain(value) for column, value in row.items()}
        for row in cells.to_dict("records")
    ]
    hashes = [
        hashlib.sha256(json.dumps(one, sort_keys=True).encode()).hexdigest() for one in answers
    ]
    numbers = [int(number) for number in answers_kept.index]
    return pd.DataFrame({"respondent": numbers, "answers": answers, "content": hashes})


def kept(codebook: pd.DataFrame, found: list) -> pd.DataFrame:
    """Return kept answers with the dtypes that the roles of their columns ask for."""
    rows = pd.Index([row.respondent for row in found], dtype="int64")
    frame = pd.DataFrame([row.answers for row in found], index=rows, dtype="object")
    roles = dict(zip(codebook["position"].astype(str), codebook["role"], strict=True))
    ordered = [position for position in roles if position in frame.columns]
    reasons = [not_rated.beside(position) for position in ordered]
    ordered += [column for column in reasons if column in frame.columns]
    dtypes = {column: KEPT.get(roles.get(column, ""), "string") for column in ordered}
    return frame[ordered].astype(dtypes)


def compared(old: pd.DataFrame, fresh: pd.DataFrame) -> SaveResult:
    """Count respondents; the same content in another row of the file is unchanged."""
    kept = Counter(old["content"]) & Counter(fresh["content"])
    left_old, left_new = _without(old, kept), _without(fresh, kept)
    changed = len(set(left_old["respondent"]) & set(left_new["respondent"]))
    return SaveResult(
        added=len(left_new) - changed,
        changed=changed,
        unchanged=kept.total(),
        removed=len(left_old) - changed,
    )


def added(old: pd.DataFrame, fresh: pd.DataFrame) -> tuple[SaveResult, pd.DataFrame]:
    """Return the count and the rows that are not there yet, numbered beside the old ones."""
    kept = Counter(old["content"]) & Counter(fresh["content"])
    new = _without(fresh, kept).reset_index(drop=True)
    taken = new["respondent"].isin(old["respondent"])
    highest = max(old["respondent"].max(), fresh["respondent"].max())
    new.loc[taken, "respondent"] = range(highest + 1, highest + 1 + taken.sum())
    return SaveResult(added=len(new), unchanged=len(fresh) - len(new)), new


def _without(rows: pd.DataFrame, kept: Counter) -> pd.DataFrame:
    """Return the rows that are left when `kept` says how many of each content are taken away."""
    nth = rows.groupby("content").cumcount()
    return rows[nth >= rows["content"].map(lambda content: kept[content])]
