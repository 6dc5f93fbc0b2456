//! Takes a page's tree, gives what it says about itself: site, address, language.
//!
//! What is said for machines (JSON-LD, Open Graph, `<meta>`) counts before what is shown.

use dom_query::{Document, NodeRef};

use super::blocks::Block;
use super::json_ld::JsonLd;
use super::measure::weight;
use super::words::META_NAMES;
use crate::clean::host;

/// What a page is asked for what it says of itself.
#[derive(Clone, Copy)]
pub(super) struct PageParts<'a> {
    pub(super) page: &'a Document,
    pub(super) metas: &'a Metas,
    pub(super) json_ld: &'a JsonLd,
    /// The blocks that a reader sees.
    pub(super) visible: &'a [Block],
}

/// How the kinds of items end that are parts of a page and have dates of their own.
const OF_PARTS: [&str; 5] = [
    "Event",
    "Comment",
    "UserComments",
    "UserReview",
    "JobPosting",
];

/// The `<meta>` elements of a page: names in lower case, contents as they are, in page order.
pub(super) struct Metas(Vec<(String, String)>);

impl Metas {
    pub(super) fn of(page: &Document) -> Self {
        let mut metas = Vec::new();
        for node in page.select("meta[content]").nodes() {
            let content = squeeze(&node.attr("content").unwrap_or_default());
            if is_template(&content) {
                continue;
            }
            for key in ["property", "name", "itemprop", "http-equiv"] {
                let name = node.attr(key).filter(|_| !content.is_empty());
                if let Some(name) = name
                    && (key != "itemprop" || !is_of_part(node))
                {
                    metas.push((name.trim().to_lowercase(), content.clone()));
                }
            }
        }
        Self(metas)
    }

    /// The content of the first of the names that the page has.
    pub(super) fn first(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.all(name).next())
    }

    fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0
            .iter()
            .filter(move |(known, _)| known == name)
            .map(|(_, content)| content.as_str())
    }
}

/// Whether an item above holds what is stated here, and is only a part of the page: a review, a comment, an event.
fn is_of_part(node: &NodeRef<'_>) -> bool {
    let mut above = node.ancestors_it(None);
    let item = above.find(|above| above.has_attr("itemscope"));
    item.is_some_and(|item| {
        let property = item.attr("itemprop").unwrap_or_default();
        let kind = item.attr("itemtype").unwrap_or_default();
        let mut properties = property.split_whitespace();
        properties.any(|name| matches!(name, "review" | "reviews" | "comment"))
            || OF_PARTS.iter().any(|end| kind.trim_end().ends_with(end))
    })
}

/// Whether a variable of a template was left unfilled: `{{site.name}}`.
pub(super) fn is_template(text: &str) -> bool {
    let holds = |open: &str, close: &str| {
        let start = text.find(open);
        start.is_some_and(|start| text.get(start..).is_some_and(|rest| rest.contains(close)))
    };
    holds("{{", "}}")
        || holds("{%", "%}")
        || holds("<%", "%>")
        || holds("${", "}")
        || holds("[%", "%]")
}

/// The address of a page in a web archive, without the archive's part:
/// `https://web.archive.org/web/2014.../http://site/page`.
fn archived(url: &str) -> &str {
    let is_archive = ["web.archive.org/", "wayback", "webarchive", "arquivo.pt/"]
        .iter()
        .any(|name| url.contains(name));
    let inner = url.rfind("http://").max(url.rfind("https://"));
    inner
        .filter(|_| is_archive)
        .and_then(|inner| url.get(inner..))
        .unwrap_or(url)
}

/// The page's own address.
pub(super) fn url(page: &Document, metas: &Metas) -> Option<String> {
    let link = page
        .select("link[rel='canonical' i][href]")
        .nodes()
        .first()
        .and_then(|node| node.attr("href"));
    let is_address = |url: &str| url.starts_with("http://") || url.starts_with("https://");
    link.map(|link| link.trim().to_owned())
        .map(|link| archived(&link).to_owned())
        .filter(|link| is_address(link))
        .or_else(|| {
            metas
                .first(&META_NAMES.address)
                .map(archived)
                .filter(|url| is_address(url))
                .map(str::to_owned)
        })
}

/// The language the page says it is in.
pub(super) fn language(page: &Document, metas: &Metas) -> Option<String> {
    let html = page
        .select("html")
        .nodes()
        .first()
        .and_then(|node| node.attr("lang").or_else(|| node.attr("xml:lang")));
    html.map(|lang| lang.trim().to_owned())
        .filter(|lang| !lang.is_empty())
        .or_else(|| metas.first(&META_NAMES.language).map(str::to_owned))
}

/// The site's name, or its host.
pub(super) fn site(metas: &Metas, json_ld: &JsonLd, url: Option<&str>) -> Option<String> {
    let is_archive = |name: &String| {
        let lower = name.to_lowercase();
        lower.contains("wayback machine") || lower.contains("internet archive")
    };
    metas
        .first(&["og:site_name"])
        .map(str::to_owned)
        .or_else(|| json_ld.publisher.clone())
        .or_else(|| metas.first(&META_NAMES.site).map(str::to_owned))
        .filter(|name| !is_template(name) && !is_archive(name))
        .map(|name| without_slogan(&name).to_owned())
        .map(|name| host(&name).map_or(name.clone(), str::to_owned))
        .or_else(|| url.and_then(host).map(str::to_owned))
}

/// A site's name without the slogan behind it: "The Daily - All the news of the valley".
fn without_slogan(name: &str) -> &str {
    for between in [" | ", " - ", " – ", " — ", " :: ", " » ", ": ", "｜"] {
        if let Some((first, slogan)) = name.split_once(between) {
            let words = |text: &str| text.split_whitespace().count();
            let is_slogan = words(slogan) >= 3 || weight(slogan) > 2 * weight(first);
            if weight(first) >= 2 && is_slogan && words(first) <= 6 {
                return first.trim();
            }
        }
    }
    name
}

/// The text with each run of white space as one blank.
pub(super) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_its_name_or_its_host() {
        let site_of = |html: &str| {
            let page = Document::from(html);
            let metas = Metas::of(&page);
            let url = url(&page, &metas);
            site(&metas, &JsonLd::default(), url.as_deref())
        };
        for (page, expected) in [
            (
                "<link rel=canonical href='https://www.a.example/x'>",
                "a.example",
            ),
            (
                "<link rel=canonical href='https://web.archive.org/web/20140102030405/http://a.example/x'>",
                "a.example",
            ),
            (
                "<meta property=og:site_name content='Wayback Machine'><link rel=canonical href='https://a.example/x'>",
                "a.example",
            ),
            (
                "<meta property=og:site_name content='The Daily - All the news of the valley'>",
                "The Daily",
            ),
            (
                "<meta property=og:site_name content='The Daily: news'>",
                "The Daily: news",
            ),
            (
                "<meta property=og:site_name content='{{site.name}}'><meta property=og:url content='https://b.example/1'>",
                "b.example",
            ),
        ] {
            assert_eq!(site_of(page).as_deref(), Some(expected), "{page}");
        }
    }
}
