//! Takes a document as read, gives its paragraphs as plain text; and words as written, gives forms.
//!
//! Pure functions: no files, no counts. After this stage a blank line ends a paragraph and any
//! other line end is a space, whatever the format was.

mod form;
mod markdown;
mod page;
mod text;

use crate::config::ParagraphBreak;
use crate::model::{Document, Format, RawDocument};

pub use form::{FormMaker, nfc};

/// Takes off markup, joins what line ends and invisible characters have split.
#[must_use]
pub fn clean(raw: RawDocument, paragraph_break: ParagraphBreak) -> Document {
    let RawDocument { info, text } = raw;
    let text = match info.format {
        Format::Markdown => markdown::plain_text(&text),
        Format::Text | Format::JsonLines => match paragraph_break {
            ParagraphBreak::BlankLine => text,
            ParagraphBreak::Line => text::lines_as_paragraphs(&text),
        },
    };
    Document {
        info,
        text: text::join_split_words(text),
    }
}
