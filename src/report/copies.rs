//! How many documents are copies of another, the largest clusters, and how copies were treated.

use std::cmp::Reverse;

use super::text::{count, plain, plural, table};
use crate::config::{CopiesConfig, Weigh};
use crate::model::Corpus;
use crate::order::Arrange as _;

pub(super) const HEADING: &str = "Copies and near-duplicates";

/// The most clusters listed; `documents.csv` has all.
const MOST: usize = 10;

pub(super) fn text(corpus: &Corpus, config: &CopiesConfig) -> String {
    let treated = match config.weigh {
        Weigh::Off => {
            return "Copies were not searched for, so each document counts as a distinct text.\n\n"
                .to_owned();
        }
        Weigh::First => {
            "Only the first document of each text was analysed. Its copies have the status `duplicate` in `documents.csv` and are not counted."
        }
        _ => {
            "All of them are counted, except in the columns `events`, which count each text once. To count only the first document of each text, use `--copies first`."
        }
    };
    if corpus.copies.is_empty() {
        return "No copies were found.\n\n".to_owned();
    }
    let copies = number(corpus);
    let are = match copies {
        1 => "is a copy",
        _ => "are copies",
    };
    format!(
        "{} {are} of another document (a duplicate or near-duplicate). With their originals they form {}. {treated}\n\n{}",
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
    let mut out = table(&["original", "documents"], &[1], rows);
    if clusters.len() > MOST {
        out.push_str(&format!(
            "The {MOST} largest of {} clusters are shown. The column `copy_cluster` of `documents.csv` has all.\n\n",
            count(clusters.len())
        ));
    }
    out
}
