//! Records that are right, and each way in which they may be wrong.

use std::io::BufReader;

use super::*;

/// A record with this content, whose head states `length`.
fn stating(length: &str, content: &str) -> String {
    format!("WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: {length}\r\n\r\n{content}\r\n\r\n")
}

fn record(content: &str) -> String {
    stating(&content.len().to_string(), content)
}

/// What is found, in a line each: where it begins, and the content or the reason.
fn found(archive: &[u8]) -> Vec<String> {
    let mut all = Vec::new();
    for capacity in [13, 1 << 16] {
        let mut reader = BufReader::with_capacity(capacity, archive);
        let mut records = Records::new(&mut reader);
        let mut lines = Vec::new();
        while let Some(found) = records.next().expect("read") {
            assert_eq!(found.number, lines.len() as u64 + 1);
            let what = match found.what {
                Ok(record) => {
                    let content = String::from_utf8_lossy(&record.content).into_owned();
                    match record.length {
                        Length::Stated => content,
                        other => format!("{content} {other:?}"),
                    }
                }
                Err(reason) => format!("! {reason}"),
            };
            lines.push(format!("{}: {what}", found.offset));
        }
        assert!(all.is_empty() || all == lines, "whatever the buffer");
        all = lines;
    }
    all
}

fn of(parts: &[&str]) -> Vec<String> {
    found(parts.concat().as_bytes())
}

#[test]
fn records_follow_one_another() {
    let (one, two) = (record("ebb"), record("WARC/1.0\r\n\r\nflow"));
    let at = one.len();
    assert_eq!(
        of(&[&one, &two]),
        ["0: ebb".to_owned(), format!("{at}: WARC/1.0\r\n\r\nflow")]
    );
    let bare = one.trim_end();
    assert_eq!(of(&["\r\n", bare]), ["2: ebb"]);
    let lines = one.replace("\r\n", "\n");
    assert_eq!(of(&[&lines, &lines]).len(), 2);
    assert!(of(&[]).is_empty() && of(&["\r\n\r\n"]).is_empty());
    let newer = one.replace("WARC/1.0", "WARC/1.1 ");
    assert_eq!(of(&[&newer]), ["0: ebb"]);
}

#[test]
fn a_wrong_length_costs_no_other_record() {
    let right = record("ebb");
    for (wrong, expected) in [
        (
            stating("2", "neap tide"),
            "0: neap tide More { stated: 2 }".to_owned(),
        ),
        (
            stating("8", "neap tide"),
            "0: neap tide More { stated: 8 }".to_owned(),
        ),
        (
            stating("900", "neap"),
            "0: neap Less { stated: 900 }".to_owned(),
        ),
        (
            stating("10", "neap"),
            "0: neap Less { stated: 10 }".to_owned(),
        ),
    ] {
        let found = of(&[&wrong, &right, &right]);
        assert_eq!(found.len(), 3, "{found:?}");
        assert_eq!(found[0], expected);
        assert_eq!(found[1], format!("{}: ebb", wrong.len()));
    }
    for length in ["-1", "ten", "1e3", "99999999999999999999"] {
        let found = of(&[&stating(length, "neap"), &right]);
        assert!(
            found[0].contains(&format!("`{length}` is no number")),
            "{found:?}"
        );
        assert_eq!(found.len(), 2);
    }
}

#[test]
fn a_long_record_is_passed_over_without_room_for_it() {
    let right = record("ebb");
    for stated in ["3221225472", "18446744073709551615"] {
        let long = stating(stated, &"neap ".repeat(50_000));
        let found = of(&[&long, &right]);
        assert!(found[0].contains("TooLong"), "{stated}");
        assert_eq!(found[1..], [format!("{}: ebb", long.len())]);
    }
}

#[test]
fn a_record_that_is_cut_off_is_told() {
    let right = record("ebb");
    let whole = record("neap tide");
    let cut = &whole[..whole.len() - 9];
    let found = of(&[&right, cut]);
    assert_eq!(
        found[1],
        format!(
            "{}: ! cut off after 4 of the 9 bytes that it states: the file ends there",
            right.len()
        )
    );
    let found = of(&[&right, "WARC/1.0\r\nWARC-Type: resp"]);
    assert!(
        found[1].contains("cut off in its header: the file ends"),
        "{found:?}"
    );
    let found = of(&["WARC/1.0\r\nWARC-Type: resp\r\n", &right]);
    assert!(found[0].contains("cut off by the next record"), "{found:?}");
    assert_eq!(found.len(), 2);
}

#[test]
fn what_is_no_record_is_passed_over() {
    let right = record("ebb");
    let found = of(&["junk\n\nWARC/1.0\nno field\n", &right, "more junk"]);
    assert!(
        found[0].ends_with("bytes that belong to no record"),
        "{found:?}"
    );
    assert!(
        found[1].ends_with(": ebb\r\n\r\nmore junk More { stated: 3 }"),
        "{found:?}"
    );
    let long = format!(
        "WARC/1.0\r\nX: {}\r\nContent-Length: 3\r\n\r\nebb\r\n\r\n",
        "a".repeat(1 << 20)
    );
    let found = of(&[&long, &right]);
    assert!(
        found[0].contains("header is longer than 256 KiB"),
        "{}",
        found[0]
    );
    assert_eq!(found.len(), 2);
    let without = "WARC/1.0\r\nWARC-Type: resource\r\n\r\nebb\r\n\r\n";
    let found = of(&[without, &right]);
    assert!(found[0].contains("has no Content-Length"), "{found:?}");
}

#[test]
fn records_that_all_state_too_much_take_no_more_time() {
    let wrong = stating("60000000", "ebb");
    let archive = wrong.repeat(40_000);
    let start = std::time::Instant::now();
    assert_eq!(found(archive.as_bytes()).len(), 40_000);
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}
