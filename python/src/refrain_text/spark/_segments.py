"""The segments of a run: Parquet under the output folder, used again by the next run.

A folder for each choice of the settings that segments depend on, and in it a folder for each run
that read something: `packs` with the segments, then `units` with what is in them. A run without
`units` was broken off, and is written again.
"""

from __future__ import annotations

from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from ..errors import RunError
from ._driver import PACKS, SEGMENTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ._cluster import Frame, Session

_KEY = 16
_UNIT = _KEY + 8
_ROWS = 8
_HASH = 32
_NAME = slice(16, 16 + _HASH)

# The mark of texts that refrain keeps: it passes over the folder when it looks for documents.
_MARK = "refrain-cache.txt"
_MARK_TEXT = "Made by refrain with Apache Spark.\nThis folder can be deleted at any time.\n"

COLUMNS = "pack binary, units binary, documents bigint, skipped bigint, tokens bigint"


class Segments:
    """The segments under a folder for the settings of a plan."""

    def __init__(self, spark: Session, folder: str, plan: pa.Table) -> None:
        """Look for what is there. Without Spark the folder must be on this machine."""
        self._spark = spark
        self._folder = f"{folder.rstrip('/')}/{plan.schema.metadata[SEGMENTS].decode()}"
        self.known: list[set[bytes]] = []
        if spark is not None:
            claim(folder)
        while (keys := self._keys(len(self.known) + 1)) is not None:
            self.known.append(keys)

    def missing(self, plan: pa.Table) -> pa.Table:
        """Return the rows of the plan that are in no segment yet."""
        known: set[bytes] = set().union(*self.known)
        keys = plan.column("key").to_pylist()
        return plan.filter(pa.array([key not in known for key in keys], pa.bool_()))

    def write(self, segments: Frame) -> None:
        """Write a data frame of segments as a run."""
        folder = f"{self._folder}/run-{len(self.known) + 1}"
        options = {"mode": "overwrite", "compression": "zstd"}
        segments.write.parquet(f"{folder}/packs", **options)
        # In one file, which is there or not.
        units = self._spark.read.parquet(f"{folder}/packs").drop("pack").coalesce(1)
        units.write.parquet(f"{folder}/units", **options)
        self.known.append(self._keys(len(self.known) + 1) or set())

    def keep(self, plan: pa.Table) -> None:
        """Keep the list of what was read last, for `kept`."""
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, plan.schema) as writer:
            writer.write_table(plan)
        row = pa.table({"list": [sink.getvalue().to_pybytes()]})
        folder = f"{self._folder}/list"
        local = _local(folder)
        if local is None:
            self._spark.createDataFrame(row).coalesce(1).write.parquet(folder, mode="overwrite")
            return
        local.mkdir(parents=True, exist_ok=True)
        part = local / "part-0.parquet"
        pq.write_table(row, part.with_suffix(".new"))
        part.with_suffix(".new").replace(part)

    def batches(self, wanted: set[bytes]) -> Iterator[pa.RecordBatch]:
        """Yield the segments that hold units of these keys, with the number of their run."""
        for run, keys in enumerate(self.known, 1):
            if wanted.isdisjoint(keys):
                continue
            for packs, units in self._packs(run):
                numbers = pa.array([run] * len(packs), pa.int64())
                yield pa.record_batch([numbers, packs, units], schema=PACKS)

    def frame(self, wanted: set[bytes]) -> Frame:
        """Return the same as a data frame of Spark, with the hash of each pack as its name."""
        from pyspark.sql import functions as f

        runs = [run for run, keys in enumerate(self.known, 1) if not wanted.isdisjoint(keys)]
        frames = (
            self._spark.read.parquet(f"{self._folder}/run-{run}/packs").select(
                f.lit(run).cast("bigint").alias("run"), "pack"
            )
            for run in runs
        )
        packs = reduce(lambda a, b: a.unionByName(b), frames)
        # Behind sixteen bytes that say what it is.
        return packs.withColumn("name", f.expr(f"substring(pack, {_NAME.start + 1}, {_HASH})"))

    def _packs(self, run: int) -> Iterator[tuple[pa.Array, pa.Array]]:
        folder = f"{self._folder}/run-{run}/packs"
        local = _local(folder)
        if local is not None:
            for file in _parts(local):
                for batch in pq.ParquetFile(file).iter_batches(_ROWS, columns=["pack", "units"]):
                    yield batch.column("pack"), batch.column("units")
            return
        rows = self._spark.read.parquet(folder).select("pack", "units")
        for row in rows.toLocalIterator(prefetchPartitions=True):
            yield pa.array([row.pack], pa.binary()), pa.array([row.units], pa.binary())

    def _keys(self, run: int) -> set[bytes] | None:
        """Return the keys of the units in a run; None if there is no such run, or a broken one."""
        folder = f"{self._folder}/run-{run}/units"
        local = _local(folder)
        if local is None:
            return self._keys_of_spark(folder)
        parts = _parts(local)
        if not parts:
            return None
        units = pa.concat_tables([pq.read_table(part, columns=["units"]) for part in parts])
        return _keys_in(units.column("units").to_pylist())

    def _keys_of_spark(self, folder: str) -> set[bytes] | None:
        from pyspark.errors import AnalysisException

        try:
            rows = self._spark.read.parquet(folder).select("units").collect()
        except AnalysisException:
            return None
        return _keys_in(bytes(row.units) for row in rows)


