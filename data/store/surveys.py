"""The survey waves of a study: codebook and kept answers."""

from collections.abc import Mapping

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.orm import Session

from data.store import errors, wave_marks, wave_rows
from data.store.places import slug
from data.store.record import Record, as_date, as_plain, as_text, now
from data.store.tables import QuestionRow, ResponseRow, WaveRow
from data.store.wave_rows import SaveResult
from data.store.wave_rows import contents as _contents
from data.store.wave_rows import kept as _kept

WAVE = {
    "wave": "string",
    "name": "string",
    "date": "object",
    "source": "string",
    "file_name": "string",
    "sha256": "string",
    "respondents": "Int64",
    "saved_at": "datetime64[us]",
    "screening": "object",
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


class Surveys(Record):
    """Waves: one survey at one time."""

    def waves(self) -> pd.DataFrame:
        """Return one row per wave, oldest first; waves without a date come last.

        Columns: ``wave`` (string, id), ``name`` (string), ``date`` (date or
        None), ``source``, ``file_name``, ``sha256`` (string), ``respondents``
        (Int64), ``saved_at`` (datetime, UTC), ``screening`` (dict of rule ->
        ``on`` and ``limit``; None where nobody chose and nothing is screened).
        """
        order = ("saved_at", "wave")
        with self._reading() as session:
            frame = self._frame(session, WaveRow, WAVE, order)
        frame["screening"] = frame["screening"].where(frame["screening"].notna(), None)
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
        *,
        marks: pd.DataFrame | None = None,
        screening: Mapping[str, dict] | None = None,
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
        marks
            As `surveys.screening.marks` returns them, indexed as `kept`.
        screening
            As `set_screening` takes it; None: as it was.

        Raises
        ------
        WaveColumnsDifferError
            Rows were to be added to a wave with other questions.
        """
        fresh = _contents(kept).assign(row=kept.index)
        file = {"date": as_date(date), "source": source, "file_name": file_name, "sha256": sha256}
        with self._writing() as session:
            row = session.scalar(sa.select(WaveRow).where(self._mine(WaveRow, name=name)))
            wave = self._new_wave_id(session, name) if row is None else row.wave
            old = self._stored_contents(session, wave)
            if mode == "add" and not old.empty:
                self._refuse_other_columns(session, row, codebook)
                result, fresh = wave_rows.added(old, fresh)
                respondents = len(old) + result.added
            else:
                result, respondents = wave_rows.compared(old, fresh), len(fresh)
                session.execute(sa.delete(ResponseRow).where(self._mine(ResponseRow, wave=wave)))
            facts = file | {"name": name, "respondents": respondents, "saved_at": now()}
            if screening is not None:
                facts["screening"] = as_plain(screening)
            session.merge(WaveRow(study_id=self.id, wave=wave, **facts))
            session.flush()
            self._put_codebook(session, wave, codebook)
            self._put_responses(session, wave, fresh)
            wave_marks.put(session, self.id, wave, fresh, marks, replace=mode == "replace")
            self._log(session, "wave", name, new=vars(result))
        return result

    def marks(self, wave: str) -> pd.DataFrame:
        """Return what screening needs of columns that are not kept, no person in it.

        One row per respondent that has any, columns and dtypes of
        `wave_marks.MARKS`.
        """
        with self._reading() as session:
            self._wave_row(session, wave)
            return wave_marks.read(session, self.id, wave)

    def set_screening(self, wave: str, screening: Mapping[str, dict]) -> None:
        """Choose which rules screen the answers of a wave; the answers themselves all stay.

        Parameters
        ----------
        wave
            Its id.
        screening
            Rule -> ``on`` (bool) and ``limit`` (number or word), see
            `surveys.screening.choice`.

        Raises
        ------
        WaveUnknownError
            There is no such wave.
        """
        with self._writing() as session:
            row = self._wave_row(session, wave)
            old, row.screening = row.screening, as_plain(screening)
            row.saved_at = now()  # what was computed from other answers is computed anew
            self._log(session, "screening", wave, old=old, new=row.screening)

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
        columns = fresh[["respondent", "answers", "content"]]
        rows = columns.assign(study_id=self.id, wave=wave).to_dict("records")
        if rows:
            session.execute(sa.insert(ResponseRow), rows)
