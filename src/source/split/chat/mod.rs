//! Chats that WhatsApp exported as text, or that were copied from Telegram.
//!
//! Gives a document a message, with its author, date and time. The order of day and month is that in
//! which all dates of the file are possible and come one after another. Lines of the program itself, and
//! what it writes in the place of pictures and deleted messages, are rows of the message before.

mod order;
mod stamp;

use std::sync::LazyLock;

use super::Split;
use super::lines::{left_out, lines};
use crate::data::{DataFile, WordSet};
use crate::model::{Layout, LeftOut, Rule};
use crate::source::formats::Converted;
use order::Order;
use stamp::{Stamp, is_mark, stamp};

struct ChatWords {
    attached: Vec<&'static str>,
    edited: WordSet,
    level: WordSet,
    omitted: WordSet,
    system: Vec<&'static str>,
}

static WORDS: LazyLock<ChatWords> = LazyLock::new(|| {
    let file = DataFile::new(include_str!("../../../data/chat_words.tsv"));
    ChatWords {
        attached: file.list("attached"),
        edited: file.set("edited"),
        level: file.set("level"),
        omitted: file.set("omitted"),
        system: file.list("system"),
    }
});

/// What begins with a stamp, and the lines that follow.
struct Entry<'a> {
    line: u32,
    stamp: Stamp<'a>,
    /// The whole of it, its first line from its beginning.
    whole: &'a str,
}

pub(super) fn split(text: &str) -> Option<Split> {
    let first = lines(text).find(|line| !line.text.is_empty())?;
    stamp(first.text)?;
    let entries = entries(text);
    let named = entries.iter().filter_map(|entry| entry.stamp.message());
    let of_logs = named.clone().filter(|(name, _)| is_level(name)).count();
    let named = named.count();
    if entries.len() < 2 || named == 0 || of_logs * 2 > named {
        return None;
    }
    let numbers: Vec<[u32; 3]> = entries.iter().map(|entry| entry.stamp.numbers).collect();
    let is_dotted = entries.iter().all(|entry| entry.stamp.is_dotted);
    let order = Order::of(&numbers, is_dotted);
    let mut documents: Vec<Converted> = Vec::new();
    let mut waiting = Vec::new();
    for entry in &entries {
        match document(entry, &order) {
            Ok(mut document) => {
                // Those at the beginning belong to the first message.
                let rows = std::mem::take(&mut waiting).into_iter();
                document.left_out.splice(0..0, rows);
                documents.push(document);
            }
            Err(row) => match documents.last_mut() {
                Some(document) => document.left_out.extend(row),
                None => waiting.extend(row),
            },
        }
    }
    Some(Split::of(Layout::Chat, documents))
}

/// The entries of a chat, in their order.
fn entries(text: &str) -> Vec<Entry<'_>> {
    let stamped = lines(text).filter_map(|line| Some((line, stamp(line.text)?)));
    let mut entries: Vec<Entry<'_>> = Vec::new();
    let mut starts = Vec::new();
    for (line, stamp) in stamped {
        starts.push(line.start);
        entries.push(Entry {
            line: line.number,
            stamp,
            whole: "",
        });
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    for ((entry, start), end) in entries.iter_mut().zip(&starts).zip(ends) {
        entry.whole = text[*start..end].trim_end();
    }
    entries
}

/// The document of a message, or the row of what is none.
fn document(entry: &Entry<'_>, order: &Order) -> Result<Converted, Option<LeftOut>> {
    let row = |text: &str| left_out(Rule::Mark, entry.line, text);
    let Some((author, first)) = entry.stamp.message() else {
        return Err(row(entry.whole));
    };
    if is_system(first) {
        return Err(row(entry.whole));
    }
    let below = entry.whole.split_once('\n').map_or("", |(_, below)| below);
    let mut rows = Vec::new();
    let mut text = String::new();
    if is_placeholder(first) {
        rows.extend(row(first));
    } else {
        text.push_str(first.trim_matches(is_mark));
    }
    if !below.is_empty() {
        text.push('\n');
        text.push_str(below);
    }
    if let Some(note) = note_of_edit(&text) {
        rows.extend(row(&text[note..]));
        text.truncate(note);
    }
    if !text.contains(char::is_alphanumeric) {
        // A message of signs alone has no words to count, and stays one.
        let is_empty = text.trim_matches(|letter: char| is_mark(letter) || letter.is_whitespace());
        if is_empty.is_empty() {
            return Err(row(entry.whole));
        }
    }
    Ok(Converted {
        text: text.trim().to_owned(),
        author: Some(author.to_owned()),
        date: order.date(entry.stamp.numbers),
        fields: vec![("time".to_owned(), entry.stamp.time.to_owned())],
        left_out: rows,
        notes: order.note().into_iter().collect(),
        doubts: order.doubts(),
        ..Converted::default()
    })
}

/// Whether the name ends in how bad a message of a log is.
fn is_level(name: &str) -> bool {
    let last = name.rsplit(|letter: char| !letter.is_alphanumeric());
    let last = last.into_iter().find(|word| !word.is_empty());
    last.is_some_and(|last| WORDS.level.contains(&last.to_lowercase()))
}

