"""Times refrain against what people use today: the same job, on the same machine, in turns.

The job: from a folder of UTF-8 text files to a written CSV file with a row for each document and
term (document, term, n, tf_idf): words in small letters, English stop words out, Snowball stems,
tf-idf smoothed and with rows of length 1, as scikit-learn has it.

    python3 -m venv /tmp/compare
    /tmp/compare/bin/pip install scikit-learn polars PyStemmer
    cargo build --release
    /tmp/compare/bin/python benches/compare/compare.py FOLDER [--rounds 5] [--only polars,...]

Each program runs in a process of its own, from its start to its end, so that what it takes to start
counts too. Programs take turns; the medians of the rounds are compared. quanteda takes part where
`Rscript` has it. `refrain (everything)` is the default run with all its tables and the summary,
which none of the others does.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
JOBS = HERE / "jobs.py"
QUANTEDA = HERE / "quanteda.R"
REFRAIN = HERE.parent.parent / "target" / "release" / "refrain"


def programs(folder: Path, out: Path, refrain: Path) -> dict[str, list[str]]:
    """The command of each program; what is not installed is left out."""
    job = [sys.executable, str(JOBS)]
    run = [str(refrain), "run", str(folder), "--quiet", "--output"]
    found = {
        "refrain": [*run, str(out / "refrain"), "--only", "documents,terms,tfidf"],
        "refrain (everything)": [*run, str(out / "everything")],
        "polars": [*job, "polars", str(folder), str(out / "polars.csv")],
        "scikit-learn": [*job, "sklearn", str(folder), str(out / "sklearn.csv")],
        "scikit-learn, 2 processes": [*job, "sklearn2", str(folder), str(out / "sklearn2.csv")],
    }
    has_quanteda = shutil.which("Rscript") and not subprocess.run(
        ["Rscript", "-e", "stopifnot(requireNamespace('quanteda'))"], capture_output=True
    ).returncode
    if has_quanteda:
        found["quanteda"] = ["Rscript", str(QUANTEDA), str(folder), str(out / "quanteda.csv")]
    return found


def timed(command: list[str]) -> tuple[float, float]:
    """Seconds by the clock, and the most memory in MB, of a process that must succeed."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        raise SystemExit(f"failed: {' '.join(command)}")
    return seconds, used.ru_maxrss / 1024


def rows(path: Path) -> int:
    """Rows of a CSV file without its header. No cell of these tables holds a line end."""
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b"")) - 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", help="names of programs, with commas between")
    parser.add_argument("--refrain", type=Path, default=REFRAIN, help="the program to be timed")
    args = parser.parse_args()
    size = sum(file.stat().st_size for file in args.folder.rglob("*.txt"))
    with tempfile.TemporaryDirectory() as out:
        out = Path(out)
        found = programs(args.folder, out, args.refrain)
        if args.only:
            wanted = args.only.split(",")
            found = {name: command for name, command in found.items() if name in wanted}
        times: dict[str, list[float]] = {name: [] for name in found}
        memory: dict[str, float] = {}
        for round_number in range(args.rounds + 1):
            for name, command in found.items():
                seconds, most = timed(command)
                if round_number:  # the first fills the caches of the system
                    times[name].append(seconds)
                memory[name] = max(most, memory.get(name, 0))
        print(f"{size / 1e6:.1f} MB, {os.cpu_count()} cores, medians of {args.rounds} rounds\n")
        print(f"| program | s | times refrain | MB of memory | rows |\n|---|---|---|---|---|")
        base = statistics.median(times.get("refrain", next(iter(times.values()))))
        for name in found:
            table = out / ("refrain/tfidf.csv" if name == "refrain" else
                           "everything/tfidf.csv" if name.startswith("refrain") else
                           Path(found[name][-1]).name)
            median = statistics.median(times[name])
            print(f"| {name} | {median:.2f} | {median / base:.1f} | {memory[name]:.0f} "
                  f"| {rows(table):,} |")


if __name__ == "__main__":
    main()
