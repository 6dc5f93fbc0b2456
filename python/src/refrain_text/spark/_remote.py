"""Files that Spark reads: listed by the rules for folders of this machine.

The rules (which files count, what `metadata.csv` says of them, settings beside them) are the
program's, and it looks at a folder. So the driver makes one that looks like the files: each has its
place, its size and its time, and no content, but for the few files that the rules read.
"""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.compute

from ..errors import RefrainError, RunError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ._cluster import Frame, Session

# Files that say something of others, and texts that are at the same time lists of lemmas.
_READ_FOR_THE_LIST = (
    "{metadata.csv,refrain.toml,concepts.yml,run.json,refrain-cache.txt,*.conllu,*.vert,*.vrt}"
)
_AUTHORITY = re.compile("^[a-z][a-z0-9+.-]*:(?://([^/]*))?")
_OUTSIDE = {"", ".", ".."}


@dataclass(frozen=True)
class Mirror:
    """A folder that looks like files elsewhere."""

    folder: Path
    read: tuple[str, ...]
    """The addresses of the inputs."""
    inputs: tuple[str, ...]
    """The inputs in the folder."""
    uris: dict[str, str]
    """The address of each file by its path in the folder."""
    tops: dict[str, str]
    """What addresses begin with, by the folder that stands for it."""

    @contextmanager
    def named(self) -> Iterator[None]:
        """Let messages name the files as the user does."""
        try:
            yield
        except RefrainError as error:
            for top, start in self.tops.items():
                error.message = error.message.replace(f"{top}/", f"{start}/")
            raise


def mirror(session: Session, uris: Sequence[str], folder: Path) -> Mirror:
    """Fill `folder` with what looks like the files at these addresses."""
    from pyspark.errors import AnalysisException

    inputs: list[str] = []
    addresses: dict[str, str] = {}
    tops: dict[str, str] = {}
    for uri in uris:
        found = _AUTHORITY.match(uri)
        path = _path(uri).rstrip("/")
        # Below a glob: from the folder that it stands in.
        root = re.split(r"/[^/]*[*?\[{]", path)[0]
        top = folder / ((found and found[1]) or "local")
        tops[str(top)] = found[0] if found else ""
        try:
            files = _listed(_files(session, uri))
        except AnalysisException as error:
            message = f"{uri}: {str(error).partition(chr(10))[0]}"
            raise RunError(message, 1) from error
        for path, length, time in files:
            addresses[str(_made(top, path, length, time))] = path
        inputs.append(str(top / root.strip("/")))
        if not files:
            Path(inputs[-1]).mkdir(parents=True, exist_ok=True)
        is_file = len(files) == 1 and _path(files[0][0]) == root
        beside = uri.rstrip("/").rpartition("/")[0]
        for file in _read(session, beside if is_file else uri, is_file=is_file):
            _write(_made(top, file.path, file.length, file.time), file)
    return Mirror(folder, tuple(uris), tuple(inputs), addresses, tops)


def contents(session: Session, mirror: Mirror, units: pa.Table) -> Frame:
    """Return the files of these units: key, unit and content of each."""
    from pyspark.sql import functions as f

    addresses = [mirror.uris[path] for path in units.column("path").to_pylist()]
    wanted = units.select(["key", "unit"]).append_column("path", pa.array(addresses, pa.string()))
    files = _files(session, list(mirror.read)).select("path", "content")
    joined = files.join(f.broadcast(session.createDataFrame(wanted)), "path")
    joined = joined.select("key", "unit", "content")
    # Spark gives no rows of files without content.
    empty = units.filter(pa.compute.equal(units.column("bytes"), 0)).select(["key", "unit"])
    if not empty.num_rows:
        return joined
    empty = empty.append_column("content", pa.array([b""] * empty.num_rows, pa.binary()))
    return joined.unionByName(session.createDataFrame(empty))


def _time() -> Any:  # noqa: ANN401
    from pyspark.sql import functions as f

    return f.unix_micros("modificationTime").alias("time")


def _files(
    session: Session, uri: str | list[str], only: str | None = None, *, deep: bool = True
) -> Frame:
    reader = session.read.format("binaryFile").option("recursiveFileLookup", str(deep).lower())
    return (reader.option("pathGlobFilter", only) if only else reader).load(uri)


def _listed(files: Frame) -> list[tuple[str, int, int]]:
    """Return path, size and time of each file."""
    rows = files.select("path", "length", _time()).collect()
    listed = [(row.path, row.length, row.time) for row in rows]
    # Files without content are in no row. These names come as addresses in full.
    known = {_path(path) for path, _, _ in listed}
    names = (unquote(name) for name in files.inputFiles())
    return listed + [(name, 0, 0) for name in names if _path(name) not in known]


def _read(session: Session, uri: str, *, is_file: bool) -> list[Any]:
    """Return the files that the rules read, those beside a file or those below a folder."""
    files = _files(session, uri, _READ_FOR_THE_LIST, deep=not is_file)
    rows: list[Any] = files.select("path", "length", "content", _time()).collect()
    return rows


def _path(address: str) -> str:
    return _AUTHORITY.sub("", address)


def _made(top: Path, address: str, length: int, micros: int) -> Path:
    """Make a file of this size and time, and return its path."""
    parts = _path(address).lstrip("/").split("/")
    if _OUTSIDE & set(parts):
        message = f"{address}: the path has empty parts or dots; rename the file, or leave it out"
        raise RunError(message, 1)
    path = top.joinpath(*parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.truncate(length)
    os.utime(path, ns=(1000 * micros, 1000 * micros))
    return path


def _write(path: Path, file: Any) -> None:  # noqa: ANN401
    path.write_bytes(bytes(file.content))
    os.utime(path, ns=(1000 * file.time, 1000 * file.time))
