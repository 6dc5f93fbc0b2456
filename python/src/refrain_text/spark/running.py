"""`run` and `finish`: documents to tables by a cluster."""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from .. import _settings
from .._binary import find_binary
from ..errors import RunError
from ..running import load
from . import _cluster, _driver, _parts, _remote
from ._segments import Segments, kept

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from ..corpus import Corpus
    from ._cluster import Frame, Session

Documents: TypeAlias = Any
"""Paths, URIs, or a data frame of Spark."""

# Units and whole files may be large, records are small.
_FILES_PER_BATCH = 64
_RECORDS_PER_BATCH = 1000
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
    scale: bool = False
    """Whether the cluster counts, too."""
    tables: str | None = None
    """The folder of tables that the cluster makes; by default one in the output folder."""
    csv: bool = False
    """Whether these tables are also written as CSV."""

    @property
    def segment_folder(self) -> str:
        """Return where the segments are."""
        return self.segments or str(Path(self.output).absolute() / "segments")

    @property
    def table_folder(self) -> str:
        """Return where tables are that the cluster makes."""
        return (self.tables or str(Path(self.output).absolute() / "parts")).rstrip("/")


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
    _run(documents, spark, Job(os.fspath(output), segments, partitions, time_limit), settings)
    return load(output)


def run_at_scale(  # noqa: PLR0913
    documents: Documents,
    *,
    output: str | os.PathLike[str],
    spark: Session = None,
    segments: str | None = None,
    partitions: int | None = None,
    time_limit: float = 600.0,
    tables: str | None = None,
    csv: bool = False,
    **settings: Any,  # noqa: ANN401
) -> None:
    """Let the cluster count, too, and write the tables that it makes in parts; no others.

    Args:
        documents: as in `run`; so are the arguments that are not listed here.
        output: the folder of the run's record, on the driver.
        spark: the session.
        segments: where the tokenised documents are kept.
        partitions: how many tasks read and count.
        time_limit: seconds without progress.
        tables: where the tables are written as Parquet, a path or URI that driver and workers see;
            by default `tables` in the output folder.
        csv: whether they are also written as sorted CSV files into the output folder.
        **settings: the options of `refrain run`, with `_` in place of `-`.

    """
    job = Job(
        os.fspath(output),
        segments,
        partitions,
        time_limit,
        scale=True,
        tables=tables,
        csv=csv,
    )
    _run(documents, spark, job, settings)


def _run(documents: Documents, spark: Session, job: Job, settings: dict[str, Any]) -> None:
    options = _settings.to_arguments(settings, _settings.options_of(find_binary(), "run"))
    job = replace(job, arguments=tuple(options))
    active = spark or _cluster.session()
    if hasattr(documents, "mapInArrow"):
        run_records(active, documents, job)
    else:
        paths = [documents] if isinstance(documents, str | os.PathLike) else list(documents)
        inputs = [os.fspath(path) for path in paths]
        run_typed(active, replace(job, arguments=(*options, *inputs)))


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
    plan = _driver.listed(job.output, job.arguments)
    segments = Segments(session, job.segment_folder, plan)
    missing = segments.missing(plan)
    if missing.num_rows:
        units = _cluster.spread(session, missing, job)
        columns = (("key", "binary"), ("unit", "binary"))
        with _cluster.BatchesOf(session, _FILES_PER_BATCH):
            _cluster.write(segments, _cluster.tokenised(session, units, columns, plan, job))
    segments.keep(plan)
    _analyse(session, plan, segments, _keys(plan), job)


def _analyse(
    session: Session, plan: pa.Table, segments: Segments, wanted: set[bytes], job: Job
) -> None:
    """Analyse segments on the driver, or in parts."""
    if job.scale:
        _parts.run(session, plan, segments, wanted, job)
    else:
        _driver.finish(plan, segments.batches(wanted), job.output, job.arguments)


def run_records(session: Session, documents: Frame, job: Job) -> None:
    """Analyse a data frame, each row a document."""
    from pyspark.sql import functions as f

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
    plan = _driver.listed(job.output, job.arguments, name)
    keys = _key_of_records(plan)
    segments = Segments(session, job.segment_folder, plan)
    if not any(keys <= known for known in segments.known):
        if job.partitions:
            records = records.repartition(job.partitions)
        with _cluster.BatchesOf(session, _RECORDS_PER_BATCH):
            records = records.select(f.col("record").cast("binary"))
            _cluster.write(
                segments, _cluster.tokenised(session, records, (("record", "binary"),), plan, job)
            )
    segments.keep(plan)
    named = replace(job, arguments=(*job.arguments, "--", "data-frame"))
    _analyse(session, plan, segments, keys, named)


def _run_remote(session: Session, uris: Sequence[str], job: Job) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        mirror = _remote.mirror(session, uris, Path(scratch))
        inputs = replace(job, arguments=(*job.arguments, "--", *mirror.inputs))
        with mirror.named():
            _run_mirrored(session, mirror, inputs)


def _run_mirrored(session: Session, mirror: _remote.Mirror, job: Job) -> None:
    plan = _driver.listed(job.output, job.arguments)
    segments = Segments(session, job.segment_folder, plan)
    missing = segments.missing(plan)
    if missing.num_rows:
        files = _remote.contents(session, mirror, missing)
        files = files.repartition(job.partitions) if job.partitions else files
        columns = (("key", "binary"), ("unit", "binary"), ("content", "binary"))
        with _cluster.BatchesOf(session, _FILES_PER_BATCH):
            _cluster.write(segments, _cluster.tokenised(session, files, columns, plan, job))
    segments.keep(plan)
    _analyse(session, plan, segments, _keys(plan), job)


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
