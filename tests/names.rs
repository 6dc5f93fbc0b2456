//! Names are the same everywhere: settings, tables, columns and errors in the documentation, in the help, in
//! what the program writes, and in its source.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use refrain::config::{Config, OLD_KEYS};
use serde_json::Value;

use crate::common::{READING_COMMANDS, files_in, folder, project, run_well, stdout};

/// The sections of the settings file with their keys and defaults.
fn settings() -> toml::Table {
    toml::Table::try_from(Config::default()).expect("defaults")
}

fn printed(arguments: &str) -> String {
    stdout(&run_well(folder(&[]).path(), arguments))
}

fn json_of(arguments: &str) -> Value {
    serde_json::from_str(&printed(arguments)).expect("JSON")
}

/// All pages for readers, those of the packages for Python and R too.
fn pages() -> Vec<(PathBuf, String)> {
    let mut paths: Vec<PathBuf> = ["README.md", "python/README.md", "r/README.md"]
        .map(|name| project().join(name))
        .to_vec();
    paths.extend(
        files_in(&project().join("docs"))
            .into_keys()
            .map(|name| project().join("docs").join(name)),
    );
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    let text = |path: &Path| std::fs::read_to_string(path).expect("a page");
    paths
        .into_iter()
        .map(|path| (path.clone(), text(&path)))
        .collect()
}

fn sources() -> Vec<(PathBuf, String)> {
    let files = files_in(&project().join("src")).into_iter();
    let code = files.filter(|(path, _)| path.extension().is_some_and(|ending| ending == "rs"));
    code.map(|(path, bytes)| (path, String::from_utf8(bytes).expect("UTF-8")))
        .collect()
}

/// Words of letters, digits, `_` and `.`.
fn dotted_words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '.');
    words
        .map(|word| word.trim_matches('.'))
        .filter(|word| word.contains('.'))
}

/// `section.key` of a section that is there, with a key that is not.
fn unknown_settings(text: &str) -> Vec<String> {
    let settings = settings();
    let unknown = dotted_words(text).filter(|word| {
        let (section, key) = word.split_once('.').unwrap_or((word, ""));
        let keys = settings.get(section).and_then(toml::Value::as_table);
        // `terms.csv` is a file.
        let endings = [
            "csv", "parquet", "gexf", "graphml", "svg", "yml", "rs", "md",
        ];
        let is_file = endings.contains(&key) || key.contains('.');
        keys.is_some_and(|keys| !is_file && !keys.contains_key(key))
    });
    unknown.map(ToOwned::to_owned).collect()
}

#[test]
fn settings_are_called_as_in_the_file() {
    assert_eq!(
        unknown_settings("phrases.max_length, in terms.csv"),
        ["phrases.max_length"]
    );
    let mut unknown = Vec::new();
    let commands = READING_COMMANDS.into_iter().chain(["config"]);
    let printed_texts = [
        "tables --format json",
        "schema",
        "reference commands",
        "reference settings",
    ];
    let helps: Vec<String> = commands
        .map(|command| format!("{command} --help"))
        .collect();
    let arguments = printed_texts
        .into_iter()
        .chain(helps.iter().map(String::as_str));
    for arguments in arguments {
        unknown.extend(unknown_settings(&printed(arguments)));
    }
    for (path, text) in pages() {
        // Code in other languages has names of its own.
        let prose = text.split("```").step_by(2).flat_map(unknown_settings);
        unknown.extend(prose.map(|name| format!("{}: {name}", path.display())));
    }
    for (path, text) in sources() {
        // Messages, and the names that errors give for the settings they are about.
        let literals = text
            .lines()
            .flat_map(|line| line.split('"').skip(1).step_by(2));
        let literals = literals.flat_map(unknown_settings);
        unknown.extend(literals.map(|name| format!("{}: {name}", path.display())));
    }
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
}

/// Names in backticks that are none of refrain's tables, columns, settings or values.
const OTHER_NAMES: [&str; 16] = [
    // Functions of other packages.
    "bind_tf_idf",
    "dfm_tfidf",
    "textstat_collocations",
    // Examples of this repository, and its Python package.
    "one_table",
    "own_codebook",
    "tfidf_in_memory",
    "refrain_text",
    "exit_status",
    // A key of run.json.
    "not_made",
    // What tables may hold: the doubts of a document, a metadata column that refrain adds, the columns of a
    // codebook.
    "main_text",
    "date_as_stated",
    "sub_concept",
    "too_little",
    "media_type",
    "record_id",
    "identified_language",
];

