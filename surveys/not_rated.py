"""Why people gave no mark: not applicable, don't know and blank are three different things."""

import pandas as pd

from surveys.answers import title

REASONS = ("not_applicable", "dont_know", "outside", "blank")
_MARK = ":why"


def beside(position: object) -> str:
    """Return the kept column that says why a rating is missing.

    Examples
    --------
    >>> beside(3)
    '3:why'
    """
    return f"{position}{_MARK}"


def is_reason(column: object) -> bool:
    """Return whether a kept column holds reasons, not answers."""
    return str(column).endswith(_MARK)


def counts(codebook: pd.DataFrame, kept: pd.DataFrame, roles: tuple[str, ...]) -> pd.DataFrame:
    """Return how many people rated each column, and why the others did not.

    Parameters
    ----------
    codebook, kept
        As `checks.understand` takes and returns them, also from the store.
    roles
        Roles that are ratings.

    Returns
    -------
    One row per rated column: ``question``, ``need``, ``role`` (str), ``rated``,
    ``not_applicable``, ``dont_know``, ``outside`` (codes and words beyond the
    scale), ``blank`` (Int64, people); together they are all respondents.

    Examples
    --------
    >>> codebook = pd.DataFrame({"position": [0], "question": ["Wi-Fi"], "option": [""],
    ...     "role": ["satisfaction"], "need": ["wifi"]})
    >>> kept = pd.DataFrame({"0": [5, None, None], "0:why": [None, "dont_know", None]})
    >>> counts(codebook, kept, ("satisfaction",)).loc[0, ["rated", "dont_know", "blank"]].tolist()
    [1, 1, 1]
    """
    rows = []
    for row in codebook[codebook["role"].isin(roles)].itertuples(index=False):
        if str(row.position) not in kept.columns:
            continue
        rated = kept[str(row.position)].notna()
        told = beside(row.position)
        why = kept[told] if told in kept.columns else pd.Series(pd.NA, index=kept.index)
        why = why.astype("string").fillna("blank").mask(rated, "rated")
        found = why.value_counts().reindex(["rated", *REASONS], fill_value=0)
        name = title(row.question, row.option)
        rows.append({"question": name, "need": row.need, "role": row.role} | found.to_dict())
    columns = ["question", "need", "role", "rated", *REASONS]
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(["rated", *REASONS], "Int64"))
