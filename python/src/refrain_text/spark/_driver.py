"""The two ends of a run on the driver: the list of what there is to read, and the analysis."""

from __future__ import annotations

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
_RECORDS = b"refrain.records"
SEGMENTS = b"refrain.segments"

PACKS = pa.schema([("run", pa.int64()), ("pack", pa.binary()), ("units", pa.binary())])


def listed(arguments: Sequence[str], records: str | None = None) -> pa.Table:
    """Return the units of the inputs among the arguments, or the list of a set of records."""
    named = [] if records is None else [f"--records={records}"]
    ended = subprocess.run(
        [str(find_binary()), "worker", "--mode=list", *named, *arguments],
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


def of_files(table: pa.Table, rows: Iterable[tuple[bytes, str, int]]) -> pa.Table:
    """Return the list of files that Spark reads: key, place and bytes of each."""
    metadata = {key: value for key, value in table.schema.metadata.items() if key != _RECORDS}
    metadata |= {b"refrain.warnings": b"[]", b"refrain.skipped": b"AA=="}
    columns = list(zip(*rows, strict=True)) or [(), (), ()]
    return pa.Table.from_arrays(
        [
            pa.array(columns[0], pa.binary()),
            pa.array([b""] * len(columns[0]), pa.binary()),
            pa.array(columns[1], pa.string()),
            pa.array(columns[2], pa.int64()),
        ],
        schema=table.schema.with_metadata(metadata),
    )


def finish(
    plan: pa.Table, batches: Iterable[pa.RecordBatch], output: str, arguments: Sequence[str]
) -> None:
    """Analyse segments as `refrain run` analyses documents, and write the output folder."""
    command = [str(find_binary()), "worker", "--mode=finish", "--force", f"--output={output}"]
    metadata = {key: plan.schema.metadata[key] for key in plan.schema.metadata}
    schema = PACKS.with_metadata(metadata)
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [*command, *arguments],
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=log,
        )
        assert process.stdin is not None  # noqa: S101  (it is a pipe)
        try:
            with pa.ipc.new_stream(process.stdin, plan.schema) as writer:
                writer.write_table(plan)
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
    sys.stderr.write(text)


def _fail(text: str, status: int) -> NoReturn:
    message = text.strip().removeprefix("error: ")
    if "unrecognized subcommand" in message:
        message = f"{find_binary()} was built without the feature `worker`, which Spark needs"
    raise (UsageError if status == _USAGE else RunError)(message, status)
