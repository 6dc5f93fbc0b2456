//! Takes a page, gives the string that holds its date of publication.
//!
//! Asked in this order: JSON-LD, `<meta>`, `<time>`, lines near the title, the page's address, lines
//! elsewhere that say they are the date, the page's code. Dates of changes, of comments and of the reader's own day
//! are passed over.

use dom_query::{Document, NodeRef};

use super::address;
use super::blocks::Block;
use super::coded_dates;
use super::dates;
use super::measure::{same_words, weight};
use super::metadata::PageParts;
use super::words::{META_NAMES, PHRASES};

/// How many blocks before and after the title a date is looked for.
const BEFORE: usize = 6;
const AFTER: usize = 15;

/// The date of publication, as the page writes it.
pub(super) fn date(parts: PageParts<'_>, title: Option<&str>, url: Option<&str>) -> Option<String> {
    let for_machines = parts
        .json_ld
        .published
        .as_deref()
        .filter(|date| has_year(date));
    for_machines
        .or_else(|| {
            let names = META_NAMES.published.iter();
            names
                .filter_map(|name| parts.metas.first(&[name]))
                .find(|date| has_year(date))
        })
        .map(str::to_owned)
        .or_else(|| time_element(parts.page, &MARKED_TIMES))
        .or_else(|| {
            near_title(parts.visible, title, |line| {
                dates::find(line).map(str::to_owned)
            })
        })
        .or_else(|| time_element(parts.page, &["time"]))
        .or_else(|| near_title(parts.visible, title, dates::find_short))
        .or_else(|| url.and_then(address::in_address))
        .or_else(|| labelled(parts.visible))
        .or_else(|| coded_dates::in_code(parts.page))
        .or_else(|| comment_date(parts.page))
}

pub(super) fn has_year(date: &str) -> bool {
    let digits = |part: &str| part.len() >= 4 && (part.starts_with("19") || part.starts_with("20"));
    date.split(|symbol: char| !symbol.is_ascii_digit())
        .any(digits)
}

/// Where a `<time>` or its like is likely the publication's, the most trusted first.
const MARKED_TIMES: [&str; 3] = [
    "time[pubdate], time[itemprop*='datePublished'], [itemprop='datePublished'], time.published, time.entry-date",
    "article time, main time, header time",
    "abbr.published[title]",
];

/// Names of elements whose dates are others: of comments, other texts, events.
const OTHER_PLACES: [&str; 8] = [
    "comment", "related", "event", "calendar", "sidebar", "teaser", "footer", "updated",
];

/// The first element of these that is not a change's, a comment's, an event's or another text's.
fn time_element(page: &Document, selectors: &[&str]) -> Option<String> {
    selectors.iter().find_map(|selector| {
        page.select(selector).nodes().iter().find_map(|node| {
            let names = names_of(node);
            let is_other = ["updated", "modified", "startdate", "enddate"]
                .iter()
                .any(|name| names.contains(name));
            let value = node
                .attr("datetime")
                .or_else(|| node.attr("content"))
                .or_else(|| node.attr("title"));
            let value = value
                .filter(|value| has_year(value))
                .map(|value| value.trim().to_owned());
            value
                .or_else(|| dates::find(&node.text()).map(str::to_owned))
                .filter(|_| !is_other && !stands_elsewhere(node))
        })
    })
}

/// Class, id, property and type of an element, in lower case.
fn names_of(node: &NodeRef<'_>) -> String {
    let names =
        ["class", "id", "itemprop", "itemtype"].map(|name| node.attr(name).unwrap_or_default());
    names.map(|name| name.to_lowercase()).join(" ")
}

/// Whether an element above says that the date is of something else.
pub(super) fn stands_elsewhere(node: &NodeRef<'_>) -> bool {
    node.ancestors_it(None).any(|above| {
        if above.has_name("body") || above.has_name("html") {
            return false;
        }
        let names = names_of(&above);
        above.has_name("aside")
            || above.has_name("footer")
            || above.has_name("nav")
            || OTHER_PLACES.iter().any(|name| names.contains(name))
            || above
                .attr("itemprop")
                .is_some_and(|property| is_review(&property))
    })
}

/// Whether a property holds what readers wrote of something.
fn is_review(property: &str) -> bool {
    let mut names = property.split_whitespace();
    names.any(|name| matches!(name, "review" | "reviews"))
}

/// A date in the lines around the title: labelled ones first, then those after it, then before it;
/// the date of a change only when there is no other.
fn near_title(
    visible: &[Block],
    title: Option<&str>,
    find: fn(&str) -> Option<String>,
) -> Option<String> {
    let at = title_at(visible, title)?;
    let after = visible.iter().skip(at).take(AFTER);
    let before = visible.iter().take(at).rev().take(BEFORE);
    let lines: Vec<&Block> = after
        .take_while(|block| !block.running || block.weight <= 200)
        .chain(before)
        .collect();
    let date_in_line = |test: fn(&str) -> bool| {
        lines
            .iter()
            .filter(|block| test(&block.text))
            .find_map(|block| date_of(block, find))
    };
    date_in_line(|line| is_labelled(line) && !is_other(line))
        .or_else(|| date_in_line(|line| !is_other(line)))
        .or_else(|| date_in_line(is_change))
}

/// Where the title stands among the blocks: its first line of the same words, the first heading of
/// the first rank, or the line before the first running text.
fn title_at(visible: &[Block], title: Option<&str>) -> Option<usize> {
    let same = |block: &Block| title.is_some_and(|title| same_words(title, &block.text));
    visible
        .iter()
        .rposition(|block| same(block) && block.linked == 0)
        .or_else(|| visible.iter().position(same))
        .or_else(|| {
            visible
                .iter()
                .position(|block| block.running)
                .map(|first| first.saturating_sub(BEFORE))
        })
}

