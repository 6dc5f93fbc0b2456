//! Runs that are killed at random moments, and pairs of runs into one folder, by the hundred.
//!
//! Run with `cargo test --test integration -- --ignored kills:: --nocapture`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::Rng as _;

use crate::common::{files_in, folder, refrain, run_well};

const KILLS: usize = 200;
const PAIRS: usize = 50;
/// Two runs whose tables differ, in number too.
const RUNS: [&str; 2] = [
    "run -q -o out --threads 2 --only documents,terms,phrases,keyness",
    "run -q -o out --threads 2 --min-chars 4",
];

type Files = BTreeMap<PathBuf, Vec<u8>>;

/// A folder with documents, and what each of the runs writes of them.
fn corpus() -> (tempfile::TempDir, [Files; 2]) {
    let texts: Vec<(String, String)> = (0..60)
        .map(|number| {
            let sentence =
                format!("Harbour {number} was closed in May. The harbour opened again. ");
            (
                format!("input/{}/{number}.txt", number % 3),
                sentence.repeat(20),
            )
        })
        .collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(a, b)| (&**a, &**b)).collect();
    let folder = folder(&texts);
    let whole = RUNS.map(|arguments| {
        let _ = fs::remove_dir_all(folder.path().join("out"));
        run_well(folder.path(), arguments);
        files_in(&folder.path().join("out"))
    });
    assert_ne!(whole[0].len(), whole[1].len());
    (folder, whole)
}

fn start(folder: &Path, arguments: &str) -> Child {
    let mut run = refrain(folder);
    let run = run.args(arguments.split_whitespace());
    let run = run.stdout(Stdio::null()).stderr(Stdio::piped());
    run.spawn().expect("the program starts")
}

/// The hidden files and folders of a run, in the output and beside it.
fn left_behind(folder: &Path) -> Vec<PathBuf> {
    let places = [folder.to_owned(), folder.join("out")];
    let entries = places.iter().filter_map(|place| fs::read_dir(place).ok());
    let paths = entries
        .flatten()
        .map(|entry| entry.expect("an entry").path());
    let is_hidden = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default();
        name.to_string_lossy().starts_with('.')
    };
    paths.filter(is_hidden).collect()
}

/// The files of the output that are no left-overs.
fn visible(folder: &Path) -> Files {
    let mut files = files_in(&folder.join("out"));
    files.retain(|path, _| !path.to_string_lossy().starts_with('.'));
    files
}

/// How long a run takes.
fn usual_time(folder: &Path) -> Duration {
    let started = Instant::now();
    run_well(folder, RUNS[1]);
    started.elapsed()
}

#[test]
#[ignore = "kills 200 runs"]
fn an_output_is_the_old_or_the_new_one_whole_whenever_a_run_is_killed() {
    let (folder, whole) = corpus();
    let folder = folder.path();
    let time = usual_time(folder);
    let mut random = Pcg64Mcg::new(7);
    let (mut new, mut between, mut left) = (0, 0, 0);
    for kill in 0..KILLS {
        let before = visible(folder);
        let mut run = start(folder, RUNS[kill % 2]);
        // The second half of a run writes, and is worth more kills.
        let share = f64::from(random.next_u32()) / f64::from(u32::MAX);
        std::thread::sleep(time.mul_f64(share.sqrt() * 1.1));
        run.kill().expect("killed or ended");
        run.wait().expect("ended");
        let after = visible(folder);
        let is_new = after == whole[kill % 2];
        // Killed between two renames: the list of what is still to be moved is there, and the next run moves it.
        let is_between = folder.join("out/.refrain-journal").exists();
        assert!(
            is_new || is_between || after == before,
            "kill {kill}: a mix of two outputs"
        );
        new += usize::from(is_new);
        between += usize::from(is_between);
        left += usize::from(!left_behind(folder).is_empty());
        // The next kill meets the other run, so that old and new output differ.
        run_well(folder, RUNS[kill % 2]);
        assert!(
            visible(folder) == whole[kill % 2],
            "kill {kill}: the next run"
        );
        assert_eq!(left_behind(folder), Vec::<PathBuf>::new(), "kill {kill}");
    }
    println!(
        "{KILLS} kills: {new} left the new output, {between} one for the next run to finish, the others the old one; {left} left hidden files"
    );
}

#[test]
#[ignore = "starts 100 runs"]
fn of_two_runs_into_one_folder_each_writes_a_whole_output_or_refuses() {
    let (folder, whole) = corpus();
    let folder = folder.path();
    let time = usual_time(folder);
    let mut random = Pcg64Mcg::new(8);
    let mut refused = 0;
    for pair in 0..PAIRS {
        let first = start(folder, RUNS[0]);
        let share = f64::from(random.next_u32()) / f64::from(u32::MAX);
        std::thread::sleep(time.mul_f64(share * 0.5));
        let second = start(folder, RUNS[1]);
        let ended = [first, second].map(|run| run.wait_with_output().expect("ended"));
        let succeeded = ended
            .iter()
            .filter(|output| output.status.success())
            .count();
        assert!(succeeded >= 1, "pair {pair}: {ended:?}");
        for output in ended.iter().filter(|output| !output.status.success()) {
            let message = String::from_utf8_lossy(&output.stderr);
            assert!(
                message.contains("another run of refrain is writing here"),
                "pair {pair}: {message}"
            );
            refused += 1;
        }
        let after = visible(folder);
        assert!(whole.contains(&after), "pair {pair}: a mix of two outputs");
        assert_eq!(left_behind(folder), Vec::<PathBuf>::new(), "pair {pair}");
    }
    println!(
        "{PAIRS} pairs: {refused} of {} runs were refused",
        2 * PAIRS
    );
}
