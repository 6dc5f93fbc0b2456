//! E-books (EPUB).
//!
//! Takes the bytes of the file, gives the text of its chapters in the order of reading. The list of
//! contents, where the book marks it, is a row. Title, author, date and language are what the book
//! states; chapters under a lock (DRM) are refused.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::markup::{Element, Markup, Piece, leaves};
use super::package::Package;
use super::slides::joined;
use super::{Converted, Outcome};
use crate::clean::{Quotations, html_text};
use crate::model::{LeftOut, Rule};
use crate::parser_guard::caught;

/// Converts an e-book.
///
/// # Errors
/// If it is damaged, locked, too large, no e-book, or without text.
pub(crate) fn epub(bytes: &[u8]) -> Outcome {
    caught(|| convert(bytes))
}

fn convert(bytes: &[u8]) -> Outcome {
    let mut package = Package::open(bytes)?;
    let Some(main) = main_part(&mut package)? else {
        return Err(
            "not an e-book: it has no list of chapters; open it in its own program and save it as HTML or text".to_owned(),
        );
    };
    let Some(list) = package.text(&main)? else {
        return Err(format!("damaged: the part `{main}` is missing"));
    };
    let locked = package.text("META-INF/encryption.xml")?.unwrap_or_default();
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut converted = stated(&list);
    let mut texts = Vec::new();
    for chapter in chapters(&list)? {
        let name = joined(folder, &unescaped(&chapter.target));
        if locked.contains(&format!("\"{name}\"")) {
            return Err("copy-protected (DRM); get a copy without protection".to_owned());
        }
        let Some(html) = package.text(&name)? else {
            converted
                .notes
                .push(format!("the chapter `{name}` is missing"));
            continue;
        };
        let text = html_text(&html, Quotations::Plain);
        if chapter.is_contents || chapter.may_be_contents && is_of_links(&html, &text) {
            converted.left_out.extend(contents(text));
        } else if !text.is_empty() {
            texts.push(text);
        }
    }
    converted.text = texts.join("\n\n");
    if converted.text.is_empty() {
        return Err("it contains no text".to_owned());
    }
    Ok(converted)
}

fn contents(text: String) -> Option<LeftOut> {
    text.contains(char::is_alphanumeric).then_some(LeftOut {
        rule: Rule::Cover,
        line: None,
        recurs: None,
        text,
    })
}

/// The name of the part that lists the chapters.
fn main_part(package: &mut Package) -> Result<Option<String>, String> {
    let Some(container) = package.text("META-INF/container.xml")? else {
        return Ok(None);
    };
    let mut markup = Markup::new(&container);
    while let Some(piece) = markup.next()? {
        if let Piece::Open(element) = piece
            && element.name() == "rootfile"
        {
            return Ok(element.attribute("full-path"));
        }
    }
    Ok(None)
}

fn stated(list: &str) -> Converted {
    let mut converted = Converted::default();
    match leaves(list) {
        Ok(mut leaves) => {
            converted.title = leaves.remove("title");
            converted.author = leaves.remove("creator");
            converted.date = leaves.remove("date");
            converted.language = leaves.remove("language");
            let publisher = leaves.remove("publisher");
            let publisher = publisher.map(|name| ("publisher".to_owned(), name));
            converted.fields.extend(publisher);
        }
        Err(reason) => {
            let note = format!("its title, author and date cannot be read: {reason}");
            converted.notes.push(note);
        }
    }
    converted
}

/// A part that is read.
#[derive(Debug, Clone)]
struct Chapter {
    target: String,
    /// Whether it is the list of contents.
    is_contents: bool,
    /// Whether the book says that the list of contents stands there, perhaps among other text.
    may_be_contents: bool,
}

/// The chapters, in the order of reading.
fn chapters(list: &str) -> Result<Vec<Chapter>, String> {
    let mut markup = Markup::new(list);
    let mut items: HashMap<String, Chapter, FixedState> = HashMap::default();
    let mut chapters: Vec<Chapter> = Vec::new();
    // Where the book says that its list of contents stands.
    let mut contents = None;
    while let Some(piece) = markup.next()? {
        let Piece::Open(element) = piece else {
            continue;
        };
        match element.name() {
            "item" => {
                if let Some((id, chapter)) = item(&element) {
                    items.entry(id).or_insert(chapter);
                }
            }
            "itemref" => {
                let id = element.attribute("idref");
                // Each part is read once, however often the list names it.
                chapters.extend(id.and_then(|id| items.remove(&id)));
            }
            "reference" if element.attribute("type").is_some_and(|of| of == "toc") => {
                contents = contents.or_else(|| element.attribute("href"));
            }
            _ => {}
        }
    }
    let contents = contents.unwrap_or_default();
    let contents = contents.split('#').next().unwrap_or_default();
    for chapter in &mut chapters {
        chapter.may_be_contents = chapter.target == contents;
    }
    Ok(chapters)
}

