//! News whose headline, summary or first paragraphs stand above the body and in it: they count once.
//!
//! Archives of newspapers have the lead in a block of its own and again in the full text. Only the first
//! paragraphs of a text are looked at: what recurs further below is said twice.

use super::super::Converted;
use crate::model::{LeftOut, Rule};

/// How many paragraphs at the beginning of a text may be copies.
const MOST: usize = 12;
/// A paragraph of fewer words is a copy only if it is the title.
const FEWEST_WORDS: usize = 6;
/// How many bytes of a paragraph are looked for in the file; fewer, if markup stands among them.
const SOUGHT: [usize; 2] = [60, 24];

/// Takes off the text of a document what its beginning has twice; the first of two copies becomes a row.
pub(super) fn take_copies(document: &mut Converted, file: &str) {
    let paragraphs: Vec<&str> = document.text.split("\n\n").collect();
    let is_title = |text: &str| {
        document
            .title
            .as_deref()
            .is_some_and(|title| is_same(title, text))
    };
    let is_copy = |place: usize, text: &str| {
        let below = &paragraphs[place + 1..];
        let is_again = match is_title(text) {
            // A headline is repeated at once.
            true => below.iter().take(MOST).any(|other| is_same(other, text)),
            false => below.iter().any(|other| begins_with(other, text)),
        };
        let is_long = text.split_whitespace().nth(FEWEST_WORDS - 1).is_some();
        is_again && (is_long || is_title(text))
    };
    let places = paragraphs.iter().enumerate();
    let (copies, kept): (Vec<_>, Vec<_>) =
        places.partition(|(place, text)| *place < MOST && is_copy(*place, text));
    if copies.is_empty() {
        return;
    }
    let rows = copies.into_iter().map(|(_, text)| LeftOut {
        rule: Rule::Copy,
        line: line_of(text, file),
        recurs: None,
        text: (*text).to_owned(),
    });
    document.left_out.extend(rows);
    let kept: Vec<&str> = kept.into_iter().map(|(_, text)| *text).collect();
    document.text = kept.join("\n\n");
}

fn is_same(a: &str, b: &str) -> bool {
    a.split_whitespace().eq(b.split_whitespace())
}

/// Whether a paragraph begins with another, which may be cut off with an ellipsis.
fn begins_with(whole: &str, beginning: &str) -> bool {
    let bare = beginning.trim_end().trim_end_matches(['…', '.']);
    let mut words = whole.split_whitespace();
    let mut wanted = bare.split_whitespace().peekable();
    while let Some(word) = wanted.next() {
        let Some(found) = words.next() else {
            return false;
        };
        let is_last = wanted.peek().is_none();
        if found != word && !(is_last && found.trim_end_matches('.') == word) {
            return false;
        }
    }
    true
}

/// The line of the file on which a paragraph begins, if its first words are there as they are.
fn line_of(paragraph: &str, file: &str) -> Option<u32> {
    let first = paragraph.lines().next()?;
    let mut places = SOUGHT.iter().filter_map(|length| {
        let sought = &first[..first.floor_char_boundary(*length)];
        memchr::memmem::find(file.as_bytes(), sought.as_bytes())
    });
    let place = places.next()?;
    let above = memchr::memchr_iter(b'\n', &file.as_bytes()[..place]).count();
    u32::try_from(above + 1).ok()
}
