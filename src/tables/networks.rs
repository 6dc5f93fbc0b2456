//! `networks.csv`, `network_nodes.csv`, `network_edges.csv` and `network_differences.csv`.

use std::borrow::Cow;

use super::groups::Groups;
use super::source_names;
use crate::analyze::{Differences, Network, NetworkEdge, Networks};
use crate::model::{Cell, Column, Corpus, Dictionary, Table, TableSpec};

const SCOPE: Column = Column::string("scope", "corpus (the whole of it) or source");
const SOURCE: Column = Column::string("source", "The source; empty for the whole corpus");
const KINDS: &str = "term (a key phrase of one word), phrase (of two words or more) or concept";
const NODE_A: Column = Column::string(
    "node_a",
    "First node: terms of the phrase, or name of the concept",
);
const KIND_A: Column = Column::string("kind_a", KINDS);
const LABEL_A: Column = Column::string("label_a", "Label of the first node");
const LANGUAGE_A: Column = Column::string(
    "language_a",
    "Language of the first node; empty for a concept",
);
const NODE_B: Column = Column::string("node_b", "Second node");
const KIND_B: Column = Column::string("kind_b", KINDS);
const LABEL_B: Column = Column::string("label_b", "Label of the second node");
const LANGUAGE_B: Column = Column::string("language_b", "Language of the second node");

static NETWORKS: [Column; 10] = [
    SCOPE,
    SOURCE,
    Column::integer("nodes", "Nodes with an edge"),
    Column::integer("edges", "Edges of the backbone"),
    Column::integer(
        "associated",
        "Pairs that are reliably associated, of which the backbone is taken",
    ),
    Column::number("density", "Edges over all pairs of nodes, 0 to 1"),
    Column::integer("communities", "Communities"),
    Column::number(
        "modularity",
        "Modularity of the communities, edges weighed by npmi (Newman 2004), below 1",
    ),
    Column::integer("n_sentences", "Sentences that were looked at"),
    Column::integer("cores", "Highest core number"),
];

static NODES: [Column; 13] = [
    SCOPE,
    SOURCE,
    Column::string("node", "Terms of the phrase, or name of the concept"),
    Column::string("kind", KINDS),
    Column::string("label", "Most frequent wording, or name of the concept"),
    Column::string(
        "language",
        "Language of the phrase, ISO 639-1; empty for a concept",
    ),
    Column::integer("n", "Sentences that hold it"),
    Column::integer("degree", "Number of its edges"),
    Column::number("strength", "Sum of the weights of its edges"),
    Column::number(
        "betweenness",
        "Share of the shortest paths between two other nodes that lead through it, edges unweighted, 0 to 1 (Freeman 1977)",
    ),
    Column::integer("core", "Core number, edges unweighted (Seidman 1983)"),
    Column::integer(
        "community",
        "Community within the network, from 1: the largest first",
    ),
    Column::string(
        "community_name",
        "Labels of the strongest nodes of the community",
    ),
];

static EDGES: [Column; 18] = [
    SCOPE,
    SOURCE,
    NODE_A,
    KIND_A,
    LABEL_A,
    LANGUAGE_A,
    NODE_B,
    KIND_B,
    LABEL_B,
    LANGUAGE_B,
    Column::integer("n_ab", "Sentences that hold both, apart from each other"),
    Column::integer("n_a", "Sentences that hold the first"),
    Column::integer("n_b", "Sentences that hold the second"),
    Column::integer("n_units", "Sentences of the corpus or the source"),
    Column::number("log_likelihood", "Log-likelihood ratio G2 over four cells"),
    Column::number("weight", "Normalised PMI (Bouma 2009), 0 to 1"),
    Column::number(
        "alpha",
        "Significance by the disparity filter (Serrano et al. 2009), the lesser of both ends",
    ),
    Column::string(
        "kept_by",
        "Why it is in the backbone: disparity (alpha is below the level of the settings), forest (it is in the maximum spanning forest) or both",
    ),
];

