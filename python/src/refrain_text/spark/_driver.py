"""The two ends of a run on the driver: the list of what there is to read, and the analysis."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING, NoReturn

import pyarrow as pa

from .._binary import environment, find_binary
from ..errors import RunError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_USAGE = 2
SEGMENTS = b"refrain.segments"

PACKS = pa.schema([("run", pa.int64()), ("pack", pa.binary()), ("units", pa.binary())])


def listed(output: str, arguments: Sequence[str], records: str | None = None) -> pa.Table:
    """Return the units of the inputs among the arguments, or the list of a set of records.

    Fails if `finish` could not write the output folder.
    """
    named = [] if records is None else [f"--records={records}"]
    command = [str(find_binary()), "worker", "--mode=list", f"--output={output}", *named]
    ended = subprocess.run(
        [*command, *arguments],
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    text = ended.stderr.decode("utf-8", errors="replace")
    if ended.returncode != 0:
        _fail(text, ended.returncode)
    with pa.ipc.open_stream(ended.stdout) as stream:
        return stream.read_all()


def finish(
    plan: pa.Table, batches: Iterable[pa.RecordBatch], output: str, arguments: Sequence[str]
) -> None:
    """Analyse segments as `refrain run` analyses documents, and write the output folder."""
    command = ["--mode=finish", f"--output={output}", *arguments]
    streams = ((plan.schema, plan.to_batches()), (_packs_of(plan), batches))
    text, _ = ended(command, streams)
    sys.stderr.write(text)


def planned(
    plan: pa.Table, batches: Iterable[pa.RecordBatch], output: str, arguments: Sequence[str]
) -> tuple[str, list[pa.Table]]:
    """Return what is to be told, and three tables: the plan, the plans of packs, skipped rows."""
    command = ["--mode=plan", f"--output={output}", *arguments]
    return ended(command, ((plan.schema, plan.to_batches()), (_packs_of(plan), batches)))


def _packs_of(plan: pa.Table) -> pa.Schema:
    return PACKS.with_metadata(plan.schema.metadata)


def ended(
    arguments: Sequence[str], streams: Iterable[tuple[pa.Schema, Iterable[pa.RecordBatch]]]
) -> tuple[str, list[pa.Table]]:
    """Give a mode of the program these streams; return what it says and the tables it gives."""
    with tempfile.TemporaryFile() as log, tempfile.TemporaryFile() as out:
        process = subprocess.Popen(
            [str(find_binary()), "worker", *arguments],
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=log,
        )
        assert process.stdin is not None  # noqa: S101  (it is a pipe)
        try:
            for schema, batches in streams:
                with pa.ipc.new_stream(process.stdin, schema) as writer:
                    for batch in batches:
                        writer.write_batch(pa.record_batch(batch.columns, schema=schema))
            process.stdin.close()
        except BrokenPipeError:
            # The process says why, below.
            pass
        except BaseException:
            process.kill()
            raise
        finally:
            status = process.wait()
        log.seek(0)
        text = log.read().decode("utf-8", errors="replace")
        if status != 0:
            _fail(text, status)
        size = out.seek(0, os.SEEK_END)
        out.seek(0)
        tables = []
        while out.tell() < size:
            with pa.ipc.open_stream(out) as stream:
                tables.append(stream.read_all())
        return text, tables


def _fail(text: str, status: int) -> NoReturn:
    message = text.strip().removeprefix("error: ")
    if "unrecognized subcommand" in message:
        message = f"{find_binary()} was built without the feature `worker`, which Spark needs"
    raise (UsageError if status == _USAGE else RunError)(message, status)
