"""Which comments people are asked to code, in which order, and what follows for the shares."""

import hashlib

import numpy as np
import pandas as pd

from surveys.comments.stopwords import NOTHING
from surveys.comments.words import bare
from surveys.disclosure import MIN_RATINGS, MIN_TEXTS
from surveys.intervals import wilson

DRAWN = 4  # one comment of so many is drawn to check the coding
LEAST_DRAWN = 15  # drawn comments that must be coded by people before an interval is given
NORMAL = 1.959964  # quantile of a 95 % interval
COLUMNS = ["code", "n", "hand", "machine", "share", "low", "high", "hidden"]


def to_code(comments: pd.DataFrame) -> pd.DataFrame:
    """Return the comments that can be coded: those that say something, of questions people answer.

    Parameters
    ----------
    comments
        One row per comment: ``respondent``, ``question``, ``text``.

    Returns
    -------
    The rows kept, with ``key`` (str: stays the same when the file is imported again;
    the same words under the same question have the same) and ``drawn`` (bool: belongs
    to the random part by which the coding is checked). Refusals such as "none" and
    questions with fewer than `MIN_TEXTS` writers are left out.
    """
    writers = comments.groupby("question")["respondent"].transform("nunique")
    says = ~comments["text"].astype("str").map(bare).isin(NOTHING)
    kept = comments[(writers >= MIN_TEXTS) & says].reset_index(drop=True)
    keys = [_key(q, text) for q, text in zip(kept["question"], kept["text"], strict=True)]
    drawn = [int(key[:8], 16) % DRAWN == 0 for key in keys]
    return kept.assign(
        key=pd.Series(keys, index=kept.index, dtype="str"),
        drawn=pd.Series(drawn, index=kept.index, dtype="bool"),
    )


def queue(comments: pd.DataFrame, hand: set[str], confidence: pd.Series) -> pd.DataFrame:
    """Return the comments to look at next, the first one first.

    Unsure ones come first, least confident at the top; in every second place
    stands one of the drawn comments, so that the coding can be checked.

    Parameters
    ----------
    comments
        As from `to_code`.
    hand
        Keys that people coded already.
    confidence
        Lowest confidence of the codes of a comment (index: key); missing = 0.

    Returns
    -------
    One row per distinct comment not coded by people: the columns of `comments`
    and ``confidence`` (Float64, <NA> where nothing is proposed), ``way`` (str: drawn, unsure).
    """
    left = comments[~comments["key"].isin(hand)].drop_duplicates("key")
    left = left.assign(confidence=left["key"].map(confidence).astype("Float64"))
    left["way"] = np.where(left["drawn"], "drawn", "unsure")
    drawn = left[left["drawn"]].sort_values("key", kind="stable")
    unsure = left[~left["drawn"]].assign(order=left["confidence"].fillna(0).astype(float))
    unsure = unsure.sort_values(["order", "key"], kind="stable").drop(columns="order")
    turn = len(hand) % 2  # whose turn it is, as the first one is the one that is coded next
    place = np.concatenate(
        [2 * np.arange(len(unsure)) + turn, 2 * np.arange(len(drawn)) + 1 - turn]
    )
    both = pd.concat([unsure, drawn], ignore_index=True)
    return both.iloc[np.argsort(place, kind="stable")].reset_index(drop=True)


def code_shares(
    comments: pd.DataFrame,
    codes: list[str],
    hand: dict[str, tuple[str, ...]],
    machine: dict[str, tuple[str, ...]],
    drawn: set[str],
) -> pd.DataFrame:
    """Return the share of comments with each code, corrected for the machine's errors.

    Where people coded every comment: the plain share with Wilson's interval.
    Else the machine's share, plus what it misses on average on the drawn
    comments that people coded (prediction-powered inference, the machine's
    part weighted by how well it predicts).

    Parameters
    ----------
    comments
        As from `to_code`.
    codes
        Codes in use.
    hand, machine
        Codes by key: given by people; given by the machine, also where people
        coded, without having learned from that comment.
    drawn
        Keys of drawn comments that people coded when they were drawn.

    Returns
    -------
    One row per code, largest first: ``code``, ``n`` (Int64, comments with it),
    ``hand``, ``machine`` (Int64, of these coded by people and by the machine), ``share``, ``low``,
    ``high`` (Float64, 0-1, of all comments to code; <NA> interval with fewer
    than `LEAST_DRAWN` drawn comments coded), ``hidden`` (bool: 1 to 4 people
    wrote it, so nothing is shown).

    Notes
    -----
    Angelopoulos, Duchi and Zrnic (2023), "PPI++". One error each way is added
    to the errors seen, so that no error among few comments is not read as none.
    """
    keys = comments["key"]
    by_hand = keys.isin(hand).to_numpy()
    checked = keys.isin(drawn).to_numpy()
    rows = []
    for code in codes:
        said = np.array([code in hand.get(key, ()) for key in keys], bool)
        guess = np.array([code in machine.get(key, ()) for key in keys], bool)
        final = np.where(by_hand, said, guess)
        people = comments.loc[final, "respondent"].nunique()
        share = _share(said, guess, by_hand, checked)
        counts = (final.sum(), (final & by_hand).sum(), (final & ~by_hand).sum())
        rows.append((code, *counts, *share, 0 < people < MIN_RATINGS))
    table = pd.DataFrame(rows, columns=COLUMNS)
    table = table.astype(dict.fromkeys(["n", "hand", "machine"], "Int64"))
    table = table.astype(dict.fromkeys(["share", "low", "high"], "Float64") | {"code": "str"})
    table = table.sort_values(["n", "code"], ascending=[False, True], ignore_index=True)
    values = ["n", "hand", "machine", "share", "low", "high"]
    table[values] = table[values].mask(table["hidden"])
    return table


def _share(
    said: np.ndarray, guess: np.ndarray, by_hand: np.ndarray, checked: np.ndarray
) -> tuple[float, float, float]:
    """Return share and interval of one code."""
    n = len(said)
    if n and by_hand.all():
        low, high = wilson(np.array([said.sum()]), n)
        return float(said.mean()), float(low[0]), float(high[0])
    m = int(checked.sum())
    if m < LEAST_DRAWN:
        return (float(np.where(by_hand, said, guess).mean()) if n else 0.0), np.nan, np.nan
    truth, told = said[checked].astype(float), guess[checked].astype(float)
    spread = guess.var() + 1 / n
    trust = float(np.clip(np.cov(truth, told)[0, 1] / spread / (1 + m / n), 0, 1))
    missed = truth - trust * told
    share = trust * guess.mean() + missed.mean()
    error = np.var(np.append(missed, [missed.mean() + 1, missed.mean() - 1])) / m
    half = NORMAL * float(np.sqrt(trust**2 * guess.var() / n + error))
    return tuple(float(np.clip(one, 0, 1)) for one in (share, share - half, share + half))


def _key(question: str, text: str) -> str:
    return hashlib.sha256(f"{question}\n{text}".encode()).hexdigest()[:16]
