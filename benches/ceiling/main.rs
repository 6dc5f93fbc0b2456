//! How near the way from bytes to a counted corpus comes to a bare hash count.
//!
//! Takes the corpus that `REFRAIN_BENCH_CORPUS` names (a folder of text files, or one JSON Lines
//! file), or one made here; gives the medians of both and their ratio. The two take turns, so that
//! what else the machine does falls on both.
//!
//! With `REFRAIN_BENCH_ONLY_MAKE` a small corpus is written to that folder, and nothing is timed.
//!
//! The bare count is what can be had at all: files are read and checked to be UTF-8, runs of
//! letters and digits go through a hash table of the worker as small letters, and each document
//! gets its list of (word, count). It knows no Unicode, no sentences, no languages, no stems, and
//! words of two workers have different numbers. Refrain's side reads, cleans, tokenises, freezes and
//! counts by all its rules, up to the document-term matrix.

#![allow(clippy::disallowed_methods, reason = "the bench reads its own corpus")]
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a bench that cannot run should say so and stop"
)]

mod bare;
#[path = "../stages/generate.rs"]
mod generate;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use refrain::config::Config;
use refrain::corpus::{freeze, read_segments};
use refrain::count::count;
use refrain::progress::Silent;
use refrain::source;
use refrain::store::Storage;

/// How often each side runs, the first time left out.
const ROUNDS: usize = 8;

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    if let Some(kept) = std::env::var_os("REFRAIN_BENCH_ONLY_MAKE") {
        generate::generate(Path::new(&kept), 1 << 20, 20_151_216);
        return;
    }
    let named = std::env::var_os("REFRAIN_BENCH_CORPUS").map(PathBuf::from);
    let path = named.unwrap_or_else(|| {
        generate::generate(folder.path(), 8 << 20, 20_151_216);
        folder.path().to_owned()
    });
    let threads = std::env::var("REFRAIN_BENCH_THREADS").ok();
    let threads = threads.and_then(|text| text.parse().ok()).unwrap_or(0);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.expect("threads").install(|| compare(&path));
}

fn compare(path: &Path) {
    let (mut bare, mut ours) = (Vec::new(), Vec::new());
    let mut stages: [Vec<Duration>; STAGES.len()] = Default::default();
    for round in 0..=ROUNDS {
        let (time, counted) = timed(|| bare::count(path));
        let (own, (documents, tokens, parts)) = timed(|| refrain_count(path));
        assert!(counted.tokens > 0 && counted.tokens == counted.listed);
        assert_eq!(counted.documents, documents, "documents");
        let ratio = tokens as f64 / counted.tokens as f64;
        assert!((0.8..1.2).contains(&ratio), "tokens differ: {ratio}");
        if round == 0 {
            println!(
                "{documents} documents, {} words in {} bytes, {} threads",
                counted.tokens,
                counted.bytes,
                rayon::current_num_threads()
            );
            continue;
        }
        bare.push(time);
        ours.push(own);
        stages
            .iter_mut()
            .zip(parts)
            .for_each(|(all, part)| all.push(part));
    }
    let (bare, ours) = (median(bare), median(ours));
    println!("bare hash count        {bare:>10.1?}");
    println!("bytes to counted corpus{ours:>10.1?}");
    for (name, times) in STAGES.iter().zip(stages) {
        println!("  {name:<21}{:>10.1?}", median(times));
    }
    println!(
        "ratio                  {:>10.2}",
        ours.as_secs_f64() / bare.as_secs_f64()
    );
}

/// The stages of refrain's side.
const STAGES: [&str; 4] = ["find files", "read to segments", "freeze", "count"];

/// Documents and tokens of the counted corpus, and what each stage took.
fn refrain_count(path: &Path) -> (usize, u64, [Duration; STAGES.len()]) {
    let config = Config::default();
    let (find, found) = timed(|| source::discover(&[path.to_owned()], &config.read));
    let found = found.expect("the corpus can be read");
    let settings = config.reading();
    let (read, segments) =
        timed(|| read_segments(&found.units, settings, Storage::default(), &Silent));
    let (segments, _) = segments.expect("segments");
    let (merge, corpus) = timed(|| freeze(segments, found.skipped, settings));
    let corpus = corpus.expect("a corpus");
    let (tally, counts) = timed(|| count(&corpus));
    assert_eq!(counts.matrix.documents(), corpus.documents.len());
    assert_eq!(counts.forms.iter().sum::<u64>(), corpus.tokens());
    (
        corpus.documents.len(),
        corpus.tokens(),
        [find, read, merge, tally],
    )
}

fn timed<T>(run: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let result = run();
    (start.elapsed(), result)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
