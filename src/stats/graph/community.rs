//! Communities by modularity, with the Leiden algorithm: V. Traag, L. Waltman and N. van Eck, "From
//! Louvain to Leiden: guaranteeing well-connected communities" (2019).
//!
//! The refinement takes the best of the communities it may choose from, where the paper draws one;
//! several runs that visit the nodes in other orders make up for it, and the best of them counts.

use std::collections::VecDeque;

use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::{Rng as _, SeedableRng as _};

use super::Graph;

/// How many runs there are.
const RUNS: u64 = 10;
/// A gain in modularity below this is rounding.
const ROUNDING: f64 = 1e-12;

impl Graph {
    /// The modularity of a partition, a community for each node: the weight of edges inside
    /// communities less what is expected by strength, as a share of all weight, below 1
    /// (M. Newman, "Analysis of weighted networks", 2004, at resolution 1). 0 without edges.
    #[must_use]
    pub fn modularity(&self, communities: &[u32]) -> f64 {
        let count = communities
            .iter()
            .max()
            .map_or(0, |&most| most as usize + 1);
        let (mut inside, mut strength) = (vec![0.0; count], vec![0.0; count]);
        for (node, &community) in communities.iter().enumerate() {
            for &(other, weight) in self.neighbours(node) {
                strength[community as usize] += weight;
                if communities[other as usize] == community {
                    inside[community as usize] += weight;
                }
            }
        }
        let total: f64 = strength.iter().sum();
        if total <= 0.0 {
            return 0.0;
        }
        let parts = inside.iter().zip(&strength);
        parts
            .map(|(inside, strength)| inside / total - (strength / total) * (strength / total))
            .sum()
    }

    /// A community for each node, numbered from 0 as they come; the partition of the highest
    /// modularity that some runs find. What they find depends on the seed alone.
    #[must_use]
    pub fn communities(&self, seed: u64) -> Vec<u32> {
        let mut best: Option<(f64, Vec<u32>)> = None;
        for run in 0..RUNS {
            let mut draws = Pcg64Mcg::seed_from_u64(seed.wrapping_mul(RUNS).wrapping_add(run));
            let partition = Level::of(self).leiden(&mut draws);
            let quality = self.modularity(&partition);
            if best
                .as_ref()
                .is_none_or(|(least, _)| quality > least + ROUNDING)
            {
                best = Some((quality, partition));
            }
        }
        best.map(|(_, partition)| partition).unwrap_or_default()
    }
}

/// A graph whose nodes stand for groups of nodes.
struct Level {
    /// By node: other nodes and the weight to them, in their order.
    neighbours: Vec<Vec<(u32, f64)>>,
    /// By node: its strength, what lies inside it counted twice.
    strengths: Vec<f64>,
    /// The sum of all strengths.
    total: f64,
}

impl Level {
    fn of(graph: &Graph) -> Self {
        let strengths = (0..graph.nodes()).map(|node| graph.strength(node));
        let strengths: Vec<f64> = strengths.collect();
        Self {
            neighbours: graph.neighbours.clone(),
            total: strengths.iter().sum(),
            strengths,
        }
    }

    /// The communities that one run finds.
    fn leiden(mut self, draws: &mut Pcg64Mcg) -> Vec<u32> {
        let mut node_of: Vec<u32> = (0..self.strengths.len() as u32).collect();
        let mut partition = node_of.clone();
        if self.total <= 0.0 {
            return partition;
        }
        loop {
            self.move_nodes(&mut partition, draws);
            let communities = renumber(&mut partition);
            let mut refined = self.refine(&partition, draws);
            let groups = renumber(&mut refined);
            if communities == partition.len() || groups == partition.len() {
                break;
            }
            let mut next = vec![0; groups];
            for (&group, &community) in refined.iter().zip(&partition) {
                next[group as usize] = community;
            }
            for node in &mut node_of {
                *node = refined[*node as usize];
            }
            self = self.aggregate(&refined, groups);
            partition = next;
        }
        let mut communities = node_of
            .iter()
            .map(|&node| partition[node as usize])
            .collect();
        renumber(&mut communities);
        communities
    }

