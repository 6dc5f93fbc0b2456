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

    from pyspark.sql import SparkSession

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
def builder() -> Iterator[SparkSession.Builder]:
    """Return what makes sessions of Spark, for tests that have found that there is one."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    from pyspark.sql import SparkSession

    master = os.environ.get("REFRAIN_SPARK_MASTER", "local[2]")
    builder = SparkSession.builder.master(master).appName("refrain tests")
    builder = builder.config("spark.sql.shuffle.partitions", "8")
    yield builder.config("spark.ui.enabled", "false")
    session = SparkSession.getActiveSession()
    if session is not None:
        session.stop()


@pytest.fixture
def session(builder: SparkSession.Builder) -> SparkSession:
    """Return the session at hand, or a new one if a test has stopped it."""
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    return session
