#!/usr/bin/env bash
# Counts the instructions of a run on a small made corpus, which no other load on the machine changes,
# and compares them with those of benches/instructions.txt: a slowdown shows without a clock.
#
#   benches/instructions.sh            compares; exit status 1 if a run takes 5 % more
#   benches/instructions.sh --accept   writes the figures of now, to be committed with the change
#
# Needs valgrind. Counts belong to one version of Rust and one kind of processor; the file names both.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v valgrind >/dev/null || { echo "valgrind is not installed" >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cargo build --release --quiet
REFRAIN_BENCH_ONLY_MAKE="$work/corpus" cargo bench --quiet --bench ceiling

count() { # the instructions of a run with these options
    valgrind --tool=callgrind --callgrind-out-file=/dev/null target/release/refrain \
        run "$work/corpus" --language en --threads 1 --quiet --force -o "$work/out" "$@" 2>&1 |
        awk '/Collected/ { print $NF }'
}
{
    echo "reading $(count --only documents)"
    echo "tf-idf $(count --only documents,terms,tfidf)"
    echo "everything $(count)"
} >"$work/now"
machine="# $(rustc --version), $(uname -m)"

if [ "${1:-}" = --accept ]; then
    { echo "$machine"; cat "$work/now"; } | tee benches/instructions.txt
    exit
fi
if [ "$(head -1 benches/instructions.txt)" != "$machine" ]; then
    echo "benches/instructions.txt is of another compiler or machine; run with --accept before the change" >&2
fi
awk '
    NR == FNR { if ($1 != "#") before[$1] = $2; next }
    { ratio = $2 / before[$1]; printf "%-12s %14d  %.3f of before\n", $1, $2, ratio
      if (ratio > 1.05) slower = 1 }
    END { exit slower }
' benches/instructions.txt "$work/now"
