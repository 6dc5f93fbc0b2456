//! The library's front door: documents from memory give what the same records give from a file, tables
//! are typed rows, and what a program asks for wrongly is told as an error.

use std::fs;

use refrain::{Codebook, Corpus, Document, Settings, SkippedDocument, TableId, tables};
use tempfile::tempdir;

/// Id, source, date and text of some documents.
const TEXTS: [(&str, &str, &str, &str); 5] = [
    (
        "n1",
        "north",
        "2019-03-01",
        "The river floods the lower town. The lower town waits for dikes.",
    ),
    (
        "n2",
        "north",
        "2020-03-01",
        "Dikes cost money. The lower town has no money for dikes.",
    ),
    (
        "s1",
        "south",
        "2019-05",
        "No river floods here. Wells run dry, and wells cost money.",
    ),
    (
        "s2",
        "south",
        "2021",
        "Wells run dry again. The upper town waits for wells.",
    ),
    ("e1", "east", "", "   "),
];

fn documents() -> impl Iterator<Item = Document> {
    TEXTS.into_iter().map(|(id, source, date, text)| {
        let document = Document::new(id, text).source(source);
        if date.is_empty() {
            return document;
        }
        document
            .date(date)
            .metadata("region", source.to_uppercase())
    })
}

/// The same as lines of JSON.
fn records() -> String {
    let records = TEXTS.into_iter().map(|(id, source, date, text)| {
        let region = if date.is_empty() {
            String::new()
        } else {
            source.to_uppercase()
        };
        let record = serde_json::json!({
            "id": id, "source": source, "date": date, "text": text, "region": region,
        });
        format!("{record}\n")
    });
    records.collect()
}

fn settings() -> Settings {
    let codebook = "water: [river, 'well*']\nmoney: [money]";
    let codebook = Codebook::from_yaml(codebook).expect("a codebook");
    Settings::from_toml("[output]\nalso = [\"all\"]\n")
        .expect("settings")
        .codebook(codebook)
}

#[test]
fn documents_from_memory_give_the_tables_of_the_same_records_in_a_file() {
    let folder = tempdir().expect("a folder");
    let file = folder.path().join("texts.jsonl");
    fs::write(&file, records()).expect("written");
    let settings = settings();
    let from_memory = Corpus::from_documents(documents(), &settings).expect("a corpus");
    let from_file = Corpus::from_paths([&file], &settings).expect("a corpus");
    let written = [from_memory, from_file].map(|corpus| {
        let output = tempdir().expect("a folder");
        let results = corpus.analyse(&settings).expect("results");
        results
            .write(output.path().join("out"), false)
            .expect("written");
        output
    });
    let mut compared = 0;
    for table in TableId::nameable().filter(|table| *table != TableId::Documents) {
        let read = |at: usize| {
            let path = written[at].path().join("out/tables").join(table.file());
            fs::read_to_string(path).ok()
        };
        let table_of_file = read(1);
        assert_eq!(read(0), table_of_file, "{table}");
        compared += usize::from(table_of_file.is_some());
    }
    assert!(compared > 30, "{compared} tables");
}

#[test]
fn results_do_not_depend_on_threads_or_the_order_of_documents() {
    let rows = |threads, is_reversed: bool| {
        let mut all: Vec<Document> = documents().collect();
        if is_reversed {
            all.reverse();
        }
        let settings = settings().threads(threads);
        let corpus = Corpus::from_documents(all, &settings).expect("a corpus");
        let results = corpus.analyse(&settings).expect("results");
        let tfidf = results.table(tables::Tfidf).expect("a table");
        let tfidf: Vec<String> = tfidf.rows().map(|row| format!("{row:?}")).collect();
        (tfidf, results.summary())
    };
    let one = rows(1, false);
    assert!(!one.0.is_empty());
    assert_eq!(one.0, rows(4, true).0);
    assert_eq!(one.1, rows(3, false).1);
}

