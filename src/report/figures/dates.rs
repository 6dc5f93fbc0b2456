//! When the documents are from: each at its date in a row for its source, or, of many sources, how many
//! there are in each period.

use super::bars::{Total, by_period};
use super::calendar::{Days, Precision, WIDTH, named, undated};
use super::drawing::{Anchor, Drawing, Text};
use super::figure::Figure;
use super::ink::Ink;
use super::rows;
use super::scale::Scale;
use super::text::{SMALL, clean, width};
use crate::config::PeriodChoice;
use crate::corpus::{Periods, first_and_last};
use crate::model::Corpus;
use crate::order::Arrange as _;
use crate::report::noun::protected;
use crate::report::text::{count, plural};

/// The most sources that have a row each.
const SOURCES: usize = 25;
const ROW: f64 = 20.0;
const TOP: f64 = 8.0;
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

/// The figure, if documents are from more than one date.
pub(super) fn figures(corpus: &Corpus, period: PeriodChoice) -> Vec<Figure> {
    let documents = corpus.documents.iter();
    let dates = documents.map(|document| document.info.date.as_str());
    let Some((first, last)) = first_and_last(dates).filter(|(first, last)| first != last) else {
        return Vec::new();
    };
    let rows = dated(corpus);
    let documents = rows.iter().map(documents_of).sum();
    let total = Total {
        documents,
        undated: corpus.documents.len() - documents,
        sources: rows.len(),
    };
    if rows.len() <= SOURCES {
        return vec![by_source(&rows, (first, last), total)];
    }
    let choice = match period {
        PeriodChoice::None => PeriodChoice::Auto,
        choice => choice,
    };
    let periods = Periods::new(corpus, choice).filter(|periods| periods.all.len() > 1);
    let bars = periods.map(|periods| {
        let sizes = periods.all.iter();
        let sizes: Vec<(String, usize)> = sizes
            .map(|period| (period.label.clone(), period.documents.len()))
            .collect();
        let total = Total {
            undated: periods.undated(),
            documents: corpus.documents.len() - periods.undated(),
            ..total
        };
        by_period(&sizes, periods.unit.name(), total)
    });
    bars.into_iter().collect()
}

fn documents_of(source: &Dated) -> usize {
    source.1.iter().map(|date| date.1).sum()
}

/// Sources with dates, in the order of their first.
fn dated(corpus: &Corpus) -> Vec<Dated> {
    let mut rows: Vec<Dated> = Vec::new();
    for (source, documents) in corpus.sources.iter().zip(corpus.documents_by_source()) {
        let dates = documents
            .iter()
            .map(|&id| corpus.document(id).info.date.clone());
        let mut known: Vec<String> = dates.filter(|date| Days::of(date).is_some()).collect();
        known.arrange();
        let runs = known.chunk_by(|a, b| a == b);
        let counts = runs.map(|run| (run[0].clone(), run.len()));
        if !known.is_empty() {
            rows.push((source.clone(), counts.collect()));
        }
    }
    rows.arrange_by(|a, b| a.1[0].0.cmp(&b.1[0].0));
    rows
}

