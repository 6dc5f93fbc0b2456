//! The command line as a user meets it: messages, exit statuses, and what is left on disk.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

use crate::common::{
    column, files_in, folder, refrain, rows, run, run_well, stderr, stdout, write,
};

const GOOD: &str = "The summit called for cyber sovereignty. Cyber sovereignty was not defined.";

/// Runs and checks the exit status, that the message holds a text, and that nothing was written.
fn fails(folder: &Path, arguments: &str, status: i32, message: &str) {
    let before = files_in(folder);
    let output = run(folder, arguments);
    let error = stderr(&output);
    assert_eq!(output.status.code(), Some(status), "{arguments}: {error}");
    assert!(error.contains(message), "{arguments}: {error}");
    assert!(!error.contains("panicked"), "{error}");
    assert_eq!(
        before,
        files_in(folder),
        "{arguments} left something behind"
    );
}

#[test]
#[expect(clippy::too_many_lines, reason = "a list")]
fn wrong_usage_is_told_and_changes_nothing() {
    let folder = folder(&[
        ("input/a.txt", GOOD),
        ("broken.yml", "a:\n  - fine\n  - '\"open'\n"),
        ("unknown.toml", "[phrases]\nlongest = 3\n"),
        ("foreign/notes.txt", "mine"),
        ("empty/.hidden", ""),
        ("blank/a.txt", " \n"),
    ]);
    let at = folder.path();
    fails(at, "", 2, "Usage: refrain");
    fails(at, "run --flag", 2, "--flag");
    fails(at, "run --scope page", 2, "unknown scope `page`");
    fails(at, "run --weighting bm25", 2, "unknown weighting `bm25`");
    fails(at, "run --language xx", 2, "unknown language `xx`");
    fails(
        at,
        "run --only term",
        2,
        "error: --only: unknown table `term`; did you mean `terms`?",
    );
    fails(
        at,
        "run --reference b",
        2,
        "no source is called `b`; the sources are: a",
    );
    fails(
        at,
        "run --group-by country",
        2,
        "no document has a metadata column `country`",
    );
    fails(
        at,
        "run --concepts broken.yml",
        2,
        "broken.yml:3: pattern `\"open` of a",
    );
    fails(
        at,
        "run --concepts missing.yml",
        2,
        "missing.yml: no such file",
    );
    fails(at, "run input input/a.txt", 2, "a.txt is inside input");
    fails(
        at,
        "run --threads 0",
        2,
        "--threads: `0`: expected a number from 1 to 512",
    );
    fails(at, "run input input", 2, "input is given twice");
    fails(
        at,
        "run --config unknown.toml",
        2,
        "unknown.toml:2: unknown setting `longest`",
    );
    fails(at, "run missing", 2, "error: missing: no such file");
    fails(at, "run empty", 1, "no documents found");
    fails(
        at,
        "run blank",
        1,
        "no document could be analysed; files and records skipped: 1",
    );
    fails(at, "run -o foreign", 1, "was not written by refrain");
    fails(at, "run -o input/a.txt", 1, "a file, not a folder");
    fails(at, "kwic \"open input", 2, "closing quotation mark");
}

#[test]
fn wrong_metadata_are_told_and_change_nothing() {
    let folder = folder(&[
        ("input/a.txt", GOOD),
        ("path.toml", "[read]\npath = \"{id\"\n"),
        ("twice/metadata.csv", "file,date,Date\n"),
        ("open/metadata.csv", "file,title\na.txt,A\nb.txt,\"B\n"),
    ]);
    let at = folder.path();
    fails(
        at,
        "run --path {source",
        2,
        "the `{` in `{source` is not closed",
    );
    fails(at, "run --path {id}_{id}", 2, "`{id}` occurs twice");
    fails(at, "run --path {id}{year}", 2, "there is no text between");
    fails(at, "run --path undg", 2, "or one of: ungd dated by-year");
    fails(at, "run --date-order dmy", 2, "day-first");
    fails(at, "run --config path.toml", 2, "path.toml:2: path `{id`");
    fails(
        at,
        "run twice",
        2,
        "metadata.csv:1: two columns are called `date`",
    );
    fails(
        at,
        "run open",
        2,
        "metadata.csv:3: a quotation mark on this line opens a cell",
    );
}

