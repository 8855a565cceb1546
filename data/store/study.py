"""A study: everything about one library's reconstruction."""

import datetime as dt

import sqlalchemy as sa

from data.store.building import Building
from data.store.corrections import Corrections
from data.store.decisions import Decisions
from data.store.drafts import Drafts
from data.store.errors import StudyUnknownError
from data.store.models import Models
from data.store.occupancy import Occupancy
from data.store.tables import StudyRow
from data.store.timetable import Timetable


class Study(Corrections, Building, Models, Timetable, Decisions, Occupancy, Drafts):
    """A study as pages talk to it; get one from `open_study` or `create_study`.

    It holds no connection and may be used from any thread. What it returns is
    read at the call; every write is one transaction and raises `version`.
    """

    def facts(self) -> sa.Row:
        """Return the facts of the study as they are now."""
        found = sa.select(*StudyRow.__table__.columns).where(
            StudyRow.id == self.id, StudyRow.trashed_at.is_(None)
        )
        with self._reading() as session:
            row = session.execute(found).first()
        if row is None:
            raise StudyUnknownError(study=self.id)
        return row

    def name(self, language: str = "en") -> str:
        """Return the library's name in a language, or in the other one where it has none."""
        row = self.facts()
        names = (row.name_zh, row.name_en) if language == "zh" else (row.name_en, row.name_zh)
        return names[0] or names[1]

    @property
    def time_zone(self) -> str:
        """IANA name of the time zone of the campus."""
        return self.facts().time_zone

    @property
    def synthetic(self) -> bool:
        """Whether the numbers are made up."""
        return self.facts().synthetic

    @property
    def read_only(self) -> bool:
        """Whether every write is refused."""
        return self.facts().read_only

    @property
    def created_at(self) -> dt.datetime:
        """When the study was made, in UTC."""
        return self.facts().created_at

    @property
    def edition(self) -> int:
        """Edition of the generator that made the study; 0 for one made by people."""
        return self.facts().edition

    @property
    def version(self) -> int:
        """A number that rises with every write; with the id it is a key for caches."""
        return self.facts().version

    def rename(self, name_en: str, name_zh: str) -> None:
        """Give the library other names; the id of the study stays."""
        with self._writing() as session:
            row = session.get(StudyRow, self.id)
            self._log(
                session, "study_name", self.id, [row.name_en, row.name_zh], [name_en, name_zh]
            )
            row.name_en, row.name_zh = name_en, name_zh

    def seal(self) -> None:
        """Refuse every write from now on."""
        with self._writing() as session:
            session.get(StudyRow, self.id).read_only = True