    /// Moves nodes to the community of a neighbour, or one of their own, as long as that raises the
    /// modularity.
    fn move_nodes(&self, partition: &mut [u32], draws: &mut Pcg64Mcg) {
        let nodes = self.strengths.len();
        let mut strengths = vec![0.0; nodes];
        let mut sizes = vec![0_u32; nodes];
        for (node, &community) in partition.iter().enumerate() {
            strengths[community as usize] += self.strengths[node];
            sizes[community as usize] += 1;
        }
        let mut empty: Vec<u32> = (0..nodes as u32).rev().collect();
        empty.retain(|&community| sizes[community as usize] == 0);
        let mut queue = VecDeque::from(shuffled(nodes, draws));
        let mut is_queued = vec![true; nodes];
        let mut links = Links::new(nodes);
        while let Some(node) = queue.pop_front() {
            is_queued[node] = false;
            let current = partition[node];
            links.read(&self.neighbours[node], partition);
            strengths[current as usize] -= self.strengths[node];
            let gain = |community: u32, weight: f64| {
                weight - self.strengths[node] * strengths[community as usize] / self.total
            };
            let mut best = (current, gain(current, links.weight(current)));
            for &community in &links.touched {
                let gain = gain(community, links.weight(community));
                if gain > best.1 + ROUNDING {
                    best = (community, gain);
                }
            }
            if best.1 < -ROUNDING
                && let Some(alone) = empty.pop()
            {
                best = (alone, 0.0);
            }
            strengths[best.0 as usize] += self.strengths[node];
            if best.0 == current {
                continue;
            }
            partition[node] = best.0;
            sizes[best.0 as usize] += 1;
            sizes[current as usize] -= 1;
            if sizes[current as usize] == 0 {
                empty.push(current);
            }
            for &(other, _) in &self.neighbours[node] {
                let other = other as usize;
                if partition[other] != best.0 && !is_queued[other] {
                    is_queued[other] = true;
                    queue.push_back(other);
                }
            }
        }
    }

    /// Cuts each community into groups that are well connected within it.
    fn refine(&self, partition: &[u32], draws: &mut Pcg64Mcg) -> Vec<u32> {
        let nodes = self.strengths.len();
        let mut refined: Vec<u32> = (0..nodes as u32).collect();
        let mut of_community = vec![0.0; nodes];
        for (node, &community) in partition.iter().enumerate() {
            of_community[community as usize] += self.strengths[node];
        }
        // By group: its strength, its weight to the rest of its community, and its nodes.
        let mut strengths = self.strengths.clone();
        let mut outward: Vec<f64> = (0..nodes)
            .map(|node| self.inward(node, partition))
            .collect();
        let mut sizes = vec![1_u32; nodes];
        let is_connected = |outward: f64, strength: f64, community: u32| {
            let rest = of_community[community as usize] - strength;
            outward + ROUNDING >= strength * rest / self.total
        };
        let mut links = Links::new(nodes);
        for node in shuffled(nodes, draws) {
            let (single, community) = (refined[node], partition[node]);
            let inward = self.inward(node, partition);
            if sizes[single as usize] != 1 || !is_connected(inward, self.strengths[node], community)
            {
                continue;
            }
            let neighbours = self.neighbours[node].iter();
            let inside = neighbours.filter(|(other, _)| partition[*other as usize] == community);
            links.read_from(inside.copied(), &refined);
            let mut best = (single, 0.0);
            for &group in links.touched.iter().filter(|&&group| group != single) {
                let (strength, outward) = (strengths[group as usize], outward[group as usize]);
                let gain = links.weight(group) - self.strengths[node] * strength / self.total;
                if gain > best.1 + ROUNDING && is_connected(outward, strength, community) {
                    best = (group, gain);
                }
            }
            let group = best.0 as usize;
            if best.0 != single {
                refined[node] = best.0;
                sizes[single as usize] = 0;
                sizes[group] += 1;
                strengths[group] += self.strengths[node];
                outward[group] += inward - 2.0 * links.weight(best.0);
            }
        }
        refined
    }

    /// The weight from a node to others of its community.
    fn inward(&self, node: usize, partition: &[u32]) -> f64 {
        let neighbours = self.neighbours[node].iter();
        neighbours
            .filter(|(other, _)| partition[*other as usize] == partition[node])
            .map(|(_, weight)| weight)
            .sum()
    }

    /// The graph whose nodes are these groups.
    fn aggregate(&self, groups: &[u32], count: usize) -> Self {
        let mut strengths = vec![0.0; count];
        let mut members = vec![Vec::new(); count];
        for (node, &group) in groups.iter().enumerate() {
            strengths[group as usize] += self.strengths[node];
            members[group as usize].push(node);
        }
        let mut links = Links::new(count);
        let neighbours = members.iter().zip(0_u32..).map(|(members, group)| {
            let all = members.iter().flat_map(|&node| &self.neighbours[node]);
            links.read_from(all.copied(), groups);
            links.touched.sort_unstable();
            let others = links.touched.iter().filter(|&&other| other != group);
            others.map(|&other| (other, links.weight(other))).collect()
        });
        Self {
            neighbours: neighbours.collect(),
            strengths,
            total: self.total,
        }
    }
}

