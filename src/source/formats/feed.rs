//! Feeds: RSS (with RDF) and Atom. Each item is a document.
//!
//! The text is the longest form that the item gives: its content, else its description or summary, else
//! its headline. That is HTML in most feeds; it is handed on as such. Of a feed that is cut off, or broken
//! somewhere, the items before that place are given, with a note. What else the feed and its items say
//! becomes rows.

use std::borrow::Cow;

use super::Converted;
use super::markup::{Element, Markup, Piece};
use crate::clean::without_entities;
use crate::model::Rule;
use crate::source::split::left_out;

/// Of a tag that is cut off, so much says which it is: `</it`.
const LEAST_OF_TAG: usize = 4;

/// Gives the items that hold text.
///
/// # Errors
/// If the XML is broken before the first item ends.
pub(super) fn feed(text: &str) -> Result<Vec<Converted>, String> {
    let text = &*with_last_end(text);
    let mut feed = Feed {
        markup: Markup::new(text),
        items: Vec::new(),
        language: None,
        is_language: false,
        title: None,
        is_title: false,
        path: Vec::new(),
        about: String::new(),
        about_line: 1,
        head: String::new(),
    };
    let mut rest = text;
    let broken = loop {
        match feed.next() {
            Ok(true) => rest = feed.markup.rest(),
            Ok(false) => break None,
            Err(reason) => break Some(reason),
        }
    };
    feed.set_apart();
    let Feed {
        mut items,
        language,
        title,
        head,
        ..
    } = feed;
    let title = title.map(|title| plain_title(&title));
    for item in &mut items {
        item.language.clone_from(&language);
        if item.source.is_none() {
            item.source.clone_from(&title);
        }
    }
    if let Some(first) = items.first_mut() {
        first.left_out.extend(left_out(Rule::Facts, 1, &head));
    }
    match (broken, items.last_mut()) {
        (Some(reason), None) => return Err(reason),
        (Some(reason), Some(last)) => {
            let line = text.len().saturating_sub(rest.len());
            let line =
                1 + memchr::memchr_iter(b'\n', text.as_bytes().get(..line).unwrap_or_default())
                    .count();
            let line = u32::try_from(line).unwrap_or(u32::MAX);
            last.left_out
                .extend(left_out(Rule::Facts, line, &words_of(rest)));
            last.notes.push(format!("the feed is cut off or invalid after this item, and the rest was not read: {reason}"));
        }
        (None, _) => {}
    }
    Ok(items)
}

/// The text; if it is cut inside the tag that ends an item, with the whole tag, since the item is complete.
fn with_last_end(text: &str) -> Cow<'_, str> {
    let tail = text.trim_end();
    let cut = tail.rfind("</").and_then(|start| tail.get(start..));
    let mut ends = ["</item>", "</entry>"].into_iter();
    let end = cut.and_then(|cut| {
        let is_cut = |end: &&str| cut.len() >= LEAST_OF_TAG && end.starts_with(cut);
        ends.find(|end| is_cut(end) && *end != cut)
    });
    match (cut, end) {
        (Some(cut), Some(end)) => {
            let kept = tail.strip_suffix(cut).unwrap_or(tail);
            Cow::Owned([kept, end].concat())
        }
        _ => Cow::Borrowed(text),
    }
}

/// A feed on the way.
struct Feed<'a> {
    markup: Markup<'a>,
    items: Vec<Converted>,
    language: Option<String>,
    is_language: bool,
    /// What the feed is called, and whether that is being read.
    title: Option<String>,
    is_title: bool,
    path: Vec<String>,
    /// What stands outside of items, since the last of them, and its last line.
    about: String,
    about_line: u32,
    /// What stands before the first item.
    head: String,
}

