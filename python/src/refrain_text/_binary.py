"""Where the program `refrain` is."""

import os
import shutil
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from .errors import RefrainError


def find_binary() -> Path:
    """Return the path of the program `refrain`.

    The environment variable `REFRAIN_BINARY` comes first, then the program that was installed with
    this package, then the search path of the shell.

    Raises:
        RefrainError: if there is none.

    """
    named = os.environ.get("REFRAIN_BINARY")
    if named:
        if Path(named).is_file():
            return Path(named)
        message = f"REFRAIN_BINARY names {named!r}, which is not a file"
        raise RefrainError(message)
    for candidate in _candidates():
        if candidate.is_file():
            return candidate
    message = "the program `refrain` was not found; install it with `pip install refrain-text`"
    raise RefrainError(message)


def environment() -> dict[str, str]:
    """Return the environment for running refrain: its output is plain text.

    A notebook asks programs for colours (`CLICOLOR_FORCE`), which would hide the options in the
    help.

    >>> environment()["NO_COLOR"]
    '1'
    """
    return {**os.environ, "NO_COLOR": "1"}


def _candidates() -> Iterator[Path]:
    name = "refrain.exe" if sys.platform == "win32" else "refrain"
    yield Path(sysconfig.get_path("scripts")) / name
    user_scheme = sysconfig.get_preferred_scheme("user")
    yield Path(sysconfig.get_path("scripts", scheme=user_scheme)) / name
    # `pip install --target FOLDER` puts programs into FOLDER/bin.
    yield Path(__file__).resolve().parent.parent / "bin" / name
    on_path = shutil.which(name)
    if on_path:
        yield Path(on_path)
