"""The part of a run that the cluster does: from rows of units, files or records to segments."""

from __future__ import annotations

import heapq
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

import pyarrow as pa

from .._binary import find_binary
from ..errors import RunError, UsageError
from . import _filter
from ._segments import COLUMNS, Segments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .running import Job

# pyspark may be missing.
Session: TypeAlias = Any
Frame: TypeAlias = Any

_BYTES_PER_BATCH = 32 << 20
_ROWS_READ = 8
_BYTES_PER_PARTITION = 64 << 20
_LINES_TOLD = 12


def tokenised(
    session: Session,
    rows: Frame,
    columns: tuple[tuple[str, str], ...],
    plan: pa.Table,
    job: Job,
) -> Frame:
    """Return the segments of rows of units, files or records."""
    task = filter_of(session, plan, job, "tokenise", columns)
    return rows.mapInArrow(task.__call__, COLUMNS)


def filter_of(  # noqa: PLR0913
    session: Session,
    plan: pa.Table,
    job: Job,
    mode: str,
    columns: tuple[tuple[str, str], ...],
    *arguments: str,
    file: str | None = None,
) -> _filter.Filter:
    """Return the filter of a mode, whose batches have these columns."""
    names = [b"refrain.warnings", b"refrain.skipped"]
    return _filter.Filter(
        binary=_shipped(session),
        arguments=("worker", f"--mode={mode}", *arguments),
        columns=columns,
        metadata={key: value for key, value in plan.schema.metadata.items() if key not in names},
        plan=file,
        time_limit=job.time_limit,
    )


def write(segments: Segments, rows: Frame) -> None:
    """Write segments; if the cluster fails, say why in a few lines."""
    with failures("read the documents"):
        segments.write(rows)


@contextmanager
def failures(what: str) -> Iterator[None]:
    """If the cluster fails, say why in a few lines."""
    from pyspark.errors import PySparkException

    try:
        yield
    except PySparkException as error:
        told = str(error)
        # What the filter said stands in the middle of what the machines say of it.
        _, found, said = told.rpartition("FilterError: ")
        said = said.partition("\n\n")[0] if found else told.partition("\n\tat ")[0]
        lines = [line for line in said.splitlines() if line.strip()]
        shown = "\n".join(lines[:_LINES_TOLD])
        message = f"Spark could not {what}: {shown}"
        raise RunError(message, 1) from error


def _shipped(session: Session) -> str:
    """Return the path of the program; workers that may lack it are sent it, and its wrapper."""
    import pyspark

    cloudpickle: Any = pyspark.cloudpickle
    cloudpickle.register_pickle_by_value(_filter)
    binary = str(find_binary().absolute())
    ship(session, binary)
    return binary


def ship(session: Session, file: str) -> None:
    """Send a file to workers on other machines."""
    if not session.conf.get("spark.master", "").startswith("local"):
        session.addArtifacts(file, file=True)


def spread(session: Session, units: pa.Table, job: Job) -> Frame:
    """Return units as a data frame whose partitions have about equally many bytes."""
    sizes = units.column("bytes").to_pylist()
    number = job.partitions or _partitions(session, sum(sizes))
    slots = [0] * len(sizes)
    loads = [(0, slot) for slot in range(min(number, len(sizes)))]
    for row in sorted(range(len(sizes)), key=lambda row: -sizes[row]):
        least, slots[row] = loads[0]
        # A file costs something however small it is.
        heapq.heapreplace(loads, (least + sizes[row] + 4096, slots[row]))
    table = units.select(["key", "unit"]).append_column("slot", pa.array(slots, pa.int32()))
    frame = session.createDataFrame(table)
    if hasattr(frame, "repartitionById"):
        return frame.repartitionById(number, "slot")
    return frame.repartition(number, "slot")


def _partitions(session: Session, size: int) -> int:
    try:
        cores = int(session.sparkContext.defaultParallelism)
    except Exception:  # Spark Connect has no context, and each version says so in another way.
        cores = 8
    return max(2 * cores, size // _BYTES_PER_PARTITION)


class BatchesOf:
    """Sets the size of batches, and tells names of columns apart, while it is entered."""

    def __init__(self, session: Any, rows: int) -> None:  # noqa: ANN401
        prefix = "spark.sql.execution.arrow."
        self._conf = session.conf
        self._wanted = {
            f"{prefix}maxRecordsPerBatch": str(rows),
            f"{prefix}maxBytesPerBatch": str(_BYTES_PER_BATCH),
            # Rows of segments have megabytes: a batch of as many as usual would not fit.
            "spark.sql.parquet.columnarReaderBatchSize": str(_ROWS_READ),
            # Columns of metadata may differ by case alone.
            "spark.sql.caseSensitive": "true",
        }
        self._before: dict[str, str | None] = {}

    def __enter__(self) -> None:
        for key, value in self._wanted.items():
            self._before[key] = self._conf.get(key, None)
            self._conf.set(key, value)

    def __exit__(self, *_: object) -> None:
        for key, value in self._before.items():
            if value is None:
                self._conf.unset(key)
            else:
                self._conf.set(key, value)


def session(master: str | None = None) -> Session:
    """Return the active session of Spark, or a new one."""
    # Spark would take the `python3` of the path, which may lack what this one has.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        message = "this needs pyspark; install it with `pip install 'refrain-text[spark]'`"
        raise RunError(message, 1) from None

    builder = SparkSession.builder.appName("refrain")
    return (builder.master(master) if master else builder).getOrCreate()


def frame(session: Session, kind: str, path: str) -> Frame:
    """Return the rows of files: `kind` is parquet, json, csv or orc."""
    kinds: dict[str, dict[str, Any]] = {
        "csv": {"header": True, "multiLine": True, "escape": '"'},
        "json": {"primitivesAsString": True},
        "orc": {},
        "parquet": {},
    }
    if kind not in kinds or not path:
        message = f"--rows {kind}={path}: expected one of {', '.join(kinds)}, as in parquet=PATH"
        raise UsageError(message, 2)
    return session.read.format(kind).options(**kinds[kind]).load(path)
