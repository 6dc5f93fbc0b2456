"""Settings as keyword arguments become options of the command line."""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from ._binary import environment

_OPTION = re.compile(r"^\s+(?:-\w, )?--([a-z][a-z-]*)", re.MULTILINE)


@lru_cache(maxsize=16)
def options_of(binary: Path, command: str) -> frozenset[str]:
    """Return the names of the options that a command of refrain lists in its help."""
    shown = subprocess.run(
        [str(binary), command, "--help"],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=environment(),
    )
    return frozenset(_OPTION.findall(shown.stdout))


def option_name(setting: str) -> str:
    """Return the option that a keyword stands for.

    >>> option_name("min_df")
    'min-df'
    """
    return setting.strip("_").replace("_", "-")


def names_of(setting: str) -> set[str]:
    """Return the options that a keyword may stand for: with `False`, it is the one with `no-`.

    >>> sorted(names_of("report"))
    ['no-report', 'report']
    """
    name = option_name(setting)
    return {name, f"no-{name}"}


def to_arguments(settings: Mapping[str, Any], known: frozenset[str]) -> list[str]:
    """Return the command line that says the same as the settings.

    `known` are the options of the command: `False` becomes `--no-NAME` if there is such an option.
    What is not known is passed on, so that refrain says what is wrong.

    >>> to_arguments({"min_df": 2, "png": True, "stop_word": ["a", "b"]}, frozenset())
    ['--min-df=2', '--png', '--stop-word=a', '--stop-word=b']
    >>> to_arguments({"report": False, "field": {"text": "body"}}, frozenset({"no-report"}))
    ['--no-report', '--field=text=body']
    """
    return [
        argument
        for setting, value in settings.items()
        for argument in _one(option_name(setting), value, known)
    ]


def _one(name: str, value: object, known: frozenset[str]) -> Iterator[str]:
    if value is None:
        return
    if isinstance(value, bool):
        yield from _switch(name, value, known)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield f"--{name}={key}={item}"
    elif isinstance(value, str):
        yield f"--{name}={value}"
    elif isinstance(value, os.PathLike):
        yield f"--{name}={os.fspath(value)}"
    elif hasattr(value, "__iter__"):
        for item in value:
            yield from _one(name, item, known)
    else:
        yield f"--{name}={value}"


def _switch(name: str, value: bool, known: frozenset[str]) -> Iterator[str]:
    if not value and f"no-{name}" in known:
        yield f"--no-{name}"
    elif value or name not in known:
        yield f"--{name}"
