"""What can go wrong with a kept study: what, where, and what to do."""

from surveys.errors import Fault


class StoreError(Fault):
    """A study cannot be read or written."""


class StudyUnknownError(StoreError):
    """No study has this id."""

    key = "store_study_unknown"
    english = "There is no study {study!r} here. Choose one from the list of studies."


class StudyIdError(StoreError):
    """An id that could not name a folder on every system."""

    key = "store_study_id"
    english = (
        "{study!r} cannot be the id of a study. "
        "Use at most 60 small letters a-z, digits and hyphens."
    )


class StudyExistsError(StoreError):
    """A study of this id is there already."""

    key = "store_study_exists"
    english = "There is a study {study!r} already. Open it, or choose another id."


class TimeZoneUnknownError(StoreError):
    """A time zone the time-zone database does not have."""

    key = "store_time_zone_unknown"
    english = "The time zone {time_zone!r} is not known. Choose one such as Asia/Shanghai."


class ReadOnlyStudyError(StoreError):
    """A write into a sealed study."""

    key = "store_read_only"
    english = "The study {study!r} cannot be changed. Start your own study, or copy this one."


class SchemaNewerError(StoreError):
    """The study was written by a newer Respace."""

    key = "store_schema_newer"
    english = (
        "The records in {place} were written by a newer Respace (format {found}; this one knows "
        "{known}). Update Respace, then open the study again."
    )


class StudyDamagedError(StoreError):
    """The database file is not readable as one."""

    key = "store_damaged"
    english = (
        "The records in {place} are damaged and cannot be read. Nothing was changed. Put back a "
        "backup of this folder, or move the folder away and import the files again."
    )


class StudyBusyError(StoreError):
    """Somebody else kept writing for too long."""

    key = "store_busy"
    english = (
        "The study in {place} is being written by somebody else just now. Nothing was changed. "
        "Try again in a minute."
    )


class FolderNotWritableError(StoreError):
    """The system does not let us write there."""

    key = "store_not_writable"
    english = (
        "Respace cannot write in {place}. Nothing was changed. Allow writing there, or set "
        "RESPACE_HOME to another folder."
    )


class DiskFullError(StoreError):
    """No room is left."""

    key = "store_disk_full"
    english = (
        "The disk that holds {place} is full. Nothing was changed. Free some space and repeat."
    )


class DiskFailsError(StoreError):
    """The disk reports an error of its own."""

    key = "store_disk_fails"
    english = (
        "The disk that holds {place} reports an error. Nothing was changed. Check the disk, or the "
        "connection to the network drive, and repeat."
    )


class ServerUnreachableError(StoreError):
    """The database server does not answer."""

    key = "store_server"
    english = (
        "The database server {place} does not answer. Nothing was changed. Check that it runs and "
        "that RESPACE_DATABASE names it rightly."
    )


class PartMissingError(StoreError):
    """A file of observations is gone or has another size than when it was written."""

    key = "store_part_missing"
    english = (
        "The counts in {place} are missing or damaged ({rows} rows, imported from {file!r}). Put "
        "back a backup of the file, or delete that import and import its file again."
    )


class PartUnreadableError(StoreError):
    """A file of observations is whole in size, yet not readable."""

    key = "store_part_unreadable"
    english = (
        "The counts in {place} cannot be read. Put back a backup of the folder, or delete the "
        "imports of counts and import their files again."
    )


class ObservationsTwiceError(StoreError):
    """A table holds two rows for one zone, time and repeat."""

    key = "store_observations_twice"
    english = (
        "Zone {zone!r} has two rows for {at} with the same repeat number, so it is not clear which "
        "one holds. Keep one of them, or number them as repeats."
    )


class ImportUnknownError(StoreError):
    """Somebody deleted this import meanwhile."""

    key = "store_import_unknown"
    english = "This import is not in the study any more. Look at the list of imports again."


class WaveUnknownError(StoreError):
    """No such wave, or no more."""

    key = "store_wave_unknown"
    english = "There is no survey wave {wave!r} in this study. Choose one from the list of waves."


class WaveNamedTwiceError(StoreError):
    """Two waves would have one name."""

    key = "store_wave_named_twice"
    english = "Another survey wave is called {name!r} already. Choose another name."


class WaveColumnsDifferError(StoreError):
    """Rows cannot be added to a wave with other questions."""

    key = "store_wave_columns_differ"
    english = (
        "The file cannot be added to the wave {wave!r}: column {column} asks {asked!r} there and "
        "{here!r} here. Replace the wave, or store the file as a wave of its own."
    )


class ZoneUnknownError(StoreError):
    """No such zone, or no more."""

    key = "store_zone_unknown"
    english = "There is no zone {zone!r} in this study any more. Look at the floor again."


class ChangedMeanwhileError(StoreError):
    """Another session changed the same field after it was shown here."""

    key = "store_changed_meanwhile"
    english = (
        "{field} of zone {zone!r} was changed in another window meanwhile; it is now {now!r}. "
        "Nothing was overwritten. Look at it and change it again if you still want to."
    )


class FieldUnknownError(StoreError):
    """A zone has no such field, or the field cannot be edited."""

    key = "store_field_unknown"
    english = "A zone has no field {field!r} that could be edited. Fields: {fields}."


class RecordUnknownError(StoreError):
    """A stretch of the calendar or a renovation that is not there any more."""

    key = "store_record_unknown"
    english = "This entry was deleted in another window meanwhile. Look at the list again."


class DatesReversedError(StoreError):
    """A stretch that ends before it starts."""

    key = "store_dates_reversed"
    english = "{name!r} would end on {end}, before it starts on {start}. Change one of the dates."


class StrengthError(StoreError):
    """A strength outside the scale."""

    key = "store_strength"
    english = "A strength is 0, 1, 3 or 9; {strength} was given for {need!r} and {space_type!r}."


class DraftReplacedError(StoreError):
    """The draft shown here was replaced or discarded by another session."""

    key = "store_draft_replaced"
    english = (
        "The upload shown here was replaced or discarded in another window meanwhile. "
        "Upload your file again."
    )
