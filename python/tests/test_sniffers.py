"""CSV files read without options: every table has the same rows and columns everywhere."""

import csv
import json
import random
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest

import refrain_text

HARD = ['q"uote"', "com,ma", "line\nend", "=1+1", "tab\tstop", '"', "semi;colon", "apo'strophe"]
"""What the last documents have in ids, titles and sources, far below the first rows."""

CODEBOOK = {"climate": ["climat*", '"=treaty"'], "a, b": ["treaty"]}


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, list[list[str]]]]:
    """Return every table of a hostile corpus, with its rows as the csv module reads them."""
    output = tmp_path_factory.mktemp("hostile") / "o"
    refrain_text.run(_documents(), concepts=CODEBOOK, language="en", also=["all"], output=output)
    package = json.loads((output / "datapackage.json").read_text(encoding="utf-8"))
    found = []
    for resource in package["resources"]:
        if resource.get("format") == "csv":
            path = output / resource["path"]
            with path.open(encoding="utf-8", newline="") as file:
                found.append((path, list(csv.reader(file))))
    assert len(found) > 30
    assert max(len(rows) for _, rows in found) > 30_000
    return found


def _documents() -> list[dict[str, Any]]:
    chance = random.Random(1)  # noqa: S311
    words = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in ("lar", "nov", "mix")]

    def text() -> str:
        lines = (" ".join(chance.choices([*words, "climate", "treaty"], k=12)) for _ in range(6))
        return ". ".join(lines) + "."

    plain = [
        {"id": f"d{n:03}", "source": "abc"[n % 3], "date": "2019-01-05", "text": text()}
        for n in range(600)
    ]
    hard = [
        {
            "id": f"z{n}{cell}",
            "source": cell,
            "date": "2020-05-01",
            "title": cell,
            "note": cell,
            "text": f'A "{cell}" climate, and =treaty; {text()}',
        }
        for n, cell in enumerate(HARD * 3)
    ]
    return [*plain, *hard]


def _assert_same(path: Path, rows: list[list[str]], names: Any, found: list[Any]) -> None:  # noqa: ANN401
    assert list(names) == rows[0], path.name
    assert len(found) == len(rows) - 1, path.name
    for expected, cells in zip(rows[1:], found, strict=True):
        assert [_plain(cell) for cell in expected] == [_plain(cell) for cell in cells], path.name


def _plain(cell: object) -> object:
    """Return a cell whatever type was guessed for it: a number if it is one, else the text."""
    if cell is None or cell != cell:  # noqa: PLR0124
        return ""
    # A column of yes and no may become one of truth values.
    text = {"yes": "true", "no": "false"}.get(str(cell), str(cell).lower())
    try:
        return float(text)
    except ValueError:
        return text


def test_pandas_and_polars(tables: list[tuple[Path, list[list[str]]]]) -> None:
    for path, rows in tables:
        by_pandas = pd.read_csv(path)
        _assert_same(path, rows, by_pandas.columns, by_pandas.to_numpy().tolist())
        by_polars = pl.read_csv(path)
        _assert_same(path, rows, by_polars.columns, by_polars.rows())


def test_duckdb(tables: list[tuple[Path, list[list[str]]]]) -> None:
    duckdb = pytest.importorskip("duckdb", reason="NOT CHECKED: DuckDB is not here")
    for path, rows in tables:
        found = duckdb.sql(f"SELECT * FROM read_csv('{path}')")  # noqa: S608
        _assert_same(path, rows, found.columns, found.fetchall())


def test_a_run_without_csv_is_read_as_well(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="NOT CHECKED: pandas reads no Parquet without pyarrow")
    documents = _documents()[:3] + _documents()[-3:]
    folders = [tmp_path / name for name in ("csv", "parquet")]
    settings: dict[str, Any] = {"language": "en", "report": False, "concepts": "none"}
    with_csv = refrain_text.run(documents, output=folders[0], **settings)
    settings |= {"format": "parquet", "csv": False}
    without = refrain_text.run(documents, output=folders[1], **settings)
    assert not list(folders[1].glob("**/*.csv"))
    assert without.tables == with_csv.tables
    for name in ("documents", "terms", "tfidf"):
        pd.testing.assert_frame_equal(without.table(name), with_csv.table(name))
        assert without.table(name, "polars").equals(with_csv.table(name, "polars"))
