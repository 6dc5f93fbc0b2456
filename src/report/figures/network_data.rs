//! The network to draw: that of the corpus where it was asked for, else the strongest pairs of phrases.

use super::network::{EDGES, NODES, Net, Node};
use super::rows::some_of;
use crate::analyze::{KeyPhrases, Network, Networks, NodeKind, PairCount, Results};
use crate::config::Config;
use crate::model::NodeId;
use crate::report::text::{count, some};
use crate::stats::Graph;

/// The most nodes and edges where there is no backbone.
const PAIRED: usize = 45;
const PAIRS: usize = 70;
/// How many of its most frequent nodes name a community.
const NAMED: usize = 3;

/// The network of the results, if there is one.
pub(super) fn net(results: &Results, config: &Config) -> Option<Net> {
    match &results.networks {
        Some(networks) => Some(backbone(networks)),
        None => Some(pairs(results, results.phrases.as_ref()?, config)?),
    }
}

/// The most frequent nodes of the network of the corpus, and the edges between them.
fn backbone(networks: &Networks) -> Net {
    let network = &networks.corpus;
    let strongest = frequent(network);
    let mut edges = edges_between(network, &strongest);
    edges.truncate(EDGES);
    let nodes = strongest.iter().map(|&own| {
        let node = &network.nodes[own];
        let name = &networks.names[node.node.index()];
        Node {
            label: match name.kind {
                NodeKind::Concept => format!("{} (concept)", name.label),
                NodeKind::Term | NodeKind::Phrase => name.label.clone(),
            },
            size: node.sentences as f64,
            group: node.community as usize,
        }
    });
    let has_concepts = networks
        .names
        .iter()
        .any(|own| own.kind == NodeKind::Concept);
    let most_frequent = if strongest.len() < network.nodes.len() {
        ", the most frequent of those joined to each other"
    } else {
        ""
    };
    let net = Net {
        nodes: nodes.collect(),
        note: format!(
            "Sentences that hold both; area of a mark: sentences that hold it; width of a line: normalised PMI, edges of the backbone; {}{most_frequent}, {}; {}; shape and colour: community, named by its most frequent nodes here. Distances are approximate. network_nodes.csv, network_edges.csv",
            some_of(strongest.len(), network.nodes.len(), "node"),
            some_of(edges.len(), network.edges.len(), "edge"),
            some(network.sentences as usize, "sentence"),
        ),
        edges,
        groups: Vec::new(),
        what: if has_concepts {
            "phrases and concepts"
        } else {
            "phrases"
        },
    };
    joined(net)
}

/// The nodes in most sentences, so many that no more than [`NODES`] of them are joined to each other.
fn frequent(network: &Network) -> Vec<usize> {
    let mut nodes: Vec<usize> = (0..network.nodes.len()).collect();
    nodes.sort_by_key(|&own| {
        let node = &network.nodes[own];
        (std::cmp::Reverse(node.sentences), node.node)
    });
    let joined = |chosen: &[usize]| -> Vec<usize> {
        let edges = edges_between(network, chosen);
        let ends = edges.iter().flat_map(|own| [own.0, own.1]);
        let mut ends: Vec<usize> = ends.collect();
        ends.sort_unstable();
        ends.dedup();
        ends.into_iter().map(|place| chosen[place]).collect()
    };
    let mut best = Vec::new();
    for most in NODES.min(nodes.len())..=nodes.len() {
        let own = joined(&nodes[..most]);
        if own.len() > NODES {
            break;
        }
        best = own;
    }
    best
}

/// The edges between some nodes, the heaviest first.
fn edges_between(network: &Network, chosen: &[usize]) -> Vec<(usize, usize, f64)> {
    let place = |node: NodeId| {
        chosen
            .iter()
            .position(|&own| network.nodes[own].node == node)
    };
    let edges = network
        .edges
        .iter()
        .filter_map(|own| Some((place(own.joint.a)?, place(own.joint.b)?, own.weight)));
    edges.collect()
}

