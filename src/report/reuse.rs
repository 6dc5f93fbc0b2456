//! What documents have in common word for word, and what sources say in other words.

use super::text::{and_more, count, plain, some, table};
use crate::analyze::{LEAST_PARALLEL, ParallelSentences, Results, SharedPassages, spell};
use crate::config::{Config, Quoted};
use crate::model::{Corpus, SourceId};

/// The most passages and pairs of expressions listed; the tables have all.
const MOST: usize = 10;

pub(super) fn section(results: &Results) -> String {
    let corpus = &results.corpus;
    let passages = results.shared_passages.as_ref();
    let wording = results.parallel_sentences.as_ref();
    let passages = passages.map(|found| shared_passages(corpus, found));
    let wording = wording.map(|found| parallel_wording(corpus, found));
    [passages, wording].into_iter().flatten().collect()
}

fn shared_passages(corpus: &Corpus, found: &SharedPassages) -> String {
    let mut out = format!("## Shared passages\n\n{}", compared(corpus, found));
    if found.passages.is_empty() {
        out.push_str("\n\n");
        return out;
    }
    out.push_str(" Those in most documents:\n\n");
    let rows = found.clusters.iter().take(MOST).map(|own| {
        let first = &corpus.document(own.first.document).info;
        vec![
            plain(&own.first.text(corpus)),
            count(own.documents),
            count(own.sources),
            plain(&first.date),
            plain(&first.doc_id),
        ]
    });
    let header = ["passage", "documents", "sources", "first", "in"];
    out.push_str(&table(&header, &[1, 2], &rows.collect::<Vec<_>>()));
    out
}

/// What was compared, and how much was found.
pub(super) fn compared(corpus: &Corpus, found: &SharedPassages) -> String {
    let compared = format!(
        "Compared: {}{}.",
        some(found.compared, "document"),
        copies_left_aside(corpus, found.compared)
    );
    if found.passages.is_empty() {
        return format!("{compared} No two of them have a passage in common.");
    }
    format!(
        "{compared} {} of two documents fall into {}.",
        some(found.passages.len(), "passage"),
        some(found.clusters.len(), "cluster"),
    )
}

/// Copies of a text share all of it, which is no finding: only one of them was compared.
fn copies_left_aside(corpus: &Corpus, compared: usize) -> String {
    match corpus.documents.len() - compared {
        0 => String::new(),
        copies => format!(
            "; copies and near copies of these left aside: {} (`--passages-of-copies` compares them too)",
            count(copies)
        ),
    }
}

fn parallel_wording(corpus: &Corpus, found: &ParallelSentences) -> String {
    let mut out = String::from("## The same in other words\n\n");
    if found.pairs.is_empty() {
        out.push_str("No two sources say the same in other words.\n\n");
        return out;
    }
    out.push_str(&format!(
        "Documents of different sources that seem to render one event: {}. Sentences in them that say the same in other words: {}.\n\n",
        some(found.renderings, "pair"),
        some(found.pairs.len(), "pair"),
    ));
    if found.replacements.is_empty() {
        return out;
    }
    out.push_str("What stands in the place of what, in most pairs of documents:\n\n");
    let named = |sources: &[(SourceId, u32)]| {
        let names = sources
            .iter()
            .map(|&(source, _)| plain(&corpus.sources[source.index()]));
        and_more(names.collect(), 3)
    };
    let rows = found.replacements.iter().take(MOST).map(|own| {
        let [first, second] = &own.sides;
        vec![
            plain(&spell(corpus, &first.forms)),
            named(&first.sources),
            plain(&spell(corpus, &second.forms)),
            named(&second.sources),
            count(own.document_pairs),
        ]
    });
    let header = ["expression", "in", "another", "in", "pairs of documents"];
    out.push_str(&table(&header, &[4], &rows.collect::<Vec<_>>()));
    out
}

/// How passages and parallel wording were found, as far as they were.
pub(super) fn rules(results: &Results, config: &Config) -> Vec<String> {
    let mut rules = Vec::new();
    if results.shared_passages.is_some() {
        let reuse = &config.reuse;
        let quoted = match reuse.quoted {
            Quoted::Mark => "",
            Quoted::LeaveOut => {
                " Those more than half of which is within quotation marks in one of the documents are left out."
            }
            Quoted::Only => {
                " Only those more than half of which is within quotation marks in one of the documents are listed."
            }
        };
        let sources = if reuse.within_sources {
            ""
        } else {
            " of different sources"
        };
        let copies = if reuse.copies {
            ""
        } else {
            ", of copies the one that represents them"
        };
        rules.push(format!(
            "A passage is a run of {} words or more that two documents{sources} have in common{copies}: it begins with five words in a row that are the same, goes on over words that were changed, dropped or added, and {} % or more of its aligned words are the same. A run of words leads to the nearest documents before that have it, so a passage of many documents is listed with some of them; its cluster gathers these.{quoted} Wordings that differ more, such as longer and shorter cuts of one formula, are clusters of their own: passages are one cluster if each is like the first appearance: words in common in their order, by the coefficient of Dice, 0.7 or more. Each place in a document is listed with one place of another.",
            reuse.shortest,
            (100.0 * reuse.identity).round(),
        ));
    }
    if results.parallel_sentences.is_some() {
        let wording = &config.wording;
        rules.push(format!(
            "Documents of different sources render the same event if their cosine over terms, weighed by (1 + ln n) · idf, is {} or more, they are at most {} days apart, where both dates are known, and one of {LEAST_PARALLEL} sentences of the shorter, at least, has a match. Of two such documents, sentences say the same if each is the other's best match by the weighted coefficient of Dice over their terms (twice the idf of the common ones over the idf of both), {} or more. Idf is ln((1 + N) / (1 + df)) + 1. An expression stands in the place of another if it is between the same common words.",
            wording.documents, wording.days, wording.sentences,
        ));
    }
    rules
}
