//! Dumps of a MediaWiki: each page is a document, by its last revision.
//!
//! Takes the XML of a dump, gives the text of each page without wiki markup. Redirects, templates and
//! pages that are program code are refused, each with its reason.

use super::Converted;
use super::markup::{Element, Markup, Piece};
use super::wikitext::plain;
use crate::model::Rule;
use crate::source::split::left_out;

/// The numbers of the namespaces whose pages are no texts, and what they hold.
const NO_TEXTS: [(&str, &str); 3] = [
    ("8", "a message of the wiki itself, not a text"),
    ("10", "a template of the wiki, not a text"),
    ("828", "program code of the wiki, not a text"),
];
/// Namespaces of files and categories: links to them are no text.
const FILES: [&str; 2] = ["6", "14"];

/// Gives a document for each page.
///
/// # Errors
/// If the XML is broken.
pub(super) fn wiki(text: &str) -> Result<Vec<Converted>, String> {
    let mut dump = Dump::default();
    let mut markup = Markup::new(text);
    while let Some(piece) = markup.next()? {
        match piece {
            Piece::Open(element) => dump.open(&element, markup.line()),
            Piece::Close => dump.close(),
            Piece::Text(text) => dump.text(&text),
        }
    }
    Ok(dump.done)
}

/// The way through a dump.
#[derive(Default)]
struct Dump {
    path: Vec<String>,
    value: String,
    language: Option<String>,
    /// Numbers and names of the namespaces.
    spaces: Vec<(String, String)>,
    /// What the dump says of the wiki.
    about: String,
    page: Page,
    line: u32,
    done: Vec<Converted>,
}

/// A page as far as it was read.
#[derive(Default)]
struct Page {
    title: String,
    space: String,
    id: String,
    redirect: Option<String>,
    revisions: u32,
    revision: String,
    timestamp: String,
    author: String,
    model: String,
    text: String,
    /// What else stands in it: check sums, comments.
    further: Vec<String>,
}

impl Dump {
    fn open(&mut self, element: &Element, line: u32) {
        let name = element.name();
        match name {
            "mediawiki" => self.language = element.attribute("lang"),
            "page" => {
                self.page = Page::default();
                self.line = line;
            }
            "revision" => self.page.revisions += 1,
            "redirect" => self.page.redirect = element.attribute("title").or(Some(String::new())),
            "namespace" => self
                .spaces
                .push((element.attribute("key").unwrap_or_default(), String::new())),
            _ => {}
        }
        self.path.push(name.to_owned());
        self.value.clear();
    }

    fn text(&mut self, text: &str) {
        self.value.push_str(text);
    }

    fn close(&mut self) {
        let value = std::mem::take(&mut self.value);
        let name = self.path.pop().unwrap_or_default();
        let parent = self.path.last().map_or("", String::as_str);
        let page = &mut self.page;
        match (parent, name.as_str()) {
            (_, "page") => self.finish(),
            ("namespaces", _) => {
                if let Some((_, name)) = self.spaces.last_mut() {
                    *name = value;
                }
            }
            ("siteinfo", _) => {
                self.about.push_str(value.trim());
                self.about.push(' ');
            }
            ("page", "title") => page.title = value,
            ("page", "ns") => page.space = value.trim().to_owned(),
            ("page", "id") => page.id = value,
            ("revision", "id") => page.revision = value,
            ("revision", "timestamp") => page.timestamp = value,
            ("contributor", "username" | "ip") => page.author = value,
            ("revision", "model") => page.model = value.trim().to_owned(),
            ("revision", "text") => page.text = value,
            _ if !value.trim().is_empty() => page.further.push(value.trim().to_owned()),
            _ => {}
        }
    }