fn by_source(rows: &[Dated], ends: (&str, &str), total: Total) -> Figure {
    let all = rows.iter().flat_map(|row| &row.1);
    let precise = |wanted: Precision| {
        let is_so = |date: &str| Days::of(date).is_some_and(|days| days.precision == wanted);
        all.clone().any(|(date, _)| is_so(date))
    };
    let vague = match (precise(Precision::Month), precise(Precision::Year)) {
        (false, false) => "",
        (true, false) => " Bars show dates known only to the month.",
        (false, true) => " Bars show dates known only to the year.",
        (true, true) => " Bars show dates known only to the month or year.",
    };
    let note = format!(
        "{} of {}{}. Each mark is a document; a number stands for that many documents too close together to draw.{vague} Data: documents.csv",
        plural(total.documents, "document"),
        plural(total.sources, "source"),
        undated(total.undated, "; ", ""),
    );
    let largest = rows.iter().max_by_key(|row| documents_of(row));
    let most = largest.map(|row| {
        format!(
            " The largest source is {} ({}).",
            protected(&clean(&row.0)),
            documents_of(row)
        )
    });
    let description = format!(
        "{} of {} from {} to {}, one row for each source.{}",
        plural(total.documents, "document"),
        plural(total.sources, "source"),
        ends.0,
        ends.1,
        most.unwrap_or_default(),
    );
    let title = "Publication dates by source";
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
    let span = days.fold((i64::MAX, i64::MIN), |span, days| {
        (span.0.min(days.start), span.1.max(days.end))
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
        drawing.small(at, &label, Anchor::Middle, Ink::Muted);
    }
    drawing.line((left, bottom), (right, bottom), Ink::Axis, 1.0);
    let middle = (left + right) / 2.0;
    let title = Text::new((middle, bottom + 33.0), "Publication date");
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

/// The marks of a row: bars for months and years, discs for days, those that would lie on each other
/// taken together.
fn marks(dates: &[(String, usize)], scale: &Scale) -> Vec<Mark> {
    let (mut bars, mut discs): (Vec<Placed>, Vec<Placed>) = (Vec::new(), Vec::new());
    for (date, documents) in dates {
        let Some(days) = Days::of(date) else { continue };
        let x = scale.at(days.start as f64);
        let is_short =
            days.precision == Precision::Day || scale.at(days.end as f64) - x < APART / 2.0;
        let marks = match days.precision {
            Precision::Day => &mut discs,
            Precision::Month | Precision::Year => &mut bars,
        };
        match marks.last_mut() {
            Some((last, start)) if is_short && x - *start < APART => {
                last.dates.1.clone_from(date);
                last.documents += documents;
            }
            _ => {
                let mark = Mark {
                    dates: (date.clone(), date.clone()),
                    documents: *documents,
                };
                marks.push((mark, x));
            }
        }
    }
    bars.into_iter()
        .chain(discs)
        .map(|(mark, _)| mark)
        .collect()
}

/// A mark, and where its first date is.
type Placed = (Mark, f64);

fn draw_mark(drawing: &mut Drawing, source: &str, mark: &Mark, scale: &Scale, middle: f64) {
    let [Some(first), Some(last)] = [&mark.dates.0, &mark.dates.1].map(|date| Days::of(date))
    else {
        return;
    };
    let label = count(mark.documents);
    let room = width(&label, SMALL);
    let (from, to) = (scale.at(first.start as f64), scale.at(last.end as f64));
    let centre = f64::midpoint(from, to);
    let (ink, is_labelled) = if first.precision == Precision::Day {
        let radius = match mark.documents {
            1 => RADIUS,
            _ => (room / 2.0 + 2.5).max(7.5),
        };
        let line = Some((Ink::Surface, 1.0));
        drawing.circle((centre, middle), radius, Ink::Mark, line);
        (Ink::Surface, true)
    } else {
        // A short bar is still seen.
        let size = ((to - from - 1.0).max(3.0), 12.0);
        drawing.frame((from + 0.5, middle - 6.0), size, Ink::Band, Ink::Mark);
        (Ink::Text, size.0 > room + 2.0)
    };
    drawing.tooltip(&describe(source, mark));
    if is_labelled && mark.documents > 1 {
        let at = (centre, middle + SMALL * 0.36);
        drawing.small(at, &label, Anchor::Middle, ink);
    }
}

fn describe(source: &str, mark: &Mark) -> String {
    let documents = plural(mark.documents, "document");
    let (first, last) = &mark.dates;
    if first == last {
        format!("{source}: {documents} of {first}")
    } else {
        format!("{source}: {documents} of {first} to {last}")
    }
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
        let marks = marks(&dates, &Scale::new((start, start + 100.0), (0.0, 1000.0)));
        let shown: Vec<(&str, &str, usize)> = marks
            .iter()
            .map(|mark| (mark.dates.0.as_str(), mark.dates.1.as_str(), mark.documents))
            .collect();
        let expected = [
            ("2015-12", "2015-12", 1),
            ("2015-12-01", "2015-12-02", 5),
            ("2015-12-20", "2015-12-20", 1),
        ];
        assert_eq!(shown, expected);
    }
}
