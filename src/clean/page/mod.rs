//! Takes the decoded text of a web page, gives its article's text and what the page says of it.
//!
//! Pure; works for pages in any language. Depth and size of a page cost neither the call stack nor
//! more than about linear time. A page is never given back without its text in silence: when the
//! article is doubtful, [`Page::note`] says why.

mod article;
mod blocks;
mod dates;
mod json_ld;
mod metadata;
mod nesting;
mod prune;
mod published;
mod rules;
mod trim;
mod words;

use std::collections::HashSet;

use dom_query::Document;

pub(crate) use nesting::bounded as bounded_page;
pub(crate) use words::HTML_ELEMENTS;

use self::blocks::{Block, blocks_of, join};
use self::metadata::{Metas, PageParts};

/// An article and what its page says of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Page {
    /// The article: a blank line between paragraphs, a line end for `<br>`.
    pub(crate) text: String,
    /// The article's title, without the site's name.
    pub(crate) title: Option<String>,
    /// Who wrote it.
    pub(crate) author: Option<String>,
    /// The name of the site, or its host.
    pub(crate) site: Option<String>,
    /// The date of publication, as the page writes it.
    pub(crate) date: Option<String>,
    /// The page's address, as the page states it.
    pub(crate) url: Option<String>,
    /// The language the page says it is in.
    pub(crate) language: Option<String>,
    /// Visible text that was taken for the page's, not the article's.
    pub(crate) left_out: Vec<String>,
    /// Why the text is doubtful, if it is.
    pub(crate) note: Option<String>,
}

/// Reads a web page.
pub(crate) fn read_page(html: &str) -> Page {
    let page = Document::from(&*nesting::bounded(html));
    let visible = page.body().map(blocks_of).unwrap_or_default();
    let metas = Metas::of(&page);
    let json_ld = json_ld::read(&page);
    let url = metadata::url(&page, &metas);
    let site = metadata::site(&metas, &json_ld, url.as_deref());
    let title = metadata::title(&page, &metas, &json_ld, site.as_deref());
    let parts = PageParts {
        page: &page,
        metas: &metas,
        json_ld: &json_ld,
        visible: &visible,
    };
    let author = metadata::author(parts);
    let date = published::date(parts, title.as_deref(), url.as_deref());
    let language = metadata::language(&page, &metas);
    let article = article::find(page, &visible, title.as_deref(), json_ld.body.as_deref());
    Page {
        text: join(&article.blocks),
        left_out: left_out(&visible, &article.blocks),
        note: article.note,
        title,
        author,
        site,
        date,
        url,
        language,
    }
}

/// The visible blocks that are not in the article, each once.
fn left_out(visible: &[Block], article: &[Block]) -> Vec<String> {
    let mut seen: HashSet<&str> = article.iter().map(|block| block.text.as_str()).collect();
    visible
        .iter()
        .filter(|block| seen.insert(&block.text))
        .map(|block| block.text.clone())
        .collect()
}

#[cfg(test)]
mod tests;
