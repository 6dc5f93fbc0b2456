//! What was left out of texts as boilerplate, by rule, and the paragraphs that recur most.

use std::collections::BTreeMap;

use super::text::{count, plain, some, table};
use crate::analyze::Results;
use crate::config::Config;
use crate::model::{Corpus, LeftOut, Rule};

/// The most repeated paragraphs listed; `boilerplate.csv` has all.
const MOST: usize = 5;
/// The most characters of a paragraph shown.
const SHOWN: usize = 120;

pub(super) fn section(results: &Results, config: &Config) -> String {
    let corpus = &results.corpus;
    let mut out = String::from("## Boilerplate\n\n");
    let all: usize = corpus.documents.iter().map(|d| d.left_out.len()).sum();
    if all == 0 {
        out.push_str(if config.boilerplate.keep {
            "Boilerplate was not looked for in texts.\n\n"
        } else {
            "No boilerplate was found.\n\n"
        });
        return out;
    }
    let texts = corpus.documents.iter().filter(|d| !d.left_out.is_empty());
    out.push_str(&format!(
        "{} of {} are in no count, because they stand around the text and are no part of it; `boilerplate.csv` has them with the rule that applied. `--keep-boilerplate` counts them, except for what lies outside of the main text of web pages.\n\n",
        some(all, "line or paragraph").replace("line or paragraphs", "lines and paragraphs"),
        some(texts.count(), "document"),
    ));
    out.push_str(&by_rule(corpus));
    out.push_str(&repeated(corpus));
    out
}

fn by_rule(corpus: &Corpus) -> String {
    let mut rules: BTreeMap<Rule, (u64, u64)> = BTreeMap::new();
    for document in &corpus.documents {
        let mut own: Vec<Rule> = document.left_out.iter().map(|out| out.rule).collect();
        own.sort_unstable();
        for run in own.chunk_by(|a, b| a == b) {
            let (pieces, documents) = rules.entry(run[0]).or_default();
            *pieces += run.len() as u64;
            *documents += 1;
        }
    }
    let rows: Vec<Vec<String>> = rules
        .into_iter()
        .map(|(rule, (pieces, documents))| {
            vec![words(rule).to_owned(), count(pieces), count(documents)]
        })
        .collect();
    table(
        &["what was left out", "pieces", "documents"],
        &[1, 2],
        &rows,
    )
}

/// A rule in words.
fn words(rule: Rule) -> &'static str {
    match rule {
        Rule::Navigation => "menus and paths of links",
        Rule::ShareBar => "share bars",
        Rule::Facts => "lines of date, source, author or editor",
        Rule::Copyright => "copyright",
        Rule::Registration => "licence and registration numbers",
        Rule::Contact => "contacts",
        Rule::Pager => "links to further pages",
        Rule::Page => "outside of the main text of web pages",
        Rule::Repeated => "paragraphs that a source repeats around its texts",
    }
}

fn repeated(corpus: &Corpus) -> String {
    let mut paragraphs: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    for document in &corpus.documents {
        for LeftOut { recurs, text, .. } in &document.left_out {
            if let Some(texts) = recurs {
                let source = corpus.sources[document.source.index()].as_str();
                paragraphs.insert((source, text), *texts);
            }
        }
    }
    if paragraphs.is_empty() {
        return String::new();
    }
    let mut paragraphs: Vec<_> = paragraphs.into_iter().collect();
    paragraphs.sort_by_key(|&(key, texts)| (std::cmp::Reverse(texts), key));
    let rows: Vec<Vec<String>> = paragraphs
        .into_iter()
        .take(MOST)
        .map(|((source, text), texts)| {
            let mut shown: String = text.chars().take(SHOWN).collect();
            if shown.len() < text.len() {
                shown.push('…');
            }
            vec![plain(source), count(texts), plain(&shown)]
        })
        .collect();
    table(&["source", "texts", "repeated paragraph"], &[1], &rows)
}