/// The pairs of phrases that are most surely associated.
fn pairs(results: &Results, phrases: &KeyPhrases, config: &Config) -> Option<Net> {
    let company = results.cooccurrences.scopes.first()?;
    let scored = company.overall.iter().filter_map(|pair| {
        let is_positive = pair.table.both as f64 > pair.table.expected();
        let strength = pair.table.log_likelihood().filter(|_| is_positive)?;
        let weight = pair.table.npmi().filter(|&npmi| npmi > 0.0)?;
        (strength >= config.network.least_log_likelihood).then_some((strength, weight, pair))
    });
    let mut scored: Vec<(f64, f64, PairCount)> = scored.collect();
    scored.sort_by(|a, b| {
        let pair = |own: &PairCount| (own.a, own.b);
        b.0.total_cmp(&a.0)
            .then_with(|| pair(&a.2).cmp(&pair(&b.2)))
    });
    let mut chosen = Chosen::default();
    for (_, weight, pair) in &scored {
        chosen.add(pair, *weight);
    }
    let nodes = chosen.phrases.iter().map(|&(own, n)| Node {
        label: phrases
            .phrase(results.cooccurrences.chosen[own as usize])
            .label(&results.corpus),
        size: n as f64,
        group: 0,
    });
    let net = Net {
        nodes: nodes.collect(),
        what: "phrases",
        groups: Vec::new(),
        note: format!(
            "Pairs in one {}; area of a mark: units that hold it; width of a line: normalised PMI; the {} with the highest log-likelihood of {} associated, among the {} that score highest; shape and colour: community, named by its most frequent phrases. Distances are approximate. cooccurrence.csv; --also networks has the backbone of more phrases and concepts.",
            company.scope,
            some(chosen.edges.len(), "pair"),
            count(scored.len() as u64),
            some(results.cooccurrences.chosen.len(), "key phrase"),
        ),
        edges: chosen.edges,
    };
    Some(grouped(net, config.network.seed))
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
        let place = |own: u32| self.phrases.iter().position(|known| known.0 == own);
        let ends = [(pair.a, pair.table.first), (pair.b, pair.table.second)];
        let new = ends.iter().filter(|own| place(own.0).is_none()).count();
        if self.edges.len() == PAIRS || self.phrases.len() + new > PAIRED {
            return;
        }
        let [a, b] = ends.map(|(own, units)| {
            let known = self.phrases.iter().position(|known| known.0 == own);
            let place = known.unwrap_or_else(|| {
                self.phrases.push((own, units));
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
        .map(|own| (own.0 as u32, own.1 as u32, own.2));
    let graph = Graph::new(net.nodes.len(), &edges.collect::<Vec<_>>());
    let communities = graph.communities(seed);
    let most = communities.iter().max().map_or(0, |own| *own as usize + 1);
    let mut members = vec![Vec::new(); most];
    for (node, &own) in communities.iter().enumerate() {
        members[own as usize].push(node);
    }
    members.retain(|own| !own.is_empty());
    members.sort_by_key(|own| (std::cmp::Reverse(own.len()), own.clone()));
    for (group, own) in members.iter().enumerate() {
        own.iter().for_each(|&node| net.nodes[node].group = group);
    }
    net.groups = (0..members.len())
        .map(|group| name(&net.nodes, group))
        .collect();
    net
}

/// The network without the nodes that no edge is left for, and without their groups; named anew.
fn joined(mut net: Net) -> Net {
    let mut places = vec![None; net.nodes.len()];
    let mut nodes = Vec::new();
    for (place, own) in net.nodes.iter().enumerate() {
        if net
            .edges
            .iter()
            .any(|edge| edge.0 == place || edge.1 == place)
        {
            places[place] = Some(nodes.len());
            nodes.push(own.clone());
        }
    }
    let edges = net
        .edges
        .iter()
        .filter_map(|own| Some((places[own.0]?, places[own.1]?, own.2)));
    net.edges = edges.collect();
    let mut used: Vec<usize> = nodes.iter().map(|own| own.group).collect();
    used.sort_unstable();
    let mut groups: Vec<(usize, usize)> = used
        .chunk_by(|a, b| a == b)
        .map(|own| (own.len(), own[0]))
        .collect();
    // The largest first.
    groups.sort_by_key(|&(size, group)| (std::cmp::Reverse(size), group));
    let place = |group: usize| groups.iter().position(|own| own.1 == group);
    for own in &mut nodes {
        own.group = place(own.group).unwrap_or(0);
    }
    net.nodes = nodes;
    net.groups = (0..groups.len())
        .map(|group| name(&net.nodes, group))
        .collect();
    net
}

/// The name of a group: its largest nodes.
fn name(nodes: &[Node], group: usize) -> String {
    let mut members: Vec<&Node> = nodes.iter().filter(|own| own.group == group).collect();
    members.sort_by(|a, b| {
        b.size
            .total_cmp(&a.size)
            .then_with(|| a.label.cmp(&b.label))
    });
    let names = members.iter().take(NAMED).map(|own| own.label.as_str());
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
        let found = joined(net(&[0, 1, 2, 2], &[(0, 2, 0.5), (2, 3, 0.4)]));
        let left: Vec<(&str, usize)> = found
            .nodes
            .iter()
            .map(|own| (own.label.as_str(), own.group))
            .collect();
        assert_eq!(left, [("n0", 1), ("n2", 0), ("n3", 0)]);
        assert_eq!(found.edges, [(0, 1, 0.5), (1, 2, 0.4)]);
        assert_eq!(found.groups, ["n2; n3", "n0"]);
    }

    #[test]
    fn communities_are_found_and_the_largest_is_first() {
        let edges = [(0, 1, 0.9), (2, 3, 0.9), (3, 4, 0.9), (2, 4, 0.9)];
        let found = grouped(net(&[0; 5], &edges), 1);
        let groups: Vec<usize> = found.nodes.iter().map(|own| own.group).collect();
        assert_eq!(groups, [1, 1, 0, 0, 0]);
        assert_eq!(found.groups, ["n2; n3; n4", "n0; n1"]);
    }
}
