//! The backbone of a weighted graph: M. Serrano, M. Boguñá and A. Vespignani, "Extracting the
//! multiscale backbone of complex weighted networks" (2009).

use super::Graph;

/// The significance of an edge by the disparity filter: the chance that an edge of its node gets such
/// a share p of the node's strength, if the strength is cut into k parts at random, (1-p)^(k-1); the
/// lesser of both ends, 0 to 1.
///
/// A node with one edge says nothing of it, 1, as in the paper: there the other end decides.
#[must_use]
pub fn disparity(graph: &Graph, a: usize, b: usize, weight: f64) -> f64 {
    let end = |node: usize| match graph.degree(node) {
        0 | 1 => 1.0,
        degree => {
            let share = (weight / graph.strength(node)).min(1.0);
            libm::pow(1.0 - share, (degree - 1) as f64)
        }
    };
    end(a).min(end(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strong_edge_of_a_node_with_many_stands_out() {
        // Node 0 has edges of 8, 1 and 1; node 1 has another of 1.
        let graph = Graph::new(5, &[(0, 1, 8.0), (0, 2, 1.0), (0, 3, 1.0), (1, 4, 1.0)]);
        // From 0: (1 - 0.8)^2; from 1: (1 - 8/9)^1.
        assert!((disparity(&graph, 0, 1, 8.0) - 0.04).abs() < 1e-12);
        // Node 2 has this edge alone: (1 - 0.1)^2 decides.
        assert!((disparity(&graph, 0, 2, 1.0) - 0.81).abs() < 1e-12);
        let pair = Graph::new(2, &[(0, 1, 3.0)]);
        assert!((disparity(&pair, 0, 1, 3.0) - 1.0).abs() < 1e-12);
    }
}
