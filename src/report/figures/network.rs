//! Which phrases and concepts travel together: a network drawn so that near means associated.
//!
//! Takes plain nodes and edges, from the networks of the results or else from the strongest pairs of
//! phrases. Shortest ways through the network are the wished-for distances; marks with their labels are
//! then pushed apart until none lies on another.

use super::Figure;
use super::boxes::{Area, separate};
use super::drawing::{Anchor, Drawing, Point, Text};
use super::ink::{GROUPS, Ink};
use super::stress::{Distances, Weigh, place};
use super::text::{SIZE, SMALL, clean, cut, number, width};
use crate::analyze::Results;
use crate::config::Config;
use crate::report::text::{count, some};

/// The most nodes and edges drawn.
pub(super) const NODES: usize = 50;
pub(super) const EDGES: usize = 160;
const WIDTH: f64 = 740.0;
/// The widest label.
const LABEL: f64 = 150.0;
/// Square pixels for a node with its label.
const ROOM: f64 = 7_200.0;
/// The radius of the largest mark, and the least.
const RADII: (f64, f64) = (15.0, 3.5);
/// From the foot of a mark to the base line of its label.
const LINE: f64 = 11.0;
/// The widths of lines.
const LINES: (f64, f64) = (0.8, 3.2);

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

/// The figure, if anything is associated.
pub(super) fn figures(results: &Results, config: &Config) -> Vec<Figure> {
    let net = super::network_data::net(results, config);
    let net = net.filter(|net| net.nodes.len() > 1 && !net.edges.is_empty());
    net.map(|net| figure(&net)).into_iter().collect()
}

fn figure(net: &Net) -> Figure {
    let mut largest: Vec<&Node> = net.nodes.iter().collect();
    largest.sort_by(|a, b| b.size.total_cmp(&a.size));
    let largest: Vec<String> = largest
        .iter()
        .take(5)
        .map(|own| clean(&own.label))
        .collect();
    let groups: Vec<String> = net.groups.iter().take(3).map(|own| clean(own)).collect();
    let description = format!(
        "A network of {} and {}. Most frequent: {}. The largest communities: {}.",
        some(net.nodes.len(), "node"),
        some(net.edges.len(), "edge"),
        largest.join(", "),
        groups.join(" – "),
    );
    let title = format!("Which {} travel together", net.what);
    Figure::new("network", title, description, net.note.clone(), draw(net))
}

/// Where the marks are, with their radii and labels.
struct Placed {
    centres: Vec<Point>,
    radii: Vec<f64>,
    labels: Vec<String>,
    height: f64,
}

