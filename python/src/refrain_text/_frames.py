"""Tables as data frames of pandas or Polars, with the types of the data package."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .errors import RefrainError
from .package import are_whole_days

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from .package import Column

Library: TypeAlias = Literal["pandas", "polars"]
Frame: TypeAlias = Any
"""A `pandas.DataFrame`, or a `polars.DataFrame` with `frames="polars"`."""

_PANDAS = {"integer": "Int64", "number": "float64", "boolean": "boolean", "year": "Int64"}


def check(frames: Library) -> Library:
    """Return the name of a library of data frames if it is one.

    Raises:
        RefrainError: if it is not.

    """
    if frames in {"pandas", "polars"}:
        return frames
    message = f"frames is 'pandas' or 'polars', not {frames!r}"
    raise RefrainError(message)


def read(path: Path, columns: Sequence[Column], frames: Library) -> Frame:
    """Read a table of refrain: a CSV file, or a Parquet file where a run wrote no CSV.

    Columns of a CSV file that are not among `columns` are read as text.
    """
    return (_read_pandas if check(frames) == "pandas" else _read_polars)(path, columns)


def _read_pandas(path: Path, columns: Sequence[Column]) -> pd.DataFrame:
    import pandas as pd

    frame = _parquet_pandas(path, columns) if _is_parquet(path) else _csv_pandas(path, columns)
    for column in columns:
        if column.may_be_date and column.name in frame:
            values = frame[column.name]
            if values.isna().all() or are_whole_days(values.dropna().unique().tolist()):
                frame[column.name] = pd.to_datetime(values, format="%Y-%m-%d")
    return frame


def _is_parquet(path: Path) -> bool:
    return path.suffix == ".parquet"


def _parquet_pandas(path: Path, columns: Sequence[Column]) -> pd.DataFrame:
    import pandas as pd

    try:
        frame = pd.read_parquet(path)
    except ImportError:
        message = (
            "this run wrote Parquet only, which pandas reads with pyarrow; "
            "install it with `pip install pyarrow`"
        )
        raise RefrainError(message) from None
    types: dict[str, Any] = {column.name: _PANDAS.get(column.type, "str") for column in columns}
    return frame.astype({name: types[name] for name in frame.columns if name in types})


def _csv_pandas(path: Path, columns: Sequence[Column]) -> pd.DataFrame:
    import pandas as pd

    # A document may be called `NA` or `null`: only an empty cell is missing.
    text = pd.read_csv(path, nrows=0, encoding="utf-8-sig").columns
    types: dict[str, Any] = dict.fromkeys(text, "str")
    types.update({column.name: _PANDAS.get(column.type, "str") for column in columns})
    return pd.read_csv(
        path,
        dtype={name: types[name] for name in text},
        keep_default_na=False,
        na_values=[""],
        encoding="utf-8-sig",
    )


def _read_polars(path: Path, columns: Sequence[Column]) -> Frame:
    try:
        import polars as pl
    except ImportError:
        message = 'frames="polars" needs Polars; install it with `pip install polars`'
        raise RefrainError(message) from None

    types = {"integer": pl.Int64, "number": pl.Float64, "boolean": pl.Boolean, "year": pl.Int64}
    frame = pl.read_parquet(path) if _is_parquet(path) else pl.read_csv(path, infer_schema=False)
    named = [column for column in columns if column.name in frame.columns]
    frame = frame.with_columns(
        pl.col(column.name).cast(types[column.type]) for column in named if column.type in types
    )
    for column in named:
        if column.may_be_date:
            values = frame[column.name].drop_nulls().unique().to_list()
            if not values or are_whole_days(values):
                frame = frame.with_columns(pl.col(column.name).str.to_date("%Y-%m-%d"))
    return frame
