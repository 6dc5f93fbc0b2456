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
mod tests;