impl Placed {
    fn new(net: &Net) -> Self {
        let most = net
            .nodes
            .iter()
            .map(|own| own.size)
            .fold(f64::MIN_POSITIVE, f64::max);
        let radius = |own: &Node| ((own.size / most).max(0.0).sqrt() * RADII.0).max(RADII.1);
        let radii: Vec<f64> = net.nodes.iter().map(radius).collect();
        let label = |own: &Node| cut(&clean(&own.label), SMALL, LABEL);
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
        let centres = areas.iter().zip(&radii).zip(&net.nodes);
        let centres = centres.map(|((area, radius), node)| {
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
    fn base(&self, place: usize, group: usize) -> Point {
        let (x, y) = self.centres[place];
        (x, y + extent(group).1 * self.radii[place] + LINE)
    }
}

/// Where nodes are before marks and labels are told apart: each part that hangs together in a field of
/// its own, the largest first, in rows; and how high all of it is.
fn start(net: &Net) -> (Vec<Point>, f64) {
    let mut points = vec![(0.0, 0.0); net.nodes.len()];
    let mut top = 0.0;
    let parts = parts(net);
    let mut left = parts.as_slice();
    while let Some(first) = left.first() {
        let height = match first.len() {
            ..=3 => 58.0,
            nodes => 40.0 + (nodes as f64 * ROOM / 2.0).sqrt(),
        };
        let wide = |part: &Vec<usize>| match part.len() as f64 {
            ..=3.0 => part.len() as f64 * 95.0,
            nodes => (nodes * ROOM / height).max(LABEL),
        };
        let mut width = 0.0;
        let fits = |part: &&Vec<usize>| {
            width += wide(part);
            width <= WIDTH
        };
        let row = left.iter().take_while(fits).count().max(1);
        let total: f64 = left[..row].iter().map(wide).sum();
        let mut from = 0.0;
        for part in &left[..row] {
            let width = wide(part) * WIDTH / total.max(WIDTH * 0.6);
            let own = place(&distances(net, part), Weigh::Near);
            for (&node, at) in part.iter().zip(spread(&own, (width, height))) {
                points[node] = (from + at.0, top + at.1);
            }
            from += width;
        }
        top += height;
        left = &left[row..];
    }
    (points, top)
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
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    parts
}

/// The shortest ways between nodes of a part, an edge being the shorter the heavier it is.
fn distances(net: &Net, part: &[usize]) -> Distances {
    let n = part.len();
    let most = net
        .edges
        .iter()
        .map(|own| own.2)
        .fold(f64::MIN_POSITIVE, f64::max);
    let mut ways = vec![f64::INFINITY; n * n];
    for &(a, b, weight) in &net.edges {
        let ends = [a, b].map(|own| part.binary_search(&own).ok());
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
    let stretch = |own: fn(&Point) -> f64, size: f64| -> Vec<f64> {
        let low = points.iter().map(own).fold(f64::INFINITY, f64::min);
        let high = points.iter().map(own).fold(f64::NEG_INFINITY, f64::max);
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
            .map(|point| size * (0.1 + 0.8 * share(own(point))))
            .collect()
    };
    let across = stretch(|point| point.0, size.0);
    across
        .into_iter()
        .zip(stretch(|point| point.1, size.1))
        .collect()
}

fn draw(net: &Net) -> Drawing {
    let placed = Placed::new(net);
    let shown = net.groups.len().min(usize::from(GROUPS) + 1);
    let legend = if shown > 1 {
        12.0 + 17.0 * shown as f64
    } else {
        0.0
    };
    let mut drawing = Drawing::new(WIDTH, placed.height + legend);
    edges(&mut drawing, net, &placed);
    for (place, own) in net.nodes.iter().enumerate() {
        mark(
            &mut drawing,
            own.group,
            placed.centres[place],
            placed.radii[place],
        );
        drawing.tell(&format!("{}: {}", own.label, count(own.size as u64)));
    }
    for (place, label) in placed.labels.iter().enumerate() {
        let base = placed.base(place, net.nodes[place].group);
        let text = Text::new(base, label).sized(SMALL);
        drawing.text(text.anchored(Anchor::Middle).haloed(), Ink::Text);
        if *label != clean(&net.nodes[place].label) {
            drawing.tell(&net.nodes[place].label);
        }
    }
    if shown > 1 {
        groups(&mut drawing, net, placed.height + 12.0);
    }
    drawing
}

fn edges(drawing: &mut Drawing, net: &Net, placed: &Placed) {
    let weights = || net.edges.iter().map(|own| own.2);
    let (low, high) = (
        weights().fold(f64::INFINITY, f64::min),
        weights().fold(0.0, f64::max),
    );
    for &(a, b, weight) in &net.edges {
        let share = if high > low {
            (weight - low) / (high - low)
        } else {
            0.5
        };
        let line = LINES.0 + share * (LINES.1 - LINES.0);
        drawing.line(placed.centres[a], placed.centres[b], Ink::Edge, line);
        let [first, second] = [a, b].map(|own| &net.nodes[own].label);
        drawing.tell(&format!("{first} – {second}: {}", number(weight)));
    }
}

/// Half of the square root of 3.
const HALF_ROOT: f64 = 0.866_025_403_784_438_6;

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

/// The mark of a group: each has its own shape, all about as large.
fn mark(drawing: &mut Drawing, group: usize, centre: Point, radius: f64) {
    let ink = Ink::Group(group.min(usize::from(GROUPS)) as u8);
    let line = Some((Ink::Surface, 1.0));
    let corners: &[Point] = match group {
        1 => &[(-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)],
        2 => &[(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)],
        3 => &[(0.0, -1.4), (1.4 * HALF_ROOT, 0.7), (-1.4 * HALF_ROOT, 0.7)],
        4 => &[
            (0.0, 1.4),
            (1.4 * HALF_ROOT, -0.7),
            (-1.4 * HALF_ROOT, -0.7),
        ],
        5 => &[
            (1.1, 0.0),
            (0.55, 1.1 * HALF_ROOT),
            (-0.55, 1.1 * HALF_ROOT),
            (-1.1, 0.0),
            (-0.55, -1.1 * HALF_ROOT),
            (0.55, -1.1 * HALF_ROOT),
        ],
        6 => &[
            (-0.4, -1.2),
            (0.4, -1.2),
            (0.4, -0.4),
            (1.2, -0.4),
            (1.2, 0.4),
            (0.4, 0.4),
            (0.4, 1.2),
            (-0.4, 1.2),
            (-0.4, 0.4),
            (-1.2, 0.4),
            (-1.2, -0.4),
            (-0.4, -0.4),
        ],
        _ => {
            drawing.circle(centre, radius, ink, line);
            return;
        }
    };
    let at = |own: &Point| (centre.0 + own.0 * radius, centre.1 + own.1 * radius);
    drawing.polygon(corners.iter().map(at).collect(), ink, line);
}

/// Which mark is whose.
fn groups(drawing: &mut Drawing, net: &Net, top: f64) {
    let room = WIDTH - 30.0;
    for (place, name) in net.groups.iter().enumerate().take(usize::from(GROUPS) + 1) {
        let middle = top + 17.0 * (place as f64 + 0.5);
        mark(drawing, place, (10.0, middle), 5.5);
        let more = net.groups.len() - place;
        let name = if place == usize::from(GROUPS) && more > 1 {
            format!("{more} smaller communities")
        } else {
            clean(name)
        };
        let label = Text::new((24.0, middle + SIZE * 0.33), &cut(&name, SMALL, room));
        drawing.text(label.sized(SMALL), Ink::Muted);
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
        let nodes: Vec<Node> = nodes.collect();
        let edges = (1..nodes.len()).map(|own| (own / 2, own, 0.1 + (own % 7) as f64 / 10.0));
        Net {
            edges: edges.collect(),
            groups: (0..9).map(|own| format!("g{own}")).collect(),
            nodes,
            what: "phrases",
            note: String::new(),
        }
    }

    /// The boxes of the labels of a placed network.
    fn boxes(placed: &Placed) -> Vec<Area> {
        let own = placed.labels.iter().enumerate();
        let own = own.map(|(place, label)| {
            let (x, base) = placed.base(place, place % 9);
            Area {
                centre: (x, base - 3.5),
                half: (width(label, SMALL) / 2.0, 6.0),
            }
        });
        own.collect()
    }

    #[test]
    fn ways_lead_over_edges_and_parts_are_told_apart() {
        let mut own = net(&["a", "b", "c", "d"].map(ToOwned::to_owned));
        own.edges = vec![(1, 2, 0.5), (2, 3, 1.0)];
        assert_eq!(parts(&own), [vec![1, 2, 3], vec![0]]);
        let points = place(&distances(&own, &[1, 2, 3]), Weigh::Near);
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
        let labels: Vec<String> = (0..40).map(|own| format!("label {own}")).collect();
        assert_eq!(draw(&net(&labels)), draw(&net(&labels)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn labels_never_touch(labels in prop::collection::vec(".{1,30}", 1..60)) {
            let placed = Placed::new(&net(&labels));
            let boxes = boxes(&placed);
            for (at, own) in boxes.iter().enumerate() {
                prop_assert!(own.is_inside((WIDTH, placed.height)), "{own:?}");
                for other in &boxes[at + 1..] {
                    prop_assert!(!own.overlaps(other), "{own:?} {other:?}");
                }
            }
        }
    }
}
