//! What programs read of refrain: messages as JSON Lines.

use std::path::Path;

use serde_json::Value;

use crate::common::{folder, run, run_well, stderr};

const TEXT: &str = "The harbour was closed. The harbour opened again in May.";

/// The events of a command.
fn events(folder: &Path, arguments: &str) -> Vec<Value> {
    let lines = stderr(&run(folder, arguments));
    let events = lines.lines().map(|line| {
        let event: Value = serde_json::from_str(line).expect(line);
        assert!(event["event"].is_string(), "{line}");
        event
    });
    events.collect()
}

fn of_kind<'a>(events: &'a [Value], kind: &str) -> Vec<&'a Value> {
    events
        .iter()
        .filter(|event| event["event"] == kind)
        .collect()
}

#[test]
fn a_run_reports_its_stages_notes_and_figures_as_json() {
    let folder = folder(&[
        ("input/a.txt", TEXT),
        ("input/b.txt", ""),
        ("c.yml", "x: [absent]"),
    ]);
    let events = events(folder.path(), "run --log json --concepts c.yml -o out");
    let first = &events[0];
    assert_eq!(
        (&first["event"], &first["command"]),
        (&"start".into(), &"run".into())
    );
    assert_eq!(first["version"], env!("CARGO_PKG_VERSION"));
    let progress = of_kind(&events, "progress");
    let read: Vec<_> = progress
        .iter()
        .filter(|event| event["stage"] == "reading")
        .collect();
    let last = read.last().expect("reading is reported");
    assert_eq!(
        (&last["unit"], &last["done"]),
        (&"bytes".into(), &last["total"])
    );
    for stage in ["merging", "analysing", "writing"] {
        let mut stages = progress.iter().filter(|event| event["stage"] == stage);
        assert!(stages.any(|event| event["total"].is_null()), "{progress:?}");
    }
    let notes = of_kind(&events, "note");
    let doubts = notes
        .iter()
        .filter(|note| note["text"].to_string().contains("without hits"));
    assert_eq!(doubts.count(), 1, "{notes:?}");
    let finished = events.last().expect("an end");
    assert_eq!(finished["event"], "finished");
    assert_eq!(
        (&finished["documents"], &finished["skipped"]),
        (&1.into(), &1.into())
    );
    assert_eq!(
        (&finished["tokens"], &finished["output"]),
        (&10.into(), &"out".into())
    );
    assert!(finished["seconds"].is_f64() && finished["threads"].is_u64());
    let report = finished["report"].as_str().expect("a report");
    assert!(folder.path().join(report).is_file(), "{report}");
}

#[test]
fn every_command_begins_and_ends_with_an_event() {
    let folder = folder(&[("input/a.txt", TEXT), ("other/b.txt", TEXT)]);
    for (command, has_documents) in [
        ("run --no-report", true),
        ("kwic harbour", true),
        ("words", true),
        ("ngrams", true),
        ("collocates harbour", true),
        ("keyness --against other", true),
        ("text", true),
        ("init input", false),
        ("config", false),
    ] {
        let events = events(folder.path(), &format!("{command} --log json"));
        let name = command.split(' ').next().expect("a name");
        assert_eq!(events[0]["command"], name);
        let finished = events.last().expect("an end");
        assert_eq!(finished["event"], "finished", "{command}");
        assert_eq!(finished["documents"].is_u64(), has_documents, "{command}");
        assert!(finished["report"].is_null(), "{command}");
    }
}

#[test]
fn errors_are_events_with_their_kind_and_exit_status() {
    let folder = folder(&[
        ("input/a.txt", TEXT),
        ("empty/.hidden", ""),
        ("foreign/notes.txt", "mine"),
        ("wrong.yml", "a: ['\"open']"),
    ]);
    for (arguments, kind, status) in [
        ("run --no-such-option", "usage", 2),
        ("run missing", "read", 2),
        ("run empty", "no_documents", 1),
        ("run --language xx", "setting", 2),
        ("run --concepts wrong.yml", "malformed", 2),
        ("run -o foreign", "not_ours", 1),
    ] {
        let arguments = format!("{arguments} --log=json");
        let events = events(folder.path(), &arguments);
        let error = events.last().expect("an error");
        assert_eq!(error["event"], "error", "{arguments}");
        assert_eq!(
            (&error["kind"], &error["exit_status"]),
            (&kind.into(), &status.into())
        );
        let message = error["message"].as_str().expect("a message");
        assert!(
            !message.is_empty() && !message.starts_with("error"),
            "{message}"
        );
        assert_eq!(run(folder.path(), &arguments).status.code(), Some(status));
    }
    let quiet = stderr(&run_well(folder.path(), "words --log json --quiet"));
    assert_eq!(quiet, "");
}

#[test]
fn too_many_skipped_documents_are_an_error() {
    let folder = folder(&[
        ("input/a.txt", TEXT),
        ("input/b.txt", ""),
        ("input/c.txt", TEXT),
    ]);
    for (limit, status) in [("--max-skipped 1", 0), ("--max-skipped 34%", 0)] {
        assert_eq!(
            run(folder.path(), &format!("run {limit}")).status.code(),
            Some(status)
        );
    }
    for limit in ["--max-skipped 0", "--max-skipped 33%", "--strict"] {
        let output = run(folder.path(), &format!("run {limit}"));
        assert_eq!(output.status.code(), Some(3));
        let message = stderr(&output);
        assert!(
            message.contains("error: 1 of 3 documents skipped"),
            "{message}"
        );
        assert!(folder.path().join("output/tables/terms.csv").is_file());
    }
    let events = events(folder.path(), "run --max-skipped 1% --log json");
    let error = events.last().expect("an error");
    assert_eq!(
        (&error["kind"], &error["exit_status"]),
        (&"skipped".into(), &3.into())
    );
    assert_eq!(of_kind(&events, "finished").len(), 1);
    assert_eq!(
        run(folder.path(), "run --max-skipped few").status.code(),
        Some(2)
    );
}