/// Whether the program itself writes, under the name of a group: its text opens with a mark.
fn is_system(text: &str) -> bool {
    if !text.starts_with('\u{200e}') {
        return false;
    }
    let plain = text.to_lowercase().replace('’', "'");
    let mut phrases = WORDS.system.iter();
    phrases.any(|phrase| plain.contains(phrase))
}

/// Whether the line stands in the place of something that is no text.
fn is_placeholder(line: &str) -> bool {
    let lower = line.to_lowercase();
    let line = lower.trim_matches(is_mark).trim();
    if WORDS.attached.iter().any(|words| {
        // After the name of the file without brackets, before it within them.
        line.trim_start_matches(['<', '‎']).starts_with(words) || line.ends_with(words)
    }) {
        return true;
    }
    let inside = line.trim_matches(|letter: char| {
        is_mark(letter) || letter.is_whitespace() || matches!(letter, '<' | '>' | '[' | ']' | '.')
    });
    WORDS.omitted.contains(inside)
}

/// Where the words begin that say that a message was changed.
fn note_of_edit(text: &str) -> Option<usize> {
    let start = text.rfind('<')?;
    let inside = text[start..].trim().strip_prefix('<')?.strip_suffix('>')?;
    let inside = inside.trim_matches(|letter: char| is_mark(letter) || letter == '.');
    WORDS
        .edited
        .contains(&inside.to_lowercase())
        .then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Date, author and text of each message.
    fn messages(text: &str) -> Vec<[String; 3]> {
        let documents = split(text).expect("a chat").documents;
        let message = |found: Converted| {
            [
                found.date.unwrap_or_default(),
                found.author.unwrap_or_default(),
                found.text,
            ]
        };
        documents.into_iter().map(message).collect()
    }

    #[test]
    fn messages_of_android_and_ios() {
        let android = "12/31/21, 10:15 PM - Messages are encrypted.\n12/31/21, 10:15 PM - Ann Reed: The tide: high\nand rising\n\n1/2/22, 9:01 AM - Ben: Yes\n";
        assert_eq!(
            messages(android),
            [
                ["2021-12-31", "Ann Reed", "The tide: high\nand rising"],
                ["2022-01-02", "Ben", "Yes"]
            ]
        );
        let ios = "\u{200e}[31.12.21, 22:15:01] Ann: \u{200e}image omitted\n[31.12.21, 22:15:02] ~\u{202f}Ann: High\n[01.01.22, 00:00:02] Ann: \u{200e}<attached: 001-PHOTO.jpg>\nthe quay\n";
        assert_eq!(
            messages(ios),
            [
                ["2021-12-31", "Ann", "High"],
                ["2022-01-01", "Ann", "the quay"]
            ]
        );
        for line in [
            "31/12/2021 22:15 - Ann: x",
            "31/12/2021, 10:15 p. m. - Ann: x",
            "2021-12-31 22:15 - Ann: x",
            "2021/12/31 下午10:15 - Ann: x",
            "[2021. 12. 31. 오후 10:15:01] Ann: x",
            "31.12.21, 22.15 - Ann: x",
            "31‏/12‏/2021, 10:15 م - Ann: x",
            "٣١‏/١٢‏/٢٠٢١، ١٠:١٥ م - Ann: x",
            "31/12/2564 22:15 - Ann: x",
            "2021. 12. 31. 22:15 - Ann: x",
            "12/31/21, 22:15 - Ann: x",
            "[2021/12/31, 22:15:01] Ann: x",
            "[31/12/2021 22:15] Ann: x",
            "[12/31/21, 10:15:01\u{202f}PM] Ann: x",
            "[31-12-2021 22:15:01] Ann: x",
            "31-12-2021 22:15 - Ann: x",
            "2021-12-31, 10:15 p.m. - Ann: x",
            "31/12/2021 à 22:15 - Ann: x",
            "31.12.2021 klo 22.15 - Ann: x",
            "Dec 31, 2021, 10:15 PM - Ann: x",
            "31 Dec 2021, 22:15 - Ann: x",
            "31. Dezember 2021, 22:15 - Ann: x",
            "31.12.21, 22:15:01: Ann: x",
            "[22:15, 31/12/2021] Ann: x",
            "[10:15 PM, 12/31/2021] Ann: x",
            "[22:15, 31.12.2021] Ann: x",
            "[下午10:15, 2021/12/31] Ann: x",
        ] {
            let text = format!("{line}\n{line}\n");
            assert_eq!(messages(&text)[0], ["2021-12-31", "Ann", "x"], "{line}");
        }
    }

    #[test]
    fn names_stand_before_the_date_in_copies_of_telegram() {
        for date in ["31.12.21 22:15", "31.12.2021 22:15", "31/12/2021 10:15 PM"] {
            let text =
                format!("Ann Reed, [{date}]\nHigh\nand rising\n\nBen, [{date}]\nYes [a list]\n");
            assert_eq!(
                messages(&text),
                [
                    ["2021-12-31", "Ann Reed", "High\nand rising"],
                    ["2021-12-31", "Ben", "Yes [a list]"]
                ],
                "{date}"
            );
        }
    }

    #[test]
    fn full_stops_part_dates_that_begin_with_the_day() {
        for date in ["02.03.14, 10:00", "02.03.2014 10:00", "2.3.14 10.00"] {
            let text = format!("{date} - A: x\n{date} - A: y\n");
            let split = split(&text).expect("a chat");
            assert_eq!(split.documents[0].date.as_deref(), Some("2014-03-02"));
            assert_eq!(split.documents[0].notes, [""; 0], "{date}");
        }
    }

    #[test]
    fn day_and_month_are_told_by_the_whole_file() {
        let rising = "03/02/2014 10:00 - A: x\n05/02/2014 10:00 - A: x\n01/03/2014 10:00 - A: x\n";
        let dates: Vec<_> = messages(rising)
            .into_iter()
            .map(|[date, ..]| date)
            .collect();
        assert_eq!(dates, ["2014-02-03", "2014-02-05", "2014-03-01"]);
        let months = "2/3/14, 10:00 - A: x\n2/5/14, 10:00 - A: x\n3/1/14, 10:00 - A: x\n";
        let dates: Vec<_> = messages(months)
            .into_iter()
            .map(|[date, ..]| date)
            .collect();
        assert_eq!(dates, ["2014-02-03", "2014-02-05", "2014-03-01"]);
        let open = "02/03/2014 10:00 - A: x\n02/03/2014 10:00 - A: y\n";
        let split = split(open).expect("a chat");
        assert_eq!(split.documents[0].date.as_deref(), Some("2014-03-02"));
        assert!(split.documents[0].notes[0].contains("day/month"));
    }

    #[test]
    fn what_the_program_writes_is_in_rows() {
        let text = "31/12/2021 22:10 - Ann created group \"Mills: now\"\n31/12/2021 22:15 - Ann: Yes <This message was edited>\n31/12/2021 22:16 - Ben: <Media omitted>\n31/12/2021 22:17 - Ben: IMG-1.jpg (file attached)\n31/12/2021 22:18 - Ben: Diese Nachricht wurde gelöscht.\n31/12/2021 22:19 - Ben left\n31/12/2021 22:20 - Ben: 👍\n";
        let split = split(text).expect("a chat");
        assert_eq!(split.documents.len(), 2);
        let [first, second] = &split.documents[..] else {
            panic!("two messages");
        };
        assert_eq!(first.text, "Yes");
        let lines: Vec<_> = first.left_out.iter().map(|row| row.line).collect();
        assert_eq!(lines, [1, 2, 3, 4, 5, 6].map(Some));
        assert_eq!(second.text, "👍");
        assert_eq!(second.fields, [("time".to_owned(), "22:20".to_owned())]);
    }

    #[test]
    fn what_the_program_writes_under_the_name_of_a_group_is_in_rows() {
        for line in [
            "Messages and calls are end-to-end encrypted. Only people in this chat can read them.",
            "Ann created this group",
            "Ann hat dich hinzugefügt.",
            "Les messages et les appels sont chiffrés de bout en bout.",
            "Los mensajes y las llamadas están cifrados de extremo a extremo.",
            "Your security code with Ben changed. Tap to learn more.",
        ] {
            let text = format!(
                "[31.12.21, 22:15:01] Quay: \u{200e}{line}\n[31.12.21, 22:16:01] Ann: They created this group of stones\n[31.12.21, 22:17:01] Ben: \u{200e}POLL:\nHigh?\n"
            );
            let split = split(&text).expect("a chat");
            let authors: Vec<_> = split
                .documents
                .iter()
                .map(|found| found.author.as_deref())
                .collect();
            assert_eq!(authors, [Some("Ann"), Some("Ben")], "{line}");
            assert!(split.documents[0].left_out[0].text.contains(line));
        }
    }

    #[test]
    fn logs_are_no_chat() {
        for line in [
            "2021-12-31 22:15:01 - ERROR: no tide",
            "2021-12-31 22:15:01 - harbour.gate: opened",
            "2021-12-31 22:15:01,123 - ERROR: no tide",
            "2021-12-31 22:15 - WARNING: no tide",
            "31/12/2021 22:15 - harbour.gate [info]: opened",
            "[2021-12-31 22:15:01] DEBUG: no tide",
            "2021-12-31 22:15:01: harbour: no tide",
            "22:15, the tide - harbour: none",
        ] {
            let text = format!("{line}\n{line}\n{line}\n");
            assert!(split(&text).is_none(), "{line}");
        }
    }

    #[test]
    fn other_texts_are_no_chat() {
        for text in [
            "",
            "31/12/2021 they met - Ann: yes\n31/12/2021 they met - Ann: yes\n",
            "31/12/2021 22:15 - Ann: only one\n",
            "31/12/2021 22:15 - nobody\n31/12/2021 22:16 - nobody\n",
            "The tide\n31/12/2021 22:15 - Ann: x\n31/12/2021 22:15 - Ann: x\n",
        ] {
            assert!(split(text).is_none(), "{text}");
        }
    }
}
