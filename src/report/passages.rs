//! What documents have in common word for word, and what sources say in other words.

use super::text::{and_more, count, plain, plural, table};
use crate::analyze::{LEAST_PARALLEL, Results, SharedPassages, spell};
use crate::config::{Quoted, ReuseConfig, WordingConfig};
use crate::model::{Corpus, SourceId};

/// The most passages and pairs of expressions listed; the tables have all.
const MOST: usize = 10;

pub(super) const HEADING: &str = "Shared passages";

pub(super) const WORDING_HEADING: &str = "Paraphrases across sources";

/// What is said if there are no parallel sentences.
pub(super) const NO_WORDING: &str = "No paraphrases across sources were found.";

/// The passages in most documents; nothing if they were not asked for.
pub(super) fn text(results: &Results) -> String {
    let corpus = &results.corpus;
    let Some(shared) = &results.shared_passages else {
        return String::new();
    };
    let compared = compared(corpus, shared);
    if shared.passages.is_empty() {
        return format!("{compared}\n\n");
    }
    let rows = shared.clusters.iter().take(MOST).map(|cluster| {
        let first = &corpus.document(cluster.first.document).info;
        vec![
            plain(&cluster.first.text(corpus)),
            count(cluster.documents),
            count(cluster.sources),
            plain(&first.date),
            plain(&first.doc_id),
        ]
    });
    let header = ["passage", "documents", "sources", "first", "in"];
    let rows = table(&header, &[1, 2], rows);
    format!("{compared} The passages found in the most documents:\n\n{rows}")
}

/// What was compared, and how much was found.
pub(super) fn compared(corpus: &Corpus, shared: &SharedPassages) -> String {
    let compared = format!(
        "Compared: {}{}.",
        plural(shared.compared, "document"),
        copies_left_aside(corpus, shared.compared)
    );
    if shared.passages.is_empty() {
        return format!("{compared} No two of them share a passage.");
    }
    format!(
        "{compared} {}, each shared by two documents, in {}.",
        plural(shared.passages.len(), "passage"),
        plural(shared.clusters.len(), "cluster"),
    )
}

/// Copies of a text share all of it, which is no finding: only one of them was compared.
fn copies_left_aside(corpus: &Corpus, compared: usize) -> String {
    match corpus.documents.len() - compared {
        0 => String::new(),
        copies => format!(
            ". Copies that were not compared: {} (to compare them too, use `--passages-of-copies`)",
            count(copies)
        ),
    }
}

/// What sources say in other words; nothing if it was not asked for.
pub(super) fn wording_text(results: &Results) -> String {
    let corpus = &results.corpus;
    let Some(wording) = &results.parallel_sentences else {
        return String::new();
    };
    if wording.pairs.is_empty() {
        return format!("{NO_WORDING}\n\n");
    }
    let mut out = format!(
        "Documents of different sources that seem to report the same event: {}. Pairs of sentences in them that paraphrase each other: {}.\n\n",
        plural(wording.renderings, "pair"),
        plural(wording.pairs.len(), "pair"),
    );
    if wording.replacements.is_empty() {
        return out;
    }
    out.push_str("Expressions that sources use in place of each other, by the number of pairs of documents:\n\n");
    let named = |sources: &[(SourceId, u32)]| {
        let names = sources
            .iter()
            .map(|&(source, _)| plain(&corpus.sources[source.index()]));
        and_more(names, 3)
    };
    let rows = wording.replacements.iter().take(MOST).map(|replacement| {
        let [first, second] = &replacement.sides;
        vec![
            plain(&spell(corpus, &first.forms)),
            named(&first.sources),
            plain(&spell(corpus, &second.forms)),
            named(&second.sources),
            count(replacement.document_pairs),
        ]
    });
    let header = ["expression", "in", "another", "in", "pairs of documents"];
    out.push_str(&table(&header, &[4], rows));
    out
}

/// How passages and parallel wording were found, as far as they were.
pub(super) fn rules(
    results: &Results,
    reuse: &ReuseConfig,
    wording: &WordingConfig,
) -> Vec<String> {
    let passages = results.shared_passages.iter().map(|_| passages_rule(reuse));
    let wording = results
        .parallel_sentences
        .iter()
        .map(|_| wording_rule(wording));
    passages.chain(wording).collect()
}

fn passages_rule(config: &ReuseConfig) -> String {
    let quoted = match config.quoted {
        Quoted::Mark => "",
        Quoted::LeaveOut => {
            " Passages are left out if more than half of the words are inside quotation marks in one of the documents."
        }
        Quoted::Only => {
            " Only passages with more than half of the words inside quotation marks in one of the documents are listed."
        }
    };
    let sources = if config.across_sources {
        " of different sources"
    } else {
        ""
    };
    let copies = if config.copies {
        ""
    } else {
        "; of copies, only the original is compared"
    };
    format!(
        "A shared passage has at least {} words and occurs in two documents{sources}{copies}. It begins with five identical words in a row, may continue across words that were changed, dropped or added, and at least {} % of its aligned words are identical. Each document is compared with the nearest earlier documents that contain the same words, so a passage found in many documents is listed for some of the pairs only; its cluster brings all of them together.{quoted} Passages belong to one cluster if the Dice coefficient of their words in order with those of the first appearance is at least 0.7; longer and shorter versions of a formula may therefore form separate clusters. Each place in a document is paired with one place in another.",
        config.shortest,
        (100.0 * config.identity).round(),
    )
}

fn wording_rule(config: &WordingConfig) -> String {
    format!(
        "Paraphrases: two documents of different sources are taken to report the same event if the cosine of their terms, weighted by (1 + ln n) · idf, is at least {}, if they are at most {} days apart where both dates are known, and if at least one in {LEAST_PARALLEL} sentences of the shorter document has a match. In two such documents, two sentences are paraphrases if each is the best match of the other by the weighted Dice coefficient of their terms (twice the idf of the terms in common, divided by the idf of all terms of both) and the coefficient is at least {}. Idf is ln((1 + N) / (1 + df)) + 1. Two expressions replace each other if they stand between the same words.",
        config.documents, config.days, config.sentences,
    )
}
