//! Which phrases and concepts travel together: a network drawn so that near means associated.
//!
//! Takes plain nodes and edges, from the networks of the results or else from the strongest pairs of
//! phrases. Shortest ways through the network are the wished-for distances; marks with their labels are
//! then pushed apart until none lies on another.

use super::drawing::{Anchor, Drawing, Point, Text};
use super::figure::Figure;
use super::ink::{GROUPS, Ink};
use super::network_data::{self, Net, Node};
use super::network_layout::{Placed, WIDTH};
use super::target::Target;
use super::text::{SIZE, SMALL, clean, cut, number};
use crate::analyze::Results;
use crate::config::NetworkConfig;
use crate::order::Arrange as _;
use crate::report::text::{count, joined, plural};

/// The widths of lines.
const LINES: (f64, f64) = (0.8, 3.2);

/// The figure, if anything is associated.
pub(super) fn figures(results: &Results, config: &NetworkConfig) -> Vec<Figure> {
    let net = network_data::net(results, config);
    let shown = net.filter(|net| net.nodes.len() > 1 && !net.edges.is_empty());
    shown.map(|net| figure(&net)).into_iter().collect()
}

fn figure(net: &Net) -> Figure {
    let mut by_size: Vec<&Node> = net.nodes.iter().collect();
    by_size.arrange_by(|a, b| b.size.total_cmp(&a.size));
    let largest = by_size.iter().take(5).map(|node| clean(&node.label));
    let groups = net.groups.iter().take(3).map(|group| clean(group));
    let description = format!(
        "Network of {} and {}. Most frequent: {}. Largest communities: {}.",
        plural(net.nodes.len(), "node"),
        plural(net.edges.len(), "edge"),
        joined(largest),
        groups.collect::<Vec<_>>().join(" – "),
    );
    let title = format!("Network of {} that occur together", net.what);
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
    for (place, node) in net.nodes.iter().enumerate() {
        let (centre, radius) = (placed.centres[place], placed.radii[place]);
        mark(&mut drawing, node.group, centre, radius);
        drawing.tooltip(&format!("{}: {}", node.label, count(node.size as u64)));
        drawing.leads_to(Target::words(&[&node.label]));
    }
    for (place, label) in placed.labels.iter().enumerate() {
        let base = placed.base(place, net.nodes[place].group);
        let text = Text::new(base, label).sized(SMALL);
        drawing.text(text.anchored(Anchor::Middle).haloed(), Ink::Text);
        if *label != clean(&net.nodes[place].label) {
            drawing.tooltip(&net.nodes[place].label);
        }
    }
    if shown > 1 {
        groups(&mut drawing, net, placed.height + 12.0);
    }
    drawing
}

fn edges(drawing: &mut Drawing, net: &Net, placed: &Placed) {
    let weights = || net.edges.iter().map(|edge| edge.2);
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
        let [first, second] = [a, b].map(|node| &net.nodes[node].label);
        drawing.tooltip(&format!("{first} – {second}: {}", number(weight)));
        drawing.leads_to(Target::words(&[first, second]));
    }
}

/// Half of the square root of 3.
const HALF_ROOT: f64 = 0.866_025_403_784_438_6;

const SQUARE: [Point; 4] = [(-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)];
const DIAMOND: [Point; 4] = [(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)];
const UPWARDS: [Point; 3] = [(0.0, -1.4), (1.4 * HALF_ROOT, 0.7), (-1.4 * HALF_ROOT, 0.7)];
const DOWNWARDS: [Point; 3] = [
    (0.0, 1.4),
    (1.4 * HALF_ROOT, -0.7),
    (-1.4 * HALF_ROOT, -0.7),
];
const HEXAGON: [Point; 6] = [
    (1.1, 0.0),
    (0.55, 1.1 * HALF_ROOT),
    (-0.55, 1.1 * HALF_ROOT),
    (-1.1, 0.0),
    (-0.55, -1.1 * HALF_ROOT),
    (0.55, -1.1 * HALF_ROOT),
];
const CROSS: [Point; 12] = [
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
];

/// The mark of a group: each has its own shape, all about as large.
fn mark(drawing: &mut Drawing, group: usize, centre: Point, radius: f64) {
    let ink = Ink::Group(group.min(usize::from(GROUPS)) as u8);
    let line = Some((Ink::Surface, 1.0));
    let corners: &[Point] = match group {
        1 => &SQUARE,
        2 => &DIAMOND,
        3 => &UPWARDS,
        4 => &DOWNWARDS,
        5 => &HEXAGON,
        6 => &CROSS,
        _ => {
            drawing.circle(centre, radius, ink, line);
            return;
        }
    };
    let at = |corner: &Point| (centre.0 + corner.0 * radius, centre.1 + corner.1 * radius);
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
        drawing.small(
            (24.0, middle + SIZE * 0.33),
            &cut(&name, SMALL, room),
            Anchor::Start,
            Ink::Muted,
        );
    }
}
