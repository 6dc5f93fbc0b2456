"""Tables that the cluster makes in parts, for corpora whose counts one machine cannot hold.

The driver freezes the corpus: it holds words and facts about documents, and no counts. The cluster
counts and weighs packs of documents by the plan of the driver, and writes rows of tables.
"""

from __future__ import annotations

import contextlib
import json
import sys
import tempfile
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from ..errors import RunError
from . import _cluster, _driver
from ._segments import claim, in_order, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ._cluster import Frame, Session
    from ._segments import Segments
    from .running import Job

_RECORD = "run.json"
_ROWS_PER_BATCH = 1 << 16
_PACKS_PER_BATCH = 16
# Spark holds a hundred pieces of text before it looks at their size.
_LINES_PER_BATCH = 1 << 10
_LARGEST_BROADCAST = 256 << 20
_PACK = (("pack", "binary"), ("plan", "binary"))
_CELLS = ("kind", "item", "document", "n", "tokens", "source", "language", "cluster")
_DISPERSION = ("range", "juilland_d", "dp", "dp_norm", "d_kl")
_SPARK = {"string": "string", "integer": "bigint", "number": "double"}
_ARROW = {"string": "string", "integer": "int64", "number": "double"}
# The columns that rows are sorted by; those of the second list from the highest down.
_ORDER: dict[str, tuple[list[str], list[str]]] = {
    "documents": (["doc_id"], []),
    "boilerplate": (["doc_id", "place"], []),
    "terms": (["term", "language"], ["cf"]),
    "tfidf": (["doc_id", "term"], []),
}


@dataclass
class _Run:
    session: Session
    plan: pa.Table
    job: Job
    packs: Frame
    tables: dict[str, list[list[str]]]
    """The columns of each table, with their types."""
    stated: list[str]
    """The columns of documents whose text is that of numbers."""
    scratch: Path
    """A folder for plans."""
    work: str
    """A folder that all machines see, for the time of the run."""

    def filter(self, mode: str, columns: tuple[tuple[str, str], ...], *more: str) -> Any:  # noqa: ANN401
        return _cluster.filter_of(
            self.session, self.plan, self.job, mode, columns, *more, file=self.file
        ).__call__

    file: str | None = None
    """The plan of the corpus."""


def run(session: Session, plan: pa.Table, segments: Segments, wanted: set[bytes], job: Job) -> None:
    """Write the tables that are made in parts, and the record of the run."""
    claim(job.table_folder)
    names: list[tuple[int, bytes]] = []
    text, (pieces, plans, skipped) = _driver.planned(
        plan, _noting(segments.batches(wanted), names), job.output, job.arguments
    )
    notes = [line for line in text.splitlines() if line.startswith(("note:", "warning:"))]
    # What is said of files of a whole output is not so here.
    notes = [line for line in notes if job.output not in line]
    sys.stderr.write("".join(f"{line}\n" for line in notes))
    metadata = pieces.schema.metadata
    record = json.loads(metadata[b"refrain.record"])
    _withdraw(Path(job.output))
    work = f"{job.segment_folder.rstrip('/')}/work-{uuid.uuid4().hex}"
    with tempfile.TemporaryDirectory() as scratch, _cluster.failures("count the documents"):
        one = _Run(
            session,
            plan,
            job,
            _with_plans(session, segments.frame(wanted), plans, names, job),
            json.loads(metadata[b"refrain.tables"]),
            json.loads(metadata[b"refrain.stated"]),
            Path(scratch),
            work,
        )
        try:
            _keep(one, pieces)
            _write_tables(one, skipped)
            files = [_write_csv(one, table) for table in one.tables] if job.csv else []
        finally:
            _remove(session, work)
    record["files"] = [*files, _RECORD]
    record["tables"] = {name: f"{job.table_folder}/{name}" for name in one.tables}
    _close(Path(job.output), record)


def _noting(
    batches: Iterator[pa.RecordBatch], names: list[tuple[int, bytes]]
) -> Iterator[pa.RecordBatch]:
    """Pass packs on, and note the run and the name of each."""
    for batch in batches:
        runs, packs = batch.column("run").to_pylist(), batch.column("pack")
        names += [(run, name_of(pack.as_py())) for run, pack in zip(runs, packs, strict=True)]
        yield batch


