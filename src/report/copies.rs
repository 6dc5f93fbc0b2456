//! How many documents are copies of another, the largest clusters, and how copies were treated.

use std::cmp::Reverse;

use super::text::{count, plain, some, table};
use crate::analyze::Results;
use crate::config::{Config, Weigh};

/// The most clusters listed; `documents.csv` has all.
const MOST: usize = 10;

pub(super) fn section(results: &Results, config: &Config) -> String {
    let corpus = &results.corpus;
    let mut out = String::from("## Copies\n\n");
    if config.copies.weigh == Weigh::Off {
        out.push_str(
            "Copies were not looked for; each document counts as an event of its own.\n\n",
        );
        return out;
    }
    if corpus.copies.is_empty() {
        out.push_str("No document is a copy of another.\n\n");
        return out;
    }
    let copies = corpus
        .copies
        .iter()
        .map(|cluster| cluster.documents as usize - 1)
        .sum();
    let are = if copies == 1 {
        "is a copy"
    } else {
        "are copies"
    };
    let treated = match config.copies.weigh {
        Weigh::First => {
            "Only the first document of each text was analysed; the others have the status duplicate in `documents.csv` and are in no count."
        }
        _ => {
            "All of them are counted; the columns `events` count the documents of one text once. With `--copies first` only the first of each text is counted."
        }
    };
    out.push_str(&format!(
        "{} {are} of another document: the same text, or nearly. They make {} with the documents they copy. {treated}\n\n",
        some(copies, "document"),
        some(corpus.copies.len(), "cluster"),
    ));
    out.push_str(&largest(results));
    out
}

fn largest(results: &Results) -> String {
    let corpus = &results.corpus;
    let mut clusters: Vec<_> = corpus.copies.iter().collect();
    // Clusters are in the order of their representatives, which a stable sort keeps.
    clusters.sort_by_key(|cluster| Reverse(cluster.documents));
    let rows: Vec<Vec<String>> = clusters
        .iter()
        .take(MOST)
        .map(|cluster| vec![plain(&cluster.representative), count(cluster.documents)])
        .collect();
    let mut out = table(&["first document of the text", "documents"], &[1], &rows);
    if clusters.len() > MOST {
        out.push_str(&format!(
            "The {MOST} largest of {} clusters; `documents.csv` has all, in its column `copy_cluster`.\n\n",
            count(clusters.len() as u64)
        ));
    }
    out
}
