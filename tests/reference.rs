//! What refrain says of itself: its tables, settings and commands, and the names in the documentation.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::common::{folder, project, run, run_well, stderr, stdout};

/// Set, it makes this test write the pages of `docs/reference/`, in place of comparing them.
const REWRITE: &str = "REFRAIN_WRITE_REFERENCE";

fn json_of(arguments: &str) -> Value {
    let text = stdout(&run_well(folder(&[]).path(), arguments));
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn tables_are_described_as_in_the_data_package() {
    let text = "The toll bridge is closed. The toll bridge is old. ".repeat(9);
    let folder = folder(&[
        ("input/x/a.txt", &text),
        ("input/y/b.txt", &text),
        (
            "input/y/c.txt",
            "A ferry came in May, and the old toll bridge was sold.",
        ),
        ("input/concepts.yml", "bridge: [toll bridge, ferry]\n"),
        (
            "input/metadata.csv",
            "file,date\nx/a.txt,2019\ny/b.txt,2020\ny/c.txt,2021\n",
        ),
    ]);
    run_well(folder.path(), "run --also all --format matrix-market");
    let package = fs::read_to_string(folder.path().join("output/datapackage.json"));
    let package: Value = serde_json::from_str(&package.expect("a package")).expect("JSON");
    let described = json_of("tables --format json");
    assert_eq!(package["tables_version"], described["tables_version"]);
    let tables = described["resources"].as_array().expect("tables");
    let names: BTreeSet<&str> = tables
        .iter()
        .filter_map(|table| table["name"].as_str())
        .collect();
    assert_eq!(names.len(), refrain::TableId::ALL.len());
    let written = package["resources"].as_array().expect("resources");
    let mut compared = 0;
    for table in written
        .iter()
        .filter(|resource| resource["type"] == "table")
    {
        let described = tables.iter().find(|other| other["name"] == table["name"]);
        let described = described.unwrap_or_else(|| panic!("{} is not described", table["name"]));
        for (key, value) in table.as_object().expect("an object") {
            if !["bytes", "hash"].contains(&key.as_str()) {
                assert_eq!(value, &described[key], "{} of {}", key, table["name"]);
            }
        }
        compared += 1;
    }
    assert!(compared > 30, "{compared} tables were compared");
}

#[test]
fn tables_and_their_columns_are_listed() {
    let at = folder(&[]);
    let all = stdout(&run_well(at.path(), "tables"));
    for id in refrain::TableId::ALL {
        assert!(
            all.lines().any(|line| line.starts_with(id.name())),
            "{}",
            id.name()
        );
    }
    let kwic = stdout(&run_well(at.path(), "tables kwic"));
    assert!(kwic.starts_with("A row of kwic.csv is "), "{kwic}");
    assert!(
        kwic.contains("\nmatch ") && kwic.contains("\nsentence "),
        "{kwic}"
    );
    assert_eq!(kwic, stdout(&run_well(at.path(), "tables kwic.csv")));
    let output = run(at.path(), "tables tfdif");
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("did you mean `tfidf`?"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn the_version_tells_of_the_build() {
    let at = folder(&[]);
    let short = stdout(&run_well(at.path(), "-V"));
    assert_eq!(
        short.trim(),
        format!("refrain {}", env!("CARGO_PKG_VERSION"))
    );
    let long = stdout(&run_well(at.path(), "--version"));
    for part in ["commit: ", "features: ", "version of the tables: 1"] {
        assert!(long.contains(part), "{long}");
    }
}

/// What of a value is against a schema; of the language of schemas only the words that refrain uses.
fn against(value: &Value, schema: &Value, place: &str, faults: &mut Vec<String>) {
    let is_of = |name: &str| match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        other => unreachable!("unknown type {other}"),
    };
    let types = match &schema["type"] {
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        name => vec![name.as_str().expect("a type")],
    };
    if !types.into_iter().any(is_of) {
        faults.push(format!("{place}: {value} is not {}", schema["type"]));
        return;
    }
    if let Some(allowed) = schema["enum"].as_array()
        && !allowed.contains(value)
    {
        faults.push(format!("{place}: {value} is not allowed"));
    }
    if value.as_f64() < schema["minimum"].as_f64() && value.is_number() {
        faults.push(format!("{place}: {value} is too small"));
    }
    for item in value.as_array().into_iter().flatten() {
        against(item, &schema["items"], place, faults);
    }
    for (key, value) in value.as_object().into_iter().flatten() {
        let place = format!("{place}.{key}");
        match &schema["properties"][key] {
            Value::Null => faults.push(format!("{place} is unknown")),
            schema => against(value, schema, &place, faults),
        }
    }
}

fn faults(settings: &str, schema: &Value) -> Vec<String> {
    let table: toml::Table = toml::from_str(settings).expect("TOML");
    let mut faults = Vec::new();
    against(
        &serde_json::to_value(table).expect("JSON"),
        schema,
        "",
        &mut faults,
    );
    faults
}

#[test]
fn the_schema_of_settings_fits_the_starter_and_refuses_what_is_wrong() {
    let schema = json_of("schema");
    assert_eq!(schema["additionalProperties"], json!(false));
    let starter = include_str!("../src/starter/refrain.toml");
    let settings = starter.lines().map(|line| {
        let setting = line.strip_prefix("# ").filter(|rest| rest.contains(" = "));
        format!("{}\n", setting.unwrap_or(line))
    });
    let settings: String = settings.collect();
    assert_eq!(faults(&settings, &schema), Vec::<String>::new());
    let defaults = toml::Table::try_from(refrain::config::Config::default()).expect("defaults");
    assert_eq!(faults(&defaults.to_string(), &schema), Vec::<String>::new());
    for (section, keys) in &defaults {
        for (key, default) in keys.as_table().expect("a section") {
            let declared = &schema["properties"][section]["properties"][key];
            assert_eq!(declared["default"], json!(default), "{section}.{key}");
            assert!(
                declared["description"]
                    .as_str()
                    .is_some_and(|text| text.len() > 9),
                "{key}"
            );
        }
    }
    for wrong in [
        "[phrases]\nmax_length = 3",
        "[phrase]\nmax_phrase_length = 3",
        "[phrases]\nmax_phrase_length = \"3\"",
        "[phrases]\nmax_phrase_length = 2.5",
        "[phrases]\nmin_phrase_count = -1",
        "[phrases]\ninner_words = \"some\"",
        "[output]\nonly = \"terms\"",
        "[output]\nonly = [\"term\"]",
        "[output]\nreport = \"no\"",
        "[read]\ninput_format = \"word\"",
        "[read.fields]\nbody = \"text\"",
        "[collocates]\ncollocate_window = true",
    ] {
        assert_eq!(faults(wrong, &schema).len(), 1, "{wrong}");
    }
    let right = "[collocates]\ncollocate_window = \"5L,3R\"\n[output]\nalso = [\"all\"]";
    assert_eq!(faults(right, &schema), Vec::<String>::new());
}

#[test]
fn shells_and_manuals_know_every_command() {
    let at = folder(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = stdout(&run_well(at.path(), &format!("completions {shell}")));
        for word in ["kwic", "max-phrase-length", "completions"] {
            assert!(script.contains(word), "{shell} lacks {word}");
        }
    }
    let page = stdout(&run_well(at.path(), "man"));
    assert!(
        page.contains(".TH") && page.contains("collocates"),
        "{page}"
    );
    fs::create_dir(at.path().join("man")).expect("a folder");
    run_well(at.path(), "man man");
    let page = fs::read_to_string(at.path().join("man/refrain-kwic.1")).expect("a page");
    assert!(page.contains("sentence"), "{page}");
}

#[test]
fn the_pages_of_the_reference_are_what_the_program_prints() {
    for page in ["tables", "commands", "settings"] {
        let printed = stdout(&run_well(project(), &format!("reference {page}")));
        let path = project().join(format!("docs/reference/{page}.md"));
        if std::env::var_os(REWRITE).is_some() {
            crate::common::write(&path, printed.as_bytes());
        }
        let written = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            written == printed,
            "{} differs from `refrain reference {page}`; {REWRITE}=1 cargo test reference:: writes it",
            path.display()
        );
    }
    let tables = stdout(&run_well(project(), "tables --format markdown"));
    assert_eq!(tables, stdout(&run_well(project(), "reference tables")));
}

/// README.md and the files of docs/, as far as they are there.
fn documentation() -> Vec<(PathBuf, String)> {
    let mut files = vec![project().join("README.md")];
    let mut folders = vec![project().join("docs")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                files.push(path);
            }
        }
    }
    files.sort();
    let texts = files.into_iter().filter_map(|path| {
        let text = fs::read_to_string(&path).ok()?;
        Some((path, text))
    });
    texts.collect()
}