def claim(folder: str) -> None:
    """Mark a folder of this machine as refrain's, unless it holds something else."""
    local = _local(folder)
    if local is None or (local / _MARK).exists():
        return
    try:
        if local.is_dir() and any(local.iterdir()):
            message = f"{local}: the folder exists but was not written by refrain"
            raise RunError(message, 1)
        local.mkdir(parents=True, exist_ok=True)
        (local / _MARK).write_text(_MARK_TEXT, encoding="utf-8")
    except OSError as error:
        message = f"{local}: {error}"
        raise RunError(message, 1) from error


def kept(folder: str) -> pa.Table | None:
    """Return the list that was kept last under a folder of this machine; None if there is none."""
    lists = (_local(folder) or Path()).glob("*/list/part-*.parquet")
    newest = max(lists, key=lambda path: path.stat().st_mtime, default=None)
    if newest is None:
        return None
    (stream,) = pq.read_table(newest).column("list").to_pylist()
    with pa.ipc.open_stream(stream) as reader:
        return reader.read_all()


def name_of(pack: bytes) -> bytes:
    """Return the name of a pack: its hash, which stands in it."""
    return pack[_NAME]


def in_order(spark: Session, folder: str, column: str) -> Iterator[bytes]:
    """Yield the bytes of a column of files that Spark wrote, in their order."""
    local = _local(folder)
    if local is not None:
        for file in _parts(local):
            for batch in pq.ParquetFile(file).iter_batches(_ROWS, columns=[column]):
                yield from batch.column(column).to_pylist()
        return
    for name in sorted(spark.read.parquet(folder).inputFiles()):
        for row in spark.read.parquet(name).select(column).toLocalIterator():
            yield bytes(row[0])


def _keys_in(units: Iterable[bytes]) -> set[bytes]:
    """Return the keys in lists of units, each a key and a number."""
    return {
        listed[start : start + _KEY] for listed in units for start in range(0, len(listed), _UNIT)
    }


def _local(folder: str) -> Path | None:
    """Return the path of a folder on this machine; None if it is elsewhere."""
    if folder.startswith("file:"):
        return Path("/" + folder.removeprefix("file:").lstrip("/"))
    return None if "://" in folder else Path(folder)


def _parts(folder: Path) -> list[Path]:
    return sorted(folder.glob("part-*.parquet"))