impl Feed<'_> {
    /// Reads the next piece or item; gives whether there was one.
    fn next(&mut self) -> Result<bool, String> {
        let Some(piece) = self.markup.next()? else {
            return Ok(false);
        };
        match piece {
            Piece::Open(element) => {
                self.language = self.language.take().or_else(|| element.attribute("lang"));
                self.is_language = element.name() == "language";
                self.about.push(' ');
                if ["item", "entry"].contains(&element.name()) {
                    let line = self.markup.line();
                    self.set_apart();
                    self.items
                        .extend(Item::read(&mut self.markup)?.convert(line));
                } else {
                    let above = self.path.last().map_or("", String::as_str);
                    self.is_title = element.name() == "title"
                        && element.prefix().is_empty()
                        && ["channel", "feed"].contains(&above);
                    self.path.push(element.name().to_owned());
                }
            }
            Piece::Text(text) => {
                if self.is_language {
                    self.language = Some(text.trim().to_owned());
                }
                if self.is_title {
                    self.title.get_or_insert_default().push_str(&text);
                }
                if !text.trim().is_empty() {
                    let blank = text.get(text.trim_end().len()..).unwrap_or_default();
                    let ends = blank.matches('\n').count();
                    let ends = u32::try_from(ends).unwrap_or_default();
                    self.about_line = self.markup.line().saturating_sub(ends);
                }
                self.about.push_str(&text);
            }
            Piece::Close => {
                self.is_language = false;
                self.is_title = false;
                self.path.pop();
                self.about.push(' ');
            }
        }
        Ok(true)
    }

    /// What was said since the last item becomes a row of it; what was said before the first is the head.
    fn set_apart(&mut self) {
        let said = words_of(&std::mem::take(&mut self.about));
        match self.items.last_mut() {
            Some(last) => last
                .left_out
                .extend(left_out(Rule::Facts, self.about_line, &said)),
            None => {
                let between = if self.head.is_empty() { "" } else { " " };
                self.head.extend([between, &said]);
            }
        }
    }
}

/// What an item may hold, as its elements are called.
#[derive(Debug, Default)]
struct Item {
    title: Option<String>,
    author: Option<String>,
    published: Option<String>,
    updated: Option<String>,
    content: Option<String>,
    summary: Option<String>,
    /// What an extension says of a video or an episode.
    described: Option<String>,
    id: Option<String>,
    link: Option<String>,
    source: Option<String>,
    categories: Vec<String>,
    /// What else it holds.
    further: String,
}

impl Item {
    /// Reads to the end of the item that is open.
    fn read(markup: &mut Markup) -> Result<Self, String> {
        let mut item = Self::default();
        while let Some(piece) = markup.next()? {
            match piece {
                // Media and podcast extensions use the same names for other things.
                Piece::Open(element) if ["media", "itunes"].contains(&element.prefix()) => {
                    let content = markup_of(markup)?;
                    item.set_extension(&element, &content);
                }
                Piece::Open(element) => {
                    let name = element.name().to_owned();
                    let stated = match name.as_str() {
                        "link" => element.attribute("href"),
                        "category" => element
                            .attribute("label")
                            .or_else(|| element.attribute("term")),
                        _ => None,
                    };
                    let content = markup_of(markup)?;
                    item.set(&name, stated.as_ref().unwrap_or(&content));
                }
                Piece::Close => break,
                Piece::Text(text) => item.keep(&text),
            }
        }
        Ok(item)
    }

    /// Takes what an extension says: of a video or an episode it may be the only text.
    fn set_extension(&mut self, element: &Element, content: &str) {
        let described = match (element.prefix(), element.name()) {
            ("media", "group") => content
                .split_once("<description>")
                .and_then(|(before, rest)| {
                    let (text, after) = rest.split_once("</description>")?;
                    Some((text, [before, after].concat()))
                }),
            ("itunes", "summary") => Some((content, String::new())),
            _ => None,
        };
        match described {
            Some((text, rest)) if self.described.is_none() && !text.trim().is_empty() => {
                self.described = Some(text.trim().to_owned());
                self.keep(&rest);
            }
            _ => self.keep(content),
        }
    }

    fn keep(&mut self, content: &str) {
        if !content.trim().is_empty() {
            self.further.extend([content.trim(), " "]);
        }
    }

    fn set(&mut self, name: &str, value: &str) {
        let value = value.trim();
        let field = match name {
            "title" => &mut self.title,
            "creator" | "author" => &mut self.author,
            "pubDate" | "published" | "date" => &mut self.published,
            "updated" => &mut self.updated,
            "encoded" | "content" => &mut self.content,
            "description" | "summary" => &mut self.summary,
            "guid" | "id" => &mut self.id,
            "link" => &mut self.link,
            "source" => &mut self.source,
            "category" | "subject" => {
                self.categories.push(value.to_owned());
                return;
            }
            _ => return self.keep(value),
        };
        match field {
            None if !value.is_empty() => *field = Some(value.to_owned()),
            _ => self.keep(value),
        }
    }

