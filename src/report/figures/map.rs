//! A map of sources: those whose documents use like words are near each other.
//!
//! Takes the cosines of the sources of one language, that with most sources. A plane can't hold all
//! distances, so the note tells how much they had to give.

use super::boxes::{Area, label};
use super::drawing::{Anchor, Drawing, Point};
use super::figure::Figure;
use super::ink::Ink;
use super::rows::part_of;
use super::stress::{Distances, Weigh, place, stress};
use super::text::{SMALL, clean, cut, number, width};
use crate::analyze::{Results, SourcePair};
use crate::model::{Language, SourceId};
use crate::order::Arrange as _;
use crate::report::noun::protected;
use crate::report::text::plural;

/// The most sources on the map.
const SOURCES: usize = 200;
const WIDTH: f64 = 720.0;
/// The least and the greatest height.
const HEIGHT: (f64, f64) = (300.0, 620.0);
const MARGIN: f64 = 34.0;
/// Distances below this are not stretched over the map: sources so near are alike.
const LEAST_SPAN: f64 = 0.02;
const RADIUS: f64 = 3.5;
const LABEL: f64 = 130.0;

/// What is shown.
#[derive(Debug, Clone)]
pub(super) struct Near {
    /// Names, the largest source first.
    pub(super) sources: Vec<String>,
    /// 1 less the cosine.
    pub(super) distances: Distances,
    /// The pair with the highest cosine.
    pub(super) nearest: Option<Pair>,
    pub(super) language: Language,
    /// How many sources the language has.
    pub(super) all: usize,
    /// How many languages there are.
    pub(super) languages: usize,
}

/// What is known of the similarity of sources, if they were compared.
pub(super) fn data(results: &Results) -> Option<Near> {
    let pairs = results.similarity.sources.as_ref()?.pairs.iter();
    let is_compared = |pair: &&SourcePair| {
        pair.period.is_none() && pair.second.is_some() && pair.cosine.is_some()
    };
    let pairs: Vec<&SourcePair> = pairs.filter(is_compared).collect();
    let by_language = || pairs.chunk_by(|a, b| a.language == b.language);
    // Of languages with as many sources the first.
    let largest = by_language()
        .rev()
        .max_by_key(|pairs| members(pairs).len())?;
    let (members, corpus) = (members(largest), &results.corpus);
    let by_size = corpus.sources_by_size().into_iter();
    let chosen = by_size
        .map(|(source, _)| source)
        .filter(|source| members.binary_search(source).is_ok());
    let chosen: Vec<SourceId> = chosen.take(SOURCES).collect();
    let (cosines, nearest) = cosines(largest, &chosen, corpus.sources.len());
    let n = chosen.len();
    let name = |source: &SourceId| corpus.sources[source.index()].clone();
    Some(Near {
        sources: chosen.iter().map(name).collect(),
        distances: Distances::new(n, |a, b| 1.0 - cosines[a * n + b]),
        nearest,
        language: largest.first()?.language,
        all: members.len(),
        languages: by_language().count(),
    })
}

/// The sources of pairs, in order.
fn members(pairs: &[&SourcePair]) -> Vec<SourceId> {
    let ends = pairs
        .iter()
        .flat_map(|pair| [Some(pair.first), pair.second]);
    let mut members: Vec<SourceId> = ends.flatten().collect();
    members.arrange();
    members.dedup();
    members
}

/// Two sources and their cosine.
type Pair = (usize, usize, f64);

/// The cosines of the chosen sources, in rows, and the highest.
fn cosines(pairs: &[&SourcePair], chosen: &[SourceId], sources: usize) -> (Vec<f64>, Option<Pair>) {
    let n = chosen.len();
    let mut places = vec![None; sources];
    for (place, source) in chosen.iter().enumerate() {
        places[source.index()] = Some(place);
    }
    let (mut cosines, mut nearest) = (vec![0.0; n * n], None::<Pair>);
    for pair in pairs {
        let ends = [Some(pair.first), pair.second].map(|source| places[source?.index()]);
        let ([Some(a), Some(b)], Some(cosine)) = (ends, pair.cosine) else {
            continue;
        };
        cosines[a * n + b] = cosine;
        cosines[b * n + a] = cosine;
        if nearest.is_none_or(|best| cosine > best.2) {
            nearest = Some((a, b, cosine));
        }
    }
    (cosines, nearest)
}

/// The map.
pub(super) fn figure(near: &Near) -> Figure {
    let points = place(&near.distances, Weigh::Alike);
    let (drawing, unnamed) = draw(near, &points);
    let nearest = near.nearest.map(|(a, b, cosine)| {
        let [a, b] = [a, b].map(|source| protected(&clean(&near.sources[source])));
        format!(" Most similar: {a} and {b} (cosine {}).", number(cosine))
    });
    let description = format!(
        "Map of {}, one point each.{}{}",
        plural(near.sources.len(), "source"),
        nearest.unwrap_or_default(),
        farthest(near, &points),
    );
    let note = note(near, stress(&points, &near.distances), unnamed);
    let title = "Map of sources by vocabulary";
    Figure::new("source_similarity", title, description, note, drawing)
}

fn note(near: &Near, stress: f64, unnamed: usize) -> String {
    let unnamed = match unnamed {
        0 => String::new(),
        n => format!(
            " {} without a name, for lack of space.",
            plural(n, "source")
        ),
    };
    let only = match near.languages {
        ..=1 => String::new(),
        n => format!(
            " in {} (sources are compared within each of the {n} languages)",
            near.language.code()
        ),
    };
    // A rule of thumb of Kruskal (1964): 0.2 is poor.
    let poor = if stress > 0.2 {
        ". The distances here are rough: rely on the cosines in the table"
    } else {
        ""
    };
    format!(
        "{}{only}. Map of sources by vocabulary lie close together: distance is 1 − cosine of TF-IDF, scaled to two dimensions (SMACOF, stress-1 {stress:.2}){poor}. Directions have no meaning.{unnamed} Data: source_similarity.csv",
        part_of(near.sources.len(), near.all, "source"),
    )
}