    fn finish(&mut self) {
        let page = std::mem::take(&mut self.page);
        let refused = page.refused();
        let space = self.spaces.iter().find(|(key, _)| *key == page.space);
        let space = space
            .map_or(page.space.as_str(), |(_, name)| name.as_str())
            .to_owned();
        let read = match refused {
            Some(_) => super::wikitext::Plain::default(),
            None => plain(&page.text, &self.names_of_files()),
        };
        let about = std::mem::take(&mut self.about);
        let spaces = if self.done.is_empty() {
            self.names()
        } else {
            String::new()
        };
        // What the dump says of the wiki stands before the pages.
        let rows = [(1, about), (1, spaces)];
        let of_page = [page.further.join(" "), page.model];
        let of_page = of_page.into_iter().map(|row| (self.line, row));
        let rows = rows
            .into_iter()
            .chain(of_page)
            .filter_map(|(line, row)| left_out(Rule::Facts, line, &row));
        let mut document = Converted {
            text: read.text,
            title: Some(page.title),
            author: Some(page.author),
            date: Some(page.timestamp),
            language: self.language.clone(),
            id: Some(page.id),
            left_out: rows.collect(),
            fields: vec![
                ("namespace".to_owned(), space),
                ("revision".to_owned(), page.revision),
            ],
            refused,
            ..Converted::default()
        };
        // Lines are those of the file.
        document
            .left_out
            .extend(read.left_out.into_iter().map(|mut row| {
                row.line = row
                    .line
                    .map(|line| line.saturating_add(self.line).saturating_sub(1));
                row
            }));
        if page.revisions > 1 {
            let earlier = page.revisions - 1;
            document.notes.push(format!(
                "the latest of {} revisions; {earlier} earlier ones were not read",
                page.revisions
            ));
        }
        if document.refused.is_none() && document.text.is_empty() {
            document.refused = Some("a page without text of its own".to_owned());
        }
        self.done.push(document);
    }

    /// The names of the spaces of files in this wiki.
    fn names_of_files(&self) -> Vec<String> {
        let spaces = self.spaces.iter();
        let files = spaces.filter(|(key, _)| FILES.contains(&key.as_str()));
        let names = files.map(|(_, name)| name.clone());
        names.collect()
    }

    fn names(&self) -> String {
        let names: Vec<&str> = self.spaces.iter().map(|(_, name)| name.as_str()).collect();
        names.join(" ").trim().to_owned()
    }
}

impl Page {
    /// Why a page is no document, if it is none.
    fn refused(&self) -> Option<String> {
        let redirect = self.redirect.clone().or_else(|| {
            let head = self.text.trim_start();
            let is_redirect = head
                .get(..9)
                .is_some_and(|head| head.eq_ignore_ascii_case("#redirect"));
            let target = head
                .split_once("[[")
                .and_then(|(_, rest)| rest.split_once("]]"));
            is_redirect.then(|| target.map_or("", |(target, _)| target).to_owned())
        });
        if let Some(target) = redirect {
            return Some(format!("a redirect to `{target}`, without text of its own"));
        }
        if !["", "wikitext"].contains(&self.model.as_str()) {
            return Some(format!(
                "a page of the wiki that contains {}, not wiki text",
                self.model
            ));
        }
        let mut spaces = NO_TEXTS.iter();
        let reason = spaces.find(|(key, _)| *key == self.space);
        reason.map(|(_, reason)| (*reason).to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_documents_and_redirects_are_not() {
        let page = |title: &str, space: &str, more: &str, text: &str| {
            format!(
                "<page><title>{title}</title><ns>{space}</ns><id>7</id>{more}<revision><id>70</id><timestamp>2015-03-04T05:06:07Z</timestamp><contributor><username>Bo</username></contributor><model>wikitext</model><text>{text}</text><sha1>x9</sha1></revision></page>"
            )
        };
        let dump = format!(
            "<mediawiki xml:lang='nl'><siteinfo><sitename>Wiki</sitename><namespaces><namespace key='1'>Overleg</namespace><namespace key='6'>Bestand</namespace></namespaces></siteinfo>{}{}{}{}</mediawiki>",
            page(
                "Molen",
                "0",
                "",
                "De '''molen''' draait.[[Bestand:M.jpg|x]]"
            ),
            page(
                "Mill",
                "0",
                "<redirect title='Molen'/>",
                "#REDIRECT [[Molen]]"
            ),
            page("Sjabloon", "10", "", "{{x}}"),
            page("Praat", "1", "", "Hallo."),
        );
        let pages = wiki(&dump).expect("pages");
        let shown: Vec<_> = pages
            .iter()
            .map(|page| {
                (
                    page.text.as_str(),
                    page.refused.as_deref().unwrap_or_default(),
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                ("De molen draait.", ""),
                ("", "a redirect to `Molen`, without text of its own"),
                ("", "a template of the wiki, not a text"),
                ("Hallo.", ""),
            ]
        );
        assert_eq!(pages[0].author.as_deref(), Some("Bo"));
        assert_eq!(pages[3].fields[0].1, "Overleg");
        let rows: Vec<_> = pages[0]
            .left_out
            .iter()
            .map(|row| row.text.as_str())
            .collect();
        assert_eq!(
            rows,
            [
                "Wiki",
                "Overleg Bestand",
                "x9",
                "wikitext",
                "Bestand:M.jpg|x"
            ]
        );
    }
}