#[test]
fn what_is_skipped_is_told_and_strict_makes_it_count() {
    let folder = folder(&[
        ("input/a.txt", GOOD),
        ("input/b.txt", ""),
        ("input/c.pdf", "%PDF-1.4 and no more"),
    ]);
    write(&folder.path().join("input/d.txt"), b"caf\xE9 bar");
    let output = run_well(folder.path(), "run");
    assert!(
        stderr(&output).contains("2 documents analysed, 2 skipped"),
        "{}",
        stderr(&output)
    );
    let reasons = column(
        &folder.path().join("output"),
        "documents",
        "doc_id",
        "reason",
    );
    assert_eq!(reasons["b"], "empty file");
    assert!(reasons["c"].contains("PDF"), "{}", reasons["c"]);
    assert_eq!(reasons["d"], "");
    assert_eq!(run(folder.path(), "run --strict").status.code(), Some(3));
    let quiet = run_well(folder.path(), "run --quiet");
    assert_eq!(
        (stdout(&quiet), stderr(&quiet)),
        (String::new(), String::new())
    );
}

#[test]
fn the_output_is_replaced_as_a_whole_and_foreign_files_stay() {
    let folder = folder(&[("input/a.txt", GOOD), ("foreign/notes.txt", "mine")]);
    run_well(folder.path(), "run -o foreign --force");
    assert_eq!(
        fs::read_to_string(folder.path().join("foreign/notes.txt")).expect("kept"),
        "mine"
    );
    run_well(folder.path(), "run -o foreign --only terms");
    let names: Vec<String> = files_in(&folder.path().join("foreign"))
        .keys()
        .map(|name| name.display().to_string())
        .collect();
    assert_eq!(
        names,
        [
            "datapackage.json",
            "notes.txt",
            "report.html",
            "run.json",
            "summary.md",
            "tables/documents.csv",
            "tables/terms.csv",
            "texts/1.js",
            "texts/index.js"
        ]
    );
    let left: Vec<_> = fs::read_dir(folder.path())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name())
        .filter(|name| name.to_string_lossy().starts_with(".refrain"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn an_output_with_its_tables_on_top_is_replaced_whole() {
    let folder = folder(&[("input/a.txt", GOOD)]);
    run_well(folder.path(), "run --only terms");
    let output = folder.path().join("output");
    let new = files_in(&output);
    // As an earlier version laid it out: tables and networks beside the report.
    let record = fs::read_to_string(output.join("run.json")).expect("a record");
    let record = record.replace("tables/", "").replace(
        "\"files\": [",
        "\"files\": [\n\"phrases_by_source.csv\", \"network.gexf\",",
    );
    fs::remove_dir_all(output.join("tables")).expect("removed");
    for name in [
        "documents.csv",
        "terms.csv",
        "phrases_by_source.csv",
        "network.gexf",
    ] {
        write(&output.join(name), b"old");
    }
    write(&output.join("run.json"), record.as_bytes());
    write(&output.join("mine.csv"), b"mine");
    run_well(folder.path(), "run --only terms");
    let mut found = files_in(&output);
    assert_eq!(found.remove(Path::new("mine.csv")), Some(b"mine".to_vec()));
    assert_eq!(found, new);
}

#[test]
fn what_the_user_put_at_the_place_of_a_table_is_not_replaced() {
    let folder = folder(&[("input/a.txt", GOOD)]);
    run_well(folder.path(), "run --only terms");
    write(&folder.path().join("output/tables/phrases.csv"), b"mine");
    fails(
        folder.path(),
        "run",
        1,
        "phrases.csv: this file was not written by refrain",
    );
    fs::remove_file(folder.path().join("output/tables/phrases.csv")).expect("removed");
    write(
        &folder.path().join("output/tables/phrases.csv/mine.txt"),
        b"mine",
    );
    fails(
        folder.path(),
        "run --force",
        1,
        "there is a folder where refrain would write a file",
    );
    fs::remove_dir_all(folder.path().join("output/tables/phrases.csv")).expect("removed");
    run_well(folder.path(), "run");
}

#[test]
fn an_input_that_is_the_output_too_is_read_once() {
    let folder = folder(&[("a.txt", GOOD)]);
    run_well(folder.path(), "run . -o . --force");
    run_well(folder.path(), "run . -o .");
    assert_eq!(rows(folder.path(), "documents").len(), 1);
}

#[test]
fn an_output_inside_the_input_is_not_read() {
    let folder = folder(&[("a.txt", GOOD)]);
    for _ in 0..2 {
        run_well(folder.path(), "run . -o results");
        assert_eq!(rows(&folder.path().join("results"), "documents").len(), 1);
    }
}

#[test]
fn records_come_on_standard_input() {
    let folder = folder(&[]);
    let mut child = refrain(folder.path())
        .args(["run", "-", "--field", "text=body", "-o", "x"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let records =
        "{\"body\":\"One pact.\",\"id\":7,\"outlet\":\"A\"}\n{\"body\":\"Two pacts.\"}\n{broken\n";
    child
        .stdin
        .take()
        .expect("a pipe")
        .write_all(records.as_bytes())
        .expect("written");
    let output = child.wait_with_output().expect("an end");
    assert!(output.status.success(), "{}", stderr(&output));
    let documents = rows(&folder.path().join("x"), "documents");
    let ids: Vec<&str> = documents.iter().map(|row| row["doc_id"].as_str()).collect();
    assert_eq!(ids, ["7", "stdin-2", "stdin-3"]);
    assert_eq!(documents[0]["source"], "A");
    assert!(documents[2]["reason"].starts_with("line 3: expected one JSON object"));
}

#[test]
fn sources_come_from_folders_metadata_or_a_column() {
    let folder = folder(&[
        ("input/agency/a.txt", GOOD),
        ("input/letter.txt", GOOD),
        (
            "input/metadata.csv",
            "file,source,date,country,bytes\nletter.txt,Reader,2020-01,Chad,9\n",
        ),
        ("input/agency/metadata.csv", "file;country\na.txt;Peru\n"),
    ]);
    run_well(folder.path(), "run");
    let documents = rows(&folder.path().join("output"), "documents");
    let facts: Vec<[&str; 5]> = documents
        .iter()
        .map(|row| {
            ["doc_id", "source", "date", "country", "meta_bytes"].map(|key| row[key].as_str())
        })
        .collect();
    assert_eq!(
        facts,
        [
            ["agency/a", "agency", "", "Peru", ""],
            ["letter", "Reader", "2020-01", "Chad", "9"]
        ]
    );
    run_well(folder.path(), "run --group-by country");
    let sources = column(
        &folder.path().join("output"),
        "documents",
        "doc_id",
        "source",
    );
    assert_eq!(
        (sources["agency/a"].as_str(), sources["letter"].as_str()),
        ("Peru", "Chad")
    );
}

/// The facts of `documents.csv` in these columns, a line a document.
fn facts(folder: &Path, columns: &[&str]) -> Vec<String> {
    let documents = rows(&folder.join("output"), "documents");
    let lines = documents.iter().map(|row| {
        let cells: Vec<&str> = columns.iter().map(|key| row[*key].as_str()).collect();
        cells.join("|")
    });
    lines.collect()
}

#[test]
fn a_path_states_what_its_template_says() {
    let folder = folder(&[
        ("input/Session 72 - 2017/CHE_72_2017.txt", GOOD),
        ("input/Session 9/NOR_09_1954.txt", GOOD),
        ("input/notes.txt", GOOD),
        ("refrain.toml", "[read]\npath = \"{date}_{id}\"\n"),
        ("dated/wire/2015-12-16_cable.txt", GOOD),
    ]);
    let output = run_well(folder.path(), "run --path ungd");
    let message = stderr(&output);
    assert!(
        message.contains("does not match `{source}_{session}_{year}`, so that no metadata was taken from it: 1, for example notes"),
        "{message}"
    );
    assert_eq!(
        facts(folder.path(), &["source", "date", "session"]),
        ["CHE|2017|72", "NOR|1954|09", "notes||"]
    );
    run_well(folder.path(), "run dated --config refrain.toml");
    assert_eq!(
        facts(folder.path(), &["doc_id", "source", "date"]),
        ["cable|wire|2015-12-16"]
    );
    run_well(
        folder.path(),
        "run dated --path {source}/{year:4}-{month}-{day}_{*}",
    );
    assert_eq!(
        facts(folder.path(), &["doc_id", "source", "date", "year"]),
        ["wire/2015-12-16_cable|wire|2015-12-16|2015"]
    );
}

#[test]
fn metadata_go_before_front_matter_and_front_matter_before_the_path() {
    let note = "---\ntitle: On order\ndate: 16 décembre 2015\nlang: en\nauthor: R. Imhof\ntags: [a]\n---\n# Text\n\nThe summit met.\n";
    let folder = folder(&[
        ("input/2014_note.md", note),
        (
            "input/2013_other.md",
            "+++\ntitle = \"Two\"\n+++\nThe summit met.\n",
        ),
        (
            "input/2012_rule.md",
            "---\nA rule stands here.\n---\n\nThe summit met.\n",
        ),
        ("input/2011_empty.md", "---\ntitle: x\n---\n"),
        (
            "input/2010_r.jsonl",
            "{\"text\":\"The summit met.\",\"id\":\"r1\",\"date\":\"Dec. 3, 2009\"}\n{\"text\":\"It met.\",\"id\":\"r2\"}\n",
        ),
        (
            "input/metadata.csv",
            "doc_id,title,desk\n2014_note,By hand,North\n2010_r,Records,\n",
        ),
    ]);
    run_well(folder.path(), "run --path {year}_{id}");
    assert_eq!(
        facts(
            folder.path(),
            &[
                "doc_id", "date", "title", "author", "desk", "tokens", "reason"
            ]
        ),
        [
            "2011_empty|||||| empty: the file contains only front matter".replace("| ", "|"),
            "note|2015-12-16|By hand|R. Imhof|North|4|".to_owned(),
            "other|2013|Two|||3|".to_owned(),
            "r1|2009-12-03|Records|||3|".to_owned(),
            "r2|2010|Records|||2|".to_owned(),
            "rule|2012||||7|".to_owned(),
        ]
    );
}

#[test]
fn a_date_that_cannot_be_read_is_kept_and_told() {
    let folder = folder(&[
        ("input/a.txt", GOOD),
        ("input/b.txt", GOOD),
        ("input/c.txt", GOOD),
        ("input/d.txt", GOOD),
        (
            "input/metadata.csv",
            "file,date\na.txt,03/04/2015\nb.txt,31 June 2015\nc.txt,last spring\nd.txt,2015年12月\n",
        ),
    ]);
    let message = stderr(&run_well(folder.path(), "run"));
    for part in [
        "ambiguous dates (day/month or month/day) that were not read: 1, for example `03/04/2015` of a",
        "dates that do not exist in the calendar: 1, for example `31 June 2015` of b",
        "dates that could not be read: 1, for example `last spring` of c",
    ] {
        assert!(message.contains(part), "{message}");
    }
    let columns = ["doc_id", "date", "date_as_stated"];
    assert_eq!(
        facts(folder.path(), &columns),
        [
            "a||03/04/2015",
            "b||31 June 2015",
            "c||last spring",
            "d|2015-12|"
        ]
    );
    run_well(folder.path(), "run --date-order day-first");
    assert_eq!(facts(folder.path(), &columns)[0], "a|2015-04-03|");
}

#[test]
fn files_of_one_name_stay_apart() {
    let folder = folder(&[
        ("x/a.txt", GOOD),
        ("x/a.md", "# Other *text* here"),
        ("y/a.txt", "Another pact."),
    ]);
    run_well(folder.path(), "run x y");
    let documents = column(
        &folder.path().join("output"),
        "documents",
        "doc_id",
        "source",
    );
    let ids: Vec<_> = documents
        .iter()
        .map(|(id, source)| (id.as_str(), source.as_str()))
        .collect();
    assert_eq!(ids, [("x/a.md", "x"), ("x/a.txt", "x"), ("y/a", "y")]);
}

#[test]
fn a_source_is_compared_with_the_rest_or_with_the_one_that_is_named() {
    let text = |word: &str| format!("The {word} spoke of peace and trade. ").repeat(20);
    let (mayor, baker) = (text("mayor"), text("baker"));
    let folder = folder(&[
        ("input/x/a.txt", &mayor),
        ("input/y/a.txt", &baker),
        ("input/z/a.txt", &baker),
    ]);
    let keys = || -> Vec<[String; 4]> {
        let rows = rows(&folder.path().join("output"), "keyness").into_iter();
        rows.map(|row| ["source", "label", "n_target", "n_reference"].map(|name| row[name].clone()))
            .collect()
    };
    let row = |source: &str, label: &str, target: u64, reference: u64| {
        [
            source.to_owned(),
            label.to_owned(),
            target.to_string(),
            reference.to_string(),
        ]
    };
    run_well(folder.path(), "run --only keyness");
    let found = keys();
    assert!(found.contains(&row("x", "mayor", 20, 0)), "{found:?}");
    assert!(found.contains(&row("x", "baker", 0, 40)), "{found:?}");
    // Phrases are compared also where their own table is not wanted.
    let phrase = row("x", "mayor spoke of peace", 20, 0);
    assert!(found.contains(&phrase), "{found:?}");
    assert!(found.contains(&row("y", "mayor", 0, 20)), "{found:?}");
    assert!(found.iter().all(|row| row[1] != "peace"), "{found:?}");
    run_well(folder.path(), "run --only keyness --reference z --all-keys");
    let found = keys();
    assert!(found.contains(&row("x", "baker", 0, 20)), "{found:?}");
    assert!(found.contains(&row("y", "peace", 20, 20)), "{found:?}");
    assert!(found.iter().all(|row| row[0] != "z"), "{found:?}");
}

#[test]
fn the_codebook_is_the_named_one_a_built_in_one_or_the_one_beside_the_input() {
    let folder = folder(&[("input/a.txt", GOOD), ("mine.yml", "x: [summit]\n")]);
    let output = folder.path().join("output");
    let summary = || fs::read_to_string(output.join("summary.md")).expect("a summary");
    let hits = || column(&output, "concepts", "concept", "hits");
    run_well(
        folder.path(),
        "run --concepts builtin:cyberspace-governance",
    );
    assert!(summary().contains("the built-in codebook `cyberspace-governance`"));
    assert_eq!(hits()["sovereignty.cyber"], "2");
    run_well(folder.path(), "run --concepts mine.yml");
    assert!(summary().contains("`mine.yml`"));
    let told = stderr(&run_well(folder.path(), "run --concepts none"));
    assert!(!told.contains("no codebook"), "{told}");
    assert!(summary().contains("**No codebook:** concepts are turned off"));
    assert!(!output.join("tables/concepts.csv").exists());
    fails(
        folder.path(),
        "run --concepts builtin:mine",
        2,
        "no built-in codebook is called `mine`; expected one of: builtin:cyberspace-governance",
    );
    write(
        &folder.path().join("input/concepts.yml"),
        b"y: ['\"cyber sovereignty\"']\n",
    );
    run_well(folder.path(), "run");
    assert_eq!(
        hits().into_iter().collect::<Vec<_>>(),
        [("y".to_owned(), "2".to_owned())]
    );
}

#[test]
fn without_a_codebook_no_concepts_are_followed_and_one_line_says_how_to_get_one() {
    let text = "Digital trade grows. Digital trade is fair. The ferry is late.";
    let folder = folder(&[("input/x/a.txt", text), ("input/y/b.txt", text)]);
    let output = folder.path().join("output");
    let read = |name: &str| fs::read_to_string(output.join(name)).expect("a file");
    let told = stderr(&run_well(folder.path(), "run --also all --copies off"));
    let advice = "no concepts were counted. To start a codebook from the most frequent phrases of your documents, run `refrain init FOLDER`.";
    assert_eq!(told.matches(advice).count(), 1, "{told}");
    let names = files_in(&output).into_keys();
    for name in names.map(|name| name.display().to_string()) {
        let beginnings = [
            "concept",
            "kwic",
            "patterns",
            "companions",
            "figures/concept",
        ];
        let is_of_concepts = beginnings.iter().any(|start| name.starts_with(start));
        assert!(!is_of_concepts, "{name}");
    }
    let summary = read("summary.md");
    assert_eq!(summary.matches("No codebook").count(), 1, "{summary}");
    assert!(!summary.contains("## Concepts"));
    let place = |text: &str| summary.find(text).expect("a section");
    assert!(place("## Shared by all sources") < place("## Terms and phrases"));
    assert!(place("## Terms and phrases") < place("## Boilerplate"));
    let page = read("report.html");
    assert_eq!(page.matches("No codebook").count(), 1);
    assert!(!page.contains("id=\"concepts\"") && !page.contains("href=\"#concepts\""));
    let place = |text: &str| page.find(text).expect("a line");
    assert!(place("Most widely shared") < place("Key phrases with the highest scores"));
    assert!(read("run.json").contains("\"codebook\": null"));

    let told = stderr(&run_well(folder.path(), "run --only concepts"));
    assert!(told.contains(advice), "{told}");
    let told = stderr(&run_well(folder.path(), "run --only terms"));
    assert!(!told.contains("codebook"), "{told}");
    assert!(!read("summary.md").contains("No codebook"));
}

#[test]
fn a_settings_file_beside_the_input_is_used() {
    let folder = folder(&[
        ("input/a.txt", GOOD),
        (
            "input/refrain.toml",
            "[concepts]\ncodebook = \"books/own.yml\"\n[phrases]\nmax_phrase_length = 1\n",
        ),
        ("input/books/own.yml", "z: [summit]\n"),
    ]);
    run_well(folder.path(), "run");
    let hits = column(&folder.path().join("output"), "concepts", "concept", "hits");
    assert_eq!(hits["z"], "1");
    let lengths = column(&folder.path().join("output"), "phrases", "length", "count");
    assert_eq!(lengths.len(), 1);
    let shown = stdout(&run_well(folder.path(), "config --max-phrase-length 2"));
    assert!(
        shown.contains("max_phrase_length = 2  # command line"),
        "{shown}"
    );
    assert!(
        shown.contains("codebook = \"books/own.yml\"  # settings file"),
        "{shown}"
    );
}

#[test]
fn a_concordance_is_csv_when_piped() {
    let folder = folder(&[("input/a.txt", GOOD)]);
    let output = refrain(folder.path())
        .args(["kwic", "cyber sovereignty"])
        .output()
        .expect("runs");
    let text = stdout(&output);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[0],
        "concept,pattern,doc_id,source,date,sentence,left,match,right,token"
    );
    assert_eq!(
        lines[1],
        "\"cyber sovereignty\",\"cyber sovereignty\",\"a\",\"a\",,1,\"The summit called for\",\"cyber sovereignty\",\". Cyber sovereignty was not defined.\",5"
    );
    assert_eq!(lines.len(), 3);
    assert!(stderr(&output).contains("2 hits in 1 of 1 document"));
}

#[test]
fn init_writes_starters_that_work_and_never_over_others() {
    let folder = folder(&[("input/a.txt", GOOD)]);
    run_well(folder.path(), "init input");
    run_well(folder.path(), "run");
    write(
        &folder.path().join("input/concepts.yml"),
        b"mine: [summit]\n",
    );
    fs::remove_file(folder.path().join("input/refrain.toml")).expect("removed");
    let again = stdout(&run_well(folder.path(), "init input"));
    assert!(
        again.contains("wrote input/refrain.toml") && again.contains("kept"),
        "{again}"
    );
    let kept = fs::read_to_string(folder.path().join("input/concepts.yml")).expect("kept");
    assert_eq!(kept, "mine: [summit]\n");
}

/// The codebook that `init` wrote into `input`.
fn started(folder: &Path) -> String {
    fs::read_to_string(folder.join("input/concepts.yml")).expect("a codebook")
}

/// Takes the comment signs off the proposals, runs, and gives each pattern with what is said of it.
fn proposals(folder: &Path) -> Vec<(String, String)> {
    let started = started(folder);
    let (before, proposals) = started.split_once("# my_phrases:\n").expect("proposals");
    let lines = proposals.lines().map(|line| {
        let line = line.strip_prefix("# ").expect("a comment");
        format!("{line}\n")
    });
    let codebook = format!("{before}my_phrases:\n{}", lines.collect::<String>());
    write(&folder.join("input/concepts.yml"), codebook.as_bytes());
    run_well(folder, "run --only patterns");
    let patterns = rows(&folder.join("output"), "patterns");
    let comments = proposals
        .lines()
        .filter_map(|line| line.rsplit_once("   # "));
    let comments: Vec<&str> = comments.map(|(_, comment)| comment).collect();
    assert_eq!(patterns.len(), comments.len(), "{codebook}");
    let found = patterns.iter().zip(comments).map(|(row, comment)| {
        assert_eq!(row["status"], "found", "{codebook}");
        (row["pattern"].clone(), comment.to_owned())
    });
    found.collect()
}

#[test]
fn init_proposes_what_recurs_most_across_sources() {
    let lines = "Fair trade is slow. The old ferry came. ";
    let often = "Toll bridge. ".repeat(30);
    let folder = folder(&[
        ("input/x/a.txt", &format!("{lines}{lines}{often}")),
        ("input/y/b.txt", &format!("{lines}{lines}")),
        ("input/y/c.txt", lines),
        ("input/z/d.txt", &format!("{lines}Fair trade again.")),
    ]);
    let told = stdout(&run_well(folder.path(), "init input"));
    assert!(told.contains("wrote input/concepts.yml, with "), "{told}");
    let text = started(folder.path());
    assert!(text.contains("in the 4 documents of 3 sources"), "{text}");
    let found = proposals(folder.path());
    let place = |phrase: &str| found.iter().position(|(pattern, _)| pattern == phrase);
    let fair = place("fair trade").expect("a proposal");
    assert_eq!(found[fair].1, "7 occurrences in 4 documents of 3 sources");
    let toll = place("toll bridge").expect("a proposal");
    assert_eq!(found[toll].1, "30 occurrences in 1 document of 1 source");
    assert!(fair < toll, "{found:?}");
}

#[test]
fn init_proposes_patterns_that_find_what_was_counted() {
    let text = "A toll bridge is here. The toll bridges are there, and toll bridges are not. Rule of law. ";
    let folder = folder(&[
        ("input/x/a.txt", &text.repeat(2)),
        ("input/y/b.txt", &text.repeat(3)),
    ]);
    run_well(folder.path(), "init input");
    let found = proposals(folder.path());
    let hits = column(&folder.path().join("output"), "patterns", "pattern", "hits");
    let counted = "15 occurrences in 2 documents of 2 sources".to_owned();
    assert!(
        found.contains(&("stem: toll bridges".to_owned(), counted)),
        "{found:?}"
    );
    assert_eq!(hits["stem: toll bridges"], "15");
    assert_eq!(hits["rule of law"], "5");
}

#[test]
fn init_proposes_by_score_where_there_is_one_document() {
    let text = "The toll bridge is closed. The toll bridge is old. One ferry came. ".repeat(3);
    let folder = folder(&[("input/a.txt", &text)]);
    run_well(folder.path(), "init input");
    let text = started(folder.path());
    assert!(
        text.contains("in the 1 document of 1 source, the highest score first"),
        "{text}"
    );
    let found = proposals(folder.path());
    assert_eq!(
        found[0],
        (
            "toll bridge".to_owned(),
            "6 occurrences in 1 document".to_owned()
        )
    );
}

#[test]
#[cfg_attr(not(feature = "cjk"), ignore = "needs the feature `cjk`")]
fn init_proposes_in_other_languages_and_scripts() {
    let chinese = "数字鸿沟。我们谈论数字鸿沟。各国关注数字鸿沟问题。";
    let french = "Aujourd'hui les droits de l'homme comptent. Nous défendons les droits de l'homme. \
        Les droits de l'homme sont universels et la région Provence-Alpes attend. ";
    let english = "Mother's day is near. Mother's day is far. \
        The 2030 agenda is set. The 2030 agenda is long.";
    let folder = folder(&[
        ("input/zh/a.txt", &chinese.repeat(4)),
        ("input/zh/b.txt", &chinese.repeat(5)),
        ("input/fr/a.txt", &french.repeat(3)),
        ("input/ca/b.txt", &french.repeat(4)),
        ("input/en/a.txt", english),
        ("input/refrain.toml", "[copies]\ncopies = \"off\"\n"),
    ]);
    let told = stdout(&run_well(folder.path(), "init input"));
    assert!(
        told.contains("kept (it was there already) input/refrain.toml"),
        "{told}"
    );
    let text = started(folder.path());
    for line in [
        "#   - 数字鸿沟  ",
        "#   - 'mother''s day'  ",
        "#   - '2030 agenda'  ",
    ] {
        assert!(text.contains(line), "{text}");
    }
    let found = proposals(folder.path());
    let has = |phrase: &str| found.iter().any(|(pattern, _)| pattern == phrase);
    assert!(has("数字鸿沟") && has("droits de homme"), "{found:?}");
}

#[test]
fn init_leaves_a_template_where_there_is_nothing_to_propose() {
    let folder = folder(&[
        ("input/.hidden", ""),
        ("broken/refrain.toml", "[phrases]\nx = 1\n"),
    ]);
    for (place, reason) in [
        ("input", "input: no documents found"),
        ("broken", "broken/refrain.toml:2: unknown setting `x`"),
    ] {
        let told = stdout(&run_well(folder.path(), &format!("init {place}")));
        let line = format!("wrote {place}/concepts.yml, without proposals: {reason}");
        assert!(told.contains(&line), "{told}");
        let text = fs::read_to_string(folder.path().join(place).join("concepts.yml"));
        let text = text.expect("a codebook");
        assert!(
            text.contains(&format!("# No phrases are proposed: {reason}")),
            "{text}"
        );
        let lower = text.to_lowercase();
        assert!(
            !lower.contains("cyber") && !lower.contains("sovereign"),
            "{text}"
        );
    }
    // A codebook without a concept is none yet.
    write(&folder.path().join("input/a.txt"), GOOD.as_bytes());
    let told = stderr(&run_well(folder.path(), "run"));
    assert!(
        told.contains("no codebook: `concepts.yml` has no concepts yet"),
        "{told}"
    );
    assert!(!folder.path().join("output/tables/concepts.csv").exists());
}

/// The example in the template is as good as what it explains.
#[test]
fn the_example_in_the_starting_codebook_is_a_codebook() {
    let template = include_str!("../src/starter/concepts.yml");
    let (_, example) = template
        .split_once("A codebook looks like this:\n#\n")
        .expect("an example");
    let (example, _) = example.split_once("\n\n").expect("an end");
    let lines = example.lines().map(|line| {
        let line = line.strip_prefix('#').expect("a comment");
        format!("{}\n", line.strip_prefix(' ').unwrap_or(line))
    });
    let codebook = lines.collect::<String>();
    let folder = folder(&[
        ("input/a.txt", "Some words begin."),
        ("input/concepts.yml", &codebook),
    ]);
    run_well(folder.path(), "run --language en --only patterns");
    let status = column(
        &folder.path().join("output"),
        "patterns",
        "pattern",
        "status",
    );
    assert_eq!(status["some words"], "found");
    assert_eq!(status["begin*"], "found");
}

/// The starter says that its lines are the defaults; they are.
#[test]
fn the_starter_settings_are_the_defaults() {
    let starter = include_str!("../src/starter/refrain.toml");
    let uncommented: String = starter
        .lines()
        .map(|line| {
            line.strip_prefix("# ")
                .filter(|rest| rest.contains(" = "))
                .unwrap_or(line)
        })
        .flat_map(|line| [line, "\n"])
        .collect();
    let config: refrain::config::Config = toml::from_str(&uncommented).expect("settings");
    assert_eq!(config, refrain::config::Config::default());
    let settings = uncommented
        .lines()
        .filter(|line| line.contains(" = ") && !line.starts_with('#'));
    assert_eq!(settings.count(), 79);
}

#[test]
fn a_missing_folder_is_an_error_before_anything_else() {
    let folder = folder(&[("a.txt", GOOD)]);
    let at = folder.path();
    for command in ["init nowhere", "config nowhere", "validate sample nowhere"] {
        fails(at, command, 2, "nowhere: no such file or folder");
    }
    assert!(!at.join("nowhere").exists());
    fails(at, "init a.txt", 2, "`a.txt` is a file");
}

#[test]
fn help_is_there_for_every_command() {
    let folder = folder(&[]);
    for command in ["run", "kwic", "init", "config"] {
        let help = stdout(&run_well(folder.path(), &format!("{command} --help")));
        assert!(help.contains("Usage: refrain"), "{help}");
    }
    assert!(stdout(&run_well(folder.path(), "run --help")).contains("Examples:"));
}

/// The detector takes single English sentences for other languages, and is sure of it.
#[test]
fn short_documents_do_not_scatter_over_languages() {
    let texts = [
        "The digital divide is a divide.",
        "The government said that cyber sovereignty matters. The digital divide matters too.",
        "Word.",
        "They said that this is not the end of it.",
    ];
    let folder = folder(&[]);
    for (index, text) in texts.iter().enumerate() {
        write(
            &folder.path().join(format!("input/{index}.txt")),
            text.as_bytes(),
        );
    }
    run_well(folder.path(), "run");
    let languages = || {
        column(
            &folder.path().join("output"),
            "documents",
            "doc_id",
            "language",
        )
    };
    assert!(
        languages().values().all(|code| code == "en"),
        "{:?}",
        languages()
    );
    let french = "La communauté internationale doit renforcer la coopération entre tous les pays. ";
    write(
        &folder.path().join("input/long.txt"),
        french.repeat(5).as_bytes(),
    );
    write(
        &folder.path().join("input/metadata.csv"),
        b"file,language\n0.txt,en-GB\n",
    );
    run_well(folder.path(), "run");
    assert_eq!(
        (languages()["0"].as_str(), languages()["long"].as_str()),
        ("en", "fr")
    );
}

#[test]
fn the_key_phrases_of_a_document_are_written_when_asked_for() {
    let text = "Cyber sovereignty and the rule of law. They defend cyber sovereignty. \
        The rule of law is here, and cyber sovereignty too.";
    let folder = folder(&[
        ("in/a.txt", text),
        ("in/b.txt", "The summit was held in May."),
    ]);
    run_well(
        folder.path(),
        "run in --language en --only document_phrases --phrases-per-document 3",
    );
    let output = folder.path().join("output");
    let ranks = column(&output, "document_phrases", "label", "rank");
    assert_eq!(
        ranks.get("cyber sovereignty").map(String::as_str),
        Some("1")
    );
    assert!(ranks.contains_key("rule of law"), "{ranks:?}");
    run_well(
        folder.path(),
        "run in --language en --also document_phrases --threads 1",
    );
    assert!(
        output.join("tables/document_phrases.csv").exists()
            && output.join("tables/terms.csv").exists()
    );
    run_well(folder.path(), "run in --language en");
    assert!(!output.join("tables/document_phrases.csv").exists());
    run_well(
        folder.path(),
        "run in --language en --only document_phrases --document-score yake",
    );
    for value in ["rank", "score"] {
        let values = column(&output, "document_phrases", "label", value);
        let of = |phrase: &str| values[phrase].parse::<f64>().expect("a number");
        assert!(
            of("cyber sovereignty") < of("rule of law"),
            "{value}: {values:?}"
        );
    }
}
