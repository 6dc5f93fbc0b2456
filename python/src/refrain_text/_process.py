"""Running refrain, and reading its log: JSON Lines on standard error."""

import json
import signal
import subprocess
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from . import _progress
from ._binary import environment, find_binary
from .errors import RefrainError, RefrainWarning, RunError, UsageError

_USAGE = 2
_HERE = str(Path(__file__).parent)


def call(
    command: str, arguments: Sequence[str], *, folder: Path | None = None, progress: bool | None
) -> dict[str, Any]:
    """Run a command of refrain and return the closing figures of its log.

    `folder` is the working directory. `progress` shows progress; None leaves it to the
    surroundings. Notes of refrain become warnings.

    Raises:
        UsageError: if refrain does not accept a setting.
        RunError: if the run fails.

    """
    reader = _LogReader(_progress.is_wanted() if progress is None else progress)
    process = subprocess.Popen(
        [str(find_binary()), command, "--log=json", *arguments],
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
    )
    try:
        for line in process.stderr or ():
            reader.read(line)
        status = process.wait()
    except BaseException:
        # A notebook interrupts Python only; refrain tidies up on the same signal.
        process.send_signal(signal.SIGINT if sys.platform != "win32" else signal.SIGTERM)
        process.wait()
        raise
    finally:
        reader.progress.close()
        if process.stderr:
            process.stderr.close()
    for note in reader.notes:
        warnings.warn(note, RefrainWarning, stacklevel=_level_of_caller())
    if status != 0:
        raise reader.error(status)
    return reader.figures


class _LogReader:
    """Takes the lines of the log as they come."""

    def __init__(self, show_progress: bool) -> None:
        self.progress = _progress.Progress(show_progress)
        self.notes: list[str] = []
        self.figures: dict[str, Any] = {}
        self._message = ""
        self._plain: list[str] = []

    def read(self, line: str) -> None:
        event = _event(line)
        match event.get("event"):
            case "progress":
                self.progress.update(
                    str(event.get("stage", "")),
                    int(event.get("done") or 0),
                    event.get("total"),
                    str(event.get("unit") or ""),
                )
            case "note":
                self.notes.append(str(event.get("text", "")))
            case "error":
                self._message = str(event.get("message", ""))
            case "finished":
                self.figures = {name: event[name] for name in event if name != "event"}
            case None:
                self._plain.append(line.rstrip("\n"))

    def error(self, status: int) -> RefrainError:
        message = self._message or "\n".join(self._plain).strip()
        for prefix in ("error: ", "refrain: "):
            message = message.removeprefix(prefix)
        # How to type the command is of no use in Python.
        for advice in ("\n\nUsage:", "\n\nFor more information"):
            message = message.partition(advice)[0]
        kind = UsageError if status == _USAGE else RunError
        return kind(message or f"refrain ended with exit status {status}", status)


def _event(line: str) -> dict[str, Any]:
    try:
        event = json.loads(line)
    except ValueError:
        return {}
    return event if isinstance(event, dict) else {}


def _level_of_caller() -> int:
    """Return the `stacklevel` at which `warnings.warn` points to code outside of this package."""
    level, frame = 1, sys._getframe(1)
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_HERE):
        level, frame = level + 1, frame.f_back
    return level
