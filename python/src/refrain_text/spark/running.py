"""`run` and `finish`: documents to tables by a cluster."""

from __future__ import annotations

import heapq
import os
import re
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pyarrow as pa

from .. import _settings
from .._binary import find_binary
from ..errors import RunError, UsageError
from ..running import load
from . import _driver, _filter
from ._segments import COLUMNS, Segments, kept

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..corpus import Corpus

# pyspark may be missing.
Session: TypeAlias = Any
Frame: TypeAlias = Any
Documents: TypeAlias = Any
"""Paths, URIs, or a data frame of Spark."""

# Units and whole files may be large, records are small.
_FILES_PER_BATCH = 64
_RECORDS_PER_BATCH = 1000
_BYTES_PER_BATCH = 32 << 20
_BYTES_PER_PARTITION = 64 << 20
_MARK = ".refrain-spark"
_LINES_TOLD = 12
_AUTHORITY = "^[a-z][a-z0-9+.-]*:(//[^/]*)?"
# A URI of a file system that only Spark reads.
_URI = re.compile("(?!file:)[a-z][a-z0-9+.-]+://")


@dataclass(frozen=True)
class Job:
    """How the cluster works."""

    output: str
    segments: str | None = None
    """The folder of the segments; by default one in the output folder."""
    partitions: int | None = None
    time_limit: float = 600.0
    arguments: tuple[str, ...] = ()
    """Options of `refrain run`."""

    @property
    def segment_folder(self) -> str:
        """Return where the segments are."""
        return self.segments or str(Path(self.output).absolute() / "segments")


def run(  # noqa: PLR0913
    documents: Documents,
    *,
    output: str | os.PathLike[str],
    spark: Session = None,
    segments: str | None = None,
    partitions: int | None = None,
    time_limit: float = 600.0,
    **settings: Any,  # noqa: ANN401
) -> Corpus:
    """Analyse documents that Spark reads.

    Args:
        documents: paths of files and folders that all workers see under the same path;
            URIs such as `s3a://bucket/folder`, whose files Spark reads; or a data frame of Spark
            with a column `text`, and perhaps `id`, `source`, `date`, `title`, `language` and
            others, each row a document.
        output: the folder to write, on the driver.
        spark: the session; by default the active one, or a new one.
        segments: where the tokenised documents are kept for the next run, a path or URI that
            driver and workers see; by default `segments` in the output folder.
        partitions: how many tasks read the documents.
        time_limit: seconds without progress after which a task fails and is tried again.
        **settings: the options of `refrain run`, with `_` in place of `-`.

    Raises:
        UsageError: if a setting is not accepted.
        RunError: if the run fails.

    Examples:
        >>> news = spark.read.parquet("s3a://news/2024")  # doctest: +SKIP
        >>> corpus = run(news, output="results", codebook="mine.yml")  # doctest: +SKIP

    """
    options = _settings.to_arguments(settings, _settings.options_of(find_binary(), "run"))
    job = Job(os.fspath(output), segments, partitions, time_limit, tuple(options))
    active = spark or session()
    if hasattr(documents, "mapInArrow"):
        run_records(active, documents, job)
    else:
        paths = [documents] if isinstance(documents, str | os.PathLike) else list(documents)
        inputs = [os.fspath(path) for path in paths]
        run_typed(active, replace(job, arguments=(*options, *inputs)))
    return load(output)


def run_typed(session: Session, job: Job) -> None:
    """Analyse the inputs among the arguments: files and folders, or URIs."""
    remote = [argument for argument in job.arguments if _URI.match(argument)]
    rest = tuple(argument for argument in job.arguments if argument not in remote)
    if remote:
        _run_remote(session, remote, replace(job, arguments=rest))
    else:
        plain = (argument.removeprefix("file://") for argument in rest)
        _run_units(session, replace(job, arguments=tuple(plain)))


def _run_units(session: Session, job: Job) -> None:
    _claim(job)
    plan = _driver.listed(job.arguments)
    segments = Segments(session, job.segment_folder, plan)
    missing = segments.missing(plan)
    if missing.num_rows:
        units = _spread(session, missing, job)
        columns = (("key", "binary"), ("unit", "binary"))
        with _batches_of(session, _FILES_PER_BATCH):
            _write(segments, _tokenised(session, units, columns, plan, job))
    segments.keep(plan)
    _driver.finish(plan, segments.batches(_keys(plan)), job.output, job.arguments)


