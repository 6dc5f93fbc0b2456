//! When the documents are from: each at its date in a row for its source, or, of many sources, how many
//! there are in each period.

use super::Figure;
use super::calendar::{Days, Precision, named};
use super::drawing::{Anchor, Drawing, Text};
use super::ink::Ink;
use super::over_time::shown_periods;
use super::rows;
use super::scale::Scale;
use super::text::{SMALL, clean, width};
use crate::analyze::Results;
use crate::config::{Config, PeriodChoice};
use crate::corpus::{Periods, first_and_last};
use crate::report::text::{count, some};

/// The most sources that have a row each.
const SOURCES: usize = 25;
const ROW: f64 = 20.0;
const TOP: f64 = 8.0;
/// The widths of the whole, and of the field of bars.
const WIDTH: f64 = 700.0;
const BARS: f64 = 180.0;
/// Days nearer to each other than this share a mark.
const APART: f64 = 13.0;
const RADIUS: f64 = 4.5;

/// The documents of a source that share a mark.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mark {
    /// The first of their dates, and the last.
    pub(super) dates: (String, String),
    pub(super) documents: usize,
}

/// A source and its dates, in their order, with the number of documents.
pub(super) type Dated = (String, Vec<(String, usize)>);

/// What is told of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Total {
    pub(super) documents: usize,
    pub(super) undated: usize,
    pub(super) sources: usize,
}

/// The figure, if documents are from more than one date.
pub(super) fn figures(results: &Results, config: &Config) -> Vec<Figure> {
    let corpus = &results.corpus;
    let dates = corpus.documents.iter().map(|own| own.info.date.as_str());
    let Some((first, last)) = first_and_last(dates).filter(|(first, last)| first != last) else {
        return Vec::new();
    };
    let rows = dated(results);
    let documents = rows.iter().flat_map(|row| &row.1).map(|own| own.1).sum();
    let total = Total {
        documents,
        undated: corpus.documents.len() - documents,
        sources: rows.len(),
    };
    if rows.len() <= SOURCES {
        return vec![by_source(&rows, (first, last), total)];
    }
    let choice = match config.concepts.period {
        PeriodChoice::None => PeriodChoice::Auto,
        choice => choice,
    };
    let periods = Periods::new(corpus, choice).filter(|periods| periods.all.len() > 1);
    let bars = periods.map(|periods| {
        let all = periods.all.iter();
        let all: Vec<(String, usize)> = all
            .map(|own| (own.label.clone(), own.documents.len()))
            .collect();
        let total = Total {
            undated: periods.undated(),
            documents: corpus.documents.len() - periods.undated(),
            ..total
        };
        by_period(&all, periods.unit.name(), total)
    });
    bars.into_iter().collect()
}

/// Sources with dates, in the order of their first.
fn dated(results: &Results) -> Vec<Dated> {
    let corpus = &results.corpus;
    let mut rows: Vec<Dated> = Vec::new();
    for (source, documents) in corpus.sources.iter().zip(corpus.documents_by_source()) {
        let dates = documents
            .iter()
            .map(|&id| corpus.document(id).info.date.clone());
        let mut dates: Vec<String> = dates.filter(|date| Days::of(date).is_some()).collect();
        dates.sort_unstable();
        let runs = dates.chunk_by(|a, b| a == b);
        let runs: Vec<(String, usize)> = runs.map(|run| (run[0].clone(), run.len())).collect();
        if !runs.is_empty() {
            rows.push((source.clone(), runs));
        }
    }
    rows.sort_by(|a, b| a.1[0].0.cmp(&b.1[0].0));
    rows
}

/// What the note says of documents without a date.
fn undated(total: Total, what: &str) -> String {
    match total.undated {
        0 => String::new(),
        n => format!("; {} more without a date{what}", count(n as u64)),
    }
}

fn by_source(rows: &[Dated], ends: (&str, &str), total: Total) -> Figure {
    let all = rows.iter().flat_map(|row| &row.1);
    let precise = |wanted: Precision| {
        let own = |date: &String| Days::of(date).is_some_and(|days| days.precision == wanted);
        all.clone().any(|(date, _)| own(date))
    };
    let vague = match (precise(Precision::Month), precise(Precision::Year)) {
        (false, false) => "",
        (true, false) => " A bar: a date that is only a month.",
        (false, true) => " A bar: a date that is only a year.",
        (true, true) => " A bar: a date that is only a month or a year.",
    };
    let note = format!(
        "Days; {} of {}{}. A number counts documents whose marks would lie on each other.{vague} documents.csv",
        some(total.documents, "document"),
        some(total.sources, "source"),
        undated(total, ""),
    );
    let most = rows
        .iter()
        .max_by_key(|row| row.1.iter().map(|own| own.1).sum::<usize>());
    let most = most.map(|row| {
        let n = row.1.iter().map(|own| own.1).sum::<usize>();
        format!(" Most are of {} ({n}).", clean(&row.0))
    });
    let description = format!(
        "{} of {} from {} to {}, a row for each source.{}",
        some(total.documents, "document"),
        some(total.sources, "source"),
        ends.0,
        ends.1,
        most.unwrap_or_default(),
    );
    let title = "When the documents of each source are from";
    Figure::new(
        "documents_over_time",
        title,
        description,
        note,
        draw_rows(rows, ends),
    )
}

