//! Undirected weighted graphs: centralities, communities, and the backbone of a graph.
//!
//! Everything runs in the order of nodes on one thread, so equal graphs give equal bits.

mod backbone;
mod centrality;
mod community;

pub use backbone::{disparity, spanning_forest};

/// An undirected graph without loops or parallel edges; weights are above 0.
#[derive(Debug, Default, Clone)]
pub struct Graph {
    /// By node: its neighbours and the weights of the edges, in the order of neighbours.
    neighbours: Vec<Vec<(u32, f64)>>,
}

impl Graph {
    /// A graph of so many nodes with these edges, each named once, in either direction.
    #[must_use]
    pub fn new(nodes: usize, edges: &[(u32, u32, f64)]) -> Self {
        let mut neighbours = vec![Vec::new(); nodes];
        for &(a, b, weight) in edges {
            neighbours[a as usize].push((b, weight));
            neighbours[b as usize].push((a, weight));
        }
        for list in &mut neighbours {
            list.sort_unstable_by_key(|&(node, _)| node);
        }
        Self { neighbours }
    }

    /// Number of nodes.
    #[must_use]
    pub fn nodes(&self) -> usize {
        self.neighbours.len()
    }

    /// The neighbours of a node with the weights of their edges, in their order.
    #[must_use]
    pub fn neighbours(&self, node: usize) -> &[(u32, f64)] {
        &self.neighbours[node]
    }

    /// Number of neighbours.
    #[must_use]
    pub fn degree(&self, node: usize) -> usize {
        self.neighbours[node].len()
    }

    /// Sum of the weights of a node's edges.
    #[must_use]
    pub fn strength(&self, node: usize) -> f64 {
        self.neighbours[node]
            .iter()
            .map(|&(_, weight)| weight)
            .sum()
    }
}

/// Zachary's karate club: who met whom outside the club (W. Zachary, "An information flow model for
/// conflict and fission in small groups", 1977), numbered from 0.
#[cfg(test)]
const KARATE_CLUB: [(u32, &[u32]); 26] = [
    (0, &[1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 17, 19, 21, 31]),
    (1, &[2, 3, 7, 13, 17, 19, 21, 30]),
    (2, &[3, 7, 8, 9, 13, 27, 28, 32]),
    (3, &[7, 12, 13]),
    (4, &[6, 10]),
    (5, &[6, 10, 16]),
    (6, &[16]),
    (8, &[30, 32, 33]),
    (9, &[33]),
    (13, &[33]),
    (14, &[32, 33]),
    (15, &[32, 33]),
    (18, &[32, 33]),
    (19, &[33]),
    (20, &[32, 33]),
    (22, &[32, 33]),
    (23, &[25, 27, 29, 32, 33]),
    (24, &[25, 27, 31]),
    (25, &[31]),
    (26, &[29, 33]),
    (27, &[33]),
    (28, &[31, 33]),
    (29, &[32, 33]),
    (30, &[32, 33]),
    (31, &[32, 33]),
    (32, &[33]),
];

#[cfg(test)]
fn karate_club() -> Graph {
    let mut edges: Vec<(u32, u32, f64)> = Vec::new();
    for (a, others) in KARATE_CLUB {
        edges.extend(others.iter().map(|&b| (a, b, 1.0)));
    }
    Graph::new(34, &edges)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_counted_and_weighed() {
        let graph = Graph::new(4, &[(2, 0, 0.5), (0, 1, 2.0)]);
        assert_eq!(graph.neighbours(0), [(1, 2.0), (2, 0.5)]);
        assert_eq!((graph.degree(0), graph.degree(3)), (2, 0));
        assert!((graph.strength(0) - 2.5).abs() < 1e-12);
        let club = karate_club();
        let degrees: usize = (0..34).map(|node| club.degree(node)).sum();
        assert_eq!((degrees, club.degree(0), club.degree(33)), (156, 16, 17));
    }
}