/// The flags of all commands, by the help.
fn all_flags() -> BTreeSet<String> {
    let at = folder(&[]);
    let commands =
        "run kwic words ngrams collocates keyness text init config tables completions man";
    let commands = commands.split(' ');
    let helps = commands
        .chain(["validate sample", "validate score"])
        .map(|command| stdout(&run_well(at.path(), &format!("{command} --help"))));
    let old = refrain::config::OLD_FLAGS
        .iter()
        .map(|(old, _)| format!("--{old}"));
    let mut flags: BTreeSet<String> = old.chain(["--version".to_owned()]).collect();
    for help in helps {
        let words = help.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        let found = words.filter(|word| word.starts_with("--") && word.len() > 3);
        flags.extend(found.map(ToOwned::to_owned));
    }
    flags
}

/// The texts between backticks on one line, and the lines of fenced blocks that call refrain.
fn code_of(text: &str) -> Vec<String> {
    let mut code = Vec::new();
    let mut fence = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fence = !fence;
        } else if fence {
            let command = line.trim_start().trim_start_matches("$ ");
            code.extend(command.contains("refrain ").then(|| command.to_owned()));
        } else {
            code.extend(line.split('`').skip(1).step_by(2).map(ToOwned::to_owned));
        }
    }
    code
}

/// A flag in code: of refrain if the code is only that flag with its value, or calls refrain.
fn flags_in(code: &str) -> Vec<String> {
    let calls = code.starts_with("refrain ") || code.contains("| refrain ");
    if !calls && !code.starts_with("--") {
        return Vec::new();
    }
    let own = code.rsplit_once("refrain ").map_or(code, |(_, own)| own);
    let own = own.split(['|', '>', '#']).next().unwrap_or_default();
    let words = own.split(|c: char| c.is_whitespace() || c == '=');
    let flags = words.filter(|word| word.starts_with("--") && word.len() > 3);
    let flags = flags.map(|flag| flag.trim_end_matches(|c: char| !c.is_ascii_alphanumeric()));
    flags.map(ToOwned::to_owned).collect()
}

