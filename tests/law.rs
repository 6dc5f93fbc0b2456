//! The law of the words: each word that a file shows is counted, or stands in a row of `boilerplate.csv`,
//! or in a document that was refused; and nothing else does.

use std::collections::BTreeMap;
use std::io::Write as _;

use proptest::prelude::*;
use refrain::config::Config;
use refrain::pipeline::{self, Input};
use refrain::progress::Silent;

use crate::common::write;

/// How often each word is there.
pub(crate) type Words = BTreeMap<String, usize>;

pub(crate) fn words(text: &str) -> Words {
    let mut words = Words::new();
    for word in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        *words.entry(word.to_lowercase()).or_default() += 1;
    }
    words
}

/// The words that refrain counts, or has rows of, in the files of a folder.
fn accounted(folder: &std::path::Path) -> Words {
    let input = Input {
        paths: vec![folder.to_owned()],
        ..Input::default()
    };
    let corpus = pipeline::read(&input, &Config::default(), &Silent).expect("a corpus");
    assert!(corpus.skipped.is_empty(), "{:?}", corpus.skipped);
    let mut all = String::new();
    for id in corpus.ids() {
        all += &corpus.paragraphs(id);
        for piece in &corpus.document(id).left_out {
            all = all + "\n" + &piece.text;
        }
        all.push('\n');
    }
    words(&all)
}

/// Paragraphs in a format; gives the name of the file and its bytes.
type Writer = fn(&[String]) -> (&'static str, Vec<u8>);

fn json(value: &serde_json::Value) -> Vec<u8> {
    value.to_string().into_bytes()
}

pub(crate) fn zip(files: &[(&str, String)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(*name, options).expect("a file");
        archive.write_all(text.as_bytes()).expect("written");
    }
    archive.finish().expect("an archive").into_inner()
}

fn wrapped(paragraphs: &[String], open: &str, close: &str) -> String {
    let paragraphs = paragraphs.iter().map(|text| format!("{open}{text}{close}"));
    paragraphs.collect()
}

const WRITERS: [(&str, Writer); 13] = [
    ("text", |p| ("a.txt", p.join("\n\n").into_bytes())),
    ("CR LF", |p| ("a.txt", p.join("\r\n\r\n").into_bytes())),
    ("markdown", |p| {
        let text = format!(
            "---\ntitle: none\n---\n\n# {}\n\n```\ncode {}\n```\n",
            p.join("\n\n- *item* "),
            p[0]
        );
        (
            "a.md",
            text.replacen("title: none", "draft: yes", 1).into_bytes(),
        )
    }),
    ("XML", |p| {
        let body = wrapped(p, "<p>", "</p>");
        (
            "a.xml",
            format!("<TEI xmlns='x'><text><body>{body}</body></text></TEI>").into_bytes(),
        )
    }),
    ("docx", |p| {
        let body = wrapped(p, "<w:p><w:r><w:t>", "</w:t></w:r></w:p>");
        let part = format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>");
        (
            "a.docx",
            zip(&[
                ("[Content_Types].xml", "<Types/>".to_owned()),
                ("word/document.xml", part),
            ]),
        )
    }),
    ("odt", |p| {
        let body = wrapped(p, "<text:p>", "</text:p>");
        let part = format!(
            "<office:document-content xmlns:office='o' xmlns:text='t'><office:body><office:text>{body}</office:text></office:body></office:document-content>"
        );
        (
            "a.odt",
            zip(&[
                (
                    "mimetype",
                    "application/vnd.oasis.opendocument.text".to_owned(),
                ),
                ("content.xml", part),
            ]),
        )
    }),
    ("CSV", |p| {
        (
            "a.csv",
            format!("text\n\"{}\"\n", p.join("\"\n\"")).into_bytes(),
        )
    }),
    ("Excel's CSV", |p| {
        (
            "a.csv",
            format!("sep=;\ntext\n\"{}\"\n", p.join("\"\n\"")).into_bytes(),
        )
    }),
    ("HTML in cells", |p| {
        (
            "a.tsv",
            format!("text\n{}\n", wrapped(p, "<p><b>", "</b></p>")).into_bytes(),
        )
    }),
    ("JSON Lines", |p| {
        let lines = p
            .iter()
            .map(|text| serde_json::json!({"text": text}).to_string());
        ("a.jsonl", lines.collect::<Vec<_>>().join("\n").into_bytes())
    }),
    ("a list of parts", |p| {
        ("a.json", json(&serde_json::json!({"id": "x", "text": p})))
    }),
    ("columns", |p| {
        (
            "a.json",
            json(&serde_json::json!({"text": p, "n": vec![1; p.len()]})),
        )
    }),
    ("archive", |p| {
        (
            "a.zip",
            zip(&[("one.txt", p.join("\n\n")), ("two.txt", p[0].clone())]),
        )
    }),
];

/// What the words of a file are by its writer: code and second files hold the first paragraph again.
fn shown(format: &str, paragraphs: &[String]) -> Words {
    let all = paragraphs.join(" ");
    match format {
        "markdown" => words(&format!(
            "{all} code {} {}",
            paragraphs[0],
            "item ".repeat(paragraphs.len() - 1)
        )),
        "archive" => words(&format!("{all} {}", paragraphs[0])),
        _ => words(&all),
    }
}

fn paragraphs() -> impl Strategy<Value = Vec<String>> {
    let word = prop::sample::select(vec![
        "harbour", "dike", "Straße", "élan", "река", "2014", "quay", "vote", "storm", "night", "x1",
    ]);
    let sentence = prop::collection::vec(word, 3..20).prop_map(|words| words.join(" ") + ".");
    prop::collection::vec(sentence, 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    #[cfg_attr(not(feature = "archives"), ignore = "needs the feature `archives`")]
    fn every_word_of_a_file_is_counted_or_has_a_row(paragraphs in paragraphs()) {
        for (format, writer) in WRITERS {
            let folder = tempfile::tempdir().expect("a folder");
            let (name, bytes) = writer(&paragraphs);
            write(&folder.path().join(name), &bytes);
            prop_assert_eq!(accounted(folder.path()), shown(format, &paragraphs), "{}", format);
        }
    }
}
