//! `networks.csv`, `network_nodes.csv`, `network_edges.csv` and `network_differences.csv`.

use super::groups::Groups;
use super::lookups::SourceNames;
use crate::analyze::{Differences, Network, NetworkEdge, Networks as AllNetworks};
use crate::model::{Corpus, Lookup, Shared, Shelf, TableBuilder, TypedTable, row, table};

row! {
    /// Which network a row is of.
    pub struct NetworkScope<'a>, NetworkScopeColumns {
        scope: &'static str => "corpus (the whole corpus) or source",
        source: Option<Shared<SourceNames<'a>>> => { source: "Name of the source; empty for the whole corpus" },
    }
}

row! {
    /// What a node is called.
    pub struct NodeCells<'a>, NodeCellColumns {
        node: &'a str => "Terms of the phrase, or name of the concept",
        kind: &'static str => "term (a key phrase of one word), phrase (of two words or more) or concept",
        label: &'a str => "Most frequent wording, or name of the concept",
        language: Option<&'static str> => "Language of the phrase, ISO 639; empty for a concept",
    }
}

row! {
    /// The two ends of an edge.
    pub struct EdgeEnds<'a>, EdgeEndColumns {
        a: Shared<NodeNames<'a>> => {
            node_a: "First node: terms of the phrase, or name of the concept",
            kind_a: "term (a key phrase of one word), phrase (of two words or more) or concept",
            label_a: "Label of the first node",
            language_a: "Language of the first node; empty for a concept",
        },
        b: Shared<NodeNames<'a>> => {
            node_b: "Second node",
            kind_b: "term (a key phrase of one word), phrase (of two words or more) or concept",
            label_b: "Label of the second node",
            language_b: "Language of the second node",
        },
    }
}

row! {
    /// A row of `networks.csv`.
    pub struct NetworkRow<'a>, NetworkColumns {
        network: NetworkScope<'a> => _,
        nodes: usize => "Nodes with at least one edge",
        edges: usize => "Edges of the backbone",
        associated: usize => "Pairs associated strongly enough, from which the backbone is chosen",
        density: Option<f64> => "Edges divided by all pairs of nodes, 0 to 1",
        communities: usize => "Communities",
        modularity: Option<f64> => "Modularity of the communities, edges weighted by npmi (Newman 2004), below 1",
        n_sentences: u64 => "Sentences examined",
        cores: Option<u32> => "Highest core number",
    }
}

table! {
    /// `networks.csv`.
    Networks of NetworkRow<'a>,
    row: "the network of the corpus or of a source",
    key: [network.scope, network.source],
    order: "with the whole corpus first, then by source",
}

row! {
    /// A row of `network_nodes.csv`.
    pub struct NetworkNodeRow<'a>, NetworkNodeColumns {
        network: NetworkScope<'a> => _,
        node: Shared<NodeNames<'a>> => _,
        n: u64 => "Sentences that contain it",
        degree: u32 => "Number of its edges",
        strength: f64 => "Sum of the weights of its edges",
        betweenness: f64 => "Betweenness: share of the shortest paths between other nodes that pass through it, edges unweighted, 0 to 1 (Freeman 1977)",
        core: u32 => "Core number, edges unweighted (Seidman 1983)",
        community: usize => "Number of the community within the network, from 1 for the largest",
        community_name: &'a str => "Labels of the strongest nodes of the community",
    }
}

table! {
    /// `network_nodes.csv`.
    NetworkNodes of NetworkNodeRow<'a>,
    row: "the network of the corpus or of a source, and a node of it",
    key: [network.scope, network.source, node.node, node.kind, node.language],
    order: "with the whole corpus first, then by source; then by community, then by strength, highest first, then by node",
}

row! {
    /// A row of `network_edges.csv`.
    pub struct NetworkEdgeRow<'a>, NetworkEdgeColumns {
        network: NetworkScope<'a> => _,
        ends: EdgeEnds<'a> => _,
        n_ab: u64 => "Sentences that contain both at different places",
        n_a: u64 => "Sentences that contain the first",
        n_b: u64 => "Sentences that contain the second",
        n_units: u64 => "Sentences of the corpus or the source",
        log_likelihood: f64 => "Log-likelihood ratio G2 over four cells",
        weight: f64 => "Normalised PMI (Bouma 2009), 0 to 1",
        alpha: f64 => "Significance by the disparity filter (Serrano et al. 2009), the smaller value of the two nodes",
        kept_by: &'static str => "Why it is in the backbone: disparity (alpha is below the level of the settings), forest (it is in the maximum spanning forest) or both",
    }
}

