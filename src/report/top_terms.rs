//! Terms and phrases that lead, overall and by source, and what is distinctive of each source.

use super::Report;
use super::text::{count, joined, measure, plain, table};
use crate::analyze::{KeyPhrases, Phrase, Results, SourcePhrase};
use crate::model::{PhraseId, TableId, TermId};
use crate::order::Arrange as _;
use crate::stats::Verdict;

pub(super) const HEADING: &str = "Terms and phrases";

/// Rows of the tables over all sources.
const LEADING: usize = 20;
/// Terms or phrases named for a source.
const NAMED: usize = 6;
/// The most sources listed; the tables have all.
const SOURCES: usize = 40;

pub(super) fn text(report: &Report<'_>) -> String {
    let mut out = terms(report.results);
    if let Some(phrases) = &report.results.phrases {
        out.push_str(&overall(report.results, phrases));
    }
    out.push_str(&sources(report));
    out
}

/// Key phrases of two words and more by score, near-variants as one: single words stand among terms.
pub(super) fn leading_phrases(results: &Results) -> impl Iterator<Item = (PhraseId, &Phrase)> {
    let phrases = results.phrases.iter();
    phrases.flat_map(|phrases| {
        let ranking = phrases.ranking.iter();
        let leading =
            ranking.filter(|&&id| phrases.phrase(id).length() > 1 && phrases.groups.leads(id));
        leading.map(|&id| (id, phrases.phrase(id)))
    })
}

fn terms(results: &Results) -> String {
    let corpus = &results.corpus;
    let leading = results.frequency.ranking.iter().take(LEADING);
    let rows = leading.map(|&term| {
        let counts = &results.frequency.terms[term.index()];
        vec![
            plain(results.frequency.label(corpus, term)),
            count(counts.cf),
            count((counts.cf as f64 * 1e6 / corpus.tokens() as f64).round() as u64),
            count(counts.df),
            count(counts.sources),
        ]
    });
    let header = [
        "term",
        "occurrences",
        "per million tokens",
        "documents",
        "sources",
    ];
    format!(
        "The most frequent terms, each shown in its most frequent form:\n\n{}",
        table(&header, &[1, 2, 3, 4], rows)
    )
}

/// Phrases of two words and more; single words stand among the terms.
fn overall(results: &Results, phrases: &KeyPhrases) -> String {
    let corpus = &results.corpus;
    let rows = leading_phrases(results).take(LEADING).map(|(id, phrase)| {
        vec![
            plain(&phrase.label(corpus)),
            count(phrase.count),
            count(phrases.groups.of(id).count),
            count(phrase.nested),
            count(phrase.df),
            count(phrase.sources),
            measure(phrase.score),
        ]
    });
    let header = [
        "phrase",
        "occurrences",
        "occurrences with variants",
        "of these, inside longer phrases",
        "documents",
        "sources",
        "score",
    ];
    let table = table(&header, &[1, 2, 3, 4, 5, 6], rows);
    if table.is_empty() {
        let least = phrases.least_count;
        return format!("No phrase of two or more words occurs at least {least} times.\n\n");
    }
    format!(
        "The key phrases of two or more words with the highest scores. Variants with the same words in another order are counted together:\n\n{table}"
    )
}

/// What is distinctive by source, if anything is.
fn found_distinctive<'a>(report: &'a Report<'_>) -> Option<&'a [Vec<Distinctive>]> {
    let by_source = report.distinctive.as_deref()?;
    let is_any = by_source.iter().any(|items| !items.is_empty());
    is_any.then_some(by_source)
}

