//! How many documents are copies of another, the largest clusters, and how copies were treated.

use std::cmp::Reverse;

use super::text::{count, plain, plural, table};
use crate::config::{CopiesConfig, Weigh};
use crate::model::Corpus;
use crate::order::Arrange as _;

pub(super) const HEADING: &str = "Copies";

/// The most clusters listed; `documents.csv` has all.
const MOST: usize = 10;

pub(super) fn text(corpus: &Corpus, config: &CopiesConfig) -> String {
    let treated = match config.weigh {
        Weigh::Off => {
            return "Copies were not looked for; each document counts as an event of its own.\n\n"
                .to_owned();
        }
        Weigh::First => {
            "Only the first document of each text was analysed; the others have the status duplicate in `documents.csv` and are in no count."
        }
        _ => {
            "All of them are counted; the columns `events` count the documents of one text once. With `--copies first` only the first of each text is counted."
        }
    };
    if corpus.copies.is_empty() {
        return "No document is a copy of another.\n\n".to_owned();
    }
    let copies = number(corpus);
    let are = match copies {
        1 => "is a copy",
        _ => "are copies",
    };
    format!(
        "{} {are} of another document: the same text, or nearly. They make {} with the documents they copy. {treated}\n\n{}",
        plural(copies, "document"),
        plural(corpus.copies.len(), "cluster"),
        largest(corpus),
    )
}

/// How many documents are copies of another.
pub(super) fn number(corpus: &Corpus) -> usize {
    let clusters = corpus.copies.iter();
    let copies = clusters.map(|cluster| (cluster.documents as usize).saturating_sub(1));
    copies.sum()
}

fn largest(corpus: &Corpus) -> String {
    let mut clusters: Vec<_> = corpus.copies.iter().collect();
    // Clusters are in the order of their representatives, which a stable sort keeps.
    clusters.arrange_by_key(|cluster| Reverse(cluster.documents));
    let listed = clusters.iter().take(MOST);
    let rows = listed.map(|cluster| vec![plain(&cluster.representative), count(cluster.documents)]);
    let mut out = table(&["first document of the text", "documents"], &[1], rows);
    if clusters.len() > MOST {
        out.push_str(&format!(
            "The {MOST} largest of {} clusters; `documents.csv` has all, in its column `copy_cluster`.\n\n",
            count(clusters.len())
        ));
    }
    out
}
