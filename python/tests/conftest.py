"""Small corpora of our own, for all tests."""

from pathlib import Path
from typing import Any

import pytest

import refrain_text

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
