"""Small corpora of our own, for all tests."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import refrain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCUMENTS: list[dict[str, Any]] = [
    {
        "id": "north-1",
        "source": "north",
        "date": "2020-03-01",
        "text": "The river rose again. Flood walls cost money, and flood walls save towns.",
        "desk": "coast",
    },
    {
        "id": "south-1",
        "source": "south",
        "date": "2021-07-15",
        "text": "Towns asked for flood walls. The river gave them floods.",
        "desk": "inland",
    },
    {
        "id": "NA",
        "source": "south",
        "date": "2021-08-02",
        "text": "A river without towns needs no walls, the mayor said of the river.",
        "desk": "inland",
    },
]
"""Each word is easy to count by hand. One document is called as a missing value is elsewhere."""

CODEBOOK = {"protection": ["flood walls"], "water": ["river", "flood*"]}


@pytest.fixture
def documents() -> list[dict[str, Any]]:
    return [dict(document) for document in DOCUMENTS]


@pytest.fixture(scope="session")
def corpus() -> refrain_text.Corpus:
    return refrain_text.run(DOCUMENTS, concepts=CODEBOOK, language="en")


@pytest.fixture(scope="session")
def sample() -> Path:
    """Return the sample of the repository."""
    return Path(__file__).parents[2] / "input"


@pytest.fixture(scope="session")
def end_of_spark() -> Iterator[None]:
    """Stop Spark behind the last test."""
    yield
    from pyspark.sql import SparkSession

    session = SparkSession.getActiveSession()
    if session is not None:
        session.stop()


@pytest.fixture
def session(end_of_spark: None) -> Any:
    """Return a session of Spark, the one at hand if no test has stopped it."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    from pyspark.sql import SparkSession

    master = os.environ.get("REFRAIN_SPARK_MASTER", "local[2]")
    builder = SparkSession.builder.master(master).appName("refrain tests")
    builder = builder.config("spark.sql.shuffle.partitions", "8")
    session = builder.config("spark.ui.enabled", "false").getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    return session