/// Whether most of the text of a page stands in links.
fn is_of_links(html: &str, text: &str) -> bool {
    let links = html.split("<a ").skip(1);
    let links = links.filter_map(|link| link.split_once('>')?.1.split_once("</a>"));
    let linked: usize = links
        .map(|(link, _)| html_text(link, Quotations::Plain).len())
        .sum();
    linked * 2 > text.len()
}

fn item(element: &Element) -> Option<(String, Chapter)> {
    let properties = element.attribute("properties").unwrap_or_default();
    let chapter = Chapter {
        target: element.attribute("href")?,
        is_contents: properties.split_whitespace().any(|word| word == "nav"),
        may_be_contents: false,
    };
    Some((element.attribute("id")?, chapter))
}

/// A part's name with its percent signs resolved.
fn unescaped(name: &str) -> String {
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).filter(|_| *first == b'%');
        let hex = hex.and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| name.to_owned())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::source::formats::package::zipped;

    const CONTAINER: &str =
        "<container><rootfiles><rootfile full-path='OPS/book.opf'/></rootfiles></container>";
    const LIST: &str = "<package><metadata><dc:title>Sand</dc:title><dc:creator>L. Marsh</dc:creator><dc:language>de</dc:language><dc:date>2004-05-01</dc:date></metadata><manifest><item id='a' href='ch%20one.xhtml'/><item id='b' href='two.xhtml'/><item id='n' href='nav.xhtml' properties='nav'/><item id='c' href='gone.xhtml'/></manifest><spine><itemref idref='n'/><itemref idref='b'/><itemref idref='a'/><itemref idref='b'/><itemref idref='c'/></spine></package>";

    pub(in crate::source::formats) fn example() -> Vec<u8> {
        zipped(&parts())
    }

    fn parts() -> Vec<(&'static str, &'static str)> {
        vec![
            ("mimetype", "application/epub+zip"),
            ("META-INF/container.xml", CONTAINER),
            ("OPS/book.opf", LIST),
            (
                "OPS/ch one.xhtml",
                "<html><head><title>x</title></head><body><p>Then it &ndash; rose.</body>",
            ),
            (
                "OPS/two.xhtml",
                "<html><body><h1>One</h1><p>The tide fell.</p></body></html>",
            ),
            (
                "OPS/nav.xhtml",
                "<html><body><nav><ol><li>One</li></ol></nav></body></html>",
            ),
        ]
    }

    #[test]
    fn chapters_are_in_the_order_of_reading() {
        let book = epub(&example()).expect("a book");
        assert_eq!(book.text, "One\n\nThe tide fell.\n\nThen it – rose.");
        assert_eq!(book.title.as_deref(), Some("Sand"));
        assert_eq!(book.author.as_deref(), Some("L. Marsh"));
        assert_eq!(book.date.as_deref(), Some("2004-05-01"));
        assert_eq!(book.language.as_deref(), Some("de"));
        assert_eq!(book.left_out.len(), 1);
        assert_eq!(book.notes, ["the chapter `OPS/gone.xhtml` is missing"]);
    }

    #[test]
    fn a_list_of_contents_that_the_guide_names_is_a_row() {
        let list = LIST.replace("</spine>", "</spine><guide><reference type='toc' href='two.xhtml'/><reference type='toc' href='ch%20one.xhtml#c'/></guide>");
        let with = |page: &'static str| {
            let mut parts = parts();
            let mut zip: Vec<(&str, &str)> = Vec::new();
            for (name, content) in parts.drain(..) {
                let content = match name {
                    "OPS/book.opf" => list.as_str(),
                    "OPS/two.xhtml" => page,
                    _ => content,
                };
                zip.push((name, content));
            }
            epub(&zipped(&zip)).expect("a book")
        };
        let links = with("<body><h1>List</h1><p><a href='a'>Chapter one</a></p></body>");
        assert_eq!(links.text, "Then it – rose.");
        assert_eq!(links.left_out.len(), 2);
        let text = with("<body><h1><a href='a'>One</a></h1><p>The tide fell again.</p></body>");
        assert_eq!(text.text, "One\n\nThe tide fell again.\n\nThen it – rose.");
    }

    #[test]
    fn what_can_not_be_read_is_told() {
        let mut locked = parts();
        locked.push((
            "META-INF/encryption.xml",
            "<encryption><CipherReference URI=\"OPS/two.xhtml\"/></encryption>",
        ));
        for (bytes, expected) in [
            (zipped(&locked), "copy-protected"),
            (zipped(&[("a", "b")]), "not an e-book"),
            (zipped(&[("META-INF/container.xml", CONTAINER)]), "damaged"),
            (b"PK".to_vec(), "damaged"),
        ] {
            let reason = epub(&bytes).expect_err("a reason");
            assert!(reason.starts_with(expected), "{reason}");
        }
    }
}
