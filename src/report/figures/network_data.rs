//! The network to draw: that of the corpus where it was asked for, else the strongest pairs of phrases.

use std::cmp::Reverse;

use super::rows::part_of;
use crate::analyze::{KeyPhrases, Network, Networks, NodeKind, PairCount, Results};
use crate::config::NetworkConfig;
use crate::model::NodeId;
use crate::order::Arrange as _;
use crate::report::associations::node_label;
use crate::report::text::{count, plural};
use crate::stats::Graph;

/// The most nodes and edges drawn.
const NODES: usize = 50;
const EDGES: usize = 160;
/// The most nodes and edges where there is no backbone.
const PAIRED: usize = 45;
const PAIRS: usize = 70;
/// How many of its most frequent nodes name a community.
const NAMED: usize = 3;

/// A network.
#[derive(Debug, Clone, Default)]
pub(super) struct Net {
    pub(super) nodes: Vec<Node>,
    /// Two nodes each, and the weight, above 0.
    pub(super) edges: Vec<(usize, usize, f64)>,
    /// Names of groups, the largest first.
    pub(super) groups: Vec<String>,
    /// What nodes are: `phrases`, or `phrases and concepts`.
    pub(super) what: &'static str,
    /// What is said of the choice and the counts.
    pub(super) note: String,
}

/// A node.
#[derive(Debug, Clone, Default)]
pub(super) struct Node {
    pub(super) label: String,
    /// The area of its mark.
    pub(super) size: f64,
    /// By place among the groups.
    pub(super) group: usize,
}

/// The network of the results, if there is one.
pub(super) fn net(results: &Results, config: &NetworkConfig) -> Option<Net> {
    match &results.networks {
        Some(networks) => Some(backbone(networks)),
        None => pairs(results, results.phrases.as_ref()?, config),
    }
}

/// The most frequent nodes of the network of the corpus, and the edges between them.
fn backbone(networks: &Networks) -> Net {
    let network = &networks.corpus;
    let chosen = frequent(network);
    let mut edges = edges_between(network, &chosen);
    edges.truncate(EDGES);
    let nodes = chosen.iter().map(|&place| {
        let node = &network.nodes[place];
        Node {
            label: node_label(networks, node.node),
            size: node.sentences as f64,
            group: node.community as usize,
        }
    });
    let mut names = networks.names.iter();
    let what = if names.any(|name| name.kind == NodeKind::Concept) {
        "phrases and concepts"
    } else {
        "phrases"
    };
    let most_frequent = if chosen.len() < network.nodes.len() {
        ", the most frequent with edges"
    } else {
        ""
    };
    without_isolated(Net {
        nodes: nodes.collect(),
        note: format!(
            "Lines join nodes that occur in the same sentences (edges of the backbone); a thicker line means a stronger association (normalised PMI), a larger mark more sentences. Shape and colour show communities, named after their most frequent nodes here. {}{most_frequent}, {}; {}. Distances are approximate. Data: network_nodes.csv, network_edges.csv",
            part_of(chosen.len(), network.nodes.len(), "node"),
            part_of(edges.len(), network.edges.len(), "edge"),
            plural(network.sentences as usize, "sentence"),
        ),
        edges,
        groups: Vec::new(),
        what,
    })
}

/// The nodes in most sentences, so many that no more than [`NODES`] of them are joined to each other.
fn frequent(network: &Network) -> Vec<usize> {
    let mut nodes: Vec<usize> = (0..network.nodes.len()).collect();
    nodes.arrange_by_key(|&place| {
        let node = &network.nodes[place];
        (Reverse(node.sentences), node.node)
    });
    let joined = |chosen: &[usize]| -> Vec<usize> {
        let edges = edges_between(network, chosen);
        let mut ends: Vec<usize> = edges.iter().flat_map(|edge| [edge.0, edge.1]).collect();
        ends.arrange();
        ends.dedup();
        ends.into_iter().map(|place| chosen[place]).collect()
    };
    let mut best = Vec::new();
    for most in NODES.min(nodes.len())..=nodes.len() {
        let joined = joined(&nodes[..most]);
        if joined.len() > NODES {
            break;
        }
        best = joined;
    }
    best
}

