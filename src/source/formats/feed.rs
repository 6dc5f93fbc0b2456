//! Feeds: RSS (with RDF) and Atom. Each item is a document.
//!
//! The text is the longest form that the item gives: its content, else its description or summary.
//! That is HTML in most feeds; it is handed on as such.

use super::Converted;
use super::markup::{Element, Markup, Piece};

/// Gives the items that hold text.
///
/// # Errors
/// If the XML is broken.
pub(super) fn feed(text: &str) -> Result<Vec<Converted>, String> {
    let mut markup = Markup::new(text);
    let mut documents = Vec::new();
    let mut language = None;
    let mut is_language = false;
    while let Some(piece) = markup.next()? {
        match piece {
            Piece::Open(element) => {
                language = language.or_else(|| element.attribute("lang"));
                is_language = element.name() == "language";
                if ["item", "entry"].contains(&element.name()) {
                    documents.extend(Item::read(&mut markup)?.convert());
                }
            }
            Piece::Text(text) if is_language => language = Some(text.trim().to_owned()),
            Piece::Text(_) => {}
            Piece::Close => is_language = false,
        }
    }
    for document in &mut documents {
        document.language.clone_from(&language);
    }
    Ok(documents)
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
}

impl Item {
    /// Reads to the end of the item that is open.
    fn read(markup: &mut Markup) -> Result<Self, String> {
        let mut item = Self::default();
        while let Some(piece) = markup.next()? {
            match piece {
                // Media and podcast extensions use the same names for other things.
                Piece::Open(element) if ["media", "itunes"].contains(&element.prefix()) => {
                    markup.skip()?;
                }
                Piece::Open(element) => {
                    let name = element.name().to_owned();
                    let content = markup_of(markup)?;
                    item.set(&name, &content);
                }
                Piece::Close => break,
                Piece::Text(_) => {}
            }
        }
        Ok(item)
    }

    fn set(&mut self, name: &str, value: &str) {
        let field = match name {
            "title" => &mut self.title,
            "creator" | "author" => &mut self.author,
            "pubDate" | "published" | "date" => &mut self.published,
            "updated" => &mut self.updated,
            "encoded" | "content" => &mut self.content,
            "description" | "summary" => &mut self.summary,
            _ => return,
        };
        let value = value.trim();
        if field.is_none() && !value.is_empty() {
            *field = Some(value.to_owned());
        }
    }

    fn convert(self) -> Option<Converted> {
        let text = self.content.or(self.summary)?;
        Some(Converted {
            is_html: is_html(&text),
            text,
            title: self.title,
            author: self.author.map(|author| without_tags(&author)),
            date: self.published.or(self.updated),
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

/// Whether the text has a tag or a reference, so that it is HTML.
fn is_html(text: &str) -> bool {
    let next = |position: usize| text.as_bytes().get(position + 1);
    memchr::memchr2_iter(b'<', b'&', text.as_bytes()).any(|position| {
        next(position).is_some_and(|byte| byte.is_ascii_alphabetic() || b"/!#".contains(byte))
    })
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
mod tests {
    use super::*;

    #[test]
    fn rss_items_are_documents() {
        let rss = "<rss><channel><title>Gazette</title><language>en-gb</language><item><title>Mill</title><media:title>Photo</media:title><dc:creator>A. Miller</dc:creator><pubDate>Wed, 16 Dec 2015 08:00:00 GMT</pubDate><description>Short.</description><content:encoded><![CDATA[<p>It turns &amp; turns.</p>]]></content:encoded></item><item><title>No text</title></item><item><description>Fish &amp; chips, 3 &lt; 4</description></item></channel></rss>";
        let documents = feed(rss).expect("items");
        assert_eq!(documents.len(), 2);
        assert_eq!(documents[0].text, "<p>It turns &amp; turns.</p>");
        assert!(documents[0].is_html);
        assert_eq!(documents[0].title.as_deref(), Some("Mill"));
        assert_eq!(documents[0].author.as_deref(), Some("A. Miller"));
        assert_eq!(documents[0].language.as_deref(), Some("en-gb"));
        assert_eq!(documents[1].text, "Fish & chips, 3 < 4");
        assert!(!documents[1].is_html);
    }

    #[test]
    fn atom_entries_are_documents() {
        let atom = "<feed xml:lang='en'><title>Gazette</title><author><name>Desk</name></author><entry><title>Mill</title><author><name>A. Miller</name><uri>http://x</uri></author><updated>2015-12-17</updated><published>2015-12-16</published><content type='xhtml'><div><p>It <b>turns</b> &amp; turns.</p></div></content></entry></feed>";
        let documents = feed(atom).expect("entries");
        assert_eq!(documents.len(), 1);
        assert_eq!(
            documents[0].text,
            "<div><p>It <b>turns</b> &amp; turns.</p></div>"
        );
        assert!(documents[0].is_html);
        assert_eq!(documents[0].author.as_deref(), Some("A. Miller"));
        assert_eq!(documents[0].date.as_deref(), Some("2015-12-16"));
        assert_eq!(documents[0].language.as_deref(), Some("en"));
    }

    #[test]
    fn a_broken_feed_is_told() {
        assert!(feed("<rss><channel><item>").is_err());
    }
}
