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
pub(super) const NODES: usize = 60;
pub(super) const EDGES: usize = 160;
const WIDTH: f64 = 740.0;
/// The widest label.
const LABEL: f64 = 150.0;
/// The radius of the largest mark, and the least.
const RADII: (f64, f64) = (15.0, 3.5);
/// The widths of lines.
const LINES: (f64, f64) = (0.8, 4.0);

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
        let height = (110.0 + 8.0 * net.nodes.len() as f64).clamp(180.0, 560.0);
        let points = place(&distances(net), Weigh::Near);
        let start = spread(&points, (WIDTH, height));
        let areas = start.iter().zip(&radii).zip(&labels);
        let areas = areas.map(|((&centre, radius), label)| Area {
            centre,
            half: (
                (width(label, SMALL) / 2.0 + 4.0).max(radius + 3.0),
                radius + 9.5,
            ),
        });
        let mut areas: Vec<Area> = areas.collect();
        let height = separate(&mut areas, (WIDTH, height));
        // The mark is above its label.
        let centres = areas.iter().map(|own| (own.centre.0, own.centre.1 - 7.0));
        Self {
            centres: centres.collect(),
            radii,
            labels,
            height,
        }
    }
}

/// The shortest ways through the network, an edge being the shorter the heavier it is; parts that do not
/// hang together are farther from each other than any two nodes of one.
fn distances(net: &Net) -> Distances {
    let n = net.nodes.len();
    let most = net
        .edges
        .iter()
        .map(|own| own.2)
        .fold(f64::MIN_POSITIVE, f64::max);
    let mut ways = vec![f64::INFINITY; n * n];
    for &(a, b, weight) in &net.edges {
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
    let finite = ways.iter().filter(|way| way.is_finite());
    let apart = finite.fold(0.0_f64, |most, way| most.max(*way)) + 0.7;
    Distances::new(n, |a, b| {
        let way = ways[a * n + b];
        if way.is_finite() { way } else { apart }
    })
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
            .map(|point| size * (0.08 + 0.84 * share(own(point))))
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
        let (x, y) = placed.centres[place];
        let text = Text::new((x, y + placed.radii[place] + 11.0), label).sized(SMALL);
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

/// Half of the square root of 3, and the sines and cosines of a fifth of a turn.
const HALF_ROOT: f64 = 0.866_025_403_784_438_6;

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
        let own = placed.centres.iter().zip(&placed.radii).zip(&placed.labels);
        let own = own.map(|((centre, radius), label)| Area {
            centre: (centre.0, centre.1 + radius + 7.0),
            half: (width(label, SMALL) / 2.0, 6.0),
        });
        own.collect()
    }

    #[test]
    fn ways_lead_over_edges_and_parts_are_apart() {
        let mut own = net(&["a", "b", "c", "d"].map(ToOwned::to_owned));
        own.edges = vec![(0, 1, 0.5), (1, 2, 1.0)];
        let points = place(&distances(&own), Weigh::Near);
        let far = |a: usize, b: usize| {
            let (x, y) = (points[a].0 - points[b].0, points[a].1 - points[b].1);
            (x * x + y * y).sqrt()
        };
        // Lengths are 1.5 - w / 1: 1 and 0.5.
        assert!(far(0, 1) > far(1, 2) && far(0, 2) > far(0, 1) && far(0, 3) > far(0, 2));
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
