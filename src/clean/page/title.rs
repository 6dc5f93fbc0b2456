//! Takes a page's tree, gives the title of its article, without the name of the site.

use dom_query::Document;

use super::json_ld::JsonLd;
use super::measure::{same_words, weight};
use super::metadata::{Metas, squeeze};
use super::words::META_NAMES;

/// The article's title, without the site's name.
pub(super) fn title(
    page: &Document,
    metas: &Metas,
    json_ld: &JsonLd,
    site: Option<&str>,
) -> Option<String> {
    let headings = texts_of(page, "h1");
    let whole = texts_of(page, "title").into_iter().next();
    let for_machines = metas.first(&META_NAMES.title).map(str::to_owned);
    let long = for_machines
        .or_else(|| json_ld.headline.clone())
        .or_else(|| whole.clone());
    // A heading that the longer title begins or ends with is that title without the site's name.
    let named = |heading: &String| {
        long.as_ref()
            .is_none_or(|long| long.contains(heading.as_str()))
            && weight(heading) >= 8
            && site.is_none_or(|site| !same_words(site, heading))
    };
    let begins = |heading: &String| {
        let long = long.as_deref().unwrap_or_default();
        headings.len() == 1 && is_title_before_site(long, heading)
    };
    let is_title = |heading: &&String| named(heading) || begins(heading);
    if let Some(heading) = headings.iter().find(is_title) {
        let first = title_of_page_of_site(page, long.as_deref(), heading);
        return Some(first.unwrap_or_else(|| heading.clone()));
    }
    long.map(|long| without_site(&long, site))
        .or_else(|| headings.into_iter().next())
}

/// The lower heading that a title begins with, if the highest heading is the name of the site behind it:
/// `Rain_My blog`.
fn title_of_page_of_site(page: &Document, long: Option<&str>, heading: &str) -> Option<String> {
    let long = long.filter(|long| !long.starts_with(heading) && long.contains(heading))?;
    let mut lower = texts_of(page, "h2, h3").into_iter();
    lower.find(|lower| weight(lower) >= 8 && is_title_before(long, lower))
}

/// Whether a title is this text and something else behind a sign.
fn is_title_before(long: &str, text: &str) -> bool {
    let rest = long.strip_prefix(text);
    rest.is_some_and(|rest| BETWEEN.iter().any(|sign| rest.starts_with(sign)))
}

fn texts_of(page: &Document, selector: &str) -> Vec<String> {
    let texts = page
        .select(selector)
        .nodes()
        .iter()
        .map(|node| squeeze(&node.text()))
        .collect::<Vec<_>>();
    texts.into_iter().filter(|text| !text.is_empty()).collect()
}

/// What stands between a title and the name of the site.
const BETWEEN: [&str; 9] = [" | ", " - ", " – ", " — ", " :: ", " » ", "_", "--", "｜"];

/// Whether the longer title is a heading, short as it may be, and a name of a site behind it; before a
/// long title the heading is the name of the site itself.
fn is_title_before_site(long: &str, heading: &str) -> bool {
    let rest = long.strip_prefix(heading).unwrap_or_default();
    let mut signs = BETWEEN.iter().filter(|sign| sign.starts_with(' '));
    signs.any(|sign| {
        rest.strip_prefix(sign)
            .is_some_and(|site| weight(site) <= 2 * weight(heading))
    })
}

/// The title without its parts that name the site or one of its sections.
fn without_site(title: &str, site: Option<&str>) -> String {
    let mut title = title.trim();
    for between in BETWEEN {
        let parts: Vec<&str> = title
            .split(between)
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect();
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else {
            continue;
        };
        let wordlike = matches!(between, "_" | "--");
        if parts.len() < 2 || (wordlike && title.is_ascii()) {
            continue;
        }
        let is_site = |part: &str| site.is_some_and(|site| same_words(site, part));
        if is_site(first) || (weight(first) * 2 <= weight(last) && between == " » ") {
            title = last;
        } else if is_site(last)
            || matches!(between, "_" | "--" | "｜")
            || weight(last) * 2 <= weight(first)
        {
            title = if matches!(between, "_" | "--" | "｜") {
                first
            } else {
                title
                    .rsplit_once(between)
                    .map_or(title, |(left, _)| left.trim())
            };
        }
    }
    if let Some((left, right)) = title.rsplit_once('-') {
        let is_han = |symbol: char| ('\u{4e00}'..='\u{9fff}').contains(&symbol);
        if right.chars().any(is_han) && weight(right) * 2 <= weight(left) {
            return left.trim().to_owned();
        }
    }
    title.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title_of(html: &str) -> Option<String> {
        let page = Document::from(html);
        title(&page, &Metas::of(&page), &JsonLd::default(), None)
    }

    #[test]
    fn a_title_is_given_without_the_site() {
        for (page, expected) in [
            (
                "<title>Rain floods the valley road - The Daily</title>",
                "Rain floods the valley road",
            ),
            (
                "<title>暴雨淹没山谷公路_社会新闻_某某网</title>",
                "暴雨淹没山谷公路",
            ),
            ("<title>暴雨淹没山谷公路-某某网</title>", "暴雨淹没山谷公路"),
            ("<title>Ports - Hansard</title><h1>Ports</h1>", "Ports"),
            (
                "<title>那年的豆腐坊_老槐树下_某博客</title><h1>老槐树下</h1><h2>那年的豆腐坊</h2>",
                "那年的豆腐坊",
            ),
            (
                "<title>Mail | Rain floods the valley road</title><h1>Mail</h1>",
                "Mail | Rain floods the valley road",
            ),
            (
                "<title>Daily: Rain floods</title><h1>Rain floods</h1>",
                "Rain floods",
            ),
            (
                "<meta property=og:title content='Rain &amp; floods'><title>x</title>",
                "Rain & floods",
            ),
        ] {
            assert_eq!(title_of(page).as_deref(), Some(expected), "{page}");
        }
        assert_eq!(title_of("<p>nothing"), None);
    }
}
