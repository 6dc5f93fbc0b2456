//! Takes a page, gives the name of the author of its article.
//!
//! What is said for machines counts before what elements with the names of by-lines show, and that
//! before a label in a line.

use dom_query::Document;

use super::blocks::Block;
use super::measure::weight;
use super::metadata::{PageParts, is_template};
use super::walk::blocks_of;
use super::words::{META_NAMES, PHRASES};

/// Who wrote the article.
pub(super) fn author(parts: PageParts<'_>) -> Option<String> {
    let is_name = |name: &&str| !name.contains("://") && weight(name) <= 120 && !is_template(name);
    let for_machines = parts.json_ld.author.as_deref().filter(is_name);
    for_machines
        .or_else(|| parts.metas.first(&META_NAMES.author).filter(is_name))
        .map(|name| without_label(name).to_owned())
        .or_else(|| shown_author(parts.page))
        .or_else(|| labelled_author(parts.visible))
        .filter(|name| !name.is_empty())
}

/// The author by an element that says so of itself.
fn shown_author(page: &Document) -> Option<String> {
    const PLACES: [&str; 3] = [
        "[rel~='author'], [itemprop='author'], .byline, .author-name, .article-author, .post-author, .entry-author",
        ".byline__name, .author__name, .authorname, .article__author, .vcard .fn, [class*='byline'], [class*='auteur'], [class*='autor']",
        ".author, #author, .writer, .reporter",
    ];
    PLACES.iter().find_map(|places| {
        page.select(places).nodes().iter().find_map(|node| {
            let block = blocks_of(*node).into_iter().next()?;
            let name = name_in(&block.text);
            is_person(name).then(|| name.to_owned())
        })
    })
}

/// The name in a by-line, without its label and without what follows it: "By Jane Roe | 3 May".
fn name_in(line: &str) -> &str {
    let name = without_label(line);
    let end = name.find(['|', '•', '·', '–', '—', '/', '(', '\n']);
    let name = end
        .and_then(|end| name.get(..end))
        .filter(|name| weight(name) >= 3)
        .unwrap_or(name);
    let comma = name.split(',').next().filter(|first| first.contains(' '));
    let has_number = name.contains(|symbol: char| symbol.is_ascii_digit());
    comma.filter(|_| has_number).unwrap_or(name).trim()
}

/// Whether a text may be the name of a person or an office: short, no sentence, no number.
fn is_person(name: &str) -> bool {
    (3..=60).contains(&weight(name))
        && name.split_whitespace().count() <= 8
        && !name.contains(|symbol: char| symbol.is_ascii_digit() || matches!(symbol, '{' | '@'))
        && !name.ends_with([':', '?', '!'])
        && name.contains(char::is_alphabetic)
}

/// The author by a line such as `作者：`.
fn labelled_author(visible: &[Block]) -> Option<String> {
    visible
        .iter()
        .filter(|block| weight(&block.text) <= 200)
        .find_map(|block| {
            PHRASES
                .author_labels
                .iter()
                .filter(|label| !label.is_ascii() && label.ends_with(['：', ':', '/']))
                .find_map(|label| {
                    let after = block.text.split_once(label)?.1.trim_start();
                    let name = after
                        .split([' ', '　', '|', '）', ')', '】', ']', '，', ','])
                        .next()?;
                    let plain = !name
                        .chars()
                        .any(|symbol| matches!(symbol, '=' | '"' | '<' | '{'));
                    (!name.is_empty() && plain && weight(name) <= 30).then(|| name.to_owned())
                })
        })
}

pub(super) fn without_label(name: &str) -> &str {
    let name = name.trim();
    let lower = name.to_lowercase();
    PHRASES
        .author_labels
        .iter()
        .find(|label| lower.starts_with(**label))
        .and_then(|label| name.get(label.len()..))
        .unwrap_or(name)
        .trim()
}

#[cfg(test)]
mod tests {
    use super::super::json_ld::JsonLd;
    use super::super::metadata::Metas;
    use super::*;

    #[test]
    fn authors_are_given_without_their_label() {
        let author_in = |html: &str| {
            let page = Document::from(html);
            author(PageParts {
                page: &page,
                metas: &Metas::of(&page),
                json_ld: &JsonLd::default(),
                visible: &blocks_of(page.root()),
            })
        };
        let shown = author_in("<p class=byline>By Jane Roe</p>");
        assert_eq!(shown.as_deref(), Some("Jane Roe"));
        for (page, name) in [
            (
                "<a rel=author href=/a>View all posts by ada</a>",
                Some("ada"),
            ),
            ("<div class=author>Tom Hale</div>", Some("Tom Hale")),
            (
                "<p class='entry-byline'>Tom Hale | 3 May 2019</p>",
                Some("Tom Hale"),
            ),
            ("<meta name=author content='{{page.author}}'><p>x", None),
            ("<div class=author>Who wrote this, and when?</div>", None),
        ] {
            assert_eq!(author_in(page).as_deref(), name, "{page}");
        }
        let labelled = author_in("<p>2015-01-02 作者：王小明 来源：某报</p>");
        assert_eq!(labelled.as_deref(), Some("王小明"));
    }
}
