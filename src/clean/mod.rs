//! Takes a document as read, gives its paragraphs as plain text; and words as written, gives forms.
//!
//! Pure functions: no files, no counts. After this stage a blank line ends a paragraph and any
//! other line end is a space, whatever the format was.

mod date;
mod elision;
mod form;
mod markdown;
mod saved;
mod stated;
mod text;

use crate::config::{BoilerplateConfig, ParagraphBreak, ReadConfig};
use crate::model::{Document, Format, RawDocument};

pub(crate) use date::{NoDate, Order, read_date};
pub use elision::elided_parts;
pub use form::{FormMaker, nfc};
pub use stated::Stated;
pub(crate) use stated::{DATE_AS_STATED, Origins};

/// Takes off markup and what stands around the text, joins what line ends and invisible characters
/// have split.
#[must_use]
pub fn clean(raw: RawDocument, read: &ReadConfig, boilerplate: &BoilerplateConfig) -> Document {
    let RawDocument { mut info, text } = raw;
    let mut left_out = Vec::new();
    let text = match info.format {
        Format::Markdown => markdown::plain_text(&text),
        Format::Text => {
            let surroundings = saved::surroundings(&text);
            surroundings.facts.stated().fill(&mut info, read.date_order);
            let text = if surroundings.left_out.is_empty() || boilerplate.keeps(&info.source) {
                text
            } else {
                let text = saved::without(&text, &surroundings);
                left_out = surroundings.left_out;
                text
            };
            paragraphs(text, read)
        }
        _ => paragraphs(text, read),
    };
    if info.source.is_empty() {
        info.source = info.place.source().to_owned();
    }
    Document {
        info,
        text: text::join_split_words(text),
        left_out,
    }
}

/// Blank lines between paragraphs, as the settings tell what ends one.
fn paragraphs(text: String, read: &ReadConfig) -> String {
    match read.paragraph_break {
        ParagraphBreak::BlankLine => text,
        ParagraphBreak::Line => text::lines_as_paragraphs(&text),
    }
}
