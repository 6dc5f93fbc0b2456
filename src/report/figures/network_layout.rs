//! Where the nodes of a network go, with their labels.
//!
//! Shortest ways through the network are the wished-for distances; parts that hang together are laid out
//! by themselves, side by side, and marks with their labels are then pushed apart until none lies on
//! another.

use super::boxes::{Area, separate};
use super::drawing::Point;
use super::network_data::{Net, Node};
use super::stress::{Distances, Weigh, place};
use super::text::{SMALL, clean, cut, width};
use crate::order::Arrange as _;

/// How wide the figure is.
pub(super) const WIDTH: f64 = 740.0;
/// The widest label.
const LABEL: f64 = 150.0;
/// The radius of the largest mark, and the least.
const RADII: (f64, f64) = (15.0, 3.5);
/// Square pixels for a node with its label.
const ROOM: f64 = 7_200.0;
/// The height of a part whose nodes are in a line.
const FLAT: f64 = 58.0;
/// From the foot of a mark to the base line of its label.
const LINE: f64 = 11.0;

/// Where the marks are, with their radii and labels.
pub(super) struct Placed {
    pub(super) centres: Vec<Point>,
    pub(super) radii: Vec<f64>,
    pub(super) labels: Vec<String>,
    pub(super) height: f64,
}

impl Placed {
    pub(super) fn new(net: &Net) -> Self {
        let most = net
            .nodes
            .iter()
            .map(|node| node.size)
            .fold(f64::MIN_POSITIVE, f64::max);
        let radius = |node: &Node| ((node.size / most).max(0.0).sqrt() * RADII.0).max(RADII.1);
        let radii: Vec<f64> = net.nodes.iter().map(radius).collect();
        let label = |node: &Node| cut(&clean(&node.label), SMALL, LABEL);
        let labels: Vec<String> = net.nodes.iter().map(label).collect();
        let (start, height) = start(net);
        let mut areas = Vec::new();
        for (place, &(x, y)) in start.iter().enumerate() {
            let (up, down) = extent(net.nodes[place].group);
            let radius = radii[place];
            // From the top of the mark to the foot of its label.
            let half_height = ((up + down) * radius + LINE + 4.0) / 2.0;
            let half_width = (width(&labels[place], SMALL) / 2.0 + 4.0).max(radius * 1.25 + 2.0);
            areas.push(Area {
                centre: (x, y + half_height - up * radius),
                half: (half_width, half_height),
            });
        }
        let height = separate(&mut areas, (WIDTH, height));
        let marks = areas.iter().zip(&radii).zip(&net.nodes);
        let centres = marks.map(|((area, radius), node)| {
            let up = extent(node.group).0 * radius;
            (area.centre.0, area.centre.1 - area.half.1 + up + 1.0)
        });
        Self {
            centres: centres.collect(),
            radii,
            labels,
            height,
        }
    }

    /// Where the label of a node stands.
    pub(super) fn base(&self, place: usize, group: usize) -> Point {
        let (x, y) = self.centres[place];
        (x, y + extent(group).1 * self.radii[place] + LINE)
    }
}

/// A part of the network that hangs together, laid out by itself.
struct Part {
    nodes: Vec<usize>,
    points: Vec<Point>,
    /// The room for it.
    size: (f64, f64),
}

impl Part {
    fn new(net: &Net, nodes: Vec<usize>) -> Self {
        let points = place(&distances(net, &nodes), Weigh::Near);
        let count = nodes.len() as f64;
        let size = if is_flat(&points) {
            (count * 95.0, FLAT)
        } else {
            let height = 40.0 + (count * ROOM / 2.0).sqrt();
            ((count * ROOM / height).max(LABEL), height)
        };
        Self {
            nodes,
            points,
            size,
        }
    }
}

/// Where nodes are before marks and labels are told apart: each part in a field of its own, the largest
/// first, in rows; and how high all of it is.
fn start(net: &Net) -> (Vec<Point>, f64) {
    let mut points = vec![(0.0, 0.0); net.nodes.len()];
    let parts: Vec<Part> = parts(net)
        .into_iter()
        .map(|nodes| Part::new(net, nodes))
        .collect();
    let (mut left, mut top) = (parts.as_slice(), 0.0);
    while !left.is_empty() {
        let mut width = 0.0;
        let fits = |part: &&Part| {
            width += part.size.0;
            width <= WIDTH
        };
        let (row, rest) = left.split_at(left.iter().take_while(fits).count().max(1));
        let total: f64 = row.iter().map(|part| part.size.0).sum();
        let height = row.iter().map(|part| part.size.1).fold(0.0, f64::max);
        // The last row is not stretched.
        let stretch = if rest.is_empty() && total < WIDTH {
            1.0
        } else {
            WIDTH / total
        };
        let mut from = 0.0;
        for part in row {
            let width = part.size.0 * stretch;
            for (&node, at) in part.nodes.iter().zip(spread(&part.points, (width, height))) {
                points[node] = (from + at.0, top + at.1);
            }
            from += width;
        }
        top += height;
        left = rest;
    }
    (points, top)
}

/// Whether points lie on a line from left to right, or nearly so.
fn is_flat(points: &[Point]) -> bool {
    let ends = |of: fn(&Point) -> f64| {
        let values = points.iter().map(of);
        values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        })
    };
    let (across, down) = (ends(|point| point.0), ends(|point| point.1));
    down.1 - down.0 <= 0.06 * (across.1 - across.0)
}