def _with_plans(
    session: Session, packs: Frame, plans: pa.Table, names: list[tuple[int, bytes]], job: Job
) -> Frame:
    """Return packs with their plans."""
    from pyspark.sql import functions as f

    places = plans.column("place").to_pylist()
    table = pa.table(
        {
            "run": pa.array([names[place][0] for place in places], pa.int64()),
            "name": pa.array([names[place][1] for place in places], pa.binary()),
            "plan": plans.column("plan").cast(pa.binary()),
        }
    )
    frame = session.createDataFrame(table)
    if plans.nbytes < _LARGEST_BROADCAST:
        frame = f.broadcast(frame)
    joined = packs.join(frame, ["run", "name"]).select("pack", "plan")
    return joined.repartition(job.partitions) if job.partitions else joined


def _keep(one: _Run, pieces: pa.Table) -> None:
    """Write a plan to a file of its own, and send it to the workers."""
    path = one.scratch / f"refrain-plan-{uuid.uuid4().hex}"
    with path.open("wb") as file:
        for piece in pieces.column("piece"):
            file.write(piece.as_py())
    _cluster.ship(one.session, str(path))
    one.file = str(path)


def _write_tables(one: _Run, skipped: pa.Table) -> None:
    """Count, weigh, and write the rows of all tables."""
    from pyspark.sql import functions as f

    schema = ", ".join(f"{name} bigint" for name in _CELLS)
    with _cluster.BatchesOf(one.session, _PACKS_PER_BATCH):
        counted = one.packs.mapInArrow(one.filter("cells", _PACK), schema)
        counted.write.parquet(f"{one.work}/cells", compression="zstd")
    counted = one.session.read.parquet(f"{one.work}/cells")
    surfaces = counted.where("kind = 1").groupBy("item")
    surfaces = surfaces.agg(f.sum("n").alias("n"), f.sum("tokens").alias("tokens"))
    with _cluster.BatchesOf(one.session, _ROWS_PER_BATCH):
        numbers = _numbers(one, counted.where("kind = 0")).toArrow()
    pieces, terms = _weighed(one, numbers, surfaces.toArrow())
    _keep(one, pieces)
    _append(one, "terms", terms, mode="overwrite")
    for table in one.tables:
        if table == "terms":
            continue
        with _cluster.BatchesOf(one.session, _PACKS_PER_BATCH):
            task = one.filter("rows", _PACK, f"--table={table}")
            rows = one.packs.mapInArrow(task, _schema(one, table))
            rows.write.parquet(_folder(one, table), mode="overwrite", compression="zstd")
    _append(one, "documents", skipped, mode="append")


def _numbers(one: _Run, cells: Frame) -> Frame:
    """Return the numbers of each term."""
    number = one.job.partitions
    spread = cells.repartition(number, "item") if number else cells.repartition("item")
    whole = [f"{name} bigint" for name in ("term", "cf", "df", "events", "sources")]
    spreads = [f"{part}{name} double" for part in ("", "source_") for name in _DISPERSION]
    columns = tuple((name, "int64") for name in _CELLS)
    ordered = spread.sortWithinPartitions("item", "document")
    return ordered.mapInArrow(one.filter("terms", columns), ", ".join(whole + spreads))


