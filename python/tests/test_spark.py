"""Spark reads what the local run reads, and the tables have the same bytes."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import refrain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest.importorskip("pyarrow")
pytest.importorskip("pyspark")

if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("Spark needs Java, which is not installed", allow_module_level=True)

from refrain_text import spark as cluster
from refrain_text.spark import __main__ as command

pytestmark = [
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::refrain_text.RefrainWarning"),
]

MASTER = os.environ.get("REFRAIN_SPARK_MASTER", "local[2]")
OF_SPARK = {".refrain-spark", "segments"}


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(MASTER).appName("refrain tests")
    session = builder.config("spark.ui.enabled", "false").getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


def files(folder: Path) -> dict[str, bytes]:
    """Return the files of an output folder but those of the cluster."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    named = ((path.relative_to(folder), path) for path in paths)
    return {str(name): path.read_bytes() for name, path in named if name.parts[0] not in OF_SPARK}


def runs(output: Path) -> list[Path]:
    return sorted((output / "segments").glob("*/run-*"))


def keys(run: Path) -> int:
    import pyarrow.parquet as pq

    units = (
        table.column("units").to_pylist()
        for table in map(pq.read_table, run.glob("units/*.parquet"))
    )
    return len(
        {row[at : at + 16] for rows in units for row in rows for at in range(0, len(row), 24)}
    )


