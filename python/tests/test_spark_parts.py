"""Tables that the cluster makes in parts have the rows and the text of a local run."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

# It skips these tests where there is no Spark, before anything of Spark is imported.
from spark_here import MARKS

import refrain_text
from refrain_text.spark import __main__ as command
from refrain_text.spark import running

pytestmark = MARKS

TABLES = ["boilerplate", "documents", "terms", "tfidf"]


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a corpus with all that is decided of the whole.

    Copies and near copies, paragraphs that a source repeats, words broken at line ends, names
    that are stop words otherwise, short texts, several languages, records without an id, files of
    one name, and what is no document.
    """
    folder = tmp_path_factory.mktemp("harbour")
    foot = "Write to the office of the harbour master for the tables of the tides."
    for number in range(9):
        words = ("boat", "crew", "buoy", "wreck", "sail", "mast", "rope", "net", "oar", "tide")
        told = " and ".join(f"the {word}{number} near {word}{number + 1}" for word in words)
        report = f"The self-help ferry met {told}."
        write(folder, f"port/{number}.txt", f"{report}\n\nIT and the US met {number}.\n\n{foot}\n")
    broken = "The people who row to the islands call it a self-\nhelp ferry, and they pay no fare."
    write(folder, "islands/broken.txt", broken)
    story = " ".join(f"the keeper of light {number} counts boats" for number in range(30))
    edited = story.replace("light 7 counts", "light 7 has lost").replace(
        "the keeper of light 9", "he"
    )
    for name, text in (("a", f"{story}."), ("b", f"{story}."), ("c", f"{edited} by night.")):
        write(folder, f"lights/{name}.txt", text)
        write(folder, f"copies/{name}.txt", text)
    write(folder, "port/0.md", "# Port\n\nThe same name as another file.")
    write(folder, "abroad/a.txt", "Die Fähre fährt nicht, weil der Hafen heute geschlossen ist.")
    write(folder, "abroad/b.txt", "Le bateau ne part pas parce que le port est fermé ce matin.")
    write(folder, "abroad/short.txt", "Kai 7")
    lines = [json.dumps({"text": f"Gull {number} sat on the mast."}) for number in range(40)]
    write(folder, "gulls.jsonl", "\n".join([*lines[:20], "no record", *lines[20:]]))
    write(folder, "none.jsonl", "\n\n")
    write(folder, "void.txt", "")
    # Numbers are text where they are metadata, and one source has none.
    metadata = (
        'file,desk,year,page\nport/1.txt,north,2017,007\nlights/a.txt,"south, east",2018,1.50\n'
    )
    write(folder, "metadata.csv", metadata)
    return folder


def assert_same(found: Path, expected: Path) -> None:
    assert found.read_bytes() == expected.read_bytes(), found.stem


def compare(session: Any, corpus: Path, folder: Path, partitions: int, *options: str) -> None:
    """Check that each table has the same bytes."""
    settings: dict[str, Any] = {
        name.removeprefix("--").replace("-", "_"): value or True
        for name, _, value in (option.partition("=") for option in options)
    }
    local, output = folder / "local", folder / f"output-{partitions}"
    if not local.exists():
        refrain_text.run(corpus, output=local, progress=False, **settings)
    arguments = (*options, str(corpus))
    job = running.Job(str(output), partitions=partitions, arguments=arguments, scale=True, csv=True)
    running.run_typed(session, job)
    assert sorted(path.stem for path in output.glob("tables/*.csv")) == TABLES
    for table in TABLES:
        found, expected = output / "tables" / f"{table}.csv", local / "tables" / f"{table}.csv"
        assert_same(found, expected)


# Each task makes the words of the corpus anew, so many tasks take their time.
MANY = pytest.param(
    200,
    marks=pytest.mark.skipif(
        "REFRAIN_SPARK_LONG" not in os.environ, reason="REFRAIN_SPARK_LONG is not set"
    ),
)


@pytest.mark.parametrize("partitions", [1, 7, MANY])
def test_tables_of_the_sample_have_the_bytes_of_the_local_run(
    session: Any, sample: Path, tmp_path: Path, partitions: int
) -> None:
    compare(session, sample, tmp_path, partitions)