/// The edges between some nodes, the heaviest first.
fn edges_between(network: &Network, chosen: &[usize]) -> Vec<(usize, usize, f64)> {
    let place = |node: NodeId| {
        let mut places = chosen.iter();
        places.position(|&place| network.nodes[place].node == node)
    };
    let edges = network
        .edges
        .iter()
        .filter_map(|edge| Some((place(edge.joint.a)?, place(edge.joint.b)?, edge.weight)));
    edges.collect()
}

/// The pairs of phrases that are most surely associated.
fn pairs(results: &Results, phrases: &KeyPhrases, config: &NetworkConfig) -> Option<Net> {
    let company = results.cooccurrences.scopes.first()?;
    let associated = company.overall.iter().filter_map(|pair| {
        let is_positive = pair.table.both as f64 > pair.table.expected();
        let strength = pair.table.log_likelihood().filter(|_| is_positive)?;
        let weight = pair.table.npmi().filter(|&npmi| npmi > 0.0)?;
        (strength >= config.least_log_likelihood).then_some((strength, weight, pair))
    });
    let mut scored: Vec<(f64, f64, PairCount)> = associated.collect();
    scored.arrange_by(|a, b| {
        let pair = |pair: &PairCount| (pair.a, pair.b);
        b.0.total_cmp(&a.0)
            .then_with(|| pair(&a.2).cmp(&pair(&b.2)))
    });
    let mut chosen = Chosen::default();
    for (_, weight, pair) in &scored {
        chosen.add(pair, *weight);
    }
    let nodes = chosen.phrases.iter().map(|&(place, n)| Node {
        label: phrases
            .phrase(results.cooccurrences.chosen[place as usize])
            .label(&results.corpus),
        size: n as f64,
        group: 0,
    });
    let net = Net {
        nodes: nodes.collect(),
        what: "phrases",
        groups: Vec::new(),
        note: format!(
            "Lines join phrases that occur in the same {}; a thicker line means a stronger association (normalised PMI), a larger mark more occurrences. Shape and colour show communities, named after their most frequent phrases. Shown are the {} with the highest log-likelihood, of {} associated pairs among the {} with the highest scores. Distances are approximate. Data: cooccurrence.csv. For a network of more phrases and of concepts, use --also networks",
            company.scope,
            plural(chosen.edges.len(), "pair"),
            count(scored.len() as u64),
            plural(results.cooccurrences.chosen.len(), "key phrase"),
        ),
        edges: chosen.edges,
    };
    Some(grouped(net, config.seed))
}

/// Phrases with their units, and edges between them.
#[derive(Default)]
struct Chosen {
    phrases: Vec<(u32, u64)>,
    edges: Vec<(usize, usize, f64)>,
}

impl Chosen {
    /// Takes a pair up, if there is room for it and for its phrases.
    fn add(&mut self, pair: &PairCount, weight: f64) {
        let place = |phrase: u32| self.phrases.iter().position(|known| known.0 == phrase);
        let ends = [(pair.a, pair.table.first), (pair.b, pair.table.second)];
        let new = ends.iter().filter(|end| place(end.0).is_none()).count();
        if self.edges.len() == PAIRS || self.phrases.len() + new > PAIRED {
            return;
        }
        let [a, b] = ends.map(|(phrase, units)| {
            let known = self.phrases.iter().position(|known| known.0 == phrase);
            let place = known.unwrap_or_else(|| {
                self.phrases.push((phrase, units));
                self.phrases.len() - 1
            });
            // In a pair, units in which the phrases only overlap may be left out.
            self.phrases[place].1 = units.max(self.phrases[place].1);
            place
        });
        self.edges.push((a, b, weight));
    }
}

