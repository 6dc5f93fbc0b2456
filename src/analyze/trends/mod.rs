//! Trends of items over time, in the corpus and in each source: rise, fall, hump, dip or none.
//!
//! Takes the hits of items by document and the periods of the corpus, gives a [`ItemTrend`] for each item,
//! and for each item and source with texts enough. Draws depend on the seed and the number of periods alone.

mod permuted;
mod shape;

use crate::corpus::Periods;
use crate::model::{Corpus, DocId, SourceId};
use crate::parallel;
use crate::stats::{Change, LEAST_PERIODS, Trend, Turn, rate, trend};
use permuted::{Level, levels};
pub use shape::Shape;
use shape::adjust;

/// What a source needs for a trend of its own.
const LEAST_DOCUMENTS: u64 = 20;
const LEAST_HITS: u64 = 10;
/// The most periods at each end of a series that are put together to say where it began and ended.
const MOST_AT_ENDS: usize = 10;

/// The rate of an item in some periods that follow each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch {
    /// The first and the last of them, by their place among all periods.
    pub periods: [usize; 2],
    /// Hits per 10,000 tokens.
    pub per_10k: f64,
}

/// An item over time.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemTrend {
    /// The item.
    pub item: usize,
    /// None: in the whole corpus.
    pub source: Option<SourceId>,
    /// Periods with documents, from the first to the last.
    pub periods: usize,
    /// Dated documents, and the hits in them.
    pub documents: u64,
    /// Hits in them.
    pub hits: u64,
    /// The fifth of the periods at each end, ten at most.
    pub ends: [Stretch; 2],
    /// The trend per year; none if all rates are the same.
    pub trend: Option<Trend>,
    /// Its p-value, adjusted.
    pub trend_p_adjusted: Option<f64>,
    /// The change of level, with its place among all periods; none without draws.
    pub change: Option<Change>,
    /// Its p-value, adjusted.
    pub change_p_adjusted: Option<f64>,
    /// The rates before and after it.
    pub around_change: Option<[Stretch; 2]>,
    /// The turn, with its place among all periods; none without draws.
    pub turn: Option<Turn>,
    /// Its p-value, adjusted.
    pub turn_p_adjusted: Option<f64>,
    /// The rate around the turn, of as many periods as each end.
    pub around_turn: Option<Stretch>,
    /// What the tests say.
    pub shape: Shape,
}

/// How draws are made.
#[derive(Debug, Clone, Copy)]
pub struct Draws {
    /// What they depend on.
    pub seed: u64,
    /// Their number; 0: no changes and turns.
    pub number: u32,
}

/// The trends of items, with the names of periods.
#[derive(Debug, Default)]
pub struct Trends {
    /// By item, in the corpus first, then by source.
    pub items: Vec<ItemTrend>,
    /// The names of all periods.
    pub periods: Vec<String>,
}

impl Trends {
    /// The periods of a stretch: `1950–1959`, or one alone.
    #[must_use]
    pub fn span(&self, stretch: &Stretch) -> String {
        let label = |place: usize| self.periods.get(place).map_or("", String::as_str);
        match stretch.periods {
            [first, last] if first == last => label(first).to_owned(),
            [first, last] => format!("{}–{}", label(first), label(last)),
        }
    }
}

/// An item in a period.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    place: usize,
    hits: u64,
    tokens: u64,
    documents: u64,
}

/// The trends of items, in the corpus first, then by source; those of one item together.
#[must_use]
pub fn trends(
    corpus: &Corpus,
    periods: &Periods,
    hits: &[&[(DocId, u64)]],
    draws: Draws,
) -> Trends {
    let groups = groups(corpus, periods);
    let by_item = parallel::map(hits.len(), |item| {
        let series = groups.iter().filter_map(|(source, cells)| {
            let cells = with_hits(corpus, periods, hits[item], (*source, cells));
            Series::new((item, *source), cells)
        });
        series.collect::<Vec<Series>>()
    });
    let series: Vec<Series> = by_item.into_iter().flatten().collect();
    let levels = levels(&series, draws);
    let per_year = f64::from(periods.unit.per_year());
    let mut items = parallel::map_many(series.len(), |place| {
        series[place].trend(levels[place], per_year)
    });
    let is_of_corpus = |trend: &&mut ItemTrend| trend.source.is_none();
    adjust(items.iter_mut().filter(is_of_corpus).collect());
    for trends in items.chunk_by_mut(|a, b| a.item == b.item) {
        adjust(
            trends
                .iter_mut()
                .filter(|trend| trend.source.is_some())
                .collect(),
        );
    }
    Trends {
        items,
        periods: periods
            .all
            .iter()
            .map(|period| period.label.clone())
            .collect(),
    }
}

