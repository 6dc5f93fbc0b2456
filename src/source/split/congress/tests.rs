//! The Congressional Record and its speeches.

use super::*;

const RECORD: &str = "[Congressional Record Volume 150, Number 9 (Tuesday, March 4, 2014)]\n[Senate]\n[Page S77]\nFrom the Congressional Record Online [www.example.gov]\n\n\n                              {time}  0930\n                        WIND MILLS\n\n  Mr. MOORE of Iowa. Madam President, the mills turn and\nthey have never\n\n[[Page S78]]\n\nstopped turning.\n  I yield.\n  The PRESIDING OFFICER. The Senator yields.\n\n                          ____________________\n\n";

#[test]
fn marks_and_masthead_are_no_text() {
    let split = split(RECORD).expect("a record");
    let record = &split.documents[0];
    assert_eq!(
        record.text,
        "Mr. MOORE of Iowa. Madam President, the mills turn and\nthey have never\nstopped turning.\n\nI yield.\n\nThe PRESIDING OFFICER. The Senator yields."
    );
    assert_eq!(record.title.as_deref(), Some("WIND MILLS"));
    assert_eq!(record.date.as_deref(), Some("March 4, 2014"));
    let rows: Vec<_> = record
        .left_out
        .iter()
        .map(|row| row.text.as_str())
        .collect();
    assert_eq!(rows.len(), 7, "{rows:?}");
    assert_eq!(rows[6], "[[Page S78]]");
}

#[test]
fn speeches_begin_where_a_speaker_is_named() {
    let split = speeches(RECORD).expect("speeches");
    let shown: Vec<_> = split
        .documents
        .iter()
        .map(|speech| {
            (
                speech.fields.last().map(|(_, name)| name.as_str()),
                speech.text.lines().count(),
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            (Some("Mr. MOORE of Iowa"), 5),
            (Some("The PRESIDING OFFICER"), 1)
        ]
    );
    assert_eq!(speaker("The Senate met. We spoke."), None);
    assert_eq!(speaker("Mr. McCAIN. Yes."), Some("Mr. McCAIN"));
    assert_eq!(speaker("Mr. Moore went. Yes."), None);
}
