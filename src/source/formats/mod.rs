//! Converters: the bytes of a file in, plain text and stated metadata out.
//!
//! Paragraphs are parted by a blank line, a soft line break is a line end. A converter never
//! panics, never follows a reference out of the document, and unpacks no more than a set amount;
//! what it can't read comes back as a reason in words for the user.

mod blocks;
#[cfg(test)]
mod damage;
#[cfg(feature = "ole")]
mod doc;
mod docx;
mod edges;
mod epub;
mod feed;
mod mail;
mod markup;
#[cfg(feature = "ole")]
mod msg;
mod ocr;
mod odt;
#[cfg(feature = "ole")]
mod ole;
#[cfg(all(feature = "ole", feature = "sheets"))]
mod old_sheet;
mod package;
#[cfg(feature = "pdf")]
mod page_text;
#[cfg(feature = "pdf")]
mod pdf;
mod rtf;
#[cfg(feature = "sheets")]
mod sheet;
#[cfg(feature = "sheets")]
mod sheet_bounds;
mod slides;
mod sniff;
mod stated;
mod vocabulary;
mod wiki;
mod wikitext;
mod withheld;
mod xml;

pub(crate) use docx::docx;
pub(crate) use epub::epub;
#[cfg(feature = "mail")]
pub(crate) use mail::mail;
pub(crate) use ocr::ocr;
pub(crate) use odt::odt;
#[cfg(feature = "ole")]
pub(crate) use ole::ole;
#[cfg(feature = "pdf")]
pub(crate) use pdf::pdf;
pub(crate) use rtf::rtf;
#[cfg(feature = "sheets")]
pub(crate) use sheet::{Sheet, SheetRow, sheets};
pub(crate) use slides::slides;
pub(crate) use sniff::{Kind, NO_WEB_PAGES, sniff};
pub(crate) use xml::{Speeches, xml};

use serde::{Deserialize, Serialize};

use crate::model::{LeftOut, ReadingDoubts};

/// What a converter gives.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Converted {
    /// The text: paragraphs parted by a blank line.
    pub(crate) text: String,
    /// Whether `text` is HTML, as the items of feeds are, and still has to lose its markup.
    pub(crate) is_html: bool,
    /// Title as the document states it.
    pub(crate) title: Option<String>,
    /// Author as the document states it.
    pub(crate) author: Option<String>,
    /// When it was published or made, as the document states it.
    pub(crate) date: Option<String>,
    /// Language tag as the document states it.
    pub(crate) language: Option<String>,
    /// Id as the document states it.
    pub(crate) id: Option<String>,
    /// Source as the document states it: the paper, the site.
    pub(crate) source: Option<String>,
    /// What else it states, as name and value: section, page, speaker.
    pub(crate) fields: Vec<(String, String)>,
    /// What stands around or in its text and is none: lines of fields, page marks.
    pub(crate) left_out: Vec<LeftOut>,
    /// What the user should know: something that was left out.
    pub(crate) notes: Vec<String>,
    /// The kinds of doubt that `notes` are about.
    pub(crate) doubts: ReadingDoubts,
    /// Why there is no document of it, in words for the user, if there is none.
    pub(crate) refused: Option<String>,
}

impl Converted {
    /// Whether it is what one person says.
    fn speaks(&self) -> bool {
        self.fields.iter().any(|(name, _)| name == "speaker")
    }
}

/// A document, or the reason why there is none: what is wrong and what to do, in words for the user.
pub(crate) type Outcome = Result<Converted, String>;
