//! Leading terms and phrases, overall and by source.

use super::text::{count, plain, table};
use crate::analyze::{Key, KeyPhrases, Phrase, Results, SourcePhrase};
use crate::model::{PhraseId, TermId};

/// Rows of the tables over all sources.
const LEADING: usize = 20;
/// Terms or phrases named for a source.
const NAMED: usize = 6;
/// The most sources listed; the tables have all.
const SOURCES: usize = 40;

pub(super) fn section(results: &Results) -> String {
    let mut out = String::from("## Leading terms and phrases\n\n");
    out.push_str(&terms(results));
    if let Some(phrases) = &results.phrases {
        out.push_str(&overall(results, phrases));
    }
    out.push_str(&sources(results));
    out
}

/// Key phrases of two words and more by score, near-variants as one: single words stand among terms.
pub(super) fn phrases(results: &Results) -> impl Iterator<Item = (PhraseId, &Phrase)> {
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
    let rows: Vec<Vec<String>> = results
        .frequency
        .ranking
        .iter()
        .take(LEADING)
        .map(|&term| {
            let counts = &results.frequency.terms[term.index()];
            vec![
                plain(results.frequency.label(corpus, term)),
                count(counts.cf),
                count((counts.cf as f64 * 1e6 / corpus.tokens() as f64).round() as u64),
                count(u64::from(counts.df)),
                count(u64::from(counts.sources)),
            ]
        })
        .collect();
    let header = [
        "term",
        "occurrences",
        "per million tokens",
        "documents",
        "sources",
    ];
    format!(
        "The most frequent terms, each by its most frequent form:\n\n{}",
        table(&header, &[1, 2, 3, 4], &rows)
    )
}

/// Phrases of two words and more; single words stand among the terms.
fn overall(results: &Results, phrases: &KeyPhrases) -> String {
    let corpus = &results.corpus;
    let rows: Vec<Vec<String>> = self::phrases(results)
        .take(LEADING)
        .map(|(id, phrase)| {
            vec![
                plain(&phrase.label(corpus)),
                count(phrase.count),
                count(phrases.groups.of(id).count),
                count(phrase.nested),
                count(u64::from(phrase.df)),
                count(u64::from(phrase.sources)),
                scored(phrase.score),
            ]
        })
        .collect();
    if rows.is_empty() {
        let least = phrases.least_count;
        return format!("No phrase of two or more words occurs {least} times.\n\n");
    }
    let header = [
        "phrase",
        "occurrences",
        "with near-variants",
        "inside longer phrases",
        "documents",
        "sources",
        "score",
    ];
    format!(
        "The key phrases of two or more words that score highest, near-variants (the same words in another order) as one:\n\n{}",
        table(&header, &[1, 2, 3, 4, 5, 6], &rows)
    )
}

/// A score as shown: one decimal where it is small, thousands marked where it is large.
fn scored(score: f64) -> String {
    if score < 1000.0 {
        format!("{score:.1}")
    } else {
        count(score.round() as u64)
    }
}

/// The heads of the columns of [`by_source`].
pub(super) fn heads(results: &Results) -> Vec<&'static str> {
    let mut heads = vec![
        "source",
        "most frequent terms (occurrences)",
        "most frequent phrases (occurrences)",
    ];
    if results.keyness.are_known() {
        heads.push("distinctive (at least so many times as frequent)");
    }
    heads
}

/// Terms, phrases and what is distinctive of the largest sources, as pieces of Markdown.
pub(super) fn by_source(results: &Results, most: usize) -> Vec<Vec<String>> {
    let sources = results.corpus.sources_by_size().into_iter().take(most);
    let rows = sources.map(|(source, _)| {
        let source = source.index();
        let mut row = vec![
            plain(&results.corpus.sources[source]),
            terms_of(results, source),
            phrases_of(results, source),
        ];
        row.extend(distinctive(results, source).map(|found| {
            let named = found.iter().take(NAMED);
            let named =
                named.map(|(lrc, label)| format!("{} ({:.1})", plain(label), libm::exp2(*lrc)));
            named.collect::<Vec<_>>().join(", ")
        }));
        row
    });
    rows.collect()
}

fn terms_of(results: &Results, source: usize) -> String {
    let terms = results.frequency.by_source[source].iter().take(NAMED);
    let named = terms.map(|found| {
        let label = results.frequency.label(&results.corpus, found.term);
        format!("{} ({})", plain(label), found.cf)
    });
    named.collect::<Vec<_>>().join(", ")
}

fn phrases_of(results: &Results, source: usize) -> String {
    let Some(phrases) = &results.phrases else {
        return String::new();
    };
    // What only stands inside longer phrases is left to these.
    let longer = |found: &&SourcePhrase| {
        let phrase = phrases.phrase(found.phrase);
        phrase.length() > 1 && phrase.nested < phrase.count
    };
    let found = phrases.by_source[source].iter().filter(longer).take(NAMED);
    let named = found.map(|found| {
        let label = phrases.phrase(found.phrase).label(&results.corpus);
        format!("{} ({})", plain(&label), found.count)
    });
    named.collect::<Vec<_>>().join(", ")
}

fn sources(results: &Results) -> String {
    let mut out = "By source, the largest first".to_owned();
    if results.keyness.are_known() {
        out.push_str("; distinctive is what is reliably more frequent in the source than in what it is compared with, at least so many times (`keyness.csv`)");
    }
    out.push_str(":\n\n");
    out.push_str(&table(&heads(results), &[], &by_source(results, SOURCES)));
    if results.corpus.sources.len() > SOURCES {
        out.push_str("`terms_by_source.csv` and `phrases_by_source.csv` have all sources.\n\n");
    }
    out
}

/// What a source uses reliably more than it is compared with, terms and phrases, the most distinctive
/// first; `None` if that was not asked for.
pub(super) fn distinctive(results: &Results, source: usize) -> Option<Vec<(f64, String)>> {
    let keys = Some(&results.keyness).filter(|keys| keys.are_known())?;
    let corpus = &results.corpus;
    let terms = keys.terms.get(source)?.iter().map(|key| {
        let label = results.frequency.label(corpus, TermId(key.item));
        (key.lrc, label.to_owned())
    });
    let phrases = results.phrases.iter().flat_map(|phrases| {
        let own = keys
            .phrases
            .get(source)
            .map_or(&[] as &[Key], Vec::as_slice);
        own.iter()
            .map(|key| (key.lrc, phrases.phrase(PhraseId(key.item)).label(corpus)))
    });
    let mut found: Vec<(f64, String)> =
        terms.chain(phrases).filter(|(lrc, _)| *lrc > 0.0).collect();
    found.sort_by(|(a, one), (b, other)| b.total_cmp(a).then_with(|| one.cmp(other)));
    Some(found)
}
