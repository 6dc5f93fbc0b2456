//! Takes the decoded text of a web page, gives its article's text and what the page says of it.
//!
//! Pure; works for pages in any language. Depth and size of a page cost neither the call stack nor
//! more than about linear time. A page is never given back without its text in silence: when the
//! article is doubtful, [`Page::note`] says why.

mod address;
mod article;
mod author;
mod blocks;
mod boxes;
mod coded_dates;
mod collector;
mod consent;
mod cuts;
mod dates;
mod elements;
mod endings;
mod inline;
mod json_ld;
mod measure;
mod metadata;
mod nesting;
mod outside;
mod parts;
mod published;
mod reach;
mod readable;
mod rules;
mod share;
mod teasers;
mod title;
mod trim;
mod walk;
mod words;

use dom_query::Document;

pub(crate) use nesting::bounded as bounded_page;

use self::article::Article;
use self::blocks::{Block, join};
use self::metadata::{Metas, PageParts};
use self::walk::{Outside, Walked, walk};
use crate::model::{LeftOut, Rule};

/// An article and what its page says of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Page {
    /// The visible text, with the rule by which each block is not in the article.
    pieces: Vec<(Block, Option<Rule>)>,
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
    /// Why the text is doubtful, if it is.
    pub(crate) note: Option<String>,
}

impl Page {
    /// The article: a blank line between paragraphs, a line end for `<br>`.
    pub(crate) fn text(&self) -> String {
        let article = self.pieces.iter().filter(|(_, rule)| rule.is_none());
        join(article.map(|(block, _)| block))
    }

    /// The whole visible text.
    pub(crate) fn whole_text(&self) -> String {
        join(self.pieces.iter().map(|(block, _)| block))
    }

    /// What is visible and not in the article, each piece by its rule. With the article these are all
    /// visible words, each once.
    pub(crate) fn left_out(self) -> Vec<LeftOut> {
        let pieces = self.pieces.into_iter();
        let left_out = pieces.filter_map(|(block, rule)| {
            Some(LeftOut {
                rule: rule?,
                line: None,
                recurs: None,
                text: block.text,
            })
        });
        left_out.collect()
    }
}

/// Reads a web page.
pub(crate) fn read_page(html: &str) -> Page {
    let page = Document::from(&*nesting::bounded(html));
    let whole = visible(&page);
    // Where nothing is shown, what is only for readers without scripts is better than nothing.
    let without_scripts = whole
        .blocks
        .is_empty()
        .then(|| nesting::bounded_with_noscript(html));
    if let Some(html) = without_scripts.flatten() {
        let page = Document::from(&*html);
        let whole = visible(&page);
        return read_parsed(page, &whole);
    }
    read_parsed(page, &whole)
}

fn visible(page: &Document) -> Walked {
    let body = page.body();
    body.map(|body| walk(body, &Outside::new()))
        .unwrap_or_default()
}

fn read_parsed(page: Document, whole: &Walked) -> Page {
    let metas = Metas::of(&page);
    let json_ld = json_ld::read(&page);
    let url = metadata::url(&page, &metas);
    let site = metadata::site(&metas, &json_ld, url.as_deref());
    let title = title::title(&page, &metas, &json_ld, site.as_deref());
    let parts = PageParts {
        page: &page,
        metas: &metas,
        json_ld: &json_ld,
        visible: &whole.blocks,
    };
    let author = author::author(parts);
    let date = published::date(parts, title.as_deref(), url.as_deref());
    let language = metadata::language(&page, &metas);
    let stated = article::Stated {
        title: title.as_deref(),
        author: author.as_deref(),
        body: json_ld.body.as_deref(),
    };
    let Article { pieces, note } = article::find(page, whole, stated);
    Page {
        pieces,
        note,
        title,
        author,
        site,
        date,
        url,
        language,
    }
}

#[cfg(test)]
mod tests;
