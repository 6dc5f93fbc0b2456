"""A program as a filter of Arrow batches: what `DataFrame.mapInArrow` calls on the workers.

The batches go to the standard input of the program as an Arrow stream, and those of its standard
output come back. This module needs nothing of the package: it is sent to workers that lack it.
"""

from __future__ import annotations

import contextlib
import os
import platform
import stat
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pyarrow as pa

_EXEC_FORMAT = 8
_TAIL = 4000
_LINES = 8
_STEP = 0.5


class FilterError(RuntimeError):
    """The filter failed, or made no progress."""


@dataclass(frozen=True)
class Filter:
    """A filter of batches with these columns; `metadata` goes into the schema of the stream."""

    binary: str
    arguments: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    metadata: Mapping[bytes, bytes] = field(default_factory=dict)
    plan: str | None = None
    """A file that the program reads, on this machine or among the files of the session."""
    time_limit: float = 600.0
    """Seconds without progress, after which the filter is killed and the task fails."""

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield the batches that the filter makes of these."""
        first = next(batches, None)
        # An empty partition has no schema to begin a stream with.
        if first is None:
            return
        with tempfile.TemporaryFile() as log:
            call = _Call(self, first, batches, log)
            try:
                yield from call.output()
            finally:
                call.stop()


class _Call:
    """A running filter: one thread feeds it, one watches it, and the caller reads."""

    def __init__(
        self,
        settings: Filter,
        first: pa.RecordBatch,
        rest: Iterator[pa.RecordBatch],
        log: IO[bytes],
    ) -> None:
        self._settings = settings
        self._log = log
        self._process = self._start()
        self._last = time.monotonic()
        # Whether the filter has what it needs to go on.
        self._is_fed = True
        self._is_read = False
        self._is_over = threading.Event()
        self._is_late = False
        self._feeding: BaseException | None = None
        self._feeder = threading.Thread(target=self._feed, args=(first, rest), daemon=True)
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    def _start(self) -> subprocess.Popen[bytes]:
        binary = _runnable(self._settings.binary)
        plan = self._settings.plan
        more = [] if plan is None else [f"--plan={_findable(plan)}"]
        try:
            return subprocess.Popen(
                [binary, *self._settings.arguments, *more],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._log,
            )
        except OSError as error:
            reason = str(error)
            if error.errno == _EXEC_FORMAT:
                machine = platform.machine()
                reason = (
                    f"it was built for another architecture than that of this machine, {machine}"
                )
            message = f"{_where()}: {binary} cannot be started: {reason}"
            raise FilterError(message) from error

    def output(self) -> Iterator[pa.RecordBatch]:
        """Yield the batches of the filter; fails unless it ends well."""
        import pyarrow as pa

        self._feeder.start()
        self._watcher.start()
        assert self._process.stdout is not None  # noqa: S101  (it is a pipe)
        self._is_read = True
        try:
            with pa.ipc.open_stream(self._process.stdout) as stream:
                while True:
                    self._last, self._is_read = time.monotonic(), True
                    batch = stream.read_next_batch()
                    self._last, self._is_read = time.monotonic(), False
                    if batch.num_rows:
                        yield batch
        except StopIteration:
            pass
        except pa.ArrowInvalid as error:
            self._fail(error)
        except OSError as error:
            self._fail(error)
        self._is_read = True
        # The output of a filter that was killed between two batches looks whole.
        if self._process.wait() != 0 or self._feeding is not None:
            self._fail(None)

    def _feed(self, first: pa.RecordBatch, rest: Iterator[pa.RecordBatch]) -> None:
        import pyarrow as pa

        types = {
            "binary": pa.binary(),
            "string": pa.string(),
            "int64": pa.int64(),
            "double": pa.float64(),
        }
        fields = [pa.field(name, types[kind]) for name, kind in self._settings.columns]
        schema = pa.schema(fields, metadata=dict(self._settings.metadata))
        stdin = self._process.stdin
        assert stdin is not None  # noqa: S101  (it is a pipe)
        try:
            writer = pa.ipc.new_stream(stdin, schema)
            batch: pa.RecordBatch | None = first
            while batch is not None:
                columns = [
                    batch.column(batch.schema.get_field_index(item.name)).cast(item.type)
                    for item in schema
                ]
                writer.write_batch(pa.record_batch(columns, schema=schema))
                stdin.flush()
                self._last, self._is_fed = time.monotonic(), False
                batch = next(rest, None)
                self._last, self._is_fed = time.monotonic(), True
            writer.close()
            stdin.close()
        except BaseException as error:  # It is raised by the reading thread.
            self._feeding = error
            # Without the end mark the filter fails, too; a broken pipe says that it has.
            with contextlib.suppress(OSError):
                stdin.close()
            if not isinstance(error, OSError):
                self._process.kill()

    def _watch(self) -> None:
        while not self._is_over.wait(_STEP):
            idle = time.monotonic() - self._last
            # Spark may be slow to give or to take: that is not the filter's fault.
            if self._is_fed and self._is_read and idle > self._settings.time_limit:
                self._is_late = True
                self._process.kill()
                return

    def _fail(self, cause: BaseException | None) -> None:
        status = self._process.wait()
        feeding = self._feeding
        if feeding is not None and not isinstance(feeding, OSError):
            raise feeding
        if self._is_late:
            what = f"no progress for {self._settings.time_limit:g} seconds, so it was killed"
        elif status < 0:
            what = f"it was ended by signal {-status}"
        else:
            what = f"exit status {status}"
        message = f"{_where()}: the filter failed: {what}\n{self._tail()}"
        raise FilterError(message) from cause

    def _tail(self) -> str:
        end = self._log.seek(0, os.SEEK_END)
        self._log.seek(max(0, end - _TAIL))
        lines = self._log.read().decode("utf-8", errors="replace").strip().splitlines()
        return "\n".join(lines[-_LINES:])

    def stop(self) -> None:
        """End the process and the threads, however far they have come."""
        self._is_over.set()
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()


def _findable(name: str) -> Path:
    """Return the path of a file on this machine."""
    path = Path(name)
    if not path.is_file():
        from pyspark import SparkFiles

        path = Path(SparkFiles.get(path.name))
    if not path.is_file():
        message = f"{_where()}: {name} is not on this machine; install refrain-text on all workers"
        raise FilterError(message)
    return path


def _runnable(binary: str) -> str:
    """Return the path of the program on this machine, with its run bit set."""
    path = _findable(binary)
    mode = path.stat().st_mode
    if not os.access(path, os.X_OK):
        path.chmod(mode | stat.S_IXUSR)
    return str(path)


def _where() -> str:
    """Return partition and attempt of the task."""
    from pyspark import TaskContext

    context = TaskContext.get()
    if context is None:
        return "no task"
    return f"partition {context.partitionId()}, attempt {context.attemptNumber()}"
