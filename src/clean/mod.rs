//! Takes a document as read, gives its paragraphs as plain text; and words as written, gives forms.
//!
//! Pure functions: no files, no counts. After this stage a blank line ends a paragraph and any
//! other line end is a space, whatever the format was.

mod accents;
mod annotated;
mod cell;
mod date;
mod elision;
mod entities;
mod form;
mod host;
mod html_elements;
mod html_tag;
mod html_text;
mod lemma_list;
mod markdown;
#[cfg(feature = "html")]
mod page;
mod prefix;
mod saved_page;
mod stated;
mod text;
mod turkish;
mod word_lists;

#[cfg(feature = "html")]
use crate::config::DateOrder;
use crate::config::{BoilerplateConfig, ParagraphBreak, ReadConfig};
#[cfg(feature = "html")]
use crate::model::ReadingDoubt;
use crate::model::{Document, DocumentInfo, Format, LeftOut, RawDocument};

pub use accents::without_accents;
pub(crate) use annotated::{
    AnnotatedDocument, annotated_documents, annotated_lemmas, begins_annotated, has_annotated_name,
    has_marked_names, is_annotated_ending,
};
pub(crate) use cell::{is_whole_page, plain_cell, plain_line};
pub(crate) use date::{NoDate, date_of_seconds, find_date, month_number, parse_date, read_date};
pub use elision::elided_parts;
pub(crate) use entities::{entity_sign, without_entities};
pub use form::FormMaker;
pub(crate) use form::wording;
pub(crate) use host::host;
#[cfg(feature = "html")]
pub(crate) use html_elements::HTML_ELEMENTS;
pub(crate) use html_text::{Quotations, html_text};
pub(crate) use lemma_list::lemmas;
#[cfg(feature = "html")]
pub(crate) use page::bounded_page;
pub(crate) use prefix::{LONGEST_PREFIX, is_hyphen, is_joined_prefix};
pub use stated::Stated;
pub(crate) use stated::{DATE_AS_STATED, Origins};
pub(crate) use text::SOFT_HYPHEN;
pub(crate) use word_lists::{compounds, stop_words, synonyms};

/// Takes off markup and what stands around the text, joins what line ends and invisible characters
/// have split.
#[must_use]
pub fn clean(raw: RawDocument, read: &ReadConfig, boilerplate: &BoilerplateConfig) -> Document {
    let RawDocument {
        mut info,
        text,
        is_bare,
        mut left_out,
    } = raw;
    let text = match info.format {
        _ if is_bare => paragraphs(text, read),
        Format::Markdown => {
            let (text, code) = markdown::plain_text(&text);
            left_out.extend(code);
            text
        }
        Format::Text | Format::Wet => {
            let (text, furniture) = of_saved_text(text, &mut info, read, boilerplate);
            left_out.extend(furniture);
            paragraphs(text, read)
        }
        #[cfg(feature = "html")]
        Format::Html | Format::Warc => {
            let (text, outside) = of_web_page(&text, &mut info, read, boilerplate);
            left_out.extend(outside);
            text
        }
        _ => paragraphs(text, read),
    };
    if info.source.is_empty() {
        info.source = info.place.source().to_owned();
    }
    let text = if boilerplate.keeps(&info.source) {
        with_left_out(text, std::mem::take(&mut left_out))
    } else {
        text
    };
    Document {
        info,
        text: text::with_meant_signs(text::join_split_words(text)),
        left_out,
    }
}

/// A text without what its page left around it, and that.
fn of_saved_text(
    text: String,
    info: &mut DocumentInfo,
    read: &ReadConfig,
    boilerplate: &BoilerplateConfig,
) -> (String, Vec<LeftOut>) {
    let surroundings = saved_page::surroundings(&text);
    let stated = surroundings.facts.stated();
    stated.fill(info, read.date_order);
    match saved_page::without(&text, &surroundings) {
        Some(rest) if !boilerplate.keeps(source_of(info)) => (rest, surroundings.left_out),
        _ => (text, Vec::new()),
    }
}

/// The main text of a web page, and what stands outside of it.
#[cfg(feature = "html")]
fn of_web_page(
    html: &str,
    info: &mut DocumentInfo,
    read: &ReadConfig,
    boilerplate: &BoilerplateConfig,
) -> (String, Vec<LeftOut>) {
    let page = page::read_page(html);
    let order = order_of_page(&page, read.date_order, info);
    of_page(&page).fill(info, order);
    page.note
        .iter()
        .for_each(|note| info.doubt(ReadingDoubt::MainText, note));
    if boilerplate.keeps(source_of(info)) {
        (page.whole_text(), Vec::new())
    } else {
        (page.text(), page.left_out())
    }
}

/// The source that a document counts for.
fn source_of(info: &DocumentInfo) -> &str {
    if info.source.is_empty() {
        info.place.source()
    } else {
        &info.source
    }
}

/// The text with all that was taken out of it, as paragraphs behind it.
fn with_left_out(mut text: String, left_out: Vec<LeftOut>) -> String {
    for piece in left_out {
        text.push_str("\n\n");
        text.push_str(&piece.text);
    }
    text
}

/// What a page says of its text. Its language is left aside: templates state one whatever the text.
#[cfg(feature = "html")]
fn of_page(page: &page::Page) -> Stated {
    Stated::of([
        ("title", page.title.as_deref()),
        ("date", page.date.as_deref()),
        ("source", page.site.as_deref()),
        ("author", page.author.as_deref()),
        ("url", page.url.as_deref()),
    ])
}

/// The order of the numbers in a date of a page where it does not show. With the month first such
/// dates are written in American English only, so in a page of another script the day comes first.
#[cfg(feature = "html")]
fn order_of_page(page: &page::Page, order: DateOrder, info: &mut DocumentInfo) -> DateOrder {
    let Some(date) = page.date.as_deref().filter(|_| order == DateOrder::Auto) else {
        return order;
    };
    let text = page.text();
    let letters = || text.chars().filter(|c| c.is_alphabetic()).take(2000);
    let is_latin = letters().filter(char::is_ascii).count() * 2 > letters().count();
    let is_ambiguous = read_date(date, DateOrder::Auto) == Err(NoDate::Ambiguous);
    if !is_ambiguous || is_latin || !info.date.is_empty() {
        return order;
    }
    let note = format!("its date `{date}` was read as day/month/year");
    info.doubt(ReadingDoubt::Date, &note);
    DateOrder::DayFirst
}

/// Blank lines between paragraphs, as the settings tell what ends one.
fn paragraphs(text: String, read: &ReadConfig) -> String {
    match read.paragraph_break {
        ParagraphBreak::BlankLine => text,
        ParagraphBreak::Line => text::lines_as_paragraphs(&text),
    }
}
