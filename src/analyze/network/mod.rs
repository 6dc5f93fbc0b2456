//! Which words, phrases and concepts travel together: networks of what stands in the same sentences.
//!
//! Takes how often nodes stand together, in the corpus and in each source; gives graphs. An edge stands
//! for an association that is reliable (log-likelihood) and belongs to the backbone of the graph; its
//! weight is the normalised PMI. Nodes without an edge are in no graph.
//!
//! The backbone is what the disparity filter keeps, and the maximum spanning forest, so that what is
//! associated at all hangs together, also in a small corpus, whose weights are too much alike for the
//! filter (as C. Hidalgo et al., "The product space conditions the development of nations", 2007, put
//! strong links on a maximum spanning tree).

mod differences;

use std::cmp::Reverse;

pub use differences::{Differences, EdgeDifference, differences};

use crate::config::NetworkConfig;
use crate::model::{Language, NodeId};
use crate::order::Arrange as _;
use crate::stats::{Contingency, Graph, disparity, spanning_forest};

/// How many of its strongest nodes name a community.
const NAMED: usize = 3;

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NodeKind {
    /// A key phrase of one word.
    Term,
    /// A key phrase of two words or more.
    Phrase,
    /// A concept of the codebook.
    Concept,
}

impl NodeKind {
    /// The noun.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Term => "term",
            Self::Phrase => "phrase",
            Self::Concept => "concept",
        }
    }
}

/// What may be a node.
#[derive(Debug, Clone)]
pub struct NodeName {
    /// What it is.
    pub kind: NodeKind,
    /// What it is known by: the text of the phrase, the name of the concept.
    pub text: String,
    /// What is shown.
    pub label: String,
    /// The language of its terms; none of a concept.
    pub language: Option<Language>,
}

/// Two nodes and the sentences that hold them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Joint {
    /// First node.
    pub a: NodeId,
    /// Second node; above `a`.
    pub b: NodeId,
    /// Sentences with both, either, and all.
    pub table: Contingency,
}

/// An edge of a network.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NetworkEdge {
    /// The nodes and their counts.
    pub joint: Joint,
    /// Normalised PMI, above 0: the weight.
    pub weight: f64,
    /// Log-likelihood G².
    pub log_likelihood: f64,
    /// The significance of the edge by the disparity filter.
    pub alpha: f64,
    /// Whether it is in the maximum spanning forest.
    pub is_in_forest: bool,
}

/// A node of a network.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NetworkNode {
    /// Which node.
    pub node: NodeId,
    /// Sentences that hold it.
    pub sentences: u64,
    /// Its community, by its place in the network's list.
    pub community: u32,
    /// Number of its edges.
    pub degree: u32,
    /// Sum of their weights.
    pub strength: f64,
    /// Share of shortest paths that lead through it.
    pub betweenness: f64,
    /// Core number.
    pub core: u32,
}

/// Nodes that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Community {
    /// The labels of its strongest nodes.
    pub name: String,
    /// Number of nodes.
    pub nodes: u32,
}

/// The network of the corpus or of a source.
#[derive(Debug, Default)]
pub struct Network {
    /// Nodes by community, then by strength, the strongest first, then by place.
    pub nodes: Vec<NetworkNode>,
    /// Edges by weight, the heaviest first, then by nodes.
    pub edges: Vec<NetworkEdge>,
    /// Edges before the backbone was taken.
    pub associated: usize,
    /// Communities, the largest first, then by name.
    pub communities: Vec<Community>,
    /// Modularity of the communities.
    pub modularity: f64,
    /// Sentences that were looked at.
    pub sentences: u64,
}

/// The networks of a corpus.
#[derive(Debug)]
pub struct Networks {
    /// What may be a node, by [`NodeId`].
    pub names: Vec<NodeName>,
    /// The network of the whole corpus.
    pub corpus: Network,
    /// By [`crate::model::SourceId`]; empty if there is one source.
    pub by_source: Vec<Network>,
    /// What differs between two sources, if there are two.
    pub differences: Option<Differences>,
}