table! {
    /// `network_edges.csv`.
    NetworkEdges of NetworkEdgeRow<'a>,
    row: "the network of the corpus or of a source, and an edge of it",
    key: [
        network.scope,
        network.source,
        ends.a.node,
        ends.a.kind,
        ends.a.language,
        ends.b.node,
        ends.b.kind,
        ends.b.language,
    ],
    order: "with the whole corpus first, then by source; then by weight, highest first, then by nodes",
}

row! {
    /// A row of `network_differences.csv`.
    pub struct NetworkDifferenceRow<'a>, NetworkDifferenceColumns {
        source_1: Shared<SourceNames<'a>> => { source_1: "First source" },
        source_2: Shared<SourceNames<'a>> => { source_2: "Second source" },
        ends: EdgeEnds<'a> => _,
        in_network: &'static str => "Networks that have the edge: both, 1 (source_1) or 2 (source_2)",
        n_ab_1: u64 => "Sentences of source_1 that contain both",
        n_a_1: u64 => "Sentences of source_1 that contain the first",
        n_b_1: u64 => "Sentences of source_1 that contain the second",
        n_units_1: u64 => "Sentences of source_1",
        n_ab_2: u64 => "Sentences of source_2 that contain both",
        n_a_2: u64 => "Sentences of source_2 that contain the first",
        n_b_2: u64 => "Sentences of source_2 that contain the second",
        n_units_2: u64 => "Sentences of source_2",
        lambda_1: Option<f64> => "ln of the odds ratio in source_1, 0.5 added to all cells",
        lambda_2: Option<f64> => "lambda_1 for source_2",
        difference: f64 => "lambda_1 - lambda_2: above 0 if the two are more strongly associated in source_1",
        z: f64 => "The difference divided by its standard error (Woolf 1955)",
        p: f64 => "Two-sided p of the difference; sentences are treated as independent",
        p_adjusted: f64 => "p adjusted by the method of Benjamini and Hochberg for all rows",
        rank: usize => "Rank by the absolute value of z, from 1",
    }
}

table! {
    /// `network_differences.csv`.
    NetworkDifferences of NetworkDifferenceRow<'a>,
    row: "an edge in the network of one of two sources, or in both",
    key: [
        ends.a.node,
        ends.a.kind,
        ends.a.language,
        ends.b.node,
        ends.b.kind,
        ends.b.language,
    ],
    order: "by rank: the absolute value of z, highest first, then by nodes",
}

/// What the nodes are called, by their numbers.
#[derive(Debug, Clone, Copy)]
pub struct NodeNames<'a>(&'a AllNetworks);

impl<'a> Lookup for NodeNames<'a> {
    type Entry = NodeCells<'a>;

    fn count(&self) -> usize {
        self.0.names.len()
    }

    fn entry(&self, node: usize) -> NodeCells<'a> {
        let name = &self.0.names[node];
        NodeCells {
            node: &name.text,
            kind: name.kind.name(),
            label: &name.label,
            language: name.language.map(|language| language.code()),
        }
    }
}

/// The graphs, one a row.
pub(super) fn networks<'a>(
    corpus: &'a Corpus,
    networks: &'a AllNetworks,
) -> TypedTable<'a, Networks> {
    let mut table = TableBuilder::new();
    let sources = table.shelf(SourceNames(corpus));
    table.by_row(1 + networks.by_source.len(), move |place| {
        let network = network_at(networks, place);
        let (nodes, edges) = (network.nodes.len(), network.edges.len());
        let pairs = nodes * nodes.saturating_sub(1) / 2;
        NetworkRow {
            network: scope(sources, place),
            nodes,
            edges,
            associated: network.associated,
            density: (pairs > 0).then(|| edges as f64 / pairs as f64),
            communities: network.communities.len(),
            modularity: (edges > 0).then_some(network.modularity),
            n_sentences: network.sentences,
            cores: network.nodes.iter().map(|node| node.core).max(),
        }
    })
}

