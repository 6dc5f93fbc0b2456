"""Spark reads what the local run reads, and the tables have the same bytes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

# It skips these tests where there is no Spark, before anything of Spark is imported.
from spark_here import MARKS

import refrain_text
from refrain_text import spark as cluster
from refrain_text.spark import __main__ as command

pytestmark = MARKS


def files(folder: Path) -> dict[str, bytes]:
    """Return the files of an output folder but the segments."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    named = ((path.relative_to(folder), path) for path in paths)
    return {str(name): path.read_bytes() for name, path in named if name.parts[0] != "segments"}


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


def test_files_that_spark_reads_follow_the_rules_for_folders(
    session: Any, sample: Path, tmp_path: Path
) -> None:
    from refrain_text.spark import running

    folder = tmp_path / "texts"
    shutil.copytree(sample, folder)
    shutil.make_archive(str(folder / "wire" / "more"), "zip", sample / "wire")
    metadata = folder / "wire" / "metadata.csv"
    metadata.write_text("file,title,desk\nmore.zip,All of it,north\n", encoding="utf-8")
    (folder / "empty.jsonl").touch()
    (folder / "words.conllu").write_text(
        "1\tferries\tferry\tNOUN\t_\t_\t0\troot\t_\t_\n", encoding="utf-8"
    )
    earlier = folder / "earlier"
    refrain_text.run(sample / "wire", output=earlier, progress=False, only=["terms"])
    with (folder / "rows.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(f'{{"text": "The harbour {row} is calm."}}\n' for row in range(9))
        file.write("no record\n")
    options = ("--exclude=web-portal/*", "--exclude=*.md")
    arguments = [option.partition("=")[2] for option in options]
    refrain_text.run(folder, output=tmp_path / "local", progress=False, exclude=arguments)
    output = tmp_path / "output"
    for partitions in (3, 2):
        job = running.Job(str(output), partitions=partitions, arguments=options)
        running._run_remote(session, [folder.as_uri()], job)
        assert files(output) == files(tmp_path / "local")
    assert len(runs(output)) == 1
    # What is stated of a file belongs to its key.
    metadata.write_text("file,title,desk\nmore.zip,Some of it,south\n", encoding="utf-8")
    running._run_remote(session, [folder.as_uri()], job)
    assert [keys(run) for run in runs(output)][1:] == [1]


def test_several_addresses_and_single_files_are_named_as_paths_are(
    session: Any, sample: Path, tmp_path: Path
) -> None:
    from refrain_text.spark import running

    inputs = [sample / "wire", sample / "think-tank"]
    single = next(path for path in sorted((sample / "web-portal").iterdir()) if path.is_file())
    for number, paths in enumerate((inputs, [single])):
        local, output = tmp_path / f"local-{number}", tmp_path / f"output-{number}"
        refrain_text.run(paths, output=local, progress=False)
        running._run_remote(session, [path.as_uri() for path in paths], running.Job(str(output)))
        assert files(output) == files(local)


def test_faults_of_metadata_elsewhere_are_reported_with_their_address(
    session: Any, tmp_path: Path
) -> None:
    from refrain_text.spark import running

    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("The ferry left.", encoding="utf-8")
    (tmp_path / "in" / "metadata.csv").write_text("name,title\na.txt,A\n", encoding="utf-8")
    address = (tmp_path / "in").as_uri()
    with pytest.raises(refrain_text.RefrainError, match="no column `file`") as raised:
        running._run_remote(session, [address], running.Job(str(tmp_path / "out")))
    assert f"file://{tmp_path}/in/metadata.csv" in str(raised.value)
    with pytest.raises(refrain_text.RunError, match="not-there"):
        running._run_remote(session, [f"{address}/not-there"], running.Job(str(tmp_path / "out")))
    assert not (tmp_path / "out").exists()


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
    output = tmp_path / "mine"
    output.mkdir()
    (output / "terms.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(refrain_text.RunError, match="not written by refrain"):
        cluster.run(sample, output=output, spark=session)
    assert [path.name for path in output.iterdir()] == ["terms.csv"]
    # What is called as the folder of segments is, and is none.
    (output / "terms.csv").unlink()
    (output / "segments").mkdir()
    (output / "segments" / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(refrain_text.RunError, match="not written by refrain"):
        cluster.run(sample, output=output, spark=session)
    assert [str(path.relative_to(output)) for path in output.rglob("*")] == [
        "segments",
        "segments/notes.txt",
    ]


def test_with_force_a_run_writes_beside_files_of_somebody_else(
    session: Any, documents: list[dict[str, Any]], tmp_path: Path
) -> None:
    output = tmp_path / "mine"
    output.mkdir()
    (output / "thesis.txt").write_text("mine", encoding="utf-8")
    frame = session.createDataFrame(documents)
    cluster.run(frame, output=output, spark=session, force=True, only=["terms"])
    assert (output / "thesis.txt").read_text(encoding="utf-8") == "mine"
    assert (output / "run.json").exists()
    # Now the folder holds an output, and segments that are passed over as documents.
    cluster.run(frame, output=output, spark=session, only=["terms"])
    assert list(output.glob(".refrain*")) == []


def test_a_run_that_was_killed_leaves_a_folder_for_the_next(
    session: Any, documents: list[dict[str, Any]], tmp_path: Path
) -> None:
    output = tmp_path / "output"
    (output / "segments").mkdir(parents=True)
    (output / "segments" / "refrain-cache.txt").touch()
    cluster.run(session.createDataFrame(documents), output=output, spark=session)
    assert (output / "run.json").exists()


def test_the_command_line_reports_wrong_options(capsys: pytest.CaptureFixture[str]) -> None:
    status = command.main(["run", "--rows", "docx=a", "-o", "out"])
    assert status == 2
    assert "expected one of csv, json, orc, parquet" in capsys.readouterr().err
