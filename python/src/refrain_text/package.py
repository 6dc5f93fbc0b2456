"""The data package of an output folder: which tables it has, and the types of their columns."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import RefrainError

_DATE = re.compile(r"(^|_)date(_\d+)?$")
_WHOLE_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    name: str
    type: str
    description: str

    @property
    def may_be_date(self) -> bool:
        """Return whether the column has dates, which may be as short as a year."""
        return self.type == "date" or (self.type == "string" and bool(_DATE.search(self.name)))


@dataclass(frozen=True)
class Table:
    """A table of an output folder."""

    name: str
    path: Path
    title: str
    columns: tuple[Column, ...]


def read_tables(folder: Path) -> dict[str, Table]:
    """Return the tables that the data package of an output folder lists, by name.

    Raises:
        RefrainError: if the folder has no data package.

    """
    path = folder / "datapackage.json"
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        message = f"{folder} is not an output folder of refrain: it has no datapackage.json"
        raise RefrainError(message) from None
    resources = (item for item in package["resources"] if "schema" in item)
    return {item["name"]: _table(item, folder) for item in resources}


def _table(resource: Mapping[str, Any], folder: Path) -> Table:
    fields = resource["schema"]["fields"]
    return Table(
        resource["name"],
        folder / resource["path"],
        resource.get("title", ""),
        tuple(Column(f["name"], f["type"], f.get("description", "")) for f in fields),
    )


def are_whole_days(values: Sequence[str | None]) -> bool:
    """Return whether each value that is there names a day, and at least one is there.

    >>> are_whole_days(["2020-05-01", None]), are_whole_days(["2020"])
    (True, False)
    """
    present = [value for value in values if isinstance(value, str)]
    return bool(present) and all(_WHOLE_DAY.fullmatch(value) for value in present)