/// The nodes of all networks.
pub(super) fn nodes<'a>(
    corpus: &'a Corpus,
    networks: &'a AllNetworks,
) -> TypedTable<'a, NetworkNodes> {
    let groups = Groups::new(all(networks).map(|network| network.nodes.len()));
    let mut table = TableBuilder::new();
    let sources = table.shelf(SourceNames(corpus));
    let names = table.shelf(NodeNames(networks));
    table.rows(groups.rows(), move |rows, out| {
        for (group, places) in groups.parts(rows) {
            let network = network_at(networks, group);
            for node in &network.nodes[places] {
                let community = node.community as usize;
                out.push(NetworkNodeRow {
                    network: scope(sources, group),
                    node: names.entry(node.node.index()),
                    n: node.sentences,
                    degree: node.degree,
                    strength: node.strength,
                    betweenness: node.betweenness,
                    core: node.core,
                    community: community + 1,
                    community_name: &network.communities[community].name,
                });
            }
        }
    })
}

/// The edges of all networks.
pub(super) fn edges<'a>(
    corpus: &'a Corpus,
    networks: &'a AllNetworks,
    level: f64,
) -> TypedTable<'a, NetworkEdges> {
    let groups = Groups::new(all(networks).map(|network| network.edges.len()));
    let mut table = TableBuilder::new();
    let sources = table.shelf(SourceNames(corpus));
    let names = table.shelf(NodeNames(networks));
    table.rows(groups.rows(), move |rows, out| {
        for (group, places) in groups.parts(rows) {
            for edge in &network_at(networks, group).edges[places] {
                let table = edge.joint.table;
                out.push(NetworkEdgeRow {
                    network: scope(sources, group),
                    ends: EdgeEnds {
                        a: names.entry(edge.joint.a.index()),
                        b: names.entry(edge.joint.b.index()),
                    },
                    n_ab: table.both,
                    n_a: table.first,
                    n_b: table.second,
                    n_units: table.total,
                    log_likelihood: edge.log_likelihood,
                    weight: edge.weight,
                    alpha: edge.alpha,
                    kept_by: kept_by(edge, level),
                });
            }
        }
    })
}

/// Why an edge is in the backbone.
fn kept_by(edge: &NetworkEdge, level: f64) -> &'static str {
    match (edge.is_in_forest, edge.alpha < level || level >= 1.0) {
        (true, true) => "both",
        (true, false) => "forest",
        (false, _) => "disparity",
    }
}

/// What differs between the networks of two sources; there are rows only where there are two.
pub(super) fn differences<'a>(
    corpus: &'a Corpus,
    networks: &'a AllNetworks,
    differences: &'a Differences,
) -> TypedTable<'a, NetworkDifferences> {
    let mut table = TableBuilder::new();
    let sources = table.shelf(SourceNames(corpus));
    let names = table.shelf(NodeNames(networks));
    table.rows(differences.edges.len(), move |rows, out| {
        let Some([source_1, source_2]) = differences.sources else {
            return;
        };
        for place in rows {
            let edge = &differences.edges[place];
            let [first, second] = edge.tables;
            let lambda = |side: usize| edge.tables[side].lambda().map(|(lambda, _)| lambda);
            out.push(NetworkDifferenceRow {
                source_1: sources.entry(source_1.index()),
                source_2: sources.entry(source_2.index()),
                ends: EdgeEnds {
                    a: names.entry(edge.a.index()),
                    b: names.entry(edge.b.index()),
                },
                in_network: match edge.is_in {
                    [true, true] => "both",
                    [true, false] => "1",
                    _ => "2",
                },
                n_ab_1: first.both,
                n_a_1: first.first,
                n_b_1: first.second,
                n_units_1: first.total,
                n_ab_2: second.both,
                n_a_2: second.first,
                n_b_2: second.second,
                n_units_2: second.total,
                lambda_1: lambda(0),
                lambda_2: lambda(1),
                difference: edge.difference.lambda,
                z: edge.difference.z,
                p: edge.difference.p,
                p_adjusted: edge.p_adjusted,
                rank: place + 1,
            });
        }
    })
}

/// The networks in the order of rows.
fn all(networks: &AllNetworks) -> impl Iterator<Item = &Network> {
    std::iter::once(&networks.corpus).chain(&networks.by_source)
}

/// The network at this place in the order of rows.
fn network_at(networks: &AllNetworks, place: usize) -> &Network {
    match place.checked_sub(1) {
        None => &networks.corpus,
        Some(source) => &networks.by_source[source],
    }
}

/// Which network is at this place.
fn scope(sources: Shelf<SourceNames<'_>>, place: usize) -> NetworkScope<'_> {
    let source = place.checked_sub(1);
    NetworkScope {
        scope: if source.is_some() { "source" } else { "corpus" },
        source: source.map(|source| sources.entry(source)),
    }
}
