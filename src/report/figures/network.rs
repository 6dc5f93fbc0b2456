//! Which phrases and concepts travel together: a network drawn so that near means associated.
//!
//! Takes plain nodes and edges, from the networks of the results or else from the strongest pairs of
//! phrases. Shortest ways through the network are the wished-for distances; marks with their labels are
//! then pushed apart until none lies on another.

use super::Figure;
use super::drawing::{Anchor, Drawing, Point, Text};
use super::ink::{GROUPS, Ink};
use super::network_layout::Placed;
use super::text::{SIZE, SMALL, clean, cut, number};
use crate::analyze::Results;
use crate::config::Config;
use crate::report::text::{count, some};

/// The most nodes and edges drawn.
pub(super) const NODES: usize = 50;
pub(super) const EDGES: usize = 160;
/// How wide the figure is.
pub(super) const WIDTH: f64 = 740.0;
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
