"""What screening needs of columns that are not kept: time used, and which rows belong together.

Nothing here says who somebody is: equal participant ids and equal addresses
become running numbers, and only where several rows share one.
"""

import re

import pandas as pd

from surveys import row_checks, scales
from surveys.answers import title
from surveys.questionnaire import RATED
from surveys.readers import RawSurvey
from surveys.screening.durations import seconds_of
from surveys.times import read_times

_DURATION = re.compile(
    r"(?:duration|time (?:taken|spent|used|to complete)|interview ?time|total time|elapsed time"
    r"|completion time|所用时间|(?:答题|作答|填写|填答|答卷)?(?:用时|时长|耗时))"
    r"\s*(?:[\[(（].*[\])）])?(?:\. ?total time)?",
    re.IGNORECASE,
)
_START = re.compile(
    r"start ?(?:ed|date|time)*|(?:date )?(?:started|created)|date created|开始(?:答题|填写)?时间",
    re.IGNORECASE,
)
_END = re.compile(
    r"end ?(?:date|time)|(?:completion|finish|submit|submission) ?(?:date|time)|submitdate"
    r"|date (?:submitted|completed|modified)|last action.*"
    r"|(?:提交|完成|结束)(?:答卷|填写|答题)?时间",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"(?:participant|respondent|subject|student|user|reader|patron|card|barcode|staff|panel(?:ist)?"
    r"|matriculation|net|external ?(?:data)? ?)[ _-]?(?:id|code|no\.?|number|reference)"
    r"|(?:recipient)?e-?mail(?: ?address)?|(?:your )?e-?mails?.*|username|id|wechat.*|qq"
    r"|(?:mobile|cell|tele)?phone(?: (?:number|no\.?))?"
    r"|.*(?:学号|學號|工号|证件号|身份证|读者证|借书证|手机|电话|邮箱|郵箱|电子邮件|微信|用户名).*",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"ip|ip[ _-]?address(?:es)?|ipaddress|来自ip|ip地址", re.IGNORECASE)
_NOBODY = {"anonymous", "匿名", "guest", "unknown", "0", "test"}
_DIFFERENT = 0.3  # share of different values from which a column can be an id
_DAY = 86_400


def marks(survey: RawSurvey, codebook: pd.DataFrame, rows: pd.Index) -> pd.DataFrame:
    r"""Return what screening needs and the store must not know in full.

    Parameters
    ----------
    survey
        The whole file, personal columns too.
    codebook
        One row per column, see `surveys.questionnaire.propose`.
    rows
        The rows that are respondents, see `surveys.checks.understand`.

    Returns
    -------
    One row per respondent: ``seconds`` (Float64, time used; from a column of
    durations, else from start to end), ``person``, ``source`` (Int64: a running
    number shared by the rows of one participant id or one address; <NA> where
    nobody else has it). A row repeated in every cell, with its time, number or
    comment, is the same person.

    Examples
    --------
    >>> from surveys.readers.tablefile import read_cells
    >>> from surveys.readers import read_survey
    >>> file = b"Wi-Fi,Participant ID,Duration (in seconds)\n5,a1,125\n4,b2,60\n3,A1,90\n"
    >>> survey = read_survey(read_cells(file, "a.csv"))
    >>> book = survey.columns.assign(role=["satisfaction", "personal", "ignore"])
    >>> found = marks(survey, book, survey.answers.index)
    >>> found["seconds"].tolist(), found["person"].tolist()
    ([125.0, 60.0, 90.0], [1, <NA>, 1])
    """
    cells = survey.answers.reindex(rows)
    asked = codebook.loc[codebook["role"].isin((*RATED, "choice")), "position"]
    heads = {
        row.position: _bare(title(row.question, row.option))
        for row in codebook.itertuples(index=False)
        if row.position in cells.columns and row.position not in set(asked)
    }
    return pd.DataFrame(
        {
            "seconds": _seconds(cells, heads),
            "person": _with_copies(_groups(cells, heads, _PERSON, _DIFFERENT), cells, codebook),
            "source": _groups(cells, heads, _SOURCE, 0),  # a campus may have one address
        },
        index=rows,
    )


def _seconds(cells: pd.DataFrame, heads: dict[int, str]) -> pd.Series:
    """Return the time used by the first column that tells it, else from start to end."""
    for place, head in heads.items():
        if _is(_DURATION, head):
            found = seconds_of(cells[place], head)
            if found.notna().any():
                return found
    starts, ends = (
        [at for at, head in heads.items() if _is(form, head)] for form in (_START, _END)
    )
    blank = pd.Series(pd.NA, index=cells.index, dtype="Float64")
    if not starts or not ends:
        return blank
    start, end = (
        pd.to_datetime(read_times(cells[places[0]]), errors="coerce") for places in (starts, ends)
    )
    found = (end - start).dt.total_seconds().astype("Float64")
    found = found.mask(found <= 0)
    return blank if (found.dropna() % _DAY == 0).all() else found  # days without hours


def _groups(
    cells: pd.DataFrame, heads: dict[int, str], form: re.Pattern, different: float
) -> pd.Series:
    """Return a running number per value that several rows share, by the column that tells most.

    A column with a smaller share of different values than `different` tells nobody apart.
    """
    places = [place for place, head in heads.items() if _is(form, head)]
    blank = pd.Series(pd.NA, index=cells.index, dtype="Int64")
    columns = [_values(cells[place]) for place in places]
    known = [
        one
        for one in columns
        if one.notna().any() and one.nunique() >= different * one.notna().sum()
    ]
    if not known:
        return blank
    values = max(known, key=lambda one: one.notna().sum())
    shared = values[values.duplicated(keep=False) & values.notna()]
    numbers = pd.Series(pd.factorize(shared)[0] + 1, index=shared.index, dtype="Int64")
    return numbers.reindex(cells.index)


def _with_copies(people: pd.Series, cells: pd.DataFrame, codebook: pd.DataFrame) -> pd.Series:
    """Return the running numbers with one more per row that stands in the file several times."""
    copies = row_checks.telling_rows(cells, codebook) & people.isna()
    if not copies.any():
        return people
    numbers = cells[copies].groupby(list(cells.columns), dropna=False, sort=False).ngroup() + 1
    used = int(people.max()) if people.notna().any() else 0
    return people.fillna(numbers.astype("Int64") + used)


def _values(cells: pd.Series) -> pd.Series:
    plain = cells.astype("string").str.strip().str.casefold()
    empty = plain.fillna("").map(lambda cell: scales.is_blank(cell) or cell in _NOBODY)
    return plain.mask(empty.astype(bool))


def _is(form: re.Pattern, head: str) -> bool:
    return bool(form.fullmatch(head))


def _bare(header: str) -> str:
    """Return a header without the number of its question and politeness."""
    header = re.sub(r"^\s*(?:Q?\d+[\s.、．):：_-]+)?(?:您的|你的|请输入|请填写|your )?", "", header)
    return header.strip(" :：?？*")
