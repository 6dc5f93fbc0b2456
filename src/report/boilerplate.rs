//! What was left out of texts as boilerplate, by rule, and the paragraphs that recur most.

use std::cmp::Reverse;

use super::text::{clipped, count, plain, plural, table};
use crate::config::BoilerplateConfig;
use crate::model::{Corpus, LeftOut, Rule};
use crate::order::Arrange as _;
use crate::sorted::SortedMap;

pub(super) const HEADING: &str = "Boilerplate removed";

/// The most repeated paragraphs listed; `boilerplate.csv` has all.
const MOST: usize = 5;
/// The most characters of a paragraph shown.
const SHOWN: usize = 120;

pub(super) fn text(corpus: &Corpus, config: &BoilerplateConfig) -> String {
    let pieces: usize = corpus.documents.iter().map(|d| d.left_out.len()).sum();
    if pieces == 0 {
        let none = if config.keep {
            "Boilerplate was not removed (`--keep-boilerplate`).\n\n"
        } else {
            "No boilerplate was detected.\n\n"
        };
        return none.to_owned();
    }
    let documents = corpus.documents.iter().filter(|d| !d.left_out.is_empty());
    format!(
        "{} of {} were removed as boilerplate and are not counted. `boilerplate.csv` lists each with the rule that applied. To count them, use `--keep-boilerplate`.\n\n{}{}",
        plural(pieces, "line or paragraph").replace("line or paragraphs", "lines and paragraphs"),
        plural(documents.count(), "document"),
        by_rule(corpus),
        repeated(corpus),
    )
}

fn by_rule(corpus: &Corpus) -> String {
    let mut by_rule: SortedMap<Rule, (u64, u64)> = SortedMap::new();
    for document in &corpus.documents {
        let mut rules: Vec<Rule> = document.left_out.iter().map(|piece| piece.rule).collect();
        rules.arrange();
        for run in rules.chunk_by(|a, b| a == b) {
            let (pieces, documents) = by_rule.or_default(run[0]);
            *pieces += run.len() as u64;
            *documents += 1;
        }
    }
    let rows = by_rule.into_iter().map(|(rule, (pieces, documents))| {
        vec![in_words(rule).to_owned(), count(pieces), count(documents)]
    });
    table(
        &["kind of boilerplate", "lines and paragraphs", "documents"],
        &[1, 2],
        rows,
    )
}

/// A rule in words.
fn in_words(rule: Rule) -> &'static str {
    match rule {
        Rule::Navigation => "menus and breadcrumbs",
        Rule::ShareBar => "social media share bars",
        Rule::Facts => "date, source, author and editor lines",
        Rule::Copyright => "copyright",
        Rule::Registration => "licence and registration numbers",
        Rule::Contact => "contacts",
        Rule::Pager => "pagination",
        Rule::Cover => "covers, tables of contents and licences of a file",
        Rule::Mark => "page numbers, column numbers and time stamps",
        Rule::Quotation => "quoted text in replies",
        Rule::Signature => "signatures",
        Rule::Page => "other text outside the main text of web pages",
        Rule::Title => "page titles",
        Rule::Caption => "captions",
        Rule::Comment => "reader comments",
        Rule::Teaser => "teasers of other articles",
        Rule::Related => "links to other articles",
        Rule::Aside => "sidebars",
        Rule::Author => "author notes",
        Rule::Cookie => "cookie notices",
        Rule::Advert => "advertisements",
        Rule::Form => "forms and subscription offers",
        Rule::Footer => "page footers",
        Rule::Hidden => "hidden text of web pages and office documents",
        Rule::Deleted => "text deleted under “track changes”",
        Rule::Ruby => "pronunciation guides beside characters (ruby)",
        Rule::Copy => "repetitions of the whole text",
        Rule::Code => "code blocks",
        Rule::Repeated => "paragraphs that a source repeats in its texts",
    }
}

fn repeated(corpus: &Corpus) -> String {
    let mut texts_by_paragraph: SortedMap<(&str, &str), u32> = SortedMap::new();
    for document in &corpus.documents {
        for LeftOut { recurs, text, .. } in &document.left_out {
            if let Some(texts) = recurs {
                let source = corpus.sources[document.source.index()].as_str();
                texts_by_paragraph.insert((source, text), *texts);
            }
        }
    }
    let mut paragraphs: Vec<_> = texts_by_paragraph.into_iter().collect();
    paragraphs.arrange_by_key(|&(key, texts)| (Reverse(texts), key));
    let listed = paragraphs.into_iter().take(MOST);
    let rows = listed.map(|((source, text), texts)| {
        vec![plain(source), count(texts), plain(&clipped(text, SHOWN))]
    });
    table(&["source", "texts", "repeated paragraph"], &[1], rows)
}
