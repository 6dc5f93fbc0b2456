//! What an office document prints around its text: heads and feet of pages, comments in the margin.
//!
//! Takes a part of the package, gives the characters of the named elements as one piece that was left
//! out, a line a paragraph.

use super::markup::{Markup, Piece};
use crate::model::{LeftOut, Rule};

/// Parts of each kind that a document is looked through for.
const MOST_PARTS: usize = 64;

/// The names of the parts that hold heads and feet of the pages of a Word document.
pub(super) fn page_parts() -> impl Iterator<Item = String> {
    ["header", "footer"]
        .into_iter()
        .flat_map(|kind| (1..=MOST_PARTS).map(move |number| format!("{kind}{number}.xml")))
}

/// A piece that was left out, if it holds anything.
pub(super) fn piece(rule: Rule, text: String) -> Option<LeftOut> {
    let text = Some(text).filter(|text| !text.trim().is_empty())?;
    Some(LeftOut {
        rule,
        line: None,
        recurs: None,
        text,
    })
}

/// What stands in the elements with these names.
///
/// # Errors
/// If the part is damaged.
pub(super) fn within(part: &str, names: &[&str], rule: Rule) -> Result<Option<LeftOut>, String> {
    let mut markup = Markup::new(part);
    let mut text = String::new();
    // How many elements are open, from the outermost with one of the names.
    let mut depth = 0_usize;
    while let Some(found) = markup.next()? {
        match found {
            Piece::Open(element) => {
                if depth > 0 || names.contains(&element.name()) {
                    depth += 1;
                }
                match element.name() {
                    "p" | "h" | "creator" | "date" if depth > 0 => text.push('\n'),
                    "s" | "tab" | "line-break" if depth > 0 => text.push(' '),
                    _ => {}
                }
            }
            Piece::Close => depth = depth.saturating_sub(1),
            Piece::Text(characters) if depth > 0 => text.push_str(&characters),
            Piece::Text(_) => {}
        }
    }
    Ok(piece(rule, text.trim().to_owned()))
}