def _weighed(one: _Run, numbers: pa.Table, surfaces: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Return the plan with weights, and the rows of terms."""
    metadata = one.plan.schema.metadata
    streams = []
    for table in (numbers, surfaces):
        columns = [pa.field(field.name, field.type, nullable=True) for field in table.schema]
        streams.append((pa.schema(columns, metadata=metadata), table.to_batches()))
    _, (pieces, terms) = _driver.ended(["--mode=weights", f"--plan={one.file}"], streams)
    return pieces, terms


def _append(one: _Run, table: str, rows: pa.Table, mode: str) -> None:
    frame = one.session.createDataFrame(rows.replace_schema_metadata(None), _schema(one, table))
    frame.coalesce(1).write.parquet(_folder(one, table), mode=mode, compression="zstd")


def _folder(one: _Run, table: str) -> str:
    return f"{one.job.table_folder}/{table}"


def _schema(one: _Run, table: str) -> str:
    quoted = ((name.replace("`", "``"), _SPARK[kind]) for name, kind in one.tables[table])
    return ", ".join(f"`{name}` {kind}" for name, kind in quoted)


def _write_csv(one: _Run, table: str) -> str:
    """Write a table as one sorted file, and return its name."""
    from pyspark.sql import functions as f

    up, down = _ORDER[table]
    order = [*(f.desc(name) for name in down), *(f.asc(name) for name in up)]
    rows = one.session.read.schema(_schema(one, table)).parquet(_folder(one, table))
    columns = tuple((name, _ARROW[kind]) for name, kind in one.tables[table])
    header = pa.schema([(name, pa.string()) for name, _ in columns], one.plan.schema.metadata)
    _, (first,) = _driver.ended(["--mode=csv"], [(header, [])])
    name = f"tables/{table}.csv"
    # The text of a partition may be too much to come at once.
    folder = f"{one.work}/csv-{table}"
    with _cluster.BatchesOf(one.session, _LINES_PER_BATCH):
        stated = one.stated if table == "documents" else []
        task = one.filter("csv", columns, *(f"--stated={name}" for name in stated))
        text = rows.orderBy(*order).mapInArrow(task, "text binary")
        text.write.parquet(folder, compression="zstd")
    with _unfinished(Path(one.job.output), name).open("wb") as file:
        file.write(first.column("text")[0].as_py())
        for piece in in_order(one.session, folder, "text"):
            file.write(piece)
    return name


def _unfinished(output: Path, name: str) -> Path:
    """Return where a file is until all are whole: what is left there is in nobody's way."""
    return output / f".refrain-{Path(name).name}"


def _withdraw(output: Path) -> None:
    """Remove the files of an earlier run, its record first."""
    record = output / _RECORD
    if not record.is_file():
        return
    files = json.loads(record.read_text(encoding="utf-8")).get("files", [])
    record.unlink()
    for name in files:
        path = output / name
        if ".." not in Path(name).parts and path.is_file():
            path.unlink()
    folders = {output / parent for name in files for parent in Path(name).parents}
    for folder in sorted(folders - {output}, reverse=True):
        # It stays where something else is in it.
        with contextlib.suppress(OSError):
            folder.rmdir()


def _close(output: Path, record: dict[str, Any]) -> None:
    """Write the record, which says that the output is whole, and tell what was made."""
    try:
        output.mkdir(parents=True, exist_ok=True)
        text = json.dumps(record, indent=2, ensure_ascii=False) + "\n"
        _unfinished(output, _RECORD).write_text(text, encoding="utf-8")
        # The record comes last: it says that the others are there.
        for name in record["files"]:
            (output / name).parent.mkdir(exist_ok=True)
            _unfinished(output, name).replace(output / name)
    except OSError as error:
        message = f"{output}: {error}"
        raise RunError(message, 1) from error
    counted = record["input"]
    sys.stderr.write(
        f"{counted['analysed']:,} documents analysed, {counted['skipped']:,} skipped, "
        f"{record['counts']['tokens']:,} tokens; tables: {', '.join(record['tables'])}\n"
    )
    if record["not_made"]:
        sys.stderr.write(f"not made with --scale: {', '.join(record['not_made'])}\n")


def _remove(session: Session, folder: str) -> None:
    """Remove a folder of the cluster."""
    import shutil

    if "://" not in folder:
        shutil.rmtree(folder.removeprefix("file:"), ignore_errors=True)
        return
    try:
        path = session._jvm.org.apache.hadoop.fs.Path(folder)
        configuration = session._jsc.hadoopConfiguration()
        path.getFileSystem(configuration).delete(path, True)
    except Exception as error:  # Spark Connect has neither.
        sys.stderr.write(f"note: {folder} is no longer needed and could not be removed: {error}\n")
