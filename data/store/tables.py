"""The tables of the store: one set for all studies, each row with its study.

The same tables serve one SQLite file per study and one server for all. Keys
are natural and belong to a study, so a study is copied row by row.
"""

import time
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, ForeignKeyConstraint, String
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

MAYBE_JSON = JSON(none_as_null=True)
SCHEMA = 2  # raise it when a table changes, and add the step to `database.UPGRADES`


class Table(DeclarativeBase):
    """A table of the store."""


class SchemaRow(Table):
    """The format of the tables of this database: one row."""

    __tablename__ = "respace_schema"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


def first_version() -> int:
    """Return the version a study begins with, above that of any study before it.

    Milliseconds, since nobody writes more often: a deleted study and its
    successor of the same id never share a version, which is a key of caches.
    """
    return time.time_ns() // 1_000_000


class StudyRow(Table):
    """A study; `version` rises with every write, and a later study of this id starts higher."""

    __tablename__ = "study"
    id: Mapped[str] = mapped_column(primary_key=True)
    name_en: Mapped[str]
    name_zh: Mapped[str]
    time_zone: Mapped[str]
    created_at: Mapped[datetime]
    synthetic: Mapped[bool]
    read_only: Mapped[bool] = mapped_column(default=False)
    edition: Mapped[int] = mapped_column(default=0)  # of the generator, for a made study
    version: Mapped[int] = mapped_column(BigInteger, default=first_version)
    ready: Mapped[bool] = mapped_column(default=True)  # not while being built on a server
    trashed_at: Mapped[datetime | None]


class InStudy:
    """A row that belongs to a study."""

    @declared_attr
    def study_id(cls) -> Mapped[str]:
        """Return the first column of every key."""
        up = ForeignKey("study.id", ondelete="CASCADE", onupdate="CASCADE")
        return mapped_column(String, up, primary_key=True, sort_order=-1)


def _belongs(table: str, column: str) -> ForeignKeyConstraint:
    """Return the link to a row of another table of the same study."""
    here, there = ["study_id", column], [f"{table}.study_id", f"{table}.{column}"]
    return ForeignKeyConstraint(here, there, ondelete="CASCADE", onupdate="CASCADE")


class WaveRow(InStudy, Table):
    """A survey wave."""

    __tablename__ = "wave"
    wave: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    date: Mapped[date | None]
    source: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str]
    respondents: Mapped[int]
    saved_at: Mapped[datetime]
    screening: Mapped[Any] = mapped_column(MAYBE_JSON, nullable=True)  # rule -> on, limit


class QuestionRow(InStudy, Table):
    """A row of a wave's codebook: one column of its file."""

    __tablename__ = "question"
    __table_args__ = (_belongs("wave", "wave"),)
    wave: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    question: Mapped[str]
    option: Mapped[str]
    role: Mapped[str]
    need: Mapped[str]
    low: Mapped[float | None]
    high: Mapped[float | None]
    reversed: Mapped[bool]
    labels: Mapped[Any] = mapped_column(MAYBE_JSON, nullable=True)
    why: Mapped[str]
    sure: Mapped[float | None]


class ResponseRow(InStudy, Table):
    """The kept answers of one respondent, by position of the column."""

    __tablename__ = "response"
    __table_args__ = (_belongs("wave", "wave"),)
    wave: Mapped[str] = mapped_column(primary_key=True)
    respondent: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    answers: Mapped[dict] = mapped_column(JSON)
    content: Mapped[str]  # hash of the answers


class MarkRow(InStudy, Table):
    """What screening must know of columns that are not kept; it never says who somebody is."""

    __tablename__ = "response_mark"
    __table_args__ = (_belongs("wave", "wave"),)
    wave: Mapped[str] = mapped_column(primary_key=True)
    respondent: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seconds: Mapped[float | None]
    person: Mapped[int | None]  # a running number shared by the rows of one participant id
    source: Mapped[int | None]  # the same for one address


