//! JSON Lines: ranges, bad records, fields.

use std::io::Cursor;

use super::*;

fn origin() -> Origin {
    Origin {
        path: "records.jsonl".into(),
        metadata: None,
    }
}

fn outcome(read: Read) -> String {
    match read {
        Read::Document(document) => format!("{}={}", document.info.doc_id, document.text),
        Read::Skipped(skipped) => skipped.reason.into_string(),
    }
}

/// Reads `text` cut into ranges of `chunk` bytes: (id and text) or reason.
fn read(text: &str, chunk: usize) -> Vec<String> {
    let mut out = Vec::new();
    for start in (0..text.len()).step_by(chunk) {
        let unit = RecordsUnit {
            path: "records.jsonl".into(),
            origin: origin(),
            range: start as u64..(start + chunk).min(text.len()) as u64,
        };
        let lines = unit.lines(Cursor::new(text), &ReadConfig::default(), &mut |read| {
            out.push(outcome(read));
        });
        lines.expect("memory can be read");
    }
    out
}

#[test]
fn every_line_is_read_once_wherever_the_ranges_are_cut() {
    let text =
        "\u{feff}{\"id\":1,\"text\":\"a\"}\n\n{\"id\":\"b\",\"text\":\"é\"}\r\n{\"text\":\"c\"}";
    let whole = read(text, text.len());
    assert_eq!(whole, ["1=a", "b=é", "=c"]);
    for chunk in 1..text.len() {
        assert_eq!(read(text, chunk), whole, "ranges of {chunk} bytes");
    }
    let mut streamed = Vec::new();
    let lines = Lines {
        origin: origin(),
        first: 1,
        bytes: text.into(),
        decoded: None,
    };
    lines.read(&ReadConfig::default(), &mut |read| {
        streamed.push(outcome(read))
    });
    assert_eq!(streamed, whole);
}

#[test]
fn a_bad_record_is_skipped_with_a_reason() {
    let reasons = read("{\"id\":\"x\"}\n{broken\n{\"text\":\" \"}\n[1]\n", 1000);
    assert_eq!(
        reasons[0],
        "no field `text` with a text (it has: id); name the text field, as in --field text=body"
    );
    assert!(
        reasons[1].starts_with("expected one JSON object per line: key must be a string"),
        "{}",
        reasons[1]
    );
    assert_eq!(reasons[2], "empty text");
    assert!(reasons[3].starts_with("expected one JSON object"));
}

#[test]
fn fields_can_be_mapped_and_further_ones_are_kept() {
    let mut config = ReadConfig::default();
    config.fields.insert("text".into(), "body".into());
    config.fields.insert("source".into(), "outlet".into());
    let line = br#"{"body":"t","outlet":"O","country":"Chad","n":3,"tags":["x"],"date":null}"#;
    let document = Parser::new(&origin(), &config)
        .parse(line, 1, [0; 32])
        .expect("a document");
    assert_eq!(
        (document.text.as_str(), document.info.source.as_str()),
        ("t", "O")
    );
    assert_eq!(document.info.date, "");
    let extra: Vec<_> = document
        .info
        .extra
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .collect();
    assert_eq!(extra, [("country", "Chad"), ("n", "3")]);
}
