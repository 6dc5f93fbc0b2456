//! Takes a page that shows no date, gives the one that its code holds: in attributes made for machines,
//! and in scripts.

use dom_query::Document;

use super::published::{has_year, stands_elsewhere};
use super::{dates, json_ld};
use crate::clean::date::date_of_seconds;

/// Attributes that may hold a date, and the elements that have them.
const ATTRIBUTES: [(&str, &str); 5] = [
    ("time[datetime]", "datetime"),
    ("[data-timestamp]", "data-timestamp"),
    ("[data-published]", "data-published"),
    ("[data-date]", "data-date"),
    ("abbr[title], span[title], time[title]", "title"),
];

/// Names that scripts give to the date of publication.
const NAMES: [&str; 10] = [
    "datePublished",
    "date_published",
    "publishDate",
    "publish_date",
    "publishedDate",
    "publicationDate",
    "publishedAt",
    "published_at",
    "pubDate",
    "pub_date",
];

/// How far behind its name a date begins, and how long it is, in bytes.
const FAR: usize = 8;
const LONG: usize = 40;

/// A date in the code of a page.
pub(super) fn in_code(page: &Document) -> Option<String> {
    in_attributes(page).or_else(|| in_scripts(page))
}

fn in_attributes(page: &Document) -> Option<String> {
    ATTRIBUTES.iter().find_map(|(elements, attribute)| {
        page.select(elements).nodes().iter().find_map(|node| {
            let value = node.attr(attribute)?;
            let of_seconds = || date_of_seconds(&value);
            let date = (value.len() <= LONG && has_year(&value))
                .then(|| dates::find(&value).map(str::to_owned))
                .flatten();
            date.or_else(of_seconds).filter(|_| !stands_elsewhere(node))
        })
    })
}

fn in_scripts(page: &Document) -> Option<String> {
    let scripts = page.select("script");
    // What JSON-LD says of the article was read; else its dates are those of comments and events.
    let mut others = scripts
        .nodes()
        .iter()
        .filter(|script| !json_ld::is_read(script));
    others.find_map(|script| {
        let code = script.text();
        NAMES.iter().find_map(|name| date_behind(&code, name))
    })
}

/// The date that a name in quotation marks or before a sign has: `"pubDate":"2018-05-04T10:00"`.
fn date_behind(code: &str, name: &str) -> Option<String> {
    let mut places = memchr::memmem::find_iter(code.as_bytes(), name);
    places.find_map(|at| {
        let value = code.get(at + name.len()..)?;
        let start = value.find(|symbol: char| symbol.is_alphanumeric())?;
        let value = value.get(start..)?;
        let value = value.get(..value.floor_char_boundary(LONG))?;
        let end = value.find(['"', '\'', ',', ';']).unwrap_or(value.len());
        let value = value.get(..end)?;
        let date = dates::find(value).map(str::to_owned);
        (start <= FAR).then(|| date.or_else(|| date_of_seconds(value)))?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_attributes_and_scripts_are_found() {
        for (html, date) in [
            (
                "<abbr title='2018-05-04T10:00:00'>3 PM</abbr>",
                Some("2018-05-04"),
            ),
            (
                "<span class=when title='2018-05-04'>3 years ago</span>",
                Some("2018-05-04"),
            ),
            (
                "<i data-timestamp=1525428000>3 years ago</i>",
                Some("2018-05-04"),
            ),
            (
                "<time datetime=1525428000000>3 years ago</time>",
                Some("2018-05-04"),
            ),
            (
                "<script>x = {\"publishDate\": \"2018-05-04\"}</script>",
                Some("2018-05-04"),
            ),
            (
                "<script>var pubDate = '2018/05/04 10:00';</script>",
                Some("2018/05/04"),
            ),
            (
                "<script>x = {\"published_at\":1525428000,\"id\":7}</script>",
                Some("2018-05-04"),
            ),
            (
                "<script type='application/ld+json'>{\"@type\":\"MusicEvent\",\"datePublished\":\"2018-05-04\"}</script>",
                None,
            ),
            (
                "<script type='application/ld+json'>{\"@type\":\"Comment\",\"datePublished\":\"2018-05-04\",}</script>",
                None,
            ),
            (
                "<script type='application/ld+json'>{\"@type\":\"Article\",\"datePublished\":\"2018-05-04\",}</script>",
                Some("2018-05-04"),
            ),
            (
                "<div class=comments><abbr title='2018-05-04'>3 PM</abbr></div>",
                None,
            ),
            ("<span title='Since 2018'>old</span>", None),
            ("<script>x = {\"modified\": \"2018-05-04\"}</script>", None),
            ("<script>pubDate(); later('2018-05-04')</script>", None),
        ] {
            let found = in_code(&Document::from(html));
            let found = found
                .as_deref()
                .map(|found| found.get(..10).unwrap_or(found));
            assert_eq!(found, date, "{html}");
        }
    }
}
