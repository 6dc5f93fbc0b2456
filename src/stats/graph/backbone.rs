//! The backbone of a weighted graph: edges that stand out at one of their ends, and those that hold
//! the graph together.

use super::Graph;
use crate::order::Arrange as _;

/// The significance of an edge by the disparity filter (M. Serrano, M. Boguñá and A. Vespignani,
/// "Extracting the multiscale backbone of complex weighted networks", 2009): the chance that an edge of its node gets such
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

/// Which of these edges are in the maximum spanning forest: the heaviest edges that join all that is
/// joined, without a circle (J. Kruskal, "On the shortest spanning subtree of a graph and the
/// traveling salesman problem", 1956). Of equal weights the edge with the lower nodes counts as the
/// heavier.
#[must_use]
pub fn spanning_forest(nodes: usize, edges: &[(u32, u32, f64)]) -> Vec<bool> {
    let mut order: Vec<usize> = (0..edges.len()).collect();
    order.arrange_by(|&x, &y| {
        let ((a, b, weight), (c, d, other)) = (edges[x], edges[y]);
        other.total_cmp(&weight).then((a, b).cmp(&(c, d)))
    });
    let mut above: Vec<usize> = (0..nodes).collect();
    let mut is_in = vec![false; edges.len()];
    for place in order {
        let (a, b, _) = edges[place];
        let (a, b) = (top(&mut above, a as usize), top(&mut above, b as usize));
        is_in[place] = a != b;
        above[a] = b;
    }
    is_in
}

/// The node that stands for all that are joined to this one.
fn top(above: &mut [usize], mut node: usize) -> usize {
    while above[node] != node {
        above[node] = above[above[node]];
        node = above[node];
    }
    node
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
    #[test]
    fn a_forest_joins_with_the_heaviest_edges() {
        // A triangle, of which the lightest edge is left out, and a pair.
        let edges = [(0, 1, 0.5), (1, 2, 0.2), (0, 2, 0.3), (3, 4, 0.1)];
        assert_eq!(spanning_forest(6, &edges), [true, false, true, true]);
        let equal = [(1, 2, 1.0), (0, 2, 1.0), (0, 1, 1.0)];
        assert_eq!(spanning_forest(3, &equal), [false, true, true]);
    }
}