#[test]
fn names_in_backticks_are_settings_tables_columns_or_values() {
    let mut known: BTreeSet<String> = OTHER_NAMES.map(ToOwned::to_owned).into();
    for (section, keys) in settings() {
        known.extend(keys.as_table().expect("a section").keys().cloned());
        known.insert(section);
    }
    for table in json_of("tables --format json")["resources"]
        .as_array()
        .expect("tables")
    {
        known.extend(table["name"].as_str().map(ToOwned::to_owned));
        let fields = table["schema"]["fields"]
            .as_array()
            .expect("columns")
            .iter();
        known.extend(fields.filter_map(|field| Some(field["name"].as_str()?.to_owned())));
    }
    known.extend(error_kinds().into_iter().map(|(kind, _)| kind));
    let is_name = |text: &str| {
        // `source_` is how several names begin.
        let has_form = text.starts_with(|c: char| c.is_ascii_lowercase()) && text.contains('_');
        has_form
            && !text.ends_with('_')
            && text
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    let mut unknown = Vec::new();
    for (path, text) in pages() {
        let prose: String = text.split("```").step_by(2).collect();
        for line in prose.lines() {
            let names = line
                .split('`')
                .skip(1)
                .step_by(2)
                .filter(|name| is_name(name));
            let names = names.filter(|name| !known.contains(*name));
            unknown.extend(names.map(|name| format!("{}: {name}", path.display())));
        }
    }
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
    let old = OLD_KEYS
        .iter()
        .map(|(_, old, _)| *old)
        .find(|old| old.contains('_') && known.contains(*old));
    assert_eq!(old, None, "an old name is not known by accident");
}

/// The kinds of errors by docs/reference/output.md, with the exit status of each.
fn error_kinds() -> Vec<(String, String)> {
    let page = std::fs::read_to_string(project().join("docs/reference/output.md")).expect("a page");
    let table = page
        .split("| `kind` | exit status | meaning |\n")
        .nth(1)
        .expect("a table");
    let rows = table
        .lines()
        .skip(1)
        .take_while(|line| line.starts_with('|'));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        (cells[1].trim_matches('`').to_owned(), cells[2].to_owned())
    })
    .collect()
}

#[test]
fn the_kinds_of_errors_are_documented() {
    let mut kinds: BTreeSet<String> = BTreeSet::from(["other".to_owned()]);
    for (path, text) in sources() {
        if path == Path::new("error.rs") {
            let function = text.split("pub fn kind(").nth(1).expect("kinds");
            let literals = function
                .split('}')
                .next()
                .into_iter()
                .chain(function.split("Self::").skip(1));
            kinds.extend(literals.filter_map(|part| {
                part.split("=> \"")
                    .nth(1)?
                    .split('"')
                    .next()
                    .map(ToOwned::to_owned)
            }));
        }
        // What the program says beside the library's errors.
        if path == Path::new("main.rs") || path.starts_with("cli") {
            let literals = text.split("kind: \"").skip(1);
            kinds.extend(literals.filter_map(|part| part.split('"').next().map(ToOwned::to_owned)));
        }
    }
    let documented: BTreeSet<String> = error_kinds().into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(documented, kinds);
    assert!(kinds.len() > 12, "{kinds:?}");
}

#[test]
fn a_documented_kind_has_its_exit_status() {
    let text = "The ferry is late.";
    let at = folder(&[
        ("input/a.txt", text),
        ("input/b.txt", ""),
        ("taken/mine.txt", text),
        ("empty/.keep", ""),
    ]);
    for (typed, kind) in [
        ("run --min-df two", "usage"),
        ("run --max-phrase-length 9", "setting"),
        ("run nowhere", "read"),
        ("run empty", "no_documents"),
        ("run input -o taken", "not_ours"),
        ("run input -o results --strict", "skipped"),
        ("run input/b.txt -o results", "all_skipped"),
    ] {
        let output = crate::common::run(at.path(), &format!("{typed} --log json"));
        let log = crate::common::stderr(&output);
        let events = log
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let error = events.into_iter().find(|event| event["event"] == "error");
        let error = error.unwrap_or_else(|| panic!("{typed}: no error in\n{log}"));
        assert_eq!(error["kind"], kind, "{typed}");
        let kinds = error_kinds();
        let documented = kinds.iter().find(|(name, _)| name == kind).expect(kind);
        let statuses = documented
            .1
            .split(" or ")
            .map(|text| text.parse::<i32>().expect("a status"));
        assert!(
            statuses
                .into_iter()
                .any(|status| Some(status) == output.status.code()),
            "{typed}"
        );
    }
}
