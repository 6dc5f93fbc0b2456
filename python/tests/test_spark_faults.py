"""Processes die while the cluster reads: the result is the same, or the run fails plainly.

Takes minutes and a cluster of processes, so it runs only if `REFRAIN_SPARK_FAULTS` names a corpus:
a folder that takes a while to read. Each fault is injected once what it is to hit is there; a test
fails if it never was.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import refrain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytest.importorskip("pyarrow")
pytest.importorskip("pyspark")

CORPUS = os.environ.get("REFRAIN_SPARK_FAULTS")
MASTER = os.environ.get("REFRAIN_SPARK_MASTER", "local-cluster[2,1,2048]")

pytestmark = [
    pytest.mark.skipif(CORPUS is None, reason="REFRAIN_SPARK_FAULTS names no corpus"),
    pytest.mark.filterwarnings("ignore::refrain_text.RefrainWarning"),
]

OPTIONS = ("--only=documents,terms,tfidf,kwic,phrases,keyness", "--no-report", "-q")
PARTITIONS = 24
LIMIT = 240


def processes(*words: str) -> list[int]:
    """Return running processes whose command line has all these words."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            state = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        except OSError:
            continue
        if state not in "ZX" and all(word in line for word in words):
            found.append(int(folder.name))
    return found


def ours(name: str) -> tuple[str, ...]:
    """Return what the command lines of this test's processes have in common."""
    return {
        "executor": ("CoarseGrainedExecutorBackend", str(MARK)),
        "filter": ("--mode=tokenise", str(MARK)),
    }[name]


MARK = Path(os.environ.get("TMPDIR", "/tmp")) / f"refrain-faults-{os.getpid()}"  # noqa: S108


@pytest.fixture(scope="module", autouse=True)
def _marked() -> Iterator[None]:
    # The program under a name of its own, by which its processes are known.
    MARK.mkdir()
    binary = refrain_text.find_binary().resolve()
    (MARK / "refrain").symlink_to(binary)
    yield
    shutil.rmtree(MARK)


def start(output: Path, *options: str) -> subprocess.Popen[bytes]:
    # Java options name the mark, so that executors are known too.
    conf = f"spark.executor.extraJavaOptions=-Drefrain.mark={MARK}"
    environment = {
        **os.environ,
        "REFRAIN_BINARY": str(MARK / "refrain"),
        "PYSPARK_PYTHON": sys.executable,
        "PYSPARK_SUBMIT_ARGS": f"--conf {conf} --conf spark.ui.enabled=false pyspark-shell",
    }
    command = [sys.executable, "-m", "refrain_text.spark", "run", str(CORPUS), *OPTIONS]
    own = [f"--master={MASTER}", f"--partitions={PARTITIONS}", f"--output={output}"]
    with output.with_suffix(".log").open("wb") as log:
        return subprocess.Popen([*command, *own, *options], env=environment, stderr=log, stdout=log)


def when(condition: Callable[[], Any], process: subprocess.Popen[bytes]) -> Any:
    """Wait until the condition gives something, and return that; fail if the run ends before."""
    limit = time.monotonic() + LIMIT
    while time.monotonic() < limit:
        found = condition()
        if found:
            return found
        assert process.poll() is None, "the run was over before the fault"
        time.sleep(0.02)
    pytest.fail("there was nothing to hit")


def tables(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("tables/*.csv")}


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    output = tmp_path_factory.mktemp("local") / "output"
    command = [str(refrain_text.find_binary()), "run", str(CORPUS), *OPTIONS, "-o", str(output)]
    subprocess.run(command, check=True)
    return tables(output)


def finish(process: subprocess.Popen[bytes], output: Path, local: dict[str, bytes]) -> None:
    status = process.wait(timeout=LIMIT)
    log = output.with_suffix(".log").read_text(encoding="utf-8", errors="replace")
    assert status == 0, log[-3000:]
    found = tables(output)
    assert sorted(found) == sorted(local)
    assert [name for name in local if found[name] != local[name]] == []
    assert processes(*ours("filter")) == []


def kill(name: str, which: signal.Signals = signal.SIGKILL) -> Callable[[], bool]:
    def strike() -> bool:
        found = processes(*ours(name))
        if found:
            os.kill(found[-1], which)
        return bool(found)

    return strike


def written(output: Path) -> Callable[[], bool]:
    """Return whether a task has written its segments, which no job has committed yet."""
    return lambda: any(output.glob("segments/*/run-1/packs/_temporary/0/task_*"))


@pytest.mark.parametrize("name", ["executor", "filter"])
def test_a_process_that_dies_while_the_first_documents_are_read(
    local: dict[str, bytes], tmp_path: Path, name: str
) -> None:
    output = tmp_path / "output"
    process = start(output)
    when(lambda: processes(*ours("filter")), process)
    when(kill(name), process)
    finish(process, output, local)


def test_an_executor_that_dies_after_some_segments_are_written(
    local: dict[str, bytes], tmp_path: Path
) -> None:
    output = tmp_path / "output"
    process = start(output)
    when(written(output), process)
    when(kill("executor"), process)
    finish(process, output, local)


def test_a_filter_that_freezes(local: dict[str, bytes], tmp_path: Path) -> None:
    output = tmp_path / "output"
    process = start(output, "--time-limit=5")
    when(kill("filter", signal.SIGSTOP), process)
    finish(process, output, local)


def test_a_filter_that_always_dies_fails_the_run(tmp_path: Path) -> None:
    output = tmp_path / "output"
    process = start(output)
    hits = 0
    stop = threading.Event()

    def strike() -> None:
        nonlocal hits
        while not stop.is_set():
            for victim in processes(*ours("filter")):
                hits += 1
                with_no_care(victim)
            time.sleep(0.005)

    hunter = threading.Thread(target=strike)
    hunter.start()
    try:
        status = process.wait(timeout=LIMIT)
    finally:
        stop.set()
        hunter.join()
    assert hits >= 4
    assert status == 1
    log = output.with_suffix(".log").read_text(encoding="utf-8", errors="replace")
    assert "ended by signal 9" in log
    assert not (output / "run.json").exists()


def with_no_care(victim: int) -> None:
    try:
        os.kill(victim, signal.SIGKILL)
    except ProcessLookupError:
        return


def test_a_driver_that_dies_and_the_run_after_it(local: dict[str, bytes], tmp_path: Path) -> None:
    output = tmp_path / "output"
    process = start(output)
    when(written(output), process)
    process.kill()
    process.wait()
    limit = time.monotonic() + LIMIT
    while processes(*ours("filter")) and time.monotonic() < limit:
        time.sleep(0.1)
    assert processes(*ours("filter")) == []
    assert not (output / "run.json").exists()
    finish(start(output), output, local)


def test_a_full_disk_fails_the_run(tmp_path: Path) -> None:
    output, full = tmp_path / "output", tmp_path / "full"
    full.mkdir()
    mounted = ["/bin/mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(full)]
    if subprocess.run(mounted, check=False, capture_output=True).returncode != 0:
        pytest.skip("no small disk can be made here")
    try:
        process = start(output, f"--segments={full}")
        assert process.wait(timeout=LIMIT) == 1
    finally:
        subprocess.run(["/bin/umount", "-l", str(full)], check=True)
    log = output.with_suffix(".log").read_text(encoding="utf-8", errors="replace")
    assert "No space left on device" in log
    assert not (output / "run.json").exists()