fn draw_rows(sources: &[Dated], ends: (&str, &str)) -> Drawing {
    let left = rows::column(sources.iter().map(|row| row.0.as_str()));
    let right = WIDTH - 16.0;
    let bottom = TOP + ROW * sources.len() as f64;
    let all = sources.iter().flat_map(|row| &row.1);
    let days = all.filter_map(|(date, _)| Days::of(date));
    let span = days.fold((i64::MAX, i64::MIN), |span, own| {
        (span.0.min(own.start), span.1.max(own.end))
    });
    let scale = Scale::new((span.0 as f64, span.1 as f64), (left + 10.0, right - 10.0));
    let mut drawing = Drawing::new(WIDTH, bottom + 40.0);
    let fitting = |label: &str| ((right - left - 20.0) / (width(label, SMALL) + 14.0)) as usize;
    for (day, label) in named(ends.0, ends.1, fitting) {
        let x = scale.at(day as f64);
        drawing.line((x, TOP), (x, bottom), Ink::Grid, 1.0);
        drawing.line((x, bottom), (x, bottom + 4.0), Ink::Axis, 1.0);
        let half = width(&label, SMALL) / 2.0;
        let at = (x.min(WIDTH - 1.0 - half), bottom + 16.0);
        drawing.text(
            Text::new(at, &label).sized(SMALL).anchored(Anchor::Middle),
            Ink::Muted,
        );
    }
    drawing.line((left, bottom), (right, bottom), Ink::Axis, 1.0);
    let title = Text::new(
        ((left + right) / 2.0, bottom + 33.0),
        "Date of the document",
    );
    drawing.text(title.anchored(Anchor::Middle), Ink::Text);
    for (place, (name, dates)) in sources.iter().enumerate() {
        let middle = TOP + ROW * (place as f64 + 0.5);
        rows::name(&mut drawing, name, left, middle);
        drawing.line((left, middle), (right, middle), Ink::Grid, 1.0);
        for mark in marks(dates, &scale) {
            draw_mark(&mut drawing, name, &mark, &scale, middle);
        }
    }
    drawing
}

/// The marks of a row: a bar for each month and year, discs for days, those that would lie on each other
/// taken together.
fn marks(dates: &[(String, usize)], scale: &Scale) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut discs: Vec<(Mark, f64)> = Vec::new();
    for (date, documents) in dates {
        let Some(days) = Days::of(date) else { continue };
        let own = Mark {
            dates: (date.clone(), date.clone()),
            documents: *documents,
        };
        if days.precision != Precision::Day {
            marks.push(own);
            continue;
        }
        let x = scale.at(days.start as f64);
        match discs.last_mut() {
            Some((last, start)) if x - *start < APART => {
                last.dates.1.clone_from(date);
                last.documents += documents;
            }
            _ => discs.push((own, x)),
        }
    }
    marks.extend(discs.into_iter().map(|(own, _)| own));
    marks
}

fn draw_mark(drawing: &mut Drawing, source: &str, mark: &Mark, scale: &Scale, middle: f64) {
    let [Some(first), Some(last)] = [&mark.dates.0, &mark.dates.1].map(|date| Days::of(date))
    else {
        return;
    };
    let dates = if mark.dates.0 == mark.dates.1 {
        mark.dates.0.clone()
    } else {
        format!("{} to {}", mark.dates.0, mark.dates.1)
    };
    let told = format!("{source}: {} of {dates}", some(mark.documents, "document"));
    let label = count(mark.documents as u64);
    let (from, to) = (scale.at(first.start as f64), scale.at(last.end as f64));
    let centre = f64::midpoint(from, to);
    let base = middle + SMALL * 0.36;
    let text = Text::new((centre, base), &label)
        .sized(SMALL)
        .anchored(Anchor::Middle);
    if first.precision == Precision::Day {
        let half = width(&label, SMALL) / 2.0 + 2.5;
        let radius = if mark.documents == 1 {
            RADIUS
        } else {
            half.max(7.5)
        };
        drawing.circle(
            (centre, middle),
            radius,
            Ink::Mark,
            Some((Ink::Surface, 1.0)),
        );
        drawing.tell(&told);
        if mark.documents > 1 {
            drawing.text(text, Ink::Surface);
        }
        return;
    }
    // A short bar is still seen.
    let (corner, size) = (
        (from + 0.5, middle - 6.0),
        ((to - from - 1.0).max(3.0), 12.0),
    );
    drawing.frame(corner, size, Ink::Band, Ink::Mark);
    drawing.tell(&told);
    if mark.documents > 1 && size.0 > width(&label, SMALL) + 2.0 {
        drawing.text(text, Ink::Text);
    }
}

