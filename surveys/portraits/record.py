"""Found segments as text, to be kept and read again without a search."""

import dataclasses
import json
from collections.abc import Mapping

import numpy as np
import pandas as pd

from surveys.segments import Segmentation

_TABLE, _MODEL, _DICT, _TUPLE = "table", "model", "dict", "tuple"
_TAGS = {_TABLE, _MODEL, _DICT, _TUPLE}


def as_text(found: Segmentation) -> str:
    """Return a segmentation as JSON text; `from_text` is the way back."""
    names = [field.name for field in dataclasses.fields(found)]
    return json.dumps({name: _plain(getattr(found, name)) for name in names})


def from_text(text: str) -> Segmentation | None:
    """Return the segmentation a text holds; None where it is of another edition."""
    try:
        fields = json.loads(text)
        wanted = {field.name for field in dataclasses.fields(Segmentation)}
        if not isinstance(fields, dict) or fields.keys() != wanted:
            return None
        return Segmentation(**{name: _made(value) for name, value in fields.items()})
    except (json.JSONDecodeError, KeyError, TypeError, ValueError):
        return None


def _plain(value: object) -> object:
    """Return a value as JSON holds it; tables, dicts and tuples say what they are."""
    if isinstance(value, pd.DataFrame):
        columns = {
            str(name): [str(cells.dtype), [_cell(one) for one in cells]]
            for name, cells in value.items()
        }
        return {_TABLE: columns, "rows": len(value)}
    if hasattr(value, "record"):
        return {_MODEL: value.record()}
    if isinstance(value, Mapping):
        return {_DICT: [[_plain(key), _plain(one)] for key, one in value.items()]}
    if isinstance(value, tuple):
        return {_TUPLE: [_plain(one) for one in value]}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return _cell(value)


def _cell(value: object) -> object:
    if value is None or value is pd.NA:
        return None
    return value.item() if isinstance(value, np.generic) else value


def _made(value: object) -> object:
    if isinstance(value, list):
        return [_made(one) for one in value]
    if not isinstance(value, dict):
        return value
    tag = next(iter(_TAGS & value.keys()))
    if tag == _TABLE:
        columns = {
            name: pd.Series(cells, dtype=kind) for name, (kind, cells) in value[_TABLE].items()
        }
        return pd.DataFrame(columns, index=range(value["rows"]))
    if tag == _MODEL:
        from surveys.segments import FrozenSegments

        return FrozenSegments.from_record(value[_MODEL])
    if tag == _TUPLE:
        return tuple(_made(one) for one in value[_TUPLE])
    return {_made(key): _made(one) for key, one in value[_DICT]}