/// The weight from some node to each community.
struct Links {
    weights: Vec<f64>,
    /// Communities with a weight, as they were met.
    touched: Vec<u32>,
}

impl Links {
    fn new(communities: usize) -> Self {
        Self {
            weights: vec![0.0; communities],
            touched: Vec::new(),
        }
    }

    fn read(&mut self, neighbours: &[(u32, f64)], partition: &[u32]) {
        self.read_from(neighbours.iter().copied(), partition);
    }

    fn read_from(&mut self, neighbours: impl Iterator<Item = (u32, f64)>, partition: &[u32]) {
        for community in self.touched.drain(..) {
            self.weights[community as usize] = 0.0;
        }
        for (other, weight) in neighbours {
            let community = partition[other as usize];
            let sum = &mut self.weights[community as usize];
            if *sum == 0.0 {
                self.touched.push(community);
            }
            *sum += weight;
        }
    }

    fn weight(&self, community: u32) -> f64 {
        self.weights[community as usize]
    }
}

/// Numbers communities from 0 as they come; gives how many there are.
fn renumber(partition: &mut Vec<u32>) -> usize {
    let most = partition.iter().max().map_or(0, |&most| most as usize + 1);
    let mut numbers = vec![None; most];
    let mut next = 0;
    for community in partition {
        let number = numbers[*community as usize].get_or_insert_with(|| {
            next += 1;
            next - 1
        });
        *community = *number;
    }
    next as usize
}

/// The numbers below a limit in an order that is drawn (Fisher and Yates).
fn shuffled(limit: usize, draws: &mut Pcg64Mcg) -> Vec<usize> {
    let mut order: Vec<usize> = (0..limit).collect();
    for last in (1..limit).rev() {
        let drawn = draws.next_u64() % (last as u64 + 1);
        order.swap(last, drawn as usize);
    }
    order
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::karate_club;
    use super::*;

    #[test]
    fn modularity_by_hand() {
        // Two triangles with an edge between: 6/7 of the edges inside, half of the ends in each.
        let edges = [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3)];
        let edges: Vec<_> = edges.iter().map(|&(a, b)| (a, b, 1.0)).collect();
        let graph = Graph::new(6, &edges);
        let expected = 6.0 / 7.0 - 0.5;
        assert!((graph.modularity(&[0, 0, 0, 1, 1, 1]) - expected).abs() < 1e-12);
        assert!(graph.modularity(&[0; 6]).abs() < 1e-12);
        assert_eq!(graph.communities(1), [0, 0, 0, 1, 1, 1]);
    }

    /// The highest modularity that the karate club has is 0.4198, with four communities (U. Brandes
    /// et al., "On modularity clustering", 2008).
    #[test]
    fn the_karate_club_is_cut_as_well_as_it_can_be() {
        let club = karate_club();
        let found = club.communities(1);
        assert!((club.modularity(&found) - 0.4198).abs() < 5e-5);
        assert_eq!(found.iter().max(), Some(&3));
    }

    #[test]
    fn graphs_without_edges_have_communities_of_one() {
        assert_eq!(Graph::new(3, &[]).communities(1), [0, 1, 2]);
        assert!(Graph::default().communities(1).is_empty());
    }

    proptest! {
        /// Communities are connected, which Louvain does not promise, and no worse than one for all.
        #[test]
        fn communities_are_connected(
            edges in prop::collection::btree_map((0_u32..14, 0_u32..14), 1_u32..9, 1..50),
            seed in 0_u64..4,
        ) {
            let edges = edges.iter().filter(|((a, b), _)| a < b);
            let edges: Vec<_> = edges.map(|(&(a, b), &weight)| (a, b, f64::from(weight))).collect();
            let graph = Graph::new(14, &edges);
            let found = graph.communities(seed);
            prop_assert!(graph.modularity(&found) > -1e-9);
            prop_assert_eq!(&found, &graph.communities(seed));
            let count = found.iter().max().map_or(0, |&most| most as usize + 1);
            for community in 0..count as u32 {
                let members: Vec<usize> = (0..14).filter(|&node| found[node] == community).collect();
                let (mut reached, mut next) = (vec![members[0]], 0);
                while let Some(&node) = reached.get(next) {
                    next += 1;
                    for &(other, _) in graph.neighbours(node) {
                        let other = other as usize;
                        if found[other] == community && !reached.contains(&other) {
                            reached.push(other);
                        }
                    }
                }
                prop_assert_eq!(reached.len(), members.len());
            }
        }
    }
}
