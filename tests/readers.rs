//! The processes that read office documents, PDF, e-books and mail: what breaks there costs one document.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use refrain::{Corpus, Settings, TableId, tables};
use tempfile::TempDir;

#[cfg(target_os = "linux")]
use crate::common::refrain;
use crate::common::{folder, project, rows, run_well, write};

const TEXT: &str = "The ferry was late. The ferry came at noon.";
const OPTIONS: &str = "-q --only documents --no-report -o out --force";

/// A PDF with this content of its page, and this many objects that nothing refers to.
fn pdf(content: &str, idle: usize) -> Vec<u8> {
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
            .to_owned(),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    objects.extend((0..idle).map(|number| format!("<</A {number}>>")));
    let mut file = "%PDF-1.4\n".to_owned();
    let mut offsets = String::new();
    for (object, number) in objects.iter().zip(1..) {
        offsets.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let (start, size) = (file.len(), objects.len() + 1);
    file.push_str(&format!(
        "xref\n0 {size}\n0000000000 65535 f \n{offsets}trailer<</Root 1 0 R/Size {size}>>\nstartxref\n{start}\n%%EOF"
    ));
    file.into_bytes()
}

fn short_pdf() -> Vec<u8> {
    pdf("BT /F1 12 Tf (The law of the sea.) Tj ET", 0)
}

/// A PDF that takes some seconds.
fn slow_pdf() -> Vec<u8> {
    pdf("BT /F1 12 Tf (The law of the sea.) Tj ET", 150_000)
}

/// A folder with a text, a short PDF that is read last, and this file.
fn with_file(name: &str, bytes: &[u8]) -> TempDir {
    let folder = folder(&[("input/a.txt", TEXT)]);
    write(&folder.path().join("input").join(name), bytes);
    write(&folder.path().join("input/z.pdf"), &short_pdf());
    folder
}

/// Status and reason of the documents of a run, by the names of their files.
fn outcomes(folder: &Path) -> Vec<(String, String, String)> {
    let rows = rows(&folder.join("out"), "documents").into_iter();
    let cells = rows.map(|row| ["path", "status", "reason"].map(|column| row[column].clone()));
    cells
        .map(|[path, status, reason]| (path, status, reason))
        .collect()
}

/// The reason for which `b.pdf` was skipped, while the other files were read.
fn reason(folder: &Path) -> String {
    let outcomes = outcomes(folder);
    let (skipped, read): (Vec<_>, Vec<_>) = outcomes.iter().partition(|row| row.0 == "b.pdf");
    assert_eq!(read.len(), 2, "{outcomes:?}");
    assert!(read.iter().all(|row| row.1 == "analysed"), "{outcomes:?}");
    assert_eq!(
        (skipped.len(), &*skipped[0].1),
        (1, "skipped"),
        "{outcomes:?}"
    );
    skipped[0].2.clone()
}

#[test]
fn a_document_that_takes_too_long_is_skipped_and_not_kept_in_a_cache() {
    let folder = with_file("b.pdf", &slow_pdf());
    let started = Instant::now();
    run_well(
        folder.path(),
        &format!("run {OPTIONS} --threads 1 --document-seconds 1 --cache kept"),
    );
    assert!(started.elapsed() < Duration::from_secs(30));
    let reason = reason(folder.path());
    assert!(
        reason.starts_with("the reader of PDF files needed more than 1 s;"),
        "{reason}"
    );
    run_well(folder.path(), &format!("run {OPTIONS} --cache kept"));
    let outcomes = outcomes(folder.path());
    assert!(
        outcomes.iter().all(|row| row.1 == "analysed"),
        "{outcomes:?}"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_document_that_takes_too_much_memory_is_skipped() {
    // The parser keeps a state of the drawing for each `q`.
    let content = format!("{}BT /F1 1 Tf (sea) Tj ET", "q ".repeat(400_000));
    let folder = with_file("b.pdf", &pdf(&content, 0));
    run_well(
        folder.path(),
        &format!("run {OPTIONS} --document-memory 50MiB"),
    );
    let reason = reason(folder.path());
    assert!(
        reason.starts_with("the reader of PDF files needed more than 56.1 MiB of memory;"),
        "{reason}"
    );
}

/// The processes that this one has started and that read documents.
#[cfg(target_os = "linux")]
fn children(parent: u32) -> Vec<u32> {
    let processes = fs::read_dir("/proc").expect("a system of processes");
    let ids = processes.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    let is_child = |id: &u32| {
        let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        let rest = stat.rsplit(')').next().unwrap_or_default();
        let mut fields = rest.split_whitespace();
        fields.next() != Some("Z") && fields.next() == Some(&parent.to_string())
    };
    ids.filter(is_child).collect()
}

/// A run that reads a document that takes long, and the process that does so.
#[cfg(target_os = "linux")]
#[expect(
    clippy::zombie_processes,
    reason = "the caller waits for it; else the test has failed"
)]
fn run_reading(folder: &Path) -> (std::process::Child, u32) {
    let mut run = refrain(folder);
    let run = run.args(format!("run {OPTIONS} --threads 1").split_whitespace());
    let run = run.spawn().expect("the program starts");
    let started = Instant::now();
    loop {
        // It has the document once it has used the processor for a while.
        let is_busy = |id: &u32| {
            let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
            let ticks = stat.split_whitespace().nth(13);
            ticks.is_some_and(|ticks| ticks.parse().is_ok_and(|ticks: u32| ticks > 20))
        };
        if let Some(child) = children(run.id()).into_iter().find(is_busy) {
            return (run, child);
        }
        assert!(
            started.elapsed() < Duration::from_secs(60),
            "no process reads"
        );
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[cfg(target_os = "linux")]
fn kill(signal: &str, process: u32) {
    let mut kill = std::process::Command::new("kill");
    let status = kill.args([signal, &process.to_string()]).status();
    assert!(status.expect("kill starts").success());
}

#[cfg(target_os = "linux")]
#[test]
fn a_process_that_is_killed_costs_the_document_that_it_reads() {
    let folder = with_file("b.pdf", &slow_pdf());
    let (mut run, child) = run_reading(folder.path());
    kill("-KILL", child);
    assert!(run.wait().expect("ended").success());
    let reason = reason(folder.path());
    assert!(
        reason.starts_with("the reader of PDF files broke down (signal: 9 (SIGKILL));"),
        "{reason}"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn no_process_outlives_a_run_that_is_stopped_or_killed() {
    for (signal, status) in [("-TERM", Some(130)), ("-INT", Some(130)), ("-KILL", None)] {
        let folder = with_file("b.pdf", &slow_pdf());
        let (mut run, child) = run_reading(folder.path());
        kill(signal, run.id());
        let started = Instant::now();
        assert_eq!(run.wait().expect("ended").code(), status, "{signal}");
        let is_there = || {
            let stat = fs::read_to_string(format!("/proc/{child}/stat"));
            stat.is_ok_and(|stat| !stat.contains(") Z"))
        };
        while is_there() {
            assert!(started.elapsed() < Duration::from_secs(5), "{signal}");
            std::thread::sleep(Duration::from_millis(5));
        }
        assert!(started.elapsed() < Duration::from_secs(5), "{signal}");
        assert!(!folder.path().join("out").exists(), "{signal}");
    }
}

#[test]
fn documents_come_to_the_same_in_a_process_of_their_own() {
    let settings = Settings::default().only([TableId::Documents, TableId::Terms]);
    let apart = settings
        .clone()
        .reader_program(env!("CARGO_BIN_EXE_refrain"));
    let files = folder(&[
        (
            "a.rtf",
            r"{\rtf1 {\b The law} of the sea.\par Of the \u224?ir.}",
        ),
        (
            "b.eml",
            "From: a@example.org\nSubject: Sea\n\nThe law of the sea.\n",
        ),
        ("c.docx", "no archive"),
        ("d.xlsx", "PK\u{3}\u{4} cut off"),
    ]);
    write(&files.path().join("e.pdf"), &short_pdf());
    let inputs = [project().join("input"), files.path().to_owned()];
    let texts = |settings: &Settings| {
        let corpus = Corpus::from_paths(&inputs, settings);
        let results = corpus
            .expect("a corpus")
            .analyse(settings)
            .expect("results");
        let documents = results.table(tables::Documents).expect("a table");
        let terms = results.table(tables::Terms).expect("a table");
        let documents: Vec<String> = documents.rows().map(|row| format!("{row:?}")).collect();
        let terms: Vec<String> = terms.rows().map(|row| format!("{row:?}")).collect();
        (documents, terms)
    };
    assert_eq!(texts(&settings), texts(&apart));
}