/// The source farthest from the middle of the map.
fn farthest(near: &Near, points: &[Point]) -> String {
    let far = |point: &Point| point.0 * point.0 + point.1 * point.1;
    let all = points.iter().zip(&near.sources);
    let farthest = all.reduce(|best, next| match far(next.0) > far(best.0) {
        true => next,
        false => best,
    });
    farthest
        .map(|(_, name)| format!(" Farthest from the centre: {}.", protected(&clean(name))))
        .unwrap_or_default()
}

/// Where the points are drawn, how high the map is, and how many pixels a distance of 1 is.
fn scaled(points: &[Point]) -> (Vec<Point>, f64, f64) {
    let ends = |coordinate: fn(&Point) -> f64| {
        let values = || points.iter().map(coordinate);
        (
            values().fold(f64::INFINITY, f64::min),
            values().fold(f64::NEG_INFINITY, f64::max),
        )
    };
    let (across, down) = (ends(|point| point.0), ends(|point| point.1));
    let spans = (
        (across.1 - across.0).max(LEAST_SPAN),
        (down.1 - down.0).max(LEAST_SPAN),
    );
    let room = (WIDTH - 2.0 * MARGIN, HEIGHT.1 - 2.0 * MARGIN);
    let scale = (room.0 / spans.0).min(room.1 / spans.1);
    let height = (spans.1 * scale + 2.0 * MARGIN).clamp(HEIGHT.0, HEIGHT.1);
    let middle = (
        f64::midpoint(across.0, across.1),
        f64::midpoint(down.0, down.1),
    );
    let at = |point: &Point| {
        (
            WIDTH / 2.0 + (point.0 - middle.0) * scale,
            height / 2.0 + (point.1 - middle.1) * scale,
        )
    };
    (points.iter().map(at).collect(), height, scale)
}

/// The map, and how many sources have no name on it.
fn draw(near: &Near, points: &[Point]) -> (Drawing, usize) {
    let (places, height, scale) = scaled(points);
    let labels: Vec<String> = near
        .sources
        .iter()
        .map(|name| cut(&clean(name), SMALL, LABEL))
        .collect();
    let half: Vec<(f64, f64)> = labels
        .iter()
        .map(|label| (width(label, SMALL) / 2.0 + 1.0, 6.5))
        .collect();
    let areas = label(&places, &half, RADIUS, (WIDTH, height));
    let mut drawing = Drawing::new(WIDTH, height + 30.0);
    drawing.frame(
        (0.5, 0.5),
        (WIDTH - 1.0, height - 1.0),
        Ink::Surface,
        Ink::Grid,
    );
    for (&at, name) in places.iter().zip(&near.sources) {
        drawing.circle(at, RADIUS, Ink::Mark, Some((Ink::Surface, 0.8)));
        drawing.tooltip(name);
    }
    for ((area, text), &point) in areas.iter().zip(&labels).zip(&places) {
        if let Some(area) = area {
            name(&mut drawing, area, text, point);
        }
    }
    bar(&mut drawing, scale, height);
    (drawing, areas.iter().filter(|area| area.is_none()).count())
}

/// Writes a name in its area, next to its point whatever the font.
fn name(drawing: &mut Drawing, area: &Area, text: &str, point: Point) {
    let (x, half) = (area.centre.0, area.half.0);
    let (x, anchor) = if x - half >= point.0 {
        (x - half + 1.0, Anchor::Start)
    } else if x + half <= point.0 {
        (x + half - 1.0, Anchor::End)
    } else {
        (x, Anchor::Middle)
    };
    let at = (x, area.centre.1 + SMALL * 0.35);
    drawing.small(at, text, anchor, Ink::Text);
}

/// How long a distance is on the map.
fn bar(drawing: &mut Drawing, scale: f64, height: f64) {
    let lengths = [0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005];
    let length = lengths
        .into_iter()
        .find(|length| length * scale <= 160.0)
        .unwrap_or(0.002);
    let (y, right) = (height + 14.0, 2.0 + length * scale);
    drawing.line((2.0, y), (right, y), Ink::Axis, 1.5);
    for x in [2.0, right] {
        drawing.line((x, y - 4.0), (x, y + 4.0), Ink::Axis, 1.5);
    }
    let label = format!("distance {length} (1 − cosine)");
    drawing.small((right + 8.0, y + 4.0), &label, Anchor::Start, Ink::Muted);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_keeps_the_shape_of_the_points() {
        let (places, height, scale) = scaled(&[(0.0, 0.0), (1.0, 0.0), (1.0, 0.5)]);
        assert!((scale - 652.0).abs() < 1e-9);
        assert!((height - (326.0 + 68.0)).abs() < 1e-9);
        assert!((places[1].0 - places[0].0 - 652.0).abs() < 1e-9);
        assert!((places[2].1 - places[1].1 - 326.0).abs() < 1e-9);
        let one = scaled(&[(3.0, 3.0)]).0;
        assert_eq!(one, [(360.0, 310.0)]);
        // Sources that are all alike stay together.
        let alike = scaled(&[(0.0, 0.0), (1e-9, 1e-9)]).0;
        assert!((alike[0].0 - alike[1].0).abs() < 0.1);
    }
}