def run_records(session: Session, documents: Frame, job: Job) -> None:
    """Analyse a data frame, each row a document."""
    from pyspark.sql import functions as f

    _claim(job)
    records = documents.select(f.to_json(f.struct("*")).alias("record"))
    # What the rows add up to, in whatever order they come.
    sums = records.select(
        f.count("*").alias("rows"),
        f.sum(f.xxhash64("record").cast("decimal(38,0)")).alias("first"),
        f.sum(f.xxhash64("record", f.lit("more")).cast("decimal(38,0)")).alias("second"),
    ).first()
    if not sums.rows:
        message = "the data frame has no rows"
        raise RunError(message, 1)
    name = f"{sums.rows} {sums.first} {sums.second}"
    plan = _driver.listed(job.arguments, name)
    keys = _key_of_records(plan)
    segments = Segments(session, job.segment_folder, plan)
    if not any(keys <= known for known in segments.known):
        if job.partitions:
            records = records.repartition(job.partitions)
        with _batches_of(session, _RECORDS_PER_BATCH):
            records = records.select(f.col("record").cast("binary"))
            _write(segments, _tokenised(session, records, (("record", "binary"),), plan, job))
    segments.keep(plan)
    _driver.finish(plan, segments.batches(keys), job.output, (*job.arguments, "--", "data-frame"))


def _run_remote(session: Session, uris: Sequence[str], job: Job) -> None:
    from pyspark.sql import functions as f

    _claim(job)
    reader = session.read.format("binaryFile").option("recursiveFileLookup", "true")
    files = _with_places(reader.load(list(uris)), uris)
    key = f.unhex(f.md5(f.concat_ws("\n", "place", "length", f.unix_micros("modificationTime"))))
    files = files.withColumn("key", key)
    rows = files.select("key", "place", "length").orderBy("place").collect()
    plan = _driver.listed(job.arguments, "files")
    plan = _driver.of_files(plan, ((bytes(r.key), r.place, r.length) for r in rows))
    segments = Segments(session, job.segment_folder, plan)
    missing = segments.missing(plan)
    if missing.num_rows:
        if missing.num_rows < plan.num_rows:
            keys = session.createDataFrame(missing.select(["key"]))
            files = files.join(f.broadcast(keys), "key", "left_semi")
        columns = (("key", "binary"), ("place", "string"), ("content", "binary"))
        files = files.select(*(name for name, _ in columns))
        files = files.repartition(job.partitions) if job.partitions else files
        with _batches_of(session, _FILES_PER_BATCH):
            _write(segments, _tokenised(session, files, columns, plan, job))
    segments.keep(plan)
    batches = segments.batches(_keys(plan))
    _driver.finish(plan, batches, job.output, (*job.arguments, "--", *uris))


def _with_places(files: Frame, uris: Sequence[str]) -> Frame:
    """Add the path of each file below its input; of several inputs, the name comes first.

    Files of settings and metadata are left out: they are no documents.
    """
    from pyspark.sql import functions as f

    # Spark may write a URI in another way than the user does: with a host, or fewer slashes.
    path = f.regexp_replace("path", _AUTHORITY, "")
    place = f.ltrim(path, f.lit("/"))
    for uri in uris:
        root = re.sub(_AUTHORITY, "", uri).rstrip("/")
        # Below a glob: from the folder that it stands in.
        root = re.split(r"/[^/]*[*?\[{]", root)[0]
        label = f"{root.rsplit('/', 1)[-1]}/" if len(uris) > 1 else ""
        below = f.concat(f.lit(label), f.substring(path, len(root) + 2, 1 << 20))
        name = f.lit(root.rsplit("/", 1)[-1])
        place = f.when(path.startswith(f"{root}/"), below).when(path == root, name).otherwise(place)
    files = files.withColumn("place", place)
    settings = f.col("place").isin("refrain.toml", "concepts.yml")
    return files.where(~settings & ~f.col("place").rlike("(^|/)metadata[.]csv$"))


