//! What documents have in common word for word, and what sources say in other words.

use super::text::{and_more, count, plain, plural, table};
use crate::analyze::{LEAST_PARALLEL, Results, SharedPassages, spell};
use crate::config::{Quoted, ReuseConfig, WordingConfig};
use crate::model::{Corpus, SourceId};

/// The most passages and pairs of expressions listed; the tables have all.
const MOST: usize = 10;

pub(super) const HEADING: &str = "Shared passages";

pub(super) const WORDING_HEADING: &str = "The same in other words";

/// What is said if there are no parallel sentences.
pub(super) const NO_WORDING: &str = "No two sources say the same in other words.";

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
    format!("{compared} Those in most documents:\n\n{rows}")
}

/// What was compared, and how much was found.
pub(super) fn compared(corpus: &Corpus, shared: &SharedPassages) -> String {
    let compared = format!(
        "Compared: {}{}.",
        plural(shared.compared, "document"),
        copies_left_aside(corpus, shared.compared)
    );
    if shared.passages.is_empty() {
        return format!("{compared} No two of them have a passage in common.");
    }
    format!(
        "{compared} {} of two documents fall into {}.",
        plural(shared.passages.len(), "passage"),
        plural(shared.clusters.len(), "cluster"),
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
        "Documents of different sources that seem to render one event: {}. Sentences in them that say the same in other words: {}.\n\n",
        plural(wording.renderings, "pair"),
        plural(wording.pairs.len(), "pair"),
    );
    if wording.replacements.is_empty() {
        return out;
    }
    out.push_str("What stands in the place of what, in most pairs of documents:\n\n");
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
            " Those more than half of which is within quotation marks in one of the documents are left out."
        }
        Quoted::Only => {
            " Only those more than half of which is within quotation marks in one of the documents are listed."
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
        ", of copies the one that represents them"
    };
    format!(
        "A passage is a run of {} words or more that two documents{sources} have in common{copies}: it begins with five words in a row that are the same, goes on over words that were changed, dropped or added, and {} % or more of its aligned words are the same. A run of words leads to the nearest documents before that have it, so a passage of many documents is listed with some of them; its cluster gathers these.{quoted} Wordings that differ more, such as longer and shorter cuts of one formula, are clusters of their own: passages are one cluster if each is like the first appearance: words in common in their order, by the coefficient of Dice, 0.7 or more. Each place in a document is listed with one place of another.",
        config.shortest,
        (100.0 * config.identity).round(),
    )
}

fn wording_rule(config: &WordingConfig) -> String {
    format!(
        "Documents of different sources render the same event if their cosine over terms, weighed by (1 + ln n) · idf, is {} or more, they are at most {} days apart, where both dates are known, and one of {LEAST_PARALLEL} sentences of the shorter, at least, has a match. Of two such documents, sentences say the same if each is the other's best match by the weighted coefficient of Dice over their terms (twice the idf of the common ones over the idf of both), {} or more. Idf is ln((1 + N) / (1 + df)) + 1. An expression stands in the place of another if it is between the same common words.",
        config.documents, config.days, config.sentences,
    )
}
