//! A file cut into pieces, each an article or something around the articles.

use std::ops::Range;

use super::draft::Draft;
use super::lines::{Line, left_out};
use crate::model::Rule;
use crate::source::formats::Converted;

/// The pieces between lines that begin one.
pub(super) fn before(lines: &[Line<'_>], begins: impl Fn(&str) -> bool) -> Vec<Range<usize>> {
    let places = lines.iter().enumerate();
    let places = places.filter(|(_, line)| begins(line.text));
    at(lines.len(), places.map(|(place, _)| place))
}

/// The pieces between lines that end one.
pub(super) fn behind(lines: &[Line<'_>], ends: impl Fn(&str) -> bool) -> Vec<Range<usize>> {
    let places = lines.iter().enumerate();
    let places = places.filter(|(_, line)| ends(line.text));
    at(lines.len(), places.map(|(place, _)| place + 1))
}

/// The pieces of so many lines that begin at these places.
pub(super) fn at(length: usize, places: impl Iterator<Item = usize>) -> Vec<Range<usize>> {
    let mut from = 0;
    let mut pieces = Vec::new();
    for place in places.chain([length]) {
        if place > from {
            pieces.push(from..place);
            from = place;
        }
    }
    pieces
}

/// The documents of the pieces that are articles; what stands before the first and between them
/// belongs to the next, what stands behind the last to the last. `read` is told which is the first.
pub(super) fn documents<'a>(
    lines: &'a [Line<'a>],
    pieces: Vec<Range<usize>>,
    is_article: impl Fn(&[Line<'_>]) -> bool,
    mut read: impl FnMut(&mut Draft, &'a [Line<'a>], bool),
) -> Vec<Converted> {
    let mut documents: Vec<Converted> = Vec::new();
    let mut around: Vec<&Line<'_>> = Vec::new();
    for piece in pieces.into_iter().map(|range| &lines[range]) {
        if !is_article(piece) {
            around.extend(piece);
            continue;
        }
        let mut draft = Draft::default();
        for line in around.drain(..) {
            draft.row(Rule::Cover, line.number, line.text);
        }
        read(&mut draft, piece, documents.is_empty());
        documents.push(draft.finish());
    }
    if let Some(last) = documents.last_mut() {
        let rows = around.into_iter();
        let rows = rows.filter_map(|line| left_out(Rule::Cover, line.number, line.text));
        last.left_out.extend(rows);
    }
    documents
}
