"""`python -m refrain_text.spark run INPUT... -o OUT [options of refrain run]`."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

# By their whole names, since spark-submit runs this file by its path.
from refrain_text.errors import RefrainError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from refrain_text.spark._cluster import Session
    from refrain_text.spark.running import Job

_FAILED = 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m refrain_text.spark",
        description="Analyse documents with a cluster of Apache Spark.",
        epilog="All other options are those of `refrain run`. `finish` analyses again what `run` "
        "has read: it needs neither Spark nor the documents.",
        allow_abbrev=False,
    )
    parser.add_argument("command", choices=["run", "finish"])
    parser.add_argument("-o", "--output", default="output", metavar="DIR")
    parser.add_argument(
        "--master", metavar="URL", help="as in spark-submit; without it, as set there"
    )
    parser.add_argument("--partitions", type=int, metavar="N", help="tasks that read the documents")
    parser.add_argument(
        "--segments", metavar="URI", help="keep tokenised documents here [default: OUT/segments]"
    )
    parser.add_argument(
        "--rows",
        metavar="FORMAT=PATH",
        help="each row is a document: parquet=, json=, csv= or orc= and the path or URI",
    )
    parser.add_argument(
        "--scale",
        action="store_true",
        help="count on the cluster; make documents, boilerplate, terms and tfidf as Parquet",
    )
    parser.add_argument(
        "--tables", metavar="URI", help="with --scale: write tables here [default: OUT/parts]"
    )
    parser.add_argument(
        "--csv",
        action="store_true",
        help="with --scale: also write each table as a sorted CSV file",
    )
    parser.add_argument(
        "--time-limit",
        type=float,
        default=600.0,
        metavar="SECONDS",
        help="fail a task that makes no progress for so long [default: 600]",
    )
    return parser


def main(arguments: Sequence[str]) -> int:
    """Run the command and return its exit status."""
    own, others = _parser().parse_known_args(arguments)
    from refrain_text.spark import _cluster, running

    job = running.Job(
        own.output,
        own.segments,
        own.partitions,
        own.time_limit,
        tuple(others),
        scale=own.scale,
        tables=own.tables,
        csv=own.csv,
    )
    try:
        if own.command == "finish":
            running.finish(own.output, job.segment_folder, *others)
            return 0
        session = _cluster.session(own.master)
        try:
            _run(session, own.rows, job)
        finally:
            session.stop()
    except RefrainError as error:
        sys.stderr.write(f"error: {error}\n")
        return error.exit_status or _FAILED
    return 0


def _run(session: Session, rows: str | None, job: Job) -> None:
    from refrain_text.spark import _cluster, running

    if rows is None:
        running.run_typed(session, job)
        return
    kind, _, path = rows.partition("=")
    running.run_records(session, _cluster.frame(session, kind, path), job)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
