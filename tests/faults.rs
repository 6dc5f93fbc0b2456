//! Faults of what lies around the texts: files that are none, archives of other things, names that command
//! the terminal, caches that can't be written.

use std::fs::{self, File};

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
            fs::read_to_string(folder.path().join("out/documents.csv")).expect("a table");
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
