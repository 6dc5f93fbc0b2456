//! What differs between the networks of two sources: edges of either, with the counts of both.

use super::{Joint, Network};
use crate::model::{NodeId, SourceId};
use crate::order::Arrange as _;
use crate::stats::{Adjustment, Contingency, Difference};

/// The networks of two sources compared.
#[derive(Debug, Default)]
pub struct Differences {
    /// The sources; none if there are not two.
    pub sources: Option<[SourceId; 2]>,
    /// Edges of either network: those that differ most reliably first, then by nodes.
    pub edges: Vec<EdgeDifference>,
}

/// An edge in the network of one of two sources, or in both.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EdgeDifference {
    /// First node.
    pub a: NodeId,
    /// Second node.
    pub b: NodeId,
    /// Whether the edge is in the network of each source.
    pub is_in: [bool; 2],
    /// The sentences of each source.
    pub tables: [Contingency; 2],
    /// How far the associations are from each other.
    pub difference: Difference,
    /// The probability, adjusted after Benjamini and Hochberg for all edges compared.
    pub p_adjusted: f64,
}

/// Compares the networks of two sources. `joints` are all pairs of nodes that stand together in each,
/// by their nodes, and `alone` is the table of two nodes that do not, in either source.
#[must_use]
pub fn differences(
    sources: [SourceId; 2],
    networks: [&Network; 2],
    joints: [&[Joint]; 2],
    alone: impl Fn(usize, NodeId, NodeId) -> Contingency,
) -> Differences {
    let nodes = |network: &Network| -> Vec<(NodeId, NodeId)> {
        let edges = network.edges.iter();
        let mut nodes: Vec<_> = edges.map(|edge| (edge.joint.a, edge.joint.b)).collect();
        nodes.arrange();
        nodes
    };
    let edges_of = networks.map(nodes);
    let mut all = edges_of.concat();
    all.arrange();
    all.dedup();
    let table = |side: usize, a: NodeId, b: NodeId| {
        let joints = joints[side];
        let place = joints.binary_search_by_key(&(a, b), |joint| (joint.a, joint.b));
        place.map_or_else(|_| alone(side, a, b), |place| joints[place].table)
    };
    let compared = all.into_iter().filter_map(|(a, b)| {
        let tables = [table(0, a, b), table(1, a, b)];
        let difference = tables[0].difference(tables[1])?;
        Some(EdgeDifference {
            a,
            b,
            is_in: [0, 1].map(|side: usize| edges_of[side].binary_search(&(a, b)).is_ok()),
            tables,
            difference,
            p_adjusted: difference.p,
        })
    });
    let mut edges: Vec<EdgeDifference> = compared.collect();
    let mut adjusted: Vec<f64> = edges.iter().map(|edge| edge.p_adjusted).collect();
    Adjustment::BenjaminiHochberg.adjust(&mut adjusted, edges.len());
    for (edge, p) in edges.iter_mut().zip(adjusted) {
        edge.p_adjusted = p;
    }
    edges.arrange_by(|x, y| {
        let size = |edge: &EdgeDifference| edge.difference.z.abs();
        size(y)
            .total_cmp(&size(x))
            .then((x.a, x.b).cmp(&(y.a, y.b)))
    });
    Differences {
        sources: Some(sources),
        edges,
    }
}

#[cfg(test)]
mod tests {
    use super::super::NetworkEdge;
    use super::*;

    fn joint(a: u32, b: u32, both: u64) -> Joint {
        Joint {
            a: NodeId(a),
            b: NodeId(b),
            table: Contingency {
                both,
                first: 40,
                second: 40,
                total: 1_000,
            },
        }
    }

    fn network(joints: &[Joint]) -> Network {
        let edges = joints.iter().map(|&joint| NetworkEdge {
            joint,
            weight: 0.5,
            log_likelihood: 20.0,
            alpha: 0.01,
            is_in_forest: true,
        });
        Network {
            edges: edges.collect(),
            ..Network::default()
        }
    }

    #[test]
    fn edges_of_either_are_compared() {
        let (first, second) = ([joint(0, 1, 30), joint(1, 2, 20)], [joint(1, 2, 20)]);
        let networks = [network(&first), network(&second)];
        let alone = |_, _, _| joint(0, 0, 0).table;
        let sources = [SourceId(0), SourceId(1)];
        let found = differences(
            sources,
            [&networks[0], &networks[1]],
            [&first, &second],
            alone,
        );
        let edges: Vec<_> = found
            .edges
            .iter()
            .map(|edge| (edge.a.0, edge.b.0, edge.is_in))
            .collect();
        assert_eq!(edges, [(0, 1, [true, false]), (1, 2, [true, true])]);
        assert!(found.edges[0].difference.lambda > 0.0);
        assert!(found.edges[0].p_adjusted < 0.05);
        assert!((found.edges[1].p_adjusted - 1.0).abs() < 1e-12);
    }
}
