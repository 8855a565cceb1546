"""The store of a study, on disk or on a server.

Start with `list_studies`, `create_study` and `open_study`; everything else is
a method of `Study`.
"""

from data.store.drafts import Draft
from data.store.errors import ChangedMeanwhileError, ReadOnlyStudyError, StoreError
from data.store.occupancy import Coverage, ImportResult
from data.store.places import home, home_at, study_folder
from data.store.shelf import (
    build_sealed,
    copy_study,
    create_study,
    delete_study,
    list_studies,
    open_study,
)
from data.store.study import Study
from data.store.surveys import SaveResult
from data.store.timetable import Renovation

__all__ = [
    "ChangedMeanwhileError",
    "Coverage",
    "Draft",
    "ImportResult",
    "ReadOnlyStudyError",
    "Renovation",
    "SaveResult",
    "StoreError",
    "Study",
    "build_sealed",
    "copy_study",
    "create_study",
    "delete_study",
    "home",
    "home_at",
    "list_studies",
    "open_study",
    "study_folder",
]
