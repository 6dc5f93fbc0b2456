//! How central a node is: betweenness and core number, of the graph without its weights.

use std::collections::VecDeque;

use super::Graph;

impl Graph {
    /// By node: the share of shortest paths between two others that lead through it, summed over all
    /// pairs of others and divided by their number, (n-1)(n-2)/2: 0 to 1 (L. Freeman, "A set of
    /// measures of centrality based on betweenness", 1977; computed after U. Brandes, "A faster
    /// algorithm for betweenness centrality", 2001). A path is as long as it has edges.
    #[must_use]
    pub fn betweenness(&self) -> Vec<f64> {
        let nodes = self.nodes();
        let mut sums = vec![0.0; nodes];
        let mut paths = Paths::new(nodes);
        for source in 0..nodes {
            paths.walk(self, source);
            paths.add_dependencies(self, source, &mut sums);
        }
        // Each pair was counted from both of its ends.
        let pairs = nodes.saturating_sub(1) * nodes.saturating_sub(2);
        if pairs > 0 {
            sums.iter_mut().for_each(|sum| *sum /= pairs as f64);
        }
        sums
    }

    /// By node: the largest k such that it is in a part of the graph whose nodes all have k neighbours
    /// in that part (S. Seidman, "Network structure and minimum degree", 1983; computed after
    /// V. Batagelj and M. Zaveršnik, "An O(m) algorithm for cores decomposition of networks", 2003).
    #[must_use]
    pub fn cores(&self) -> Vec<u32> {
        let nodes = self.nodes();
        let mut degrees: Vec<usize> = (0..nodes).map(|node| self.degree(node)).collect();
        let most = degrees.iter().copied().max().unwrap_or(0);
        let mut by_degree = vec![Vec::new(); most + 1];
        for (node, &degree) in degrees.iter().enumerate() {
            by_degree[degree].push(node);
        }
        let (mut cores, mut is_taken) = (vec![0; nodes], vec![false; nodes]);
        let (mut core, mut degree) = (0, 0);
        while degree <= most {
            let Some(node) = by_degree[degree].pop() else {
                degree += 1;
                continue;
            };
            // A node is listed again each time it loses a neighbour.
            if is_taken[node] || degrees[node] != degree {
                continue;
            }
            is_taken[node] = true;
            core = core.max(degree);
            cores[node] = core as u32;
            for &(other, _) in self.neighbours(node) {
                let other = other as usize;
                if !is_taken[other] {
                    degrees[other] -= 1;
                    by_degree[degrees[other]].push(other);
                }
            }
            degree = degree.saturating_sub(1);
        }
        cores
    }
}

/// Shortest paths from one node.
struct Paths {
    /// By node: its distance in edges.
    distances: Vec<Option<u32>>,
    /// By node: how many shortest paths lead to it.
    counts: Vec<f64>,
    /// By node: what depends on it.
    dependencies: Vec<f64>,
    /// Nodes that are reached, the nearest first.
    order: Vec<usize>,
}

impl Paths {
    fn new(nodes: usize) -> Self {
        Self {
            distances: vec![None; nodes],
            counts: vec![0.0; nodes],
            dependencies: vec![0.0; nodes],
            order: Vec::new(),
        }
    }

    fn walk(&mut self, graph: &Graph, source: usize) {
        self.distances.fill(None);
        self.counts.fill(0.0);
        self.dependencies.fill(0.0);
        self.order.clear();
        self.distances[source] = Some(0);
        self.counts[source] = 1.0;
        let mut queue = VecDeque::from([source]);
        while let Some(node) = queue.pop_front() {
            self.order.push(node);
            let next = self.distances[node].map(|distance| distance + 1);
            for &(other, _) in graph.neighbours(node) {
                let other = other as usize;
                if self.distances[other].is_none() {
                    self.distances[other] = next;
                    queue.push_back(other);
                }
                if self.distances[other] == next {
                    self.counts[other] += self.counts[node];
                }
            }
        }
    }

    fn add_dependencies(&mut self, graph: &Graph, source: usize, sums: &mut [f64]) {
        for &node in self.order.iter().rev() {
            let behind = self.distances[node].map(|distance| distance + 1);
            let mut dependency = 0.0;
            for &(other, _) in graph.neighbours(node) {
                let other = other as usize;
                if self.distances[other] == behind {
                    let share = self.counts[node] / self.counts[other];
                    dependency += share * (1.0 + self.dependencies[other]);
                }
            }
            self.dependencies[node] = dependency;
            if node != source {
                sums[node] += dependency;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::karate_club;
    use super::*;

    fn unweighted(nodes: usize, edges: &[(u32, u32)]) -> Graph {
        let edges: Vec<_> = edges.iter().map(|&(a, b)| (a, b, 1.0)).collect();
        Graph::new(nodes, &edges)
    }

    fn close(values: &[f64], expected: &[f64]) {
        assert_eq!(values.len(), expected.len());
        for (value, expected) in values.iter().zip(expected) {
            assert!((value - expected).abs() < 1e-9, "{value} is not {expected}");
        }
    }

    #[test]
    fn betweenness_of_paths_and_stars() {
        // On a path of five, 3 of 6 pairs lie on either side of the second node, 4 of the third.
        let path = unweighted(5, &[(0, 1), (1, 2), (2, 3), (3, 4)]);
        close(&path.betweenness(), &[0.0, 0.5, 4.0 / 6.0, 0.5, 0.0]);
        let star = unweighted(5, &[(0, 1), (0, 2), (0, 3), (0, 4)]);
        close(&star.betweenness(), &[1.0, 0.0, 0.0, 0.0, 0.0]);
        // Two shortest paths between opposite corners of a square share each pair.
        let square = unweighted(4, &[(0, 1), (1, 2), (2, 3), (0, 3)]);
        close(&square.betweenness(), &[1.0 / 6.0; 4]);
        close(&unweighted(2, &[(0, 1)]).betweenness(), &[0.0, 0.0]);
        close(&Graph::default().betweenness(), &[]);
    }

    /// Values that networkx prints for this graph.
    #[test]
    fn betweenness_of_the_karate_club() {
        let betweenness = karate_club().betweenness();
        close(
            &[
                betweenness[0],
                betweenness[33],
                betweenness[32],
                betweenness[2],
                betweenness[31],
            ],
            &[
                0.437_635_281_385_281_4,
                0.304_074_975_949_975_9,
                0.145_247_113_997_114,
                0.143_656_806_156_806_17,
                0.138_275_613_275_613_27,
            ],
        );
    }

    #[test]
    fn cores_by_hand() {
        // A triangle with a tail: the triangle is a 2-core.
        let graph = unweighted(6, &[(0, 1), (1, 2), (0, 2), (2, 3), (3, 4)]);
        assert_eq!(graph.cores(), [2, 2, 2, 1, 1, 0]);
        let club = karate_club().cores();
        // The 4-core of the club has ten members.
        assert_eq!(club.iter().filter(|&&core| core == 4).count(), 10);
        assert_eq!((club[0], club[11]), (4, 1));
    }
}
