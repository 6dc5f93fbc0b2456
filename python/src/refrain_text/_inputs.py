"""Documents and codebooks in memory become files that refrain reads."""

import datetime
import json
import math
import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, TypeAlias, Union

PathLike: TypeAlias = Union[str, "os.PathLike[str]"]
Inputs: TypeAlias = PathLike | Iterable[PathLike] | Iterable[Mapping[str, Any]] | Any
"""Paths, dicts with a `text` each, or a pandas or Polars data frame."""

Concepts: TypeAlias = PathLike | Mapping[str, Any] | None
"""A codebook: its path, the name of a built-in one, or a dict of concepts and patterns."""


def input_paths(inputs: Inputs, folder: Path) -> list[str]:
    """Return the paths of the inputs, after writing what is in memory to a file in the folder."""
    if isinstance(inputs, str | os.PathLike):
        return [_path(inputs)]
    if isinstance(inputs, Mapping):
        message = "a single dict is not a corpus; pass a list of dicts, one for each document"
        raise TypeError(message)
    items = _rows(inputs)
    first = next(items, None)
    if isinstance(first, str | os.PathLike):
        return [_path(item) for item in chain([first], items)]
    path = folder / "documents.jsonl"
    with path.open("wb") as file:
        for record in chain([first] if first is not None else [], items):
            file.write(_line(record))
    return [str(path)]


def codebook(concepts: Concepts, folder: Path) -> str | None:
    """Return the path or name of a codebook; a dict is written into the folder as YAML."""
    if concepts is None or isinstance(concepts, str | os.PathLike):
        return None if concepts is None else _path(concepts)
    path = folder / "concepts.yml"
    # JSON is YAML.
    path.write_text(json.dumps(concepts, ensure_ascii=False, indent=1), encoding="utf-8")
    return str(path)


def _path(path: PathLike) -> str:
    return os.path.expanduser(os.fspath(path))  # noqa: PTH111  (keeps `./` and names as they are)


def _rows(inputs: Any) -> Iterator[Any]:  # noqa: ANN401  (frames of libraries that may be missing)
    library = type(inputs).__module__.partition(".")[0]
    if library == "polars":
        frame = inputs.collect() if hasattr(inputs, "collect") else inputs
        return iter(frame.iter_rows(named=True))
    if library == "pandas":
        names = [str(name) for name in inputs.columns]
        rows = inputs.itertuples(index=False, name=None)
        return (dict(zip(names, row, strict=True)) for row in rows)
    return iter(inputs)


def _line(record: object) -> bytes:
    if not isinstance(record, Mapping):
        message = f"a document is a dict with a `text`, not a {type(record).__name__}"
        raise TypeError(message)
    values = ((str(name), _scalar(value)) for name, value in record.items())
    fields = {name: value for name, value in values if not _is_missing(value)}
    text = json.dumps(fields, ensure_ascii=False, default=_plain)
    return text.encode("utf-8", errors="replace") + b"\n"


def _scalar(value: Any) -> Any:  # noqa: ANN401
    """Return a number of numpy as a number of Python, and anything else as it is."""
    if hasattr(value, "dtype") and hasattr(value, "item") and getattr(value, "size", 1) == 1:
        return value.item()
    return value


def _is_missing(value: object) -> bool:
    """Return whether a value is None, NaN, NaT, NA, or a number that JSON does not have."""
    if isinstance(value, float):
        return not math.isfinite(value)
    return value is None or type(value).__name__ in {"NAType", "NaTType"}


def _plain(value: Any) -> object:  # noqa: ANN401
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if hasattr(value, "tolist"):
        return value.tolist()
    return list(value) if isinstance(value, set | frozenset) else str(value)