def test_the_corpus_has_what_is_decided_of_the_whole(harbour: Path, tmp_path: Path) -> None:
    corpus = refrain_text.run(
        harbour, output=tmp_path / "out", progress=False, also=["boilerplate"]
    )
    documents, terms = corpus.documents, corpus.terms
    assert len(corpus.boilerplate) > 5
    assert (documents["similarity"] == 1).any()
    assert (documents["similarity"] < 1).any()
    assert "US" in set(terms["label"])
    # The word that a line end broke has the parts of those inside lines.
    assert documents["doc_id"].str.startswith("gulls-").sum() == 41
    assert "selfhelp" not in set(terms["label"])
    assert {"en", "de", "fr"} <= set(documents["language"].dropna())
    assert (documents["status"] == "skipped").sum() >= 3


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--copies=first", "--group-by=desk", "--weighting=smart:ltc"),
        ("--copies=off", "--keep-boilerplate"),
    ],
    ids=["defaults", "first", "off"],
)
def test_what_is_decided_of_the_whole_holds_in_parts(
    session: Any, harbour: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    compare(session, harbour, tmp_path, 3, *options)


def test_the_record_names_what_was_made_and_what_was_not(
    session: Any, harbour: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    import pyarrow.parquet as pq

    output = tmp_path / "output"
    refrain_text.run(harbour, output=output, progress=False, only=["terms"])
    job = running.Job(str(output), partitions=2, arguments=(str(harbour),), scale=True)
    running.run_typed(session, job)
    record = json.loads((output / "run.json").read_text(encoding="utf-8"))
    assert sorted(record["tables"]) == TABLES
    assert {"kwic", "phrases", "cooccurrence"} <= set(record["not_made"])
    assert not set(TABLES) & set(record["not_made"])
    assert "not made with --scale: " in capfd.readouterr().err
    # Nothing of the earlier run is left that could be taken for this one's.
    assert sorted(path.name for path in output.iterdir()) == ["parts", "run.json", "segments"]
    assert [path.name for path in output.glob("segments/work-*")] == []
    documents = pq.read_table(output / "parts" / "documents")
    assert documents.num_rows == record["input"]["documents_found"]


def test_rows_of_a_data_frame_are_counted_in_parts(
    session: Any, documents: list[dict[str, Any]], tmp_path: Path
) -> None:
    # Metadata that differ by case alone, and a document without words.
    rows = [{**document, "Desk": "7"} for document in documents]
    frame = session.createDataFrame([*rows, {**rows[0], "id": "void", "text": "!"}])
    output = tmp_path / "output"
    session.conf.set("spark.sql.caseSensitive", "true")
    try:
        running.run_at_scale(
            frame, output=output, spark=session, partitions=2, csv=True, language="en"
        )
        running.run(frame, output=tmp_path / "whole", spark=session, language="en")
    finally:
        session.conf.unset("spark.sql.caseSensitive")
    for table in TABLES:
        whole = tmp_path / "whole" / "tables" / f"{table}.csv"
        assert_same(output / "tables" / f"{table}.csv", whole)


def test_a_run_that_failed_leaves_a_folder_for_the_next(
    session: Any, harbour: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from refrain_text.spark import _parts

    output = tmp_path / "output"
    job = running.Job(str(output), partitions=2, arguments=(str(harbour),), scale=True, csv=True)

    def fail(*_: Any) -> Any:
        message = "the disk is full"
        raise refrain_text.RunError(message, 1)

    monkeypatch.setattr(_parts, "in_order", fail)
    with pytest.raises(refrain_text.RunError, match="disk is full"):
        running.run_typed(session, job)
    assert [path.name for path in output.glob("[!.]*") if path.is_file()] == []
    monkeypatch.undo()
    running.run_typed(session, job)
    assert (output / "run.json").exists()
    assert sorted(path.stem for path in output.glob("tables/*.csv")) == TABLES
    # A folder of tables that holds something else is left alone.
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "terms").touch()
    job = replace(job, tables=str(tmp_path / "theirs"))
    with pytest.raises(refrain_text.RunError, match="not written by refrain"):
        running.run_typed(session, job)


def test_settings_that_are_not_known_in_parts_are_refused(
    session: Any, harbour: Path, tmp_path: Path
) -> None:
    for option in ("--min-df=2", "--excel"):
        job = running.Job(str(tmp_path / "out"), arguments=(option, str(harbour)), scale=True)
        with pytest.raises(refrain_text.RefrainError, match="does not work with --scale"):
            running.run_typed(session, job)
        assert not (tmp_path / "out" / "run.json").exists()


def test_the_command_line_takes_the_options(monkeypatch: pytest.MonkeyPatch) -> None:
    jobs: list[running.Job] = []
    monkeypatch.setattr(running, "run_typed", lambda _, job: jobs.append(job))
    monkeypatch.setattr("refrain_text.spark._cluster.session", lambda _: _Nothing())
    assert (
        command.main(["run", "in", "-o", "out", "--scale", "--csv", "--tables", "s3a://b/t"]) == 0
    )
    assert (jobs[0].scale, jobs[0].csv, jobs[0].table_folder) == (True, True, "s3a://b/t")
    assert jobs[0].arguments == ("in",)


class _Nothing:
    def stop(self) -> None:
        """Do as a session does."""
