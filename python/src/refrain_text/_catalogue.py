"""All tables that refrain can write, as `refrain tables --format json` lists them."""

import json
import re
import subprocess
from functools import lru_cache
from pathlib import Path
from typing import Any

from ._binary import environment, find_binary

_NEEDS_CODEBOOK = re.compile("concept|pattern|companions|kwic|collocates")


def names() -> list[str]:
    """Return the names of all tables."""
    return [table["name"] for table in _resources(find_binary())]


def how_to_write(name: str) -> str | None:
    """Return what to ask for, so that a table is written; None if there is no such table.

    >>> how_to_write("networks")  # doctest: +SKIP
    'ask for it with `also=["networks"]`'
    """
    table = next((table for table in _resources(find_binary()) if table["name"] == name), None)
    if table is None:
        return None
    written = str(table.get("written", ""))
    if "matrix-market" in written:
        return 'ask for it with `format="matrix-market"`'
    if "default" in written:
        codebook = " and needs a codebook (`concepts=`)" if _NEEDS_CODEBOOK.match(name) else ""
        return f"it is written by default{codebook}; with `only`, name it there"
    return f'ask for it with `also=["{name}"]`'


@lru_cache(maxsize=4)
def _resources(binary: Path) -> list[dict[str, Any]]:
    shown = subprocess.run(
        [str(binary), "tables", "--format=json"],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=environment(),
    )
    if shown.returncode != 0:
        return []
    resources: list[dict[str, Any]] = json.loads(shown.stdout)["resources"]
    return [item for item in resources if "schema" in item]