@pytest.fixture(scope="module")
def local(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("local") / "output"
    refrain_text.run(sample, output=output, also="all", progress=False)
    return output


@pytest.mark.parametrize("partitions", [1, 7, 200])
def test_any_number_of_partitions_gives_the_bytes_of_the_local_run(
    session: Any, sample: Path, local: Path, tmp_path: Path, partitions: int
) -> None:
    output = tmp_path / "output"
    cluster.run(sample, output=output, spark=session, partitions=partitions, also="all")
    expected, found = files(local), files(output)
    assert sorted(found) == sorted(expected)
    assert [name for name in expected if found[name] != expected[name]] == []


def test_a_second_run_reads_what_has_changed_and_nothing_else(
    session: Any, sample: Path, tmp_path: Path
) -> None:
    folder, output = tmp_path / "texts", tmp_path / "output"
    shutil.copytree(sample, folder)
    cluster.run(folder, output=output, spark=session, partitions=3)
    cluster.run(folder, output=output, spark=session, partitions=5)
    assert len(runs(output)) == 1
    (folder / "wire" / "later.txt").write_text("The ministers met again.\n", encoding="utf-8")
    next(folder.glob("think-tank/*.md")).unlink()
    cluster.run(folder, output=output, spark=session, partitions=2)
    assert [keys(run) for run in runs(output)][1:] == [1]
    refrain_text.run(folder, output=tmp_path / "local", progress=False)
    assert files(output) == files(tmp_path / "local")


def test_segments_are_analysed_again_without_spark_and_documents(
    session: Any, sample: Path, local: Path, tmp_path: Path
) -> None:
    first, folder = tmp_path / "first", tmp_path / "texts"
    shutil.copytree(sample, folder)
    cluster.run(folder, output=first, spark=session, only=["terms"], partitions=2)
    shutil.move(folder, tmp_path / "away")
    shutil.move(first / "segments", tmp_path / "downloaded")
    again = tmp_path / "again"
    codebook = f"--codebook={sample / 'concepts.yml'}"
    every = ("--only=documents,terms,tfidf,kwic,concepts,phrases", codebook)
    cluster.finish(again, tmp_path / "downloaded", *every)
    found, expected = files(again), files(local)
    tables = [name for name in found if name.endswith(".csv")]
    assert len(tables) == 6
    assert [name for name in tables if found[name] != expected[name]] == []


def test_records_are_numbered_as_in_their_file(session: Any, tmp_path: Path) -> None:
    # Several ranges of one file, with lines that are no records.
    lines = [
        json.dumps({"text": f"The harbour {n} is calm. " + "Ships wait. " * 400})
        for n in range(2000)
    ]
    lines[700] = "no record"
    lines[1999] = "{"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "all.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "in" / "empty.jsonl").write_text("\n\n", encoding="utf-8")
    refrain_text.run(tmp_path / "in", output=tmp_path / "local", progress=False, only=["documents"])
    cluster.run(tmp_path / "in", output=tmp_path / "out", spark=session, only=["documents"])
    assert files(tmp_path / "out") == files(tmp_path / "local")
    assert len(list((tmp_path / "out").glob("segments/*/run-1/packs/part-*"))) > 1


def test_rows_of_a_data_frame_are_documents(
    session: Any, documents: list[dict[str, Any]], tmp_path: Path
) -> None:
    rows = [*documents, {"id": "void", "source": "north", "date": None, "text": "!", "desk": None}]
    for partitions in (1, 3):
        frame = session.createDataFrame(rows).repartition(partitions)
        output = tmp_path / f"output-{partitions}"
        corpus = cluster.run(frame, output=output, spark=session, language="en")
    local = refrain_text.run(rows, output=tmp_path / "local", language="en", progress=False)
    assert files(tmp_path / "output-1") == files(tmp_path / "output-3")
    for table in ("terms", "terms_by_source", "tfidf", "phrases", "keyness"):
        assert corpus.table(table).equals(local.table(table)), table
    statuses = corpus.documents.set_index("doc_id")["status"].to_dict()
    assert statuses == local.documents.set_index("doc_id")["status"].to_dict()
    before = len(runs(output))
    again = cluster.finish(tmp_path / "again", output / "segments")
    assert again.terms.equals(local.terms)
    again = session.createDataFrame(rows[::-1]).repartition(2)
    cluster.run(again, output=output, spark=session, language="en")
    assert len(runs(output)) == before


def test_files_that_spark_reads_give_the_same_tables(
    session: Any, sample: Path, tmp_path: Path
) -> None:
    from refrain_text.spark import running

    folder = tmp_path / "texts"
    left_out = shutil.ignore_patterns("metadata.csv", "refrain.toml", "concepts.yml")
    shutil.copytree(sample, folder, ignore=left_out)
    (folder / "metadata.csv").write_text("file,title\n", encoding="utf-8")
    shutil.make_archive(str(folder / "wire" / "more"), "zip", sample / "wire")
    with (folder / "rows.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(f'{{"text": "The harbour {row} is calm."}}\n' for row in range(9))
        file.write("no record\n")
    options = ("--exclude=web-portal/*", "--exclude=*.md")
    (folder / "metadata.csv").unlink()
    arguments = [option.partition("=")[2] for option in options]
    refrain_text.run(folder, output=tmp_path / "local", progress=False, exclude=arguments)
    (folder / "metadata.csv").write_text("file,title\n", encoding="utf-8")
    output = tmp_path / "output"
    for partitions in (3, 2):
        job = running.Job(str(output), partitions=partitions, arguments=options)
        running._run_remote(session, [folder.as_uri()], job)
        found, expected = files(output), files(tmp_path / "local")
        # How many files were not chosen is not counted here, and so not told in the report.
        tables = [name for name in expected if name.endswith(".csv")]
        assert [name for name in tables if found[name] != expected[name]] == []
    assert len(runs(output)) == 1


@pytest.mark.parametrize("kind", ["parquet", "json", "csv"])
def test_rows_of_files_are_documents(
    session: Any, documents: list[dict[str, Any]], tmp_path: Path, kind: str
) -> None:
    from refrain_text.spark import _cluster, running

    frame = session.createDataFrame(documents)
    frame.write.format(kind).option("header", True).save(str(tmp_path / "rows"))
    job = running.Job(str(tmp_path / "output"), arguments=("--language=en",))
    running.run_records(session, _cluster.frame(session, kind, str(tmp_path / "rows")), job)
    found = refrain_text.load(tmp_path / "output")
    local = refrain_text.run(documents, language="en", progress=False)
    assert found.terms_by_source.equals(local.terms_by_source)
    assert found.documents["desk"].equals(local.documents["desk"])


def test_a_file_that_workers_do_not_see_is_named(
    session: Any, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from refrain_text.spark import _cluster

    folder, output = tmp_path / "texts", tmp_path / "output"
    shutil.copytree(sample, folder)
    spread = _cluster.spread

    def lose(*arguments: Any) -> Any:
        shutil.rmtree(folder / "think-tank")
        return spread(*arguments)

    monkeypatch.setattr(_cluster, "spread", lose)
    with pytest.raises(Exception, match=r"think-tank/.*does not see the file"):
        cluster.run(folder, output=output, spark=session, partitions=2)
    assert not (output / "run.json").exists()
    assert list(output.glob("segments/*/*/units/part-*")) == []
    # What is there is no hindrance to the next run.
    monkeypatch.undo()
    shutil.copytree(sample / "think-tank", folder / "think-tank")
    cluster.run(folder, output=output, spark=session)
    assert (output / "run.json").exists()


def test_a_folder_of_somebody_else_is_left_alone(
    session: Any, sample: Path, tmp_path: Path
) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(refrain_text.RunError, match="not written by refrain"):
        cluster.run(sample, output=tmp_path, spark=session)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_the_command_line_reports_wrong_options(capsys: pytest.CaptureFixture[str]) -> None:
    status = command.main(["run", "--rows", "docx=a", "-o", "out"])
    assert status == 2
    assert "expected one of csv, json, orc, parquet" in capsys.readouterr().err