/// The network with its communities, the largest first.
fn grouped(mut net: Net, seed: u64) -> Net {
    let edges = net
        .edges
        .iter()
        .map(|&(a, b, weight)| (a as u32, b as u32, weight));
    let graph = Graph::new(net.nodes.len(), &edges.collect::<Vec<_>>());
    let communities = graph.communities(seed);
    let most = communities
        .iter()
        .max()
        .map_or(0, |last| *last as usize + 1);
    let mut members = vec![Vec::new(); most];
    for (node, &community) in communities.iter().enumerate() {
        members[community as usize].push(node);
    }
    members.retain(|nodes| !nodes.is_empty());
    members.arrange_by_key(|nodes| (Reverse(nodes.len()), nodes.clone()));
    for (group, nodes) in members.iter().enumerate() {
        nodes.iter().for_each(|&node| net.nodes[node].group = group);
    }
    named(net, members.len())
}

/// The network without the nodes that no edge is left for, and without their groups; named anew.
fn without_isolated(mut net: Net) -> Net {
    let mut places = vec![None; net.nodes.len()];
    let mut nodes = Vec::new();
    for (place, node) in net.nodes.iter().enumerate() {
        let mut edges = net.edges.iter();
        if edges.any(|edge| edge.0 == place || edge.1 == place) {
            places[place] = Some(nodes.len());
            nodes.push(node.clone());
        }
    }
    let edges = net
        .edges
        .iter()
        .filter_map(|&(a, b, weight)| Some((places[a]?, places[b]?, weight)));
    net.edges = edges.collect();
    let mut used: Vec<usize> = nodes.iter().map(|node| node.group).collect();
    used.arrange();
    let mut groups: Vec<(usize, usize)> = used
        .chunk_by(|a, b| a == b)
        .map(|run| (run.len(), run[0]))
        .collect();
    // The largest first.
    groups.arrange_by_key(|&(size, group)| (Reverse(size), group));
    let place = |group: usize| groups.iter().position(|other| other.1 == group);
    for node in &mut nodes {
        node.group = place(node.group).unwrap_or(0);
    }
    net.nodes = nodes;
    named(net, groups.len())
}

/// The network with the names of its groups.
fn named(mut net: Net, groups: usize) -> Net {
    net.groups = (0..groups).map(|group| name(&net.nodes, group)).collect();
    net
}

/// The name of a group: its largest nodes.
fn name(nodes: &[Node], group: usize) -> String {
    let mut members: Vec<&Node> = nodes.iter().filter(|node| node.group == group).collect();
    members.arrange_by(|a, b| {
        b.size
            .total_cmp(&a.size)
            .then_with(|| a.label.cmp(&b.label))
    });
    let names = members.iter().take(NAMED).map(|node| node.label.as_str());
    names.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn net(groups: &[usize], edges: &[(usize, usize, f64)]) -> Net {
        let node = |(place, &group): (usize, &usize)| Node {
            label: format!("n{place}"),
            size: 1.0,
            group,
        };
        Net {
            nodes: groups.iter().enumerate().map(node).collect(),
            edges: edges.to_vec(),
            ..Net::default()
        }
    }

    #[test]
    fn nodes_without_an_edge_and_their_groups_go() {
        let net = without_isolated(net(&[0, 1, 2, 2], &[(0, 2, 0.5), (2, 3, 0.4)]));
        let left: Vec<(&str, usize)> = net
            .nodes
            .iter()
            .map(|node| (node.label.as_str(), node.group))
            .collect();
        assert_eq!(left, [("n0", 1), ("n2", 0), ("n3", 0)]);
        assert_eq!(net.edges, [(0, 1, 0.5), (1, 2, 0.4)]);
        assert_eq!(net.groups, ["n2; n3", "n0"]);
    }

    #[test]
    fn communities_are_found_and_the_largest_is_first() {
        let edges = [(0, 1, 0.9), (2, 3, 0.9), (3, 4, 0.9), (2, 4, 0.9)];
        let net = grouped(net(&[0; 5], &edges), 1);
        let groups: Vec<usize> = net.nodes.iter().map(|node| node.group).collect();
        assert_eq!(groups, [1, 1, 0, 0, 0]);
        assert_eq!(net.groups, ["n2; n3; n4", "n0; n1"]);
    }
}