/// Builds the network of some joint counts, in the order of their nodes; pairs in fewer than `least`
/// sentences are left out. `in_sentences` says in how many sentences each node stands.
#[must_use]
pub fn network(
    joints: &[Joint],
    names: &[NodeName],
    in_sentences: impl Fn(NodeId) -> u64,
    least: u64,
    settings: &NetworkConfig,
) -> Network {
    let reliable = joints
        .iter()
        .filter_map(|&joint| associated(joint, least, settings));
    let mut edges: Vec<NetworkEdge> = reliable.collect();
    let associated = edges.len();
    keep_backbone(&mut edges, names.len(), settings.alpha);
    let ends = edges.iter().flat_map(|edge| [edge.joint.a, edge.joint.b]);
    let mut used: Vec<NodeId> = ends.collect();
    used.arrange();
    used.dedup();
    let place = |node: NodeId| used.partition_point(|&other| other < node) as u32;
    let graph = Graph::new(used.len(), &weighed(&edges, place));
    let mut partition = graph.communities(settings.seed);
    let modularity = graph.modularity(&partition);
    let label = |place: usize| names[used[place].index()].label.as_str();
    let communities = name_communities(&graph, &mut partition, label);
    edges.arrange_by(|a, b| {
        let nodes = |edge: &NetworkEdge| (edge.joint.a, edge.joint.b);
        b.weight.total_cmp(&a.weight).then(nodes(a).cmp(&nodes(b)))
    });
    Network {
        nodes: nodes(&graph, &used, &partition, in_sentences),
        edges,
        associated,
        communities,
        modularity,
        sentences: joints.first().map_or(0, |joint| joint.table.total),
    }
}

/// The nodes of a graph with their measures, by community, strength and place.
fn nodes(
    graph: &Graph,
    used: &[NodeId],
    partition: &[u32],
    in_sentences: impl Fn(NodeId) -> u64,
) -> Vec<NetworkNode> {
    let (betweenness, cores) = (graph.betweenness(), graph.cores());
    let measured = used.iter().enumerate().map(|(place, &node)| NetworkNode {
        node,
        sentences: in_sentences(node),
        community: partition[place],
        degree: graph.degree(place) as u32,
        strength: graph.strength(place),
        betweenness: betweenness[place],
        core: cores[place],
    });
    let mut nodes: Vec<NetworkNode> = measured.collect();
    nodes.arrange_by(|a, b| {
        let order = a.community.cmp(&b.community);
        let order = order.then(b.strength.total_cmp(&a.strength));
        order.then(a.node.cmp(&b.node))
    });
    nodes
}

/// Edges as the places of their nodes, and their weights.
fn weighed(edges: &[NetworkEdge], place: impl Fn(NodeId) -> u32) -> Vec<(u32, u32, f64)> {
    let weighed = edges.iter().map(|edge| {
        let (a, b) = (place(edge.joint.a), place(edge.joint.b));
        (a, b, edge.weight)
    });
    weighed.collect()
}

/// The edge of two nodes that stand together reliably more often than expected.
fn associated(joint: Joint, least: u64, settings: &NetworkConfig) -> Option<NetworkEdge> {
    let table = joint.table;
    if table.both < least || table.both as f64 <= table.expected() {
        return None;
    }
    let log_likelihood = table.log_likelihood()?;
    let weight = table.npmi().filter(|&npmi| npmi > 0.0)?;
    (log_likelihood >= settings.least_log_likelihood).then_some(NetworkEdge {
        joint,
        weight,
        log_likelihood,
        alpha: 1.0,
        is_in_forest: false,
    })
}

