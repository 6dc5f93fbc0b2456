//! Faults of what lies around the texts: files that are none, archives of other things, names that command
//! the terminal, caches that can't be written.

use std::fs::{self, File};
#[cfg(unix)]
use std::path::Path;

#[cfg(unix)]
use crate::common::refrain;
use crate::common::{folder, run, run_well, stderr, write};

const TEXT: &str = "The harbour was closed. The harbour opened again in May.";

#[test]
fn large_files_without_text_do_not_refuse_a_run() {
    let folder = folder(&[("input/a.txt", TEXT)]);
    for (name, size) in [
        ("photos.zip", 20 << 30),
        ("images.tar", 30 << 30),
        ("book.txt", 40 << 30),
    ] {
        let path = folder.path().join("input").join(name);
        let file = File::create(&path).expect("a file");
        file.set_len(size).expect("a sparse file");
        run_well(
            folder.path(),
            "run --only documents --no-report -o out --force",
        );
        let documents =
            fs::read_to_string(folder.path().join("out/tables/documents.csv")).expect("a table");
        assert!(
            documents.contains(name) && documents.contains("skipped"),
            "{documents}"
        );
        fs::remove_file(path).expect("removed");
    }
}

#[cfg(unix)]
#[test]
fn records_that_are_no_files_are_passed_over() {
    let folder = folder(&[("input/below/a.txt", TEXT), ("out/kept.txt", "mine")]);
    let made = std::process::Command::new("mkfifo")
        .args([
            folder.path().join("input/below/run.json"),
            folder.path().join("out/run.json"),
        ])
        .status();
    assert!(made.expect("mkfifo").success());
    run_well(folder.path(), "run --only documents --no-report -o new");
    let refused = run(folder.path(), "run --only documents --no-report -o out");
    assert!(
        stderr(&refused).contains("not written by refrain"),
        "{}",
        stderr(&refused)
    );
    fs::remove_file(folder.path().join("input/below/run.json")).expect("removed");
    std::os::unix::fs::symlink("/dev/zero", folder.path().join("input/below/run.json"))
        .expect("a link");
    run_well(folder.path(), "run --only documents --no-report -o new");
}

#[cfg(unix)]
#[test]
fn settings_without_an_end_are_refused() {
    let folder = folder(&[("input/a.txt", TEXT)]);
    for option in ["--concepts", "--stop-word-file", "--config"] {
        let refused = run(folder.path(), &format!("run -o out {option} /dev/zero"));
        assert_eq!(refused.status.code(), Some(2));
        let message = stderr(&refused);
        assert!(
            message.contains("/dev/zero: larger than 256 MiB"),
            "{message}"
        );
    }
    assert!(!folder.path().join("out").exists());
}

#[cfg(unix)]
#[test]
fn a_run_that_waits_for_a_pipe_can_be_stopped() {
    let folder = folder(&[("input/a.txt", TEXT)]);
    let pipe = folder.path().join("pipe.yml");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("mkfifo").success());
    let mut run = refrain(folder.path());
    run.args(["run", "-o", "out", "--concepts", "pipe.yml"]);
    let mut run = run
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("started");
    std::thread::sleep(std::time::Duration::from_millis(500));
    let mut kill = std::process::Command::new("kill");
    assert!(
        kill.arg(run.id().to_string())
            .status()
            .expect("kill")
            .success()
    );
    assert_eq!(run.wait().expect("ended").code(), Some(130));
}

#[cfg(unix)]
#[test]
fn a_pipe_in_a_cache_is_passed_over() {
    let folder = folder(&[("input/a.txt", TEXT)]);
    run_well(
        folder.path(),
        "run --only documents --no-report -o out --cache kept",
    );
    let packs = fs::read_dir(folder.path().join("kept")).expect("a cache");
    let packs = packs.filter_map(|entry| Some(entry.ok()?.path()).filter(|path| path.is_dir()));
    for pack in packs {
        let pipe = pack.join("0123456789ab.pack");
        assert!(
            std::process::Command::new("mkfifo")
                .arg(pipe)
                .status()
                .expect("mkfifo")
                .success()
        );
    }
    run_well(
        folder.path(),
        "run --only documents --no-report -o out --cache kept",
    );
}