/// Flags of other programs that the documentation names too: of Cargo, of `refrain_text.spark`, and of the
/// filter that it runs.
const FOREIGN: [&str; 20] = [
    "--release",
    "--features",
    "--no-default-features",
    "--git",
    "--locked",
    "--profile",
    "--test",
    "--lib",
    "--bin",
    "--bins",
    "--tests",
    "--bench",
    "--mode",
    "--partitions",
    "--segments",
    "--time-limit",
    "--scale",
    "--tables",
    "--plan",
    "--table",
];

#[test]
fn names_in_the_documentation_are_names_of_the_program() {
    let flags = all_flags();
    let defaults = toml::Table::try_from(refrain::config::Config::default()).expect("defaults");
    let mut unknown = Vec::new();
    for (path, text) in documentation() {
        let mut report = |name: &str| unknown.push(format!("{}: {name}", path.display()));
        for code in code_of(&text) {
            let named = flags_in(&code).into_iter();
            named
                .filter(|flag| !flags.contains(flag) && !FOREIGN.contains(&flag.as_str()))
                .for_each(|flag| report(&flag));
            for table in tables_in(&code) {
                let is_known = refrain::TableId::ALL.iter().any(|id| id.name() == table);
                if !is_known {
                    report(&format!("table {table}"));
                }
            }
            // `[section] key`, and `key = value`.
            if let Some((section, key)) = code
                .strip_prefix('[')
                .and_then(|rest| rest.split_once("] "))
            {
                let key = key.split(' ').next().unwrap_or_default();
                let settings = defaults.get(section).and_then(toml::Value::as_table);
                let mut old = refrain::config::OLD_KEYS.iter();
                let is_old = old.any(|(of, old, _)| *of == section && *old == key);
                if settings.is_some_and(|settings| !settings.contains_key(key) && !is_old) {
                    report(&code);
                }
            }
        }
    }
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
}

/// The tables that code names behind `--only` or `--also`.
fn tables_in(code: &str) -> Vec<&str> {
    let mut words = code.split_whitespace();
    let mut tables = Vec::new();
    while let Some(word) = words.next() {
        if ["--only", "--also"].contains(&word)
            && let Some(list) = words.next()
        {
            let names = list
                .trim_matches(|c: char| c != '_' && !c.is_ascii_lowercase())
                .split(',');
            tables.extend(names.filter(|name| *name != "all" && !name.is_empty()));
        }
    }
    tables
}

#[test]
fn blocks_of_settings_in_the_documentation_are_settings() {
    for (path, text) in documentation() {
        for block in text.split("```toml\n").skip(1) {
            let settings = block.split("```").next().unwrap_or_default();
            if !settings.trim_start().starts_with('[') || settings.contains("[dependencies]") {
                continue;
            }
            let at = folder(&[("input/a.txt", "Rain."), ("settings.toml", settings)]);
            let output = run(at.path(), "config --config settings.toml");
            let message = stderr(&output);
            assert!(output.status.success(), "{}: {message}", shown(&path));
        }
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