class ZoneRow(InStudy, Table):
    """A zone; `touched` says at which revision each field last changed."""

    __tablename__ = "zone"
    zone: Mapped[str] = mapped_column(primary_key=True)
    name_en: Mapped[str]
    name_zh: Mapped[str]
    floor: Mapped[str]
    level: Mapped[int | None]
    polygon: Mapped[Any] = mapped_column(MAYBE_JSON, nullable=True)
    area_m2: Mapped[float | None]
    convertible: Mapped[bool]
    kind: Mapped[str]
    wanted: Mapped[str]
    revision: Mapped[int] = mapped_column(default=1)
    touched: Mapped[dict] = mapped_column(JSON, default=dict)


class ZoneStateRow(InStudy, Table):
    """What a zone is from a day on."""

    __tablename__ = "zone_state"
    __table_args__ = (_belongs("zone", "zone"),)
    zone: Mapped[str] = mapped_column(primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    space_type: Mapped[str]
    seats: Mapped[int | None]


class StretchRow(InStudy, Table):
    """A dated stretch of the academic calendar."""

    __tablename__ = "stretch"
    stretch: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    season: Mapped[str]
    start: Mapped[date]
    end: Mapped[date]


class RenovationRow(InStudy, Table):
    """A renovation: when which zones were closed."""

    __tablename__ = "renovation"
    id: Mapped[str] = mapped_column(primary_key=True)
    name_en: Mapped[str]
    name_zh: Mapped[str]
    closed_from: Mapped[date]
    reopened_on: Mapped[date]
    zones: Mapped[list] = mapped_column(JSON)


class StrengthRow(InStudy, Table):
    """The committee's own strength, over the reference."""

    __tablename__ = "strength"
    need: Mapped[str] = mapped_column(primary_key=True)
    space_type: Mapped[str] = mapped_column(primary_key=True)
    strength: Mapped[int]
    changed_at: Mapped[datetime]


class AreaRow(InStudy, Table):
    """Which zone a source means by an area name."""

    __tablename__ = "area_mapping"
    source: Mapped[str] = mapped_column(primary_key=True)
    area: Mapped[str] = mapped_column(primary_key=True)
    zone: Mapped[str]


class ImportRow(InStudy, Table):
    """An import of observations."""

    __tablename__ = "observation_import"
    import_id: Mapped[str] = mapped_column(primary_key=True)
    file_name: Mapped[str]
    sha256: Mapped[str]
    source: Mapped[str]
    imported_at: Mapped[datetime]
    added: Mapped[int]
    already_there: Mapped[int]
    changed: Mapped[int]


class PartRow(InStudy, Table):
    """A file of observations; the rows of this table are the manifest."""

    __tablename__ = "observation_part"
    __table_args__ = (_belongs("observation_import", "import_id"),)
    part: Mapped[str] = mapped_column(primary_key=True)
    import_id: Mapped[str]
    rows: Mapped[int]
    first: Mapped[datetime]
    last: Mapped[datetime]
    zones: Mapped[list] = mapped_column(JSON)
    size: Mapped[int] = mapped_column(BigInteger)  # bytes


class DraftRow(InStudy, Table):
    """An upload that is not stored yet; its bytes lie in the drafts folder."""

    __tablename__ = "draft"
    kind: Mapped[str] = mapped_column(primary_key=True)
    file_name: Mapped[str]
    sha256: Mapped[str]
    settings: Mapped[dict] = mapped_column(JSON)
    saved_at: Mapped[datetime]


class SettingRow(InStudy, Table):
    """A choice made for the whole study."""

    __tablename__ = "setting"
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(MAYBE_JSON, nullable=True)


class EditRow(InStudy, Table):
    """One line of the log: what was changed, by whom, from what to what."""

    __tablename__ = "edit"
    version: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    line: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    who: Mapped[str]
    what: Mapped[str]
    item: Mapped[str]
    old: Mapped[Any] = mapped_column(MAYBE_JSON, nullable=True)
    new: Mapped[Any] = mapped_column(MAYBE_JSON, nullable=True)