#[test]
fn names_can_not_command_the_terminal() {
    let folder = folder(&[("input/a.txt", TEXT)]);
    let name = "input/\u{1b}]0;owned\u{7}\u{202e}.pdf";
    write(&folder.path().join(name), b"no PDF");
    let metadata = "file,date\nnot\u{1b}[2Jthere.txt,2015\na.txt,\u{1b}[31m99/99\n";
    write(
        &folder.path().join("input/metadata.csv"),
        metadata.as_bytes(),
    );
    let messages = stderr(&run_well(
        folder.path(),
        "run --only documents --no-report -o out",
    ));
    let events = stderr(&run_well(
        folder.path(),
        "run --log json --only documents --no-report -o out",
    ));
    for line in events.lines() {
        serde_json::from_str::<serde_json::Value>(line).expect(line);
    }
    assert!(events.contains('\u{202e}'), "{events}");
    let is_command = |letter: char| (letter.is_control() && letter != '\n') || letter == '\u{202e}';
    assert!(!messages.contains(is_command), "{messages:?}");
    for shown in [
        "\\u{1b}]0;owned\\u{7}\\u{202e}.pdf",
        "not\\u{1b}[2Jthere.txt",
        "\\u{1b}[31m99/99",
    ] {
        assert!(messages.contains(shown), "{shown}: {messages}");
    }
}

/// The names of the hidden files and folders in a folder.
#[cfg(unix)]
fn hidden(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    let names = names.map(|name| name.to_string_lossy().into_owned());
    names.filter(|name| name.starts_with('.')).collect()
}

/// A run that is killed as soon as it has begun to write; both into a new folder and over an earlier output.
#[cfg(unix)]
#[test]
fn a_killed_run_leaves_the_earlier_output_and_the_next_one_cleans_up() {
    let texts: Vec<(String, String)> = (0..40)
        .map(|number| {
            (
                format!("input/{number}.txt"),
                format!("{TEXT} {number} boats. ").repeat(60),
            )
        })
        .collect();
    let files: Vec<(&str, &str)> = texts
        .iter()
        .map(|(name, text)| (&**name, &**text))
        .collect();
    let folder = folder(&files);
    let mut earlier: Option<String> = None;
    for (number, place) in [(1, ""), (2, "out")] {
        let mut run = refrain(folder.path());
        let run = run.args(["run", "-q", "-o", "out", "--min-chars", &number.to_string()]);
        let mut run = run.spawn().expect("the program starts");
        let begun = || {
            let staged = folder.path().join(place);
            let names = hidden(&staged);
            names
                .iter()
                .any(|name| staged.join(name).join("tables/documents.csv").is_file())
        };
        let started = std::time::Instant::now();
        while !begun() {
            assert!(
                run.try_wait().expect("asked").is_none(),
                "it ended before it was killed"
            );
            assert!(
                started.elapsed().as_secs() < 100,
                "it has not begun to write"
            );
        }
        run.kill().expect("killed");
        run.wait().expect("ended");
        let record = fs::read_to_string(folder.path().join("out/run.json")).ok();
        assert_eq!(record, earlier);
        run_well(folder.path(), "run -q -o out");
        assert!(hidden(folder.path()).is_empty() && hidden(&folder.path().join("out")).is_empty());
        earlier = fs::read_to_string(folder.path().join("out/run.json")).ok();
    }
}

#[cfg(unix)]
#[test]
fn two_runs_into_one_folder_are_refused_at_once() {
    let folder = folder(&[("input/a.txt", TEXT)]);
    let lock = |name: &str| {
        let hidden = folder.path().join(name);
        fs::create_dir_all(&hidden).expect("made");
        let hidden = File::open(hidden).expect("opened");
        hidden.try_lock().expect("locked");
        hidden
    };
    let refused = |arguments: &str| {
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments}");
        let message = stderr(&output);
        assert!(
            message.contains("out: another run of refrain is writing here"),
            "{message}"
        );
    };
    let other = lock(".refrain-new-out");
    refused("run -o out --no-report");
    refused("text -o out");
    drop(other);
    run_well(folder.path(), "run -o out --no-report");
    let other = lock("out/.refrain-new-output");
    refused("run -o out --no-report");
    drop(other);
    run_well(folder.path(), "run -o out --no-report");
    let table = folder.path().join(".refrain-new-out.csv");
    let other = File::create(&table).expect("made");
    other.try_lock().expect("locked");
    let output = run(folder.path(), "words -o out.csv");
    assert!(
        stderr(&output).contains("out.csv: another run"),
        "{}",
        stderr(&output)
    );
    drop(other);
    run_well(folder.path(), "words -o out.csv");
    assert!(folder.path().join("out.csv").is_file() && !table.exists());
}
