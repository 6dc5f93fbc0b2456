//! Text of an office document that it does not show: deleted or moved away under "track changes", or hidden.
//!
//! Each stretch is a piece that was left out, with the line of the text where it stands.

use super::blocks::Blocks;
use super::edges::piece;
use super::markup::{Markup, Piece};
use crate::model::{LeftOut, Rule};

/// Stretches of text that is not shown, in their order.
#[derive(Debug, Default)]
pub(super) struct Withheld {
    pieces: Vec<LeftOut>,
    /// Where the last one stands.
    last: Option<(Rule, u64)>,
}

impl Withheld {
    /// Takes text that stands where these blocks have come to. What was cut into parts without text between
    /// them is one stretch.
    pub(super) fn take(&mut self, rule: Rule, text: &str, blocks: &Blocks) {
        let place = (rule, blocks.place());
        match self.pieces.last_mut() {
            Some(last) if self.last == Some(place) => last.text.push_str(text),
            _ => self.pieces.push(LeftOut {
                rule,
                line: Some(blocks.line()),
                recurs: None,
                text: text.to_owned(),
            }),
        }
        self.last = Some(place);
    }

    /// Ends the stretch that is open.
    pub(super) fn part(&mut self) {
        self.last = None;
    }

    /// All of them that hold anything.
    pub(super) fn finish(self) -> Vec<LeftOut> {
        let pieces = self.pieces.into_iter().filter_map(|found| {
            let line = found.line;
            let text = found.text.trim().to_owned();
            piece(found.rule, text).map(|piece| LeftOut { line, ..piece })
        });
        pieces.collect()
    }
}

/// The text of the innermost open element, read to its end. Of the elements with these names only their
/// text counts; without names, all text does.
///
/// # Errors
/// If the part is damaged.
pub(super) fn text_inside(markup: &mut Markup, names: &[&str]) -> Result<String, String> {
    let mut text = String::new();
    // For each open element, whether its text counts.
    let mut counts = vec![names.is_empty()];
    while let Some(is_counted) = counts.last().copied() {
        match markup.next()? {
            Some(Piece::Open(element)) => match element.name() {
                // Facts about a change and a comment, and older markup for what stands before it.
                "change-info" | "annotation" | "note-citation" | "Fallback" => markup.skip()?,
                name => {
                    text.push_str(sign(name));
                    counts.push(names.is_empty() || names.contains(&name));
                }
            },
            Some(Piece::Close) => _ = counts.pop(),
            Some(Piece::Text(characters)) if is_counted => text.push_str(&characters),
            Some(Piece::Text(_)) => {}
            None => break,
        }
    }
    Ok(text)
}

/// What stands for an element in the text.
fn sign(name: &str) -> &'static str {
    match name {
        "p" | "h" => "\n",
        "tab" | "ptab" | "s" | "br" | "cr" | "line-break" => " ",
        "noBreakHyphen" => "\u{2011}",
        "softHyphen" => "\u{ad}",
        _ => "",
    }
}