#[test]
fn rows_have_the_columns_as_fields() {
    let settings = settings();
    let corpus = Corpus::from_documents(documents(), &settings).expect("a corpus");
    assert_eq!((corpus.document_count(), corpus.sources().len()), (4, 2));
    let skipped: Vec<SkippedDocument> = corpus.skipped().collect();
    assert_eq!((skipped.len(), skipped[0].id.as_str()), (1, "e1"));
    assert!(
        skipped[0].reason.contains("empty text"),
        "{}",
        skipped[0].reason
    );
    let results = corpus.analyse(&settings).expect("results");

    let concepts = results.table(tables::Concepts).expect("a table");
    let hits: Vec<(&str, u64)> = concepts.rows().map(|row| (row.concept, row.hits)).collect();
    // Water: river twice, wells four times; money: three times.
    assert_eq!(hits, [("water", 6), ("money", 3)]);

    let terms = results.table(tables::Terms).expect("a table");
    assert_eq!(terms.rows().count(), terms.row_count());
    let by_source = results.table(tables::TermsBySource).expect("a table");
    let dikes = by_source.rows().find(|row| row.term.get().label == "dikes");
    let dikes = dikes.map(|row| (row.source.get(), row.cf, row.df));
    assert_eq!(dikes, Some(("north", 3, 2)));

    let weights = results.tfidf("s2");
    assert!(weights.is_sorted_by(|a, b| a.1 >= b.1) && weights.iter().all(|row| row.1 > 0.0));
    let norm: f64 = weights.iter().map(|row| row.1 * row.1).sum();
    assert!((norm - 1.0).abs() < 1e-12, "{norm}");
    assert!(results.tfidf("nobody").is_empty());
}

#[test]
fn tables_that_are_not_there_say_why() {
    let settings = Settings::default().only([TableId::Terms]);
    let corpus = Corpus::from_documents(documents(), &settings).expect("a corpus");
    let results = corpus.analyse(&settings).expect("results");
    assert!(results.table(tables::Terms).is_ok());
    let why =
        |error: Option<refrain::Error>| error.map(|error| error.to_string()).unwrap_or_default();
    let keyness = why(results.table(tables::Keyness).err());
    assert!(
        keyness.contains("keyness") && keyness.contains("Settings::only"),
        "{keyness}"
    );
    let networks = why(results.table(tables::Networks).err());
    assert!(networks.contains("Settings::also"), "{networks}");

    let settings = Settings::default();
    let corpus = Corpus::from_documents(documents(), &settings).expect("a corpus");
    let results = corpus.analyse(&settings).expect("results");
    let concepts = why(results.table(tables::Concepts).err());
    assert!(concepts.contains("codebook"), "{concepts}");
}

#[test]
fn wrong_settings_and_empty_corpora_are_errors() {
    let nothing = Corpus::from_documents(Vec::new(), &Settings::default());
    assert!(matches!(nothing, Err(refrain::Error::NoDocuments { .. })));
    let blank = Corpus::from_documents([Document::new("a", "")], &Settings::default());
    assert!(matches!(
        blank,
        Err(refrain::Error::AllSkipped { skipped: 1, .. })
    ));
    let wrong = Settings::from_toml("[phrases]\nlongest = 3").expect_err("an unknown setting");
    assert!(wrong.to_string().contains("longest"), "{wrong}");
    assert!(Codebook::from_yaml("climate: [").is_err());
    assert!(Codebook::built_in("weather").is_err());
    let gone = Corpus::from_paths(["no-such-folder"], &Settings::default());
    assert!(matches!(gone, Err(refrain::Error::Read { .. })));
}

#[test]
fn two_documents_of_one_id_are_told_apart() {
    let same = ["Rain falls on the hills.", "Snow falls on the hills."];
    let same = same.map(|text| Document::new("a", text));
    let settings = Settings::default();
    let corpus = Corpus::from_documents(same, &settings).expect("a corpus");
    let results = corpus.analyse(&settings).expect("results");
    let documents = results.table(tables::Documents).expect("a table");
    let ids: Vec<&str> = documents.rows().map(|row| row.doc_id).collect();
    assert_eq!(ids, ["a", "a#2"]);
}