/// The date of a line; where most of the line is a link, only if the date is most of it.
fn date_of(block: &Block, find: fn(&str) -> Option<String>) -> Option<String> {
    if block.weight > 260 {
        return None;
    }
    let is_link = block.linked * 2 > block.length;
    find(&block.text).filter(|date| !is_link || weight(date) * 2 >= block.weight)
}

fn is_labelled(line: &str) -> bool {
    let lower = line.to_lowercase();
    let mut labels = PHRASES.date_labels.iter();
    labels.any(|label| lower.contains(label)) && !is_change(line)
}

fn is_other(line: &str) -> bool {
    let lower = line.to_lowercase();
    // A number of comments behind a date says nothing of the date.
    let date = dates::find(&lower).and_then(|date| lower.find(date));
    let before = date.and_then(|at| lower.get(..at)).unwrap_or(&lower);
    PHRASES.other_dates.iter().any(|word| {
        let is_count = word.starts_with("comment") || word.starts_with("评论");
        if is_count {
            before.contains(word)
        } else {
            lower.contains(word)
        }
    })
}

fn is_change(line: &str) -> bool {
    let lower = line.to_lowercase();
    PHRASES.changes.iter().any(|word| lower.contains(word))
}

/// A date anywhere on a short line that says it is the publication's.
fn labelled(visible: &[Block]) -> Option<String> {
    visible
        .iter()
        .filter(|block| is_labelled(&block.text) && !is_other(&block.text))
        .find_map(|block| date_of(block, |line| dates::find(line).map(str::to_owned)))
}

/// A date that the site's own system left in a remark of the source: `published at 2005-03-21`.
fn comment_date(page: &Document) -> Option<String> {
    page.root()
        .descendants_it()
        .filter(NodeRef::is_comment)
        .find_map(|node| {
            let text = node.query(|tree_node| match &tree_node.data {
                dom_query::NodeData::Comment { contents } => contents.to_string(),
                _ => String::new(),
            })?;
            let after = text.to_lowercase().split_once("publish")?.1.to_owned();
            dates::find(&after).map(str::to_owned)
        })
}

#[cfg(test)]
mod tests {
    use super::super::json_ld::JsonLd;
    use super::super::metadata::Metas;
    use super::super::walk::blocks_of;
    use super::*;

    fn date_in(html: &str, title: &str, url: Option<&str>) -> Option<String> {
        let page = Document::from(html);
        let parts = PageParts {
            page: &page,
            metas: &Metas::of(&page),
            json_ld: &JsonLd::default(),
            visible: &blocks_of(page.root()),
        };
        date(parts, Some(title), url)
    }

    #[test]
    fn machine_dates_come_before_shown_ones() {
        let page = "<meta name=pubdate content=2015-12-17><h1>Rain</h1><p>2016-01-01";
        assert_eq!(date_in(page, "Rain", None).as_deref(), Some("2015-12-17"));
        let page = "<article><time class=updated datetime=2016-02-02></time><time datetime=2016-01-01></time>";
        assert_eq!(date_in(page, "", None).as_deref(), Some("2016-01-01"));
    }

    #[test]
    fn the_date_near_the_title_is_not_that_of_today() {
        let page = "<p>今天是2020年1月1日</p><p>暴雨</p><p>2015年12月17日 08:32 来源：某报</p>";
        assert_eq!(
            date_in(page, "暴雨", None).as_deref(),
            Some("2015年12月17日 08:32")
        );
        let page = "<p>暴雨</p><p>2015-12-18更新</p><p>发布时间：2015-12-17</p>";
        assert_eq!(date_in(page, "暴雨", None).as_deref(), Some("2015-12-17"));
    }

    #[test]
    fn dates_in_links_beside_counts_of_comments_and_in_any_box() {
        for page in [
            "<h1>Rain</h1><p><a href=/1>May 3, 2011</a></p>",
            "<h1>Rain</h1><p>May 3, 2011 | 4 comments</p>",
            "<h1>Rain</h1><p>3.5.11</p>",
        ] {
            let date = date_in(page, "Rain", None);
            assert!(
                matches!(date.as_deref(), Some("May 3, 2011" | "3.5.2011")),
                "{page}: {date:?}"
            );
        }
        let page = "<h1>Rain</h1><div><time datetime=2011-05-03>May 3</time></div>";
        assert_eq!(date_in(page, "Rain", None).as_deref(), Some("2011-05-03"));
    }

    #[test]
    fn dates_of_events_registrations_and_downloads_are_none() {
        for page in [
            "<h1>Rain</h1><p>Registration closes on May 3, 2011</p>",
            "<h1>Rain</h1><p>Event date: May 3, 2011</p>",
            "<h1>Rain</h1><p>Downloaded on May 3, 2011</p>",
            "<h1>Rain</h1><div class=event><time datetime=2011-05-03>May 3</time></div>",
            "<h1>Rain</h1><div itemprop=review itemscope><meta itemprop=datePublished content=2011-05-03></div>",
            "<h1>Rain</h1><p>Member since May 3, 2011</p>",
        ] {
            assert_eq!(date_in(page, "Rain", None), None, "{page}");
        }
    }

    #[test]
    fn without_any_other_the_address_tells() {
        let date = date_in("<p>Rain", "Rain", Some("https://a.example/2019/11/18/rain"));
        assert_eq!(date.as_deref(), Some("2019-11-18"));
    }
}
