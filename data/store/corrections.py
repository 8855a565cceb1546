"""Correcting what the columns of a stored wave are, without dropping the file in again."""

import datetime as dt
from collections.abc import Mapping

import pandas as pd
import sqlalchemy as sa

from data.store import errors
from data.store.record import as_plain, now
from data.store.surveys import CODEBOOK, Surveys
from data.store.tables import QuestionRow, ResponseRow
from data.store.wave_rows import contents, kept
from surveys.relink import FIELDS, relinked


class WaveChangedError(errors.StoreError):
    """Another session saved the wave after it was shown here."""

    key = "store_wave_changed"
    english = (
        "The wave {wave!r} was saved in another window meanwhile. Nothing was overwritten. "
        "Look at it and change it again if you still want to."
    )


class Corrections(Surveys):
    """Corrections of stored waves."""

    def correct_wave(
        self,
        wave: str,
        changes: Mapping[int, Mapping[str, object]],
        *,
        seen: dt.datetime | None = None,
    ) -> None:
        """Correct roles, needs, ends and directions of the columns of a wave, all or none.

        The log names each column with what it was and what it is.

        Parameters
        ----------
        wave
            Id of the wave.
        changes
            Corrections by position, see `surveys.relink.relinked`.
        seen
            ``saved_at`` of the wave as it was shown; None does not ask.

        Raises
        ------
        WaveUnknownError, WaveChangedError
            There is no such wave; it was saved again since `seen`.
        SurveyError
            What was kept does not allow it, see `surveys.relink.relinked`.
        """
        with self._writing() as session:
            row = self._wave_row(session, wave)
            if seen is not None and pd.Timestamp(row.saved_at) != pd.Timestamp(seen):
                raise WaveChangedError(wave=row.name)
            codebook = self._frame(session, QuestionRow, CODEBOOK, ["position"], wave=wave)
            codebook["labels"] = codebook["labels"].where(codebook["labels"].notna(), None)
            mine = self._mine(ResponseRow, wave=wave)
            found = session.execute(
                sa.select(ResponseRow.respondent, ResponseRow.answers)
                .where(mine)
                .order_by(ResponseRow.respondent)
            ).all()
            book, answers = relinked(codebook, kept(codebook, found), changes)
            self._put_codebook(session, wave, book)
            session.execute(sa.delete(ResponseRow).where(mine))
            self._put_responses(session, wave, contents(answers))
            row.saved_at = now()
            for position in changes:
                old, new = (_facts(table, position) for table in (codebook, book))
                self._log(session, "wave_column", f"{row.name} {position + 1}", old=old, new=new)


def _facts(codebook: pd.DataFrame, position: int) -> dict[str, object]:
    row = codebook[codebook["position"] == position].iloc[0]
    return {name: as_plain(row[name]) for name in FIELDS}
