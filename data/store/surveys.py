"""The survey waves of a study: codebook and kept answers."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.orm import Session

from data.store import errors
from data.store.places import slug
from data.store.record import Record, as_date, as_plain, as_text, now
from data.store.tables import QuestionRow, ResponseRow, WaveRow
from surveys.questionnaire import RATED

WAVE = {
    "wave": "string",
    "name": "string",
    "date": "object",
    "source": "string",
    "file_name": "string",
    "sha256": "string",
    "respondents": "Int64",
    "saved_at": "datetime64[us]",
}
CODEBOOK = {
    "position": "int64",
    "question": "string",
    "option": "string",
    "role": "string",
    "need": "string",
    "low": "Float64",
    "high": "Float64",
    "reversed": "bool",
    "labels": "object",
    "why": "string",
    "sure": "Float64",
}
KEPT = dict.fromkeys(RATED, "Float64") | {"choice": "boolean"}  # else string


@dataclass(frozen=True)
class SaveResult:
    """What saving did, in rows: respondents, zones or stretches."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0


class Surveys(Record):
    """Waves: one survey at one time."""

    def waves(self) -> pd.DataFrame:
        """Return one row per wave, oldest first; waves without a date come last.

        Columns: ``wave`` (string, id), ``name`` (string), ``date`` (date or
        None), ``source``, ``file_name``, ``sha256`` (string), ``respondents``
        (Int64), ``saved_at`` (datetime, UTC).
        """
        order = ("saved_at", "wave")
        with self._reading() as session:
            frame = self._frame(session, WaveRow, WAVE, order)
        days = pd.to_datetime(frame["date"])
        return frame.iloc[days.argsort(kind="stable")].reset_index(drop=True)

    def wave(self, wave: str) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return codebook and kept answers of a wave, as they were saved.

        Returns
        -------
        codebook
            One row per column of the file, columns and dtypes of `CODEBOOK`.
        kept
            One row per respondent (index: row of the file), one column per
            kept column, named by its position: ratings Float64 in the file's
            own scale, choices boolean, the rest string. ``<NA>`` = not
            answered.

        Raises
        ------
        WaveUnknownError
            There is no such wave.
        """
        with self._reading() as session:
            self._wave_row(session, wave)
            codebook = self._frame(session, QuestionRow, CODEBOOK, ["position"], wave=wave)
            found = session.execute(
                sa.select(ResponseRow.respondent, ResponseRow.answers)
                .where(self._mine(ResponseRow, wave=wave))
                .order_by(ResponseRow.respondent)
            ).all()
        labels = codebook["labels"]
        codebook["labels"] = labels.where(labels.notna(), None)
        return codebook, _kept(codebook, found)

    def save_wave(
        self,
        name: str,
        date: object,
        source: str,
        file_name: str,
        sha256: str,
        codebook: pd.DataFrame,
        kept: pd.DataFrame,
        mode: str = "replace",
    ) -> SaveResult:
        """Save a wave whole or not at all; the same file twice changes nothing.

        Parameters
        ----------
        name
            A wave of this name is replaced or added to.
        date, source
            When people answered (date, or None) and where the file is from.
        file_name, sha256
            The file, for the record.
        codebook, kept
            As `wave` returns them.
        mode
            ``"replace"``: afterwards the wave holds exactly these rows.
            ``"add"``: rows whose content is there already are left out, the
            others get a number above the present ones where theirs is taken.

        Raises
        ------
        WaveColumnsDifferError
            Rows were to be added to a wave with other questions.
        """
        fresh = _contents(kept)
        file = {"date": as_date(date), "source": source, "file_name": file_name, "sha256": sha256}
        with self._writing() as session:
            row = session.scalar(sa.select(WaveRow).where(self._mine(WaveRow, name=name)))
            wave = self._new_wave_id(session, name) if row is None else row.wave
            old = self._stored_contents(session, wave)
            if mode == "add" and not old.empty:
                self._refuse_other_columns(session, row, codebook)
                result, fresh = _added(old, fresh)
                respondents = len(old) + result.added
            else:
                result, respondents = _compared(old, fresh), len(fresh)
                session.execute(sa.delete(ResponseRow).where(self._mine(ResponseRow, wave=wave)))
            facts = file | {"name": name, "respondents": respondents, "saved_at": now()}
            session.merge(WaveRow(study_id=self.id, wave=wave, **facts))
            session.flush()
            self._put_codebook(session, wave, codebook)
            self._put_responses(session, wave, fresh)
            self._log(session, "wave", name, new=vars(result))
        return result

    def rename_wave(
        self, wave: str, name: str, *, date: object = None, source: str | None = None
    ) -> None:
        """Give a wave another name, and another date and source where given; its id stays.

        Raises
        ------
        WaveUnknownError, WaveNamedTwiceError
            There is no such wave; another wave has this name.
        """
        with self._writing() as session:
            row = self._wave_row(session, wave)
            same = sa.select(WaveRow.wave).where(self._mine(WaveRow, name=name))
            if session.scalar(same) not in (None, wave):
                raise errors.WaveNamedTwiceError(name=name)
            self._log(session, "wave_name", wave, old=row.name, new=name)
            row.name = name
            row.date = row.date if date is None else as_date(date)
            row.source = row.source if source is None else source

    def delete_wave(self, wave: str) -> None:
        """Delete a wave with its answers.

        Raises
        ------
        WaveUnknownError
            There is no such wave.
        """
        with self._writing() as session:
            row = self._wave_row(session, wave)
            self._log(session, "wave_deleted", row.name, old=row.respondents)
            session.delete(row)

    def _wave_row(self, session: Session, wave: str) -> WaveRow:
        row = session.get(WaveRow, (self.id, wave))
        if row is None:
            raise errors.WaveUnknownError(wave=wave)
        return row

    def _new_wave_id(self, session: Session, name: str) -> str:
        taken = set(session.scalars(sa.select(WaveRow.wave).where(self._mine(WaveRow))))
        made = slug(name, kind="wave")
        tries = [made, *(f"{made}-{number}" for number in range(2, len(taken) + 3))]
        return next(one for one in tries if one not in taken)

    def _stored_contents(self, session: Session, wave: str) -> pd.DataFrame:
        found = session.execute(
            sa.select(ResponseRow.respondent, ResponseRow.content).where(
                self._mine(ResponseRow, wave=wave)
            )
        )
        return pd.DataFrame([tuple(row) for row in found], columns=["respondent", "content"])

    def _refuse_other_columns(self, session: Session, row: WaveRow, codebook: pd.DataFrame) -> None:
        """Adding rows needs the same questions at the same positions."""
        asked = self._frame(session, QuestionRow, CODEBOOK, ["position"], wave=row.wave)
        both = asked.merge(codebook, on="position", how="outer", suffixes=("_there", "_here"))
        for one in both.itertuples():
            there = [as_text(one.question_there), as_text(one.option_there)]
            here = [as_text(one.question_here), as_text(one.option_here)]
            if there != here:
                said = {"asked": " / ".join(there), "here": " / ".join(here)}
                raise errors.WaveColumnsDifferError(wave=row.name, column=one.position + 1, **said)

    def _put_codebook(self, session: Session, wave: str, codebook: pd.DataFrame) -> None:
        session.execute(sa.delete(QuestionRow).where(self._mine(QuestionRow, wave=wave)))
        rows = [
            {name: as_plain(value) for name, value in row.items()}
            | {"study_id": self.id, "wave": wave}
            for row in codebook[list(CODEBOOK)].to_dict("records")
        ]
        if rows:
            session.execute(sa.insert(QuestionRow), rows)

    def _put_responses(self, session: Session, wave: str, fresh: pd.DataFrame) -> None:
        rows = fresh.assign(study_id=self.id, wave=wave).to_dict("records")
        if rows:
            session.execute(sa.insert(ResponseRow), rows)


def _contents(kept: pd.DataFrame) -> pd.DataFrame:
    """Return one row per respondent: ``respondent``, ``answers`` (dict), ``content`` (hash)."""
    cells = kept.astype("object").where(kept.notna(), None)
    answers = [
        {str(column): as_plain(value) for column, value in row.items()}
        for row in cells.to_dict("records")
    ]
    hashes = [
        hashlib.sha256(json.dumps(one, sort_keys=True).encode()).hexdigest() for one in answers
    ]
    numbers = [int(number) for number in kept.index]
    return pd.DataFrame({"respondent": numbers, "answers": answers, "content": hashes})


def _kept(codebook: pd.DataFrame, found: list) -> pd.DataFrame:
    """Return kept answers with the dtypes that the roles of their columns ask for."""
    rows = pd.Index([row.respondent for row in found], dtype="int64")
    frame = pd.DataFrame([row.answers for row in found], index=rows, dtype="object")
    roles = dict(zip(codebook["position"].astype(str), codebook["role"], strict=True))
    ordered = [position for position in roles if position in frame.columns]
    dtypes = {position: KEPT.get(roles[position], "string") for position in ordered}
    return frame[ordered].astype(dtypes)


def _compared(old: pd.DataFrame, fresh: pd.DataFrame) -> SaveResult:
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


def _added(old: pd.DataFrame, fresh: pd.DataFrame) -> tuple[SaveResult, pd.DataFrame]:
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