/// The nodes of each part of the network that hangs together, the largest part first.
fn parts(net: &Net) -> Vec<Vec<usize>> {
    let mut part_of: Vec<usize> = (0..net.nodes.len()).collect();
    // Each node takes the least number of its neighbours until none changes.
    let mut is_changed = true;
    while is_changed {
        is_changed = false;
        for &(a, b, _) in &net.edges {
            let least = part_of[a].min(part_of[b]);
            is_changed |= part_of[a] != least || part_of[b] != least;
            (part_of[a], part_of[b]) = (least, least);
        }
    }
    let mut parts = vec![Vec::new(); net.nodes.len()];
    for (node, &part) in part_of.iter().enumerate() {
        parts[part].push(node);
    }
    parts.retain(|part| !part.is_empty());
    parts.arrange_by_key(|part| std::cmp::Reverse(part.len()));
    parts
}

/// The shortest ways between nodes of a part, an edge being the shorter the heavier it is.
fn distances(net: &Net, part: &[usize]) -> Distances {
    let n = part.len();
    let most = net
        .edges
        .iter()
        .map(|edge| edge.2)
        .fold(f64::MIN_POSITIVE, f64::max);
    let mut ways = vec![f64::INFINITY; n * n];
    for &(a, b, weight) in &net.edges {
        let ends = [a, b].map(|node| part.binary_search(&node).ok());
        let [Some(a), Some(b)] = ends else { continue };
        let length = 1.5 - weight / most;
        for at in [a * n + b, b * n + a] {
            ways[at] = length.min(ways[at]);
        }
    }
    for over in 0..n {
        for from in 0..n {
            for to in 0..n {
                let way = ways[from * n + over] + ways[over * n + to];
                if way < ways[from * n + to] {
                    ways[from * n + to] = way;
                }
            }
        }
    }
    Distances::new(n, |a, b| ways[a * n + b])
}

/// Points stretched over a field of this size.
fn spread(points: &[Point], size: (f64, f64)) -> Vec<Point> {
    let stretch = |coordinate: fn(&Point) -> f64, size: f64| -> Vec<f64> {
        let low = points.iter().map(coordinate).fold(f64::INFINITY, f64::min);
        let high = points
            .iter()
            .map(coordinate)
            .fold(f64::NEG_INFINITY, f64::max);
        let span = high - low;
        let share = move |value: f64| {
            if span > 1e-9 {
                (value - low) / span
            } else {
                0.5
            }
        };
        points
            .iter()
            .map(|point| size * (0.1 + 0.8 * share(coordinate(point))))
            .collect()
    };
    let across = stretch(|point| point.0, size.0);
    if is_flat(points) {
        return across.into_iter().map(|x| (x, size.1 / 2.0)).collect();
    }
    across
        .into_iter()
        .zip(stretch(|point| point.1, size.1))
        .collect()
}

/// How far the mark of a group reaches upwards and downwards, for a radius of 1.
fn extent(group: usize) -> (f64, f64) {
    match group {
        1 => (0.89, 0.89),
        2 => (1.25, 1.25),
        3 => (1.4, 0.7),
        4 => (0.7, 1.4),
        6 => (1.2, 1.2),
        _ => (1.0, 1.0),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn net(labels: &[String]) -> Net {
        let nodes = labels.iter().enumerate().map(|(place, label)| Node {
            label: label.clone(),
            size: 1.0 + (place * 37 % 11) as f64,
            group: place % 9,
        });
        let edges = (1..labels.len()).map(|node| (node / 2, node, 0.1 + (node % 7) as f64 / 10.0));
        Net {
            edges: edges.collect(),
            groups: (0..9).map(|group| format!("g{group}")).collect(),
            nodes: nodes.collect(),
            what: "phrases",
            note: String::new(),
        }
    }

    /// The boxes of the labels of a placed network.
    fn boxes(placed: &Placed) -> Vec<Area> {
        let labels = placed.labels.iter().enumerate();
        let boxes = labels.map(|(place, label)| {
            let (x, base) = placed.base(place, place % 9);
            Area {
                centre: (x, base - 3.5),
                half: (width(label, SMALL) / 2.0, 6.0),
            }
        });
        boxes.collect()
    }

    #[test]
    fn ways_lead_over_edges_and_parts_are_told_apart() {
        let mut net = net(&["a", "b", "c", "d"].map(ToOwned::to_owned));
        net.edges = vec![(1, 2, 0.5), (2, 3, 1.0)];
        assert_eq!(parts(&net), [vec![1, 2, 3], vec![0]]);
        let points = place(&distances(&net, &[1, 2, 3]), Weigh::Near);
        let far = |a: usize, b: usize| {
            let (x, y) = (points[a].0 - points[b].0, points[a].1 - points[b].1);
            (x * x + y * y).sqrt()
        };
        // Lengths are 1.5 - w / 1: 1 and 0.5.
        assert!((far(0, 1) - 1.0).abs() < 1e-3, "{}", far(0, 1));
        assert!((far(1, 2) - 0.5).abs() < 1e-3 && (far(0, 2) - 1.5).abs() < 1e-3);
    }

    #[test]
    fn a_layout_is_the_same_each_time() {
        let labels: Vec<String> = (0..40).map(|node| format!("label {node}")).collect();
        assert_eq!(
            Placed::new(&net(&labels)).centres,
            Placed::new(&net(&labels)).centres
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn labels_never_touch(labels in prop::collection::vec(".{1,30}", 1..60)) {
            let placed = Placed::new(&net(&labels));
            let boxes = boxes(&placed);
            for (at, one) in boxes.iter().enumerate() {
                prop_assert!(one.is_inside((WIDTH, placed.height)), "{one:?}");
                for other in &boxes[at + 1..] {
                    prop_assert!(!one.overlaps(other), "{one:?} {other:?}");
                }
            }
        }
    }
}
