//! Trends of concepts in words.
//!
//! Takes the trends that were found, gives sentences in Markdown without a full stop.

use super::text::{measure, p_value, plain, signed};
use crate::analyze::{ItemTrend, Results, Shape, Stretch, Trends};
use crate::stats::LEVEL;

/// The trend of a concept in the corpus; none where no table has it or the periods are too few.
pub(super) fn of_concept(results: &Results, concept: usize) -> Option<String> {
    let (trends, item) = in_corpus(results, concept)?;
    Some(format!("{}{}", course(trends, item), step(trends, item)))
}

/// Whether a concept was tested in the corpus and shows no reliable trend.
pub(super) fn is_even(results: &Results, concept: usize) -> bool {
    in_corpus(results, concept).is_some_and(|(_, item)| item.shape == Shape::None)
}

/// The concept with the surest trend in the corpus, if any has one: the smallest p, then the earliest in the
/// codebook.
pub(super) fn surest(results: &Results) -> Option<usize> {
    let trends = results.concept_rates.trends.as_ref()?;
    let of_corpus = trends.items.iter().filter(|item| item.source.is_none());
    let sure = of_corpus.filter(|item| item.shape != Shape::None);
    let p = |item: &ItemTrend| {
        let of_turn = item.turn_p_adjusted.filter(|_| is_turned(item.shape));
        of_turn.or(item.trend_p_adjusted).unwrap_or(1.0)
    };
    let surest = sure.min_by(|a, b| p(a).total_cmp(&p(b)).then(a.item.cmp(&b.item)));
    surest.map(|item| item.item)
}

fn is_turned(shape: Shape) -> bool {
    matches!(shape, Shape::Hump | Shape::Dip)
}

/// The course of a concept in the corpus, without the change of level.
pub(super) fn in_short(results: &Results, concept: usize) -> Option<String> {
    let (trends, item) = in_corpus(results, concept)?;
    Some(course(trends, item))
}

fn in_corpus(results: &Results, concept: usize) -> Option<(&Trends, &ItemTrend)> {
    let trends = results.concept_rates.trends.as_ref()?;
    let mut of_corpus = trends.items.iter().filter(|item| item.source.is_none());
    Some((trends, of_corpus.find(|item| item.item == concept)?))
}

/// How many sources rise, fall or turn.
pub(super) fn by_source(results: &Results, concept: usize) -> Option<String> {
    let trends = results.concept_rates.trends.as_ref()?;
    let of_sources = trends.items.iter().filter(|item| item.source.is_some());
    let shapes: Vec<Shape> = of_sources
        .filter(|item| item.item == concept)
        .map(|item| item.shape)
        .collect();
    if shapes.is_empty() {
        return None;
    }
    let number = |shape: Shape| shapes.iter().filter(|&&known| known == shape).count();
    Some(format!(
        "of the {} sources with enough dated documents, the rate rises in {}, falls in {}, rises and then falls in {}, falls and then rises in {}, and shows no reliable trend in {}",
        shapes.len(),
        number(Shape::Rise),
        number(Shape::Fall),
        number(Shape::Hump),
        number(Shape::Dip),
        number(Shape::None),
    ))
}

fn course(trends: &Trends, item: &ItemTrend) -> String {
    let [start, end] = item.ends.map(|stretch| place(trends, &stretch));
    let middle = item.around_turn.map(|stretch| place(trends, &stretch));
    let turned = |first: &str, then: &str| {
        let middle = middle.clone().unwrap_or_default();
        let p = item.turn_p_adjusted.map(p_of).unwrap_or_default();
        format!("{first} from {start} to {middle}, then {then} to {end} ({p})")
    };
    match item.shape {
        Shape::Rise => format!("rose from {start} to {end}{}", slope(item)),
        Shape::Fall => format!("fell from {start} to {end}{}", slope(item)),
        Shape::Hump => turned("rose", "fell"),
        Shape::Dip => turned("fell", "rose"),
        Shape::None => {
            format!("no reliable trend: {start}, {end}{}", slope(item))
        }
    }
}

fn slope(item: &ItemTrend) -> String {
    let (Some(trend), Some(p)) = (item.trend, item.trend_p_adjusted) else {
        return String::new();
    };
    format!(
        " ({} per year, 95 % interval {} to {}; {})",
        signed(trend.slope),
        signed(trend.interval.low),
        signed(trend.interval.high),
        p_of(p)
    )
}

/// The change of level, if it is sure.
fn step(trends: &Trends, item: &ItemTrend) -> String {
    let (Some(change), Some([before, after])) = (item.change, item.around_change) else {
        return String::new();
    };
    let Some(p) = item.change_p_adjusted.filter(|p| *p < LEVEL) else {
        return String::new();
    };
    let label = |place: usize| plain(trends.periods.get(place).map_or("", String::as_str));
    let range = change
        .range
        .map(|[from, to]| format!(" (95 % interval {} to {})", label(from), label(to)));
    format!(
        "; the level changed in {}{}, from {} to {} ({})",
        label(change.place),
        range.unwrap_or_default(),
        measure(before.per_10k),
        measure(after.per_10k),
        p_of(p)
    )
}

fn place(trends: &Trends, stretch: &Stretch) -> String {
    format!(
        "{} in {}",
        measure(stretch.per_10k),
        plain(&trends.span(stretch))
    )
}

fn p_of(p: f64) -> String {
    let shown = p_value(p);
    match shown.starts_with('<') {
        true => format!("p {shown}"),
        false => format!("p = {shown}"),
    }
}
