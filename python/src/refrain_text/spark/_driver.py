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
    command = [str(find_binary()), "worker", "--mode=finish", f"--output={output}"]
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