/// Leaves the edges that the disparity filter finds significant at this level, and those of the maximum
/// spanning forest.
fn keep_backbone(edges: &mut Vec<NetworkEdge>, nodes: usize, level: f64) {
    let weighed = weighed(edges, |node| node.0);
    let graph = Graph::new(nodes, &weighed);
    let forest = spanning_forest(nodes, &weighed);
    for (edge, is_in_forest) in edges.iter_mut().zip(forest) {
        let (a, b) = (edge.joint.a.index(), edge.joint.b.index());
        edge.alpha = disparity(&graph, a, b, edge.weight);
        edge.is_in_forest = is_in_forest;
    }
    edges.retain(|edge| edge.is_in_forest || edge.alpha < level || level >= 1.0);
}

/// Names the communities of a partition, and numbers them by size and name.
fn name_communities<'a>(
    graph: &Graph,
    partition: &mut [u32],
    label: impl Fn(usize) -> &'a str,
) -> Vec<Community> {
    let count = partition.iter().max().map_or(0, |&most| most as usize + 1);
    let mut members = vec![Vec::new(); count];
    for (node, &community) in partition.iter().enumerate() {
        members[community as usize].push(node);
    }
    let mut named: Vec<(Community, Vec<usize>)> = members
        .into_iter()
        .map(|mut members| {
            let strength = |&node: &usize| graph.strength(node);
            members.arrange_by(|a, b| strength(b).total_cmp(&strength(a)).then(a.cmp(b)));
            let strongest = members.iter().take(NAMED).map(|&node| label(node));
            let community = Community {
                name: strongest.collect::<Vec<_>>().join("; "),
                nodes: members.len() as u32,
            };
            (community, members)
        })
        .collect();
    named.arrange_by(|(a, a_members), (b, b_members)| {
        let order = (Reverse(a.nodes), &a.name).cmp(&(Reverse(b.nodes), &b.name));
        order.then_with(|| a_members.cmp(b_members))
    });
    for (number, (_, members)) in (0..).zip(&named) {
        members.iter().for_each(|&node| partition[node] = number);
    }
    named.into_iter().map(|(community, _)| community).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(count: usize) -> Vec<NodeName> {
        let names = (0..count).map(|node| NodeName {
            kind: NodeKind::Phrase,
            text: format!("t{node}"),
            label: format!("l{node}"),
            language: None,
        });
        names.collect()
    }

    fn joint(a: u32, b: u32, both: u64) -> Joint {
        Joint {
            a: NodeId(a),
            b: NodeId(b),
            table: Contingency {
                both,
                first: 20,
                second: 20,
                total: 1_000,
            },
        }
    }

    #[test]
    fn two_groups_are_two_communities_and_the_larger_comes_first() {
        // A pair of five sentences in 1000, 20 each, is expected in 0.4; one of 1 is no association.
        let joints = [
            joint(0, 1, 9),
            joint(2, 3, 9),
            joint(2, 4, 9),
            joint(3, 4, 12),
            joint(0, 4, 1),
        ];
        let settings = NetworkConfig {
            alpha: 1.0,
            ..NetworkConfig::default()
        };
        let network = network(&joints, &names(6), |_| 20, 2, &settings);
        assert_eq!(
            (network.edges.len(), network.associated, network.nodes.len()),
            (4, 4, 5)
        );
        let sizes: Vec<u32> = network
            .communities
            .iter()
            .map(|community| community.nodes)
            .collect();
        assert_eq!(sizes, [3, 2]);
        assert_eq!(network.communities[0].name, "l3; l4; l2");
        assert_eq!(network.communities[1].name, "l0; l1");
        assert_eq!(network.nodes[0].node, NodeId(3));
        let heaviest = network.edges[0].joint;
        assert_eq!((heaviest.a, heaviest.b), (NodeId(3), NodeId(4)));
        assert!(network.modularity > 0.3);
        assert_eq!((network.nodes[0].core, network.nodes[4].core), (2, 1));
    }

    #[test]
    fn nothing_joined_is_an_empty_network() {
        let network = network(&[], &names(3), |_| 0, 2, &NetworkConfig::default());
        assert!(network.nodes.is_empty() && network.communities.is_empty());
        assert!(network.modularity.abs() < 1e-12);
    }
}