/// The heads of the columns of [`by_source`].
pub(super) fn heads(report: &Report<'_>) -> Vec<&'static str> {
    let mut heads = vec![
        "source",
        "most frequent terms (occurrences)",
        "most frequent phrases (occurrences)",
    ];
    if found_distinctive(report).is_some() {
        heads.push("distinctive (times as frequent as elsewhere, at least)");
    }
    heads
}

/// Terms, phrases and what is distinctive of the largest sources, as pieces of Markdown.
pub(super) fn by_source(report: &Report<'_>, most: usize) -> Vec<Vec<String>> {
    let results = report.results;
    let sources = results.corpus.sources_by_size().into_iter().take(most);
    let rows = sources.map(|(source, _)| {
        let source = source.index();
        let mut row = vec![
            plain(&results.corpus.sources[source]),
            terms_of(results, source),
            phrases_of(results, source),
        ];
        row.extend(found_distinctive(report).map(|by_source| {
            let items = by_source[source].iter();
            joined(items.map(|item| format!("{} ({})", plain(&item.label), measure(item.times()))))
        }));
        row
    });
    rows.collect()
}

fn terms_of(results: &Results, source: usize) -> String {
    let terms = results.frequency.by_source[source].iter().take(NAMED);
    joined(terms.map(|term| {
        let label = results.frequency.label(&results.corpus, term.term);
        format!("{} ({})", plain(label), term.cf)
    }))
}

fn phrases_of(results: &Results, source: usize) -> String {
    let Some(phrases) = &results.phrases else {
        return String::new();
    };
    // What only stands inside longer phrases is left to these.
    let is_longer = |of_source: &&SourcePhrase| {
        let phrase = phrases.phrase(of_source.phrase);
        phrase.length() > 1 && phrase.nested < phrase.count
    };
    let longer = phrases.by_source[source].iter().filter(is_longer);
    joined(longer.take(NAMED).map(|of_source| {
        let label = phrases.phrase(of_source.phrase).label(&results.corpus);
        format!("{} ({})", plain(&label), of_source.count)
    }))
}

fn sources(report: &Report<'_>) -> String {
    let mut out = "Top terms and phrases by source, the largest source first".to_owned();
    if found_distinctive(report).is_some() {
        out.push_str(". Distinctive items are reliably more frequent in the texts of the source than in those it is compared with; forms of the source's own name come last, and a source with a single text cannot be tested (`keyness.csv`)");
    }
    out.push_str(":\n\n");
    out.push_str(&table(&heads(report), &[], by_source(report, SOURCES)));
    let is_written = |table: &TableId| report.config.output.wants(*table);
    let all = [TableId::TermsBySource, TableId::PhrasesBySource]
        .into_iter()
        .filter(is_written);
    let all: Vec<String> = all.map(|table| format!("`{}`", table.file())).collect();
    if report.results.corpus.sources.len() > SOURCES && !all.is_empty() {
        let verb = if all.len() == 1 { "lists" } else { "list" };
        out.push_str(&format!("{} {verb} all sources.\n\n", all.join(" and ")));
    }
    out
}

/// A term or phrase that is reliably more frequent in the texts of a source: the column `distinctive`.
pub(super) struct Distinctive {
    pub(super) label: String,
    /// The conservative log ratio, to base 2.
    pub(super) lrc: f64,
    /// Whether it holds a form of the source's name, which says little of the source.
    pub(super) names_source: bool,
}

impl Distinctive {
    /// How many times as frequent it is, at least.
    pub(super) fn times(&self) -> f64 {
        libm::exp2(self.lrc)
    }

    /// The order in which the most distinctive is first.
    pub(super) fn order(&self, other: &Self) -> std::cmp::Ordering {
        let by_name = self.names_source.cmp(&other.names_source);
        let by_ratio = by_name.then(other.lrc.total_cmp(&self.lrc));
        by_ratio.then_with(|| self.label.cmp(&other.label))
    }
}

/// The most distinctive terms and phrases of each source, the first one first; `None` if keyness was not
/// asked for.
pub(super) fn distinctive(results: &Results) -> Option<Vec<Vec<Distinctive>>> {
    let sources = 0..results.corpus.sources.len();
    let is_known = results.keyness.are_known();
    is_known.then(|| {
        sources
            .map(|source| distinctive_of(results, source))
            .collect()
    })
}

fn distinctive_of(results: &Results, source: usize) -> Vec<Distinctive> {
    let corpus = &results.corpus;
    let keys = &results.keyness;
    let terms = keys.terms[source].iter().map(|key| {
        let label = results.frequency.label(corpus, TermId(key.item));
        (key, label.to_owned())
    });
    let phrases = results.phrases.iter().flat_map(|phrases| {
        let of_source = keys.phrases.get(source).into_iter().flatten();
        of_source.map(|key| (key, phrases.phrase(PhraseId(key.item)).label(corpus)))
    });
    let mut items: Vec<Distinctive> = terms
        .chain(phrases)
        .filter(|(key, _)| key.verdict() == Verdict::More)
        .map(|(key, label)| Distinctive {
            label,
            lrc: key.lrc,
            names_source: key.names_source,
        })
        .collect();
    items.arrange_by(Distinctive::order);
    items.truncate(NAMED);
    items
}