def finish(
    output: str | os.PathLike[str], segments: str | os.PathLike[str], *options: str
) -> Corpus:
    """Analyse the documents of an earlier run again, without Spark and without the documents.

    Args:
        output: the folder to write.
        segments: the folder of the segments, on this machine.
        options: options of `refrain run`, as on the command line. The other settings are those of
            the run, but for the codebook, which must be named again.

    """
    folder = os.fspath(segments)
    plan = kept(folder)
    if plan is None:
        message = f"{folder}: there are no segments of a whole run"
        raise RunError(message, 1)
    keys = _keys(plan) | _key_of_records(plan)
    found = Segments(None, folder, plan)
    with tempfile.TemporaryDirectory() as scratch:
        settings = Path(scratch) / "refrain.toml"
        settings.write_bytes(plan.schema.metadata[b"refrain.settings"])
        arguments = (f"--config={settings}", *options, "--", folder)
        _driver.finish(plan, found.batches(keys), os.fspath(output), arguments)
    return load(output)


def _key_of_records(plan: pa.Table) -> set[bytes]:
    """Return the key of the set of records that the plan is about, if it is."""
    digits = plan.schema.metadata.get(b"refrain.records")
    return set() if digits is None else {bytes.fromhex(digits.decode())}


def _keys(plan: pa.Table) -> set[bytes]:
    return set(plan.column("key").to_pylist())


def _tokenised(
    session: Session,
    rows: Frame,
    columns: tuple[tuple[str, str], ...],
    plan: pa.Table,
    job: Job,
) -> Frame:
    """Return the segments of rows of units, files or records."""
    names = [b"refrain.warnings", b"refrain.skipped"]
    metadata = {key: value for key, value in plan.schema.metadata.items() if key not in names}
    task = _filter.Filter(
        binary=_shipped(session),
        arguments=("worker", "--mode=tokenise"),
        columns=columns,
        metadata=metadata,
        time_limit=job.time_limit,
    )
    return rows.mapInArrow(task.__call__, COLUMNS)


def _write(segments: Segments, rows: Frame) -> None:
    """Write segments; if the cluster fails, say why in a few lines."""
    from pyspark.errors import PySparkException

    try:
        segments.write(rows)
    except PySparkException as error:
        told = str(error)
        # What the filter said stands in the middle of what the machines say of it.
        _, found, said = told.rpartition("FilterError: ")
        said = said.partition("\n\n")[0] if found else told.partition("\n\tat ")[0]
        lines = [line for line in said.splitlines() if line.strip()]
        shown = "\n".join(lines[:_LINES_TOLD])
        message = f"Spark could not read the documents: {shown}"
        raise RunError(message, 1) from error


def _shipped(session: Session) -> str:
    """Return the path of the program; workers that may lack it are sent it, and its wrapper."""
    import pyspark

    cloudpickle: Any = pyspark.cloudpickle
    cloudpickle.register_pickle_by_value(_filter)
    binary = str(find_binary().absolute())
    if not session.conf.get("spark.master", "").startswith("local"):
        session.addArtifacts(binary, file=True)
    return binary


def _spread(session: Session, units: pa.Table, job: Job) -> Frame:
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


class _batches_of:  # noqa: N801
    """Sets the size of batches while it is entered."""

    def __init__(self, session: Any, rows: int) -> None:  # noqa: ANN401
        prefix = "spark.sql.execution.arrow."
        self._conf = session.conf
        self._wanted = {
            f"{prefix}maxRecordsPerBatch": str(rows),
            f"{prefix}maxBytesPerBatch": str(_BYTES_PER_BATCH),
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


def _claim(job: Job) -> None:
    """Make the output folder ours, unless it holds something else."""
    folder = Path(job.output)
    try:
        entries = {entry.name for entry in folder.iterdir()} if folder.is_dir() else set()
        if entries and not entries & {_MARK, "run.json"}:
            message = (
                f"{folder}: the folder exists but was not written by refrain\n"
                "  choose another folder with -o"
            )
            raise RunError(message, 1)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _MARK).write_text("Written by refrain with Apache Spark.\n", encoding="utf-8")
    except OSError as error:
        message = f"{folder}: {error}"
        raise RunError(message, 1) from error


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
