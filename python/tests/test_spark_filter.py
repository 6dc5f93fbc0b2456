"""The filter that runs on the workers: each way to fail is an error that says which."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import refrain_text
from refrain_text import find_binary

if TYPE_CHECKING:
    from collections.abc import Iterator

pa = pytest.importorskip("pyarrow")
pytest.importorskip("pyspark")

from refrain_text.spark import _driver
from refrain_text.spark._filter import Filter, FilterError

pytestmark = [
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.skipif(sys.platform != "linux", reason="it looks for processes in /proc"),
]

COLUMNS = (("key", "binary"), ("unit", "binary"))


@pytest.fixture
def plan(tmp_path: Path) -> Any:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.txt").write_text(f"Harbour {number} is calm.\n", encoding="utf-8")
    return _driver.listed(str(tmp_path / "out"), [str(folder)])


def filter_of(plan: Any, **changes: Any) -> Filter:
    settings: dict[str, Any] = {
        "binary": str(find_binary()),
        "arguments": ("worker", "--mode=tokenise"),
        "columns": COLUMNS,
        "metadata": plan.schema.metadata,
    }
    return Filter(**{**settings, **changes})


def batches(plan: Any) -> list[Any]:
    """Return a batch for each unit."""
    return list(plan.to_batches(max_chunksize=1))


def filters() -> list[int]:
    """Return the processes of filters that this process has started and that have not ended."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if int(state[1]) == os.getpid() and state[0] != "Z" and b"--mode=tokenise" in words:
            found.append(int(folder.name))
    return found


def struck(plan: Any, strike: signal.Signals) -> Iterator[Any]:
    """Yield batches, and between two of them a signal to the filter."""
    first, *rest = batches(plan)
    yield first
    (process,) = filters()
    os.kill(process, strike)
    time.sleep(0.2)
    yield from rest


def test_each_unit_comes_back_in_a_segment(plan: Any) -> None:
    out = list(filter_of(plan)(iter(batches(plan))))
    assert sum(batch.column("documents")[0].as_py() for batch in out) == 4
    units = b"".join(batch.column("units")[0].as_py() for batch in out)
    assert sorted(units[at : at + 16] for at in range(0, len(units), 24)) == sorted(
        plan.column("key").to_pylist()
    )
    assert filters() == []


def test_no_batch_starts_no_process(plan: Any) -> None:
    assert list(filter_of(plan, binary="/nowhere/refrain")(iter([]))) == []


def test_a_killed_filter_fails_the_task(plan: Any) -> None:
    with pytest.raises(FilterError, match="signal 9"):
        list(filter_of(plan)(struck(plan, signal.SIGKILL)))
    assert filters() == []


def test_a_frozen_filter_is_killed_after_the_time_limit(plan: Any) -> None:
    started = time.monotonic()
    with pytest.raises(FilterError, match="no progress for 1 seconds"):
        list(filter_of(plan, time_limit=1)(struck(plan, signal.SIGSTOP)))
    assert time.monotonic() - started < 20
    assert filters() == []


def test_time_that_the_source_takes_is_not_the_filters(plan: Any) -> None:
    def slow() -> Iterator[Any]:
        for batch in batches(plan):
            yield batch
            time.sleep(0.8)

    assert list(filter_of(plan, time_limit=0.6)(slow()))


def test_an_error_of_the_source_is_raised_as_it_is(plan: Any) -> None:
    def broken() -> Iterator[Any]:
        yield batches(plan)[0]
        raise KeyError("upstream")

    with pytest.raises(KeyError, match="upstream"):
        list(filter_of(plan)(broken()))
    assert filters() == []


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        (b"refrain.protocol", b"0", "format 0"),
        (b"refrain.segments", b"0123456789abcdef", "use one version of refrain on all machines"),
        (b"refrain.settings", b"[read]\nfoo = 1\n", "foo"),
    ],
)
def test_another_version_is_refused(plan: Any, key: bytes, value: bytes, message: str) -> None:
    metadata = {**plan.schema.metadata, key: value}
    with pytest.raises(FilterError, match=message):
        list(filter_of(plan, metadata=metadata)(iter(batches(plan))))