    fn convert(mut self, line: u32) -> Option<Converted> {
        let summary = self
            .summary
            .take()
            .filter(|text| !words_of(text).is_empty());
        let content = self
            .content
            .take()
            .filter(|text| !words_of(text).is_empty());
        let described = self.described.take();
        let mut texts = [content, summary, described].into_iter().flatten();
        let text = texts.next().or_else(|| self.title.clone())?;
        texts.for_each(|other| self.keep(&other));
        let author = self.author.take().map(|author| {
            let name = without_tags(&author);
            let rest = words_of(&author);
            self.keep(rest.strip_prefix(&name).unwrap_or_default());
            name
        });
        let date = match (self.published.take(), self.updated.take()) {
            (Some(published), updated) => {
                self.keep(&updated.unwrap_or_default());
                Some(published)
            }
            (None, updated) => updated,
        };
        let fields = [
            ("url", self.link),
            ("categories", Some(self.categories.join("; "))),
        ];
        let fields = fields.into_iter().filter_map(|(name, value)| {
            let value = value.filter(|value| !value.is_empty())?;
            Some((name.to_owned(), value))
        });
        Some(Converted {
            is_html: is_html(&text),
            text,
            title: self.title.map(|title| plain_title(&title)),
            author,
            date,
            id: self.id,
            source: self.source.map(|source| words_of(&source)),
            fields: fields.collect(),
            left_out: left_out(Rule::Facts, line, &words_of(&self.further))
                .into_iter()
                .collect(),
            ..Converted::default()
        })
    }
}

/// What the open element holds, to its end: text as it is, elements (of XHTML) as tags.
fn markup_of(markup: &mut Markup) -> Result<String, String> {
    let mut content = String::new();
    let mut open: Vec<String> = Vec::new();
    while let Some(piece) = markup.next()? {
        match piece {
            Piece::Open(element) => open.push(tag(&element, &mut content)),
            Piece::Close => match open.pop() {
                Some(name) => content.extend(["</", &name, ">"]),
                None => break,
            },
            Piece::Text(text) if open.is_empty() => content.push_str(&text),
            Piece::Text(text) => {
                content.push_str(&quick_xml::escape::partial_escape(text.as_ref()));
            }
        }
    }
    Ok(content)
}

fn tag(element: &Element, content: &mut String) -> String {
    let name = element.name().to_owned();
    content.extend(["<", &name, ">"]);
    name
}

/// Whether the text has a tag, or a reference to a character, so that it is HTML.
pub(super) fn is_html(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'<', b'&', bytes).any(|position| {
        let after = bytes.get(position + 1..).unwrap_or_default();
        let name = after.iter().skip_while(|byte| b"/#!".contains(byte));
        let length = name.take_while(|byte| byte.is_ascii_alphanumeric()).count();
        match bytes.get(position) {
            Some(b'<') => {
                after.starts_with(b"!--")
                    || length > 0
                        && memchr::memchr(
                            b'>',
                            after.get(..after.len().min(4096)).unwrap_or_default(),
                        )
                        .is_some()
            }
            _ => (1..=10).contains(&length) && after.iter().take(12).any(|byte| *byte == b';'),
        }
    })
}

/// The words of HTML, without its tags.
fn words_of(html: &str) -> String {
    let mut words = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((text, tag)) = rest.split_once('<') {
        words.extend([text, " "]);
        rest = tag.split_once('>').map_or("", |(_, rest)| rest);
    }
    words.push_str(rest);
    let words: Vec<&str> = words.split_whitespace().collect();
    words.join(" ")
}

/// A title as it is read; that of Atom may be HTML, with references to characters.
fn plain_title(title: &str) -> String {
    without_entities(&words_of(title)).into_owned()
}

/// An Atom author is made of elements: a name, an address, a page. The first is kept.
fn without_tags(author: &str) -> String {
    let mut texts = author
        .split(['<', '>'])
        .enumerate()
        .filter(|(place, text)| place % 2 == 0 && !text.trim().is_empty());
    let text = texts.next().map_or(author, |(_, text)| text);
    text.trim().to_owned()
}

#[cfg(test)]
mod tests;