fn by_period(periods: &[(String, usize)], unit: &str, total: Total) -> Figure {
    let most = periods.iter().max_by_key(|own| own.1);
    let least = periods.iter().min_by_key(|own| own.1);
    let told = |own: Option<&(String, usize)>| {
        own.map(|(label, n)| format!("{label} ({})", count(*n as u64)))
            .unwrap_or_default()
    };
    let description = format!(
        "Bars of the number of documents in {}. Most are of {}, fewest of {}.",
        some(periods.len(), unit),
        told(most),
        told(least),
    );
    let note = format!(
        "Documents by {unit}; {} of {}{}. documents.csv",
        some(total.documents, "document"),
        some(total.sources, "source"),
        undated(total, &format!(" that names a {unit}")),
    );
    let title = format!("How many documents are from each {unit}");
    Figure::new(
        "documents_over_time",
        title,
        description,
        note,
        draw_bars(periods, unit),
    )
}

fn draw_bars(periods: &[(String, usize)], unit: &str) -> Drawing {
    let (left, right, top) = (52.0, WIDTH - 12.0, 24.0);
    let bottom = top + BARS;
    let most = periods.iter().map(|own| own.1).max().unwrap_or(0);
    let (scale, ticks) = Scale::from_zero(most as f64, (bottom, top), most.clamp(1, 5));
    let mut drawing = Drawing::new(WIDTH, bottom + 40.0);
    let head = Text::new((2.0, 11.0), "Number of documents");
    drawing.text(head, Ink::Text);
    for tick in &ticks {
        let y = scale.at(tick.value);
        drawing.line((left, y), (right, y), Ink::Grid, 1.0);
        let label = Text::new((left - 6.0, y + 4.0), &tick.label).sized(SMALL);
        drawing.text(label.anchored(Anchor::End), Ink::Muted);
    }
    let step = (right - left) / periods.len() as f64;
    let gap = (step * 0.2).min(6.0);
    for (place, (label, n)) in periods.iter().enumerate() {
        let (x, y) = (left + step * place as f64, scale.at(*n as f64));
        if *n > 0 {
            drawing.rect((x + gap / 2.0, y), (step - gap, bottom - y), Ink::Mark);
            drawing.tell(&format!("{label}: {}", some(*n, "document")));
        }
    }
    drawing.line((left, bottom), (right, bottom), Ink::Axis, 1.0);
    let labels: Vec<String> = periods.iter().map(|own| own.0.clone()).collect();
    for at in shown_periods(&labels, right - left) {
        let half = width(&labels[at], SMALL) / 2.0;
        let x = (left + step * (at as f64 + 0.5)).min(WIDTH - 1.0 - half);
        let label = Text::new((x, bottom + 16.0), &labels[at]).sized(SMALL);
        drawing.text(label.anchored(Anchor::Middle), Ink::Muted);
    }
    let mut name = unit.to_owned();
    name[..1].make_ascii_uppercase();
    let title = Text::new(((left + right) / 2.0, bottom + 33.0), &name);
    drawing.text(title.anchored(Anchor::Middle), Ink::Text);
    drawing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_near_each_other_share_a_mark_and_months_have_their_own() {
        let dates = [
            ("2015-12", 1),
            ("2015-12-01", 2),
            ("2015-12-02", 3),
            ("2015-12-20", 1),
        ];
        let dates = dates.map(|(date, n)| (date.to_owned(), n));
        let start = Days::of("2015-12-01").expect("a date").start as f64;
        let found = marks(&dates, &Scale::new((start, start + 100.0), (0.0, 1000.0)));
        let told: Vec<(&str, &str, usize)> = found
            .iter()
            .map(|own| (own.dates.0.as_str(), own.dates.1.as_str(), own.documents))
            .collect();
        let expected = [
            ("2015-12", "2015-12", 1),
            ("2015-12-01", "2015-12-02", 5),
            ("2015-12-20", "2015-12-20", 1),
        ];
        assert_eq!(told, expected);
    }
}