/// The periods with documents of the corpus and of each source, if they are enough.
fn groups(corpus: &Corpus, periods: &Periods) -> Vec<(Option<SourceId>, Vec<Cell>)> {
    let none = || -> Vec<Cell> {
        let cells = (0..periods.all.len()).map(|place| Cell {
            place,
            ..Cell::default()
        });
        cells.collect()
    };
    let mut all = none();
    let mut by_source: Vec<Vec<Cell>> = corpus.sources.iter().map(|_| none()).collect();
    for id in corpus.ids() {
        let document = corpus.document(id);
        if let Some(place) = periods.of(id).filter(|_| document.tokens > 0) {
            for cells in [&mut all, &mut by_source[document.source.index()]] {
                cells[place].tokens += u64::from(document.tokens);
                cells[place].documents += 1;
            }
        }
    }
    let sources = by_source.into_iter().enumerate();
    let of_sources = sources.map(|(source, cells)| (Some(SourceId::new(source)), cells));
    let groups = std::iter::once((None, all)).chain(of_sources);
    let with_documents = groups.map(|(source, mut cells)| {
        cells.retain(|cell| cell.documents > 0);
        (source, cells)
    });
    let is_enough = |(source, cells): &(Option<SourceId>, Vec<Cell>)| {
        let documents: u64 = cells.iter().map(|cell| cell.documents).sum();
        cells.len() >= LEAST_PERIODS && (source.is_none() || documents >= LEAST_DOCUMENTS)
    };
    with_documents.filter(is_enough).collect()
}

/// The cells of a group with the hits of an item.
fn with_hits(
    corpus: &Corpus,
    periods: &Periods,
    hits: &[(DocId, u64)],
    (source, cells): (Option<SourceId>, &[Cell]),
) -> Vec<Cell> {
    let mut cells = cells.to_vec();
    for &(id, n) in hits {
        let is_inside = source.is_none_or(|source| corpus.document(id).source == source);
        if let Some(place) = periods.of(id).filter(|_| is_inside) {
            let at = cells.partition_point(|cell| cell.place < place);
            if let Some(cell) = cells.get_mut(at).filter(|cell| cell.place == place) {
                cell.hits += n;
            }
        }
    }
    cells
}

/// An item in the periods of the corpus, or of a source.
struct Series {
    item: usize,
    source: Option<SourceId>,
    cells: Vec<Cell>,
    hits: u64,
    /// By cell: hits per 10,000 tokens.
    rates: Vec<f64>,
}

impl Series {
    /// None if it has too few hits.
    fn new((item, source): (usize, Option<SourceId>), cells: Vec<Cell>) -> Option<Self> {
        let hits: u64 = cells.iter().map(|cell| cell.hits).sum();
        let least = if source.is_some() { LEAST_HITS } else { 1 };
        let of_cell = |cell: &Cell| rate(1e4, cell.hits, cell.tokens).unwrap_or(0.0);
        (hits >= least).then(|| Self {
            item,
            source,
            rates: cells.iter().map(of_cell).collect(),
            hits,
            cells,
        })
    }

    /// Its trend, not adjusted yet.
    fn trend(&self, (change, turn): Level, per_year: f64) -> ItemTrend {
        let cells = &self.cells;
        let times: Vec<f64> = cells
            .iter()
            .map(|cell| cell.place as f64 / per_year)
            .collect();
        let width = (cells.len() / 5).clamp(1, MOST_AT_ENDS);
        let (first, last) = (&cells[..width], &cells[cells.len() - width..]);
        ItemTrend {
            item: self.item,
            source: self.source,
            periods: cells.len(),
            documents: cells.iter().map(|cell| cell.documents).sum(),
            hits: self.hits,
            ends: [stretch(first), stretch(last)],
            trend: trend(&times, &self.rates),
            around_change: change.map(|at| {
                let (before, after) = cells.split_at(at.place);
                [stretch(before), stretch(after)]
            }),
            around_turn: turn.map(|at| {
                let from = (at.place + 1).saturating_sub(width.div_ceil(2));
                stretch(&cells[from..(from + width).min(cells.len())])
            }),
            change: change.map(|at| Change {
                place: cells[at.place].place,
                range: at.range.map(|range| range.map(|at| cells[at].place)),
                ..at
            }),
            turn: turn.map(|at| Turn {
                place: cells[at.place].place,
                ..at
            }),
            trend_p_adjusted: None,
            change_p_adjusted: None,
            turn_p_adjusted: None,
            shape: Shape::None,
        }
    }
}

fn stretch(cells: &[Cell]) -> Stretch {
    let place = |cell: Option<&Cell>| cell.map_or(0, |cell| cell.place);
    let [hits, tokens] = cells.iter().fold([0, 0], |[hits, tokens], cell| {
        [hits + cell.hits, tokens + cell.tokens]
    });
    Stretch {
        periods: [place(cells.first()), place(cells.last())],
        per_10k: rate(1e4, hits, tokens).unwrap_or(0.0),
    }
}
