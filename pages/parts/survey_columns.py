"""What each column of a survey file is: the table of columns, and what will be kept."""

import pandas as pd
import streamlit as st

from data.store import Draft
from pages.parts import downloads, edits, needs, session, tables
from pages.parts.session import plain, say
from surveys import not_rated
from surveys.questionnaire import RATED, ROLES
from surveys.readers import RawSurvey

KIND = "responses"
KEY = "responses_columns_{sha}"
EXAMPLES, PREVIEW_ROWS = 3, 8


def edit(draft: Draft, survey: RawSurvey, codebook: pd.DataFrame) -> None:
    """Show what each column is as a table; each correction is kept in the draft."""
    st.caption(say("codebook_help"))
    key = KEY.format(sha=draft.sha256[:8])
    shown = codebook.assign(
        asked=[_asked(row) for row in codebook.itertuples(index=False)],
        examples=[_examples(survey.answers[place]) for place in codebook["position"]],
        why=[plain(why) for why in codebook["why"]],
    )
    st.data_editor(
        downloads.neutral(
            shown[["asked", "role", "need", "low", "high", "reversed", "examples", "why"]]
        ),
        column_config=_columns(),
        disabled=["asked", "examples", "why"],
        hide_index=True,
        key=key,
        on_change=_keep,
        args=(key, draft.sha256, codebook["position"].tolist()),
        placeholder="",
        alt=plain("codebook_help"),
    )


def preview(codebook: pd.DataFrame, kept: pd.DataFrame) -> None:
    """Show the first rows of what will be kept, under the questions."""
    names = {str(row.position): _asked(row) for row in codebook.itertuples(index=False)}
    first = kept[[column for column in kept if column in names]].head(PREVIEW_ROWS)
    shown = first.rename(columns=names)
    shown.insert(0, plain("file_row"), first.index)
    tables.show(shown, plain("preview_title"), decimals=0)


def not_rated_table(codebook: pd.DataFrame, kept: pd.DataFrame) -> None:
    """Show per rated question who gave a mark, and why the others did not."""
    counts = not_rated.counts(codebook, kept, RATED)
    if counts.empty:
        return
    names = needs.need_names()
    said = pd.DataFrame(
        {
            plain("codebook_question"): counts["question"],
            plain("need"): counts["need"].map(lambda need: names.get(need, "")),
            plain("codebook_role"): counts["role"].map(lambda role: plain(f"role_{role}")),
        }
        | {plain(f"answers_{reason}"): counts[reason] for reason in ("rated", *not_rated.REASONS)}
    )
    with st.expander(say("not_rated_title")):
        tables.show(said, plain("not_rated_title"))
        st.caption(say("not_rated_help"))


def with_need_names(findings: list) -> list:
    """Return the findings with needs and roles said by name instead of by code."""
    names = needs.need_names()
    said = []
    for finding in findings:
        facts = dict(finding.facts)
        if "need" in facts:
            facts["need"] = names.get(facts["need"], facts["need"])
        if "role" in facts:
            facts["role"] = plain(f"role_{facts['role']}")
        said.append(
            type(finding)(finding.kind, finding.severity, finding.rows, finding.column, facts)
        )
    return said


def columns_of_codebook() -> dict[str, object]:
    """Return how the columns of a codebook are edited, wherever one is."""
    config = st.column_config
    names = {"": plain("need_none")} | needs.need_names("full")
    return {
        "asked": config.TextColumn(plain("codebook_question"), width=290, pinned=True),
        "role": config.SelectboxColumn(
            plain("codebook_role"),
            options=list(ROLES),
            format_func=lambda role: plain(f"role_{role}"),
            required=True,
            width=120,
        ),
        "need": config.SelectboxColumn(
            plain("need"), options=list(names), format_func=names.get, width=210
        ),
        "low": config.NumberColumn(plain("codebook_low"), width=100),
        "high": config.NumberColumn(plain("codebook_high"), width=105),
        "reversed": config.CheckboxColumn(plain("codebook_reversed"), width=120),
    }


def _columns() -> dict[str, object]:
    return columns_of_codebook() | {
        "examples": st.column_config.TextColumn(plain("codebook_examples"), width=200),
        "why": st.column_config.TextColumn(plain("codebook_why"), width="large"),
    }


def _asked(row) -> str:
    return f"{row.question} · {row.option}" if row.option else row.question


def _examples(answers: pd.Series) -> str:
    given = answers[answers.str.strip() != ""].drop_duplicates().head(EXAMPLES)
    return " | ".join(given.str.slice(0, 40))


def _keep(key: str, sha256: str, positions: list[int]) -> None:
    """Keep the corrections of the table in the draft."""
    with edits.told(KIND):
        study = session.study()
        settings = dict(study.draft(KIND).settings)
        columns = {place: dict(changes) for place, changes in settings["columns"].items()}
        for row, changes in session.edits(key)["edited_rows"].items():
            columns.setdefault(str(positions[row]), {}).update(changes)
        study.update_draft(KIND, settings | {"columns": columns}, sha256=sha256)