static DIFFERENCES: [Column; 26] = [
    Column::string("source_1", "First source"),
    Column::string("source_2", "Second source"),
    NODE_A,
    KIND_A,
    LABEL_A,
    LANGUAGE_A,
    NODE_B,
    KIND_B,
    LABEL_B,
    LANGUAGE_B,
    Column::string("in_network", "Whose network has the edge: both, 1 or 2"),
    Column::integer("n_ab_1", "Sentences of source_1 that hold both"),
    Column::integer("n_a_1", "Sentences of source_1 that hold the first"),
    Column::integer("n_b_1", "Sentences of source_1 that hold the second"),
    Column::integer("n_units_1", "Sentences of source_1"),
    Column::integer("n_ab_2", "Sentences of source_2 that hold both"),
    Column::integer("n_a_2", "Sentences of source_2 that hold the first"),
    Column::integer("n_b_2", "Sentences of source_2 that hold the second"),
    Column::integer("n_units_2", "Sentences of source_2"),
    Column::number(
        "lambda_1",
        "ln of the odds ratio in source_1, 0.5 added to all cells",
    ),
    Column::number("lambda_2", "The same in source_2"),
    Column::number(
        "difference",
        "lambda_1 - lambda_2: above 0 if the two are more closely joined in source_1",
    ),
    Column::number("z", "The difference by its standard error (Woolf 1955)"),
    Column::number(
        "p",
        "Probability of such a difference by chance; sentences are taken for independent",
    ),
    Column::number(
        "p_adjusted",
        "The same, adjusted after Benjamini and Hochberg for all rows",
    ),
    Column::integer("rank", "Place among the rows, from 1"),
];

// The dictionaries of these tables.
const NAMES: usize = 0;
const SOURCES: usize = 1;

/// The graphs, one a row.
pub(super) fn networks<'a>(corpus: &'a Corpus, found: &'a Networks) -> Table<'a> {
    let spec = TableSpec {
        name: "networks",
        row: "the network of the corpus or of a source",
        columns: Cow::Borrowed(&NETWORKS),
        key: &["scope", "source"],
        order: "the corpus first, then by source",
    };
    let table = Table::by_row(spec, 1 + found.by_source.len(), move |row, out| {
        let (network, [scope, source]) = scope(found, row);
        let (nodes, edges) = (network.nodes.len(), network.edges.len());
        let pairs = nodes * nodes.saturating_sub(1) / 2;
        out.row(&[
            scope,
            source,
            nodes.into(),
            edges.into(),
            network.associated.into(),
            (pairs > 0).then(|| edges as f64 / pairs as f64).into(),
            network.communities.len().into(),
            (edges > 0).then_some(network.modularity).into(),
            network.sentences.into(),
            network.nodes.iter().map(|own| own.core).max().into(),
        ]);
    });
    table.with([names(found), source_names(corpus)])
}

/// The nodes of all networks.
pub(super) fn nodes<'a>(corpus: &'a Corpus, found: &'a Networks) -> Table<'a> {
    let spec = TableSpec {
        name: "network_nodes",
        row: "the network of the corpus or of a source, and a node of it",
        columns: Cow::Borrowed(&NODES),
        key: &["scope", "source", "node", "kind", "language"],
        order: "the corpus first, then by source; then by community, then by strength, highest first, then by node",
    };
    let groups = Groups::new(all(found).map(|network| network.nodes.len()));
    let table = Table::new(spec, groups.rows(), move |rows, out| {
        for (group, places) in groups.parts(rows) {
            let (network, [scope, source]) = scope(found, group);
            for own in &network.nodes[places] {
                let community = own.community as usize;
                out.row(&[
                    scope,
                    source,
                    Cell::entry(NAMES, own.node.index()),
                    own.sentences.into(),
                    own.degree.into(),
                    own.strength.into(),
                    own.betweenness.into(),
                    own.core.into(),
                    (community + 1).into(),
                    (&network.communities[community].name).into(),
                ]);
            }
        }
    });
    table.with([names(found), source_names(corpus)])
}