def test_a_file_out_of_sight_is_named(plan: Any, tmp_path: Path) -> None:
    (tmp_path / "texts" / "2.txt").unlink()
    with pytest.raises(FilterError, match=r"2\.txt.*does not see the file"):
        list(filter_of(plan)(iter(batches(plan))))


def test_a_program_for_another_machine_is_told(plan: Any, tmp_path: Path) -> None:
    program = tmp_path / "refrain"
    program.write_bytes(b"\x7fELF" + bytes(60))
    with pytest.raises(FilterError, match="another architecture"):
        list(filter_of(plan, binary=str(program))(iter(batches(plan))))


def test_a_lost_run_bit_is_set(plan: Any, tmp_path: Path) -> None:
    program = tmp_path / "refrain"
    program.symlink_to(find_binary())
    script = tmp_path / "run"
    script.write_text(f'#!/bin/sh\nexec "{program}" "$@"\n', encoding="utf-8")
    script.chmod(0o644)
    assert list(filter_of(plan, binary=str(script))(iter(batches(plan))))


def test_a_stream_without_its_end_mark_is_refused(plan: Any) -> None:
    sink = pa.BufferOutputStream()
    schema = plan.schema
    writer = pa.ipc.new_stream(sink, schema)
    for batch in batches(plan):
        writer.write_batch(batch)
    whole_batches = sink.getvalue().to_pybytes()
    ended = subprocess.run(
        [str(find_binary()), "worker", "--mode=tokenise"],
        input=whole_batches,
        capture_output=True,
        check=False,
    )
    assert ended.returncode == 1
    assert b"end mark" in ended.stderr


def test_the_filter_ends_with_its_parent(tmp_path: Path) -> None:
    # A parent that dies at once, while another process holds the filter's input open.
    script = (
        "import os, subprocess, sys, time\n"
        "read, write = os.pipe()\n"
        "os.set_inheritable(write, True)\n"
        "holder = subprocess.Popen(['sleep', '30'], pass_fds=[write], stdout=subprocess.DEVNULL)\n"
        "command = [sys.argv[1], 'worker', '--mode=tokenise']\n"
        "child = subprocess.Popen(command, stdin=read, stdout=subprocess.DEVNULL)\n"
        "time.sleep(0.5)\n"
        "print(child.pid, holder.pid, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, str(find_binary())],
        stdout=subprocess.PIPE,
        check=False,
        cwd=tmp_path,
    )
    child, holder = map(int, ended.stdout.split())
    try:
        limit = time.monotonic() + 10
        while _is_alive(child) and time.monotonic() < limit:
            time.sleep(0.05)
        assert not _is_alive(child)
    finally:
        os.kill(holder, signal.SIGKILL)


def _is_alive(process: int) -> bool:
    try:
        text = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return text.rpartition(")")[2].split()[0] != "Z"


def test_a_damaged_segment_ends_the_run(plan: Any, tmp_path: Path) -> None:
    (out,) = filter_of(plan)(iter(batches(plan)))
    pack = bytearray(out.column("pack")[0].as_py())
    pack[len(pack) // 2] ^= 1
    columns = [[1], [bytes(pack)], out.column("units").to_pylist()]
    batch = pa.record_batch(columns, schema=_driver.PACKS)
    folder = str(tmp_path / "texts")
    with pytest.raises(refrain_text.RunError, match="damaged"):
        _driver.finish(plan, [batch], str(tmp_path / "output"), [folder])
    assert not (tmp_path / "output").exists()


def test_a_unit_in_no_segment_is_named(plan: Any, tmp_path: Path) -> None:
    out = list(filter_of(plan)(iter(batches(plan)[:3])))
    columns = [
        pa.array([1] * len(out), pa.int64()),
        *(pa.concat_arrays([batch.column(name) for batch in out]) for name in ("pack", "units")),
    ]
    batch = pa.record_batch(columns, schema=_driver.PACKS)
    folder = str(tmp_path / "texts")
    with pytest.raises(refrain_text.RunError, match=r"in no segment: 1, the first is 3\.txt"):
        _driver.finish(plan, [batch], str(tmp_path / "output"), [folder])