/// The edges of all networks.
pub(super) fn edges<'a>(corpus: &'a Corpus, found: &'a Networks, level: f64) -> Table<'a> {
    let spec = TableSpec {
        name: "network_edges",
        row: "the network of the corpus or of a source, and an edge of it",
        columns: Cow::Borrowed(&EDGES),
        key: &[
            "scope",
            "source",
            "node_a",
            "kind_a",
            "language_a",
            "node_b",
            "kind_b",
            "language_b",
        ],
        order: "the corpus first, then by source; then by weight, highest first, then by nodes",
    };
    let groups = Groups::new(all(found).map(|network| network.edges.len()));
    let table = Table::new(spec, groups.rows(), move |rows, out| {
        for (group, places) in groups.parts(rows) {
            let (network, [scope, source]) = scope(found, group);
            for own in &network.edges[places] {
                let table = own.joint.table;
                out.row(&[
                    scope,
                    source,
                    Cell::entry(NAMES, own.joint.a.index()),
                    Cell::entry(NAMES, own.joint.b.index()),
                    table.both.into(),
                    table.first.into(),
                    table.second.into(),
                    table.total.into(),
                    own.log_likelihood.into(),
                    own.weight.into(),
                    own.alpha.into(),
                    kept_by(own, level).into(),
                ]);
            }
        }
    });
    table.with([names(found), source_names(corpus)])
}

/// Why an edge is in the backbone.
fn kept_by(own: &NetworkEdge, level: f64) -> &'static str {
    match (own.is_in_forest, own.alpha < level || level >= 1.0) {
        (true, true) => "both",
        (true, false) => "forest",
        (false, _) => "disparity",
    }
}

/// What differs between the networks of two sources.
pub(super) fn differences<'a>(
    corpus: &'a Corpus,
    networks: &'a Networks,
    found: &'a Differences,
) -> Table<'a> {
    let spec = TableSpec {
        name: "network_differences",
        row: "an edge in the network of one of two sources, or in both",
        columns: Cow::Borrowed(&DIFFERENCES),
        key: &[
            "node_a",
            "kind_a",
            "language_a",
            "node_b",
            "kind_b",
            "language_b",
        ],
        order: "by rank: the size of z, highest first, then by nodes",
    };
    let table = Table::by_row(spec, found.edges.len(), move |row, out| {
        let own = &found.edges[row];
        let [first, second] = own.tables;
        // There are rows only where there are two sources.
        let Some([source, other]) = found.sources else {
            return;
        };
        let lambda = |side: usize| own.tables[side].lambda().map(|(lambda, _)| lambda);
        out.row(&[
            Cell::entry(SOURCES, source.index()),
            Cell::entry(SOURCES, other.index()),
            Cell::entry(NAMES, own.a.index()),
            Cell::entry(NAMES, own.b.index()),
            match own.is_in {
                [true, true] => "both",
                [true, false] => "1",
                _ => "2",
            }
            .into(),
            first.both.into(),
            first.first.into(),
            first.second.into(),
            first.total.into(),
            second.both.into(),
            second.first.into(),
            second.second.into(),
            second.total.into(),
            lambda(0).into(),
            lambda(1).into(),
            own.difference.lambda.into(),
            own.difference.z.into(),
            own.difference.p.into(),
            own.p_adjusted.into(),
            (row + 1).into(),
        ]);
    });
    table.with([names(networks), source_names(corpus)])
}

/// The networks in the order of rows.
fn all(found: &Networks) -> impl Iterator<Item = &Network> {
    std::iter::once(&found.corpus).chain(&found.by_source)
}

/// The network at this place, and the cells that say which it is.
fn scope(found: &Networks, place: usize) -> (&Network, [Cell<'_>; 2]) {
    match place.checked_sub(1) {
        None => (&found.corpus, ["corpus".into(), Cell::Missing]),
        Some(source) => {
            let cells = ["source".into(), Cell::entry(SOURCES, source)];
            (&found.by_source[source], cells)
        }
    }
}

/// What the nodes are called.
fn names(found: &Networks) -> Dictionary<'_> {
    Dictionary::new(found.names.len(), move |node, out| {
        let own = &found.names[node];
        out.row(&[
            (&own.text).into(),
            own.kind.name().into(),
            (&own.label).into(),
            own.language.map(|language| language.code()).into(),
        ]);
    })
}
