//! `concept_trends.csv`.

use crate::analyze::{Concepts, ItemTrend, Stretch, Trends};
use crate::model::{Corpus, TableBuilder, TypedTable, row, table};

row! {
    /// A row of `concept_trends.csv`.
    pub struct ConceptTrendRow<'a>, ConceptTrendColumns {
        concept: &'a str => "Concept or sub-concept",
        scope: &'static str => "corpus, or source",
        source: Option<&'a str> => "Source; empty for the whole corpus",
        shape: &'static str => "hump (rises, then falls) or dip (falls, then rises) if p_turn_adjusted is below 0.05; otherwise rise or fall if p_trend_adjusted is below 0.05; otherwise none",
        periods: usize => "Periods with dated documents; a trend needs eight, and in a source also 20 documents and 10 hits",
        documents: u64 => "Dated documents",
        hits: u64 => "Hits in them",
        start: String => "First periods: a fifth of all, at most ten",
        start_per_10k: f64 => "Hits per 10,000 tokens in them",
        end: String => "Last periods, as many as in start",
        end_per_10k: f64 => "Hits per 10,000 tokens in them",
        slope: Option<f64> => "Change of the rate per 10,000 tokens per year: median of the slopes between any two periods (Theil 1950; Sen 1968); empty if all rates are the same",
        slope_low: Option<f64> => "Lower end of the 95 % confidence interval of slope (Sen 1968), with the variance used for p_trend",
        slope_high: Option<f64> => "Upper end of the 95 % confidence interval of slope",
        tau: Option<f64> => "Kendall's tau-a of rate and time: 1 rises throughout, -1 falls throughout",
        inflation: Option<f64> => "Factor by which autocorrelation increases the variance of the test, at least 1 (Hamed and Rao 1998)",
        p_trend: Option<f64> => "Two-sided p of the Mann-Kendall test with that variance",
        p_trend_adjusted: Option<f64> => "p_trend adjusted by the method of Benjamini and Hochberg: for the corpus over the concepts, for sources over the sources of the concept",
        change: Option<&'a str> => "First period after the change of level (Pettitt 1979); empty if concepts.resamples is 0",
        change_from: Option<&'a str> => "Lower end of the 95 % confidence interval of change, by resampling the periods before and after it; empty if p_change is 0.05 or more",
        change_to: Option<&'a str> => "Upper end of the same interval; empty where change_from is",
        before_per_10k: Option<f64> => "Hits per 10,000 tokens before the change",
        after_per_10k: Option<f64> => "Hits per 10,000 tokens from the change on",
        p_change: Option<f64> => "p of the change by permutation of the periods, stopped early where p is high (Besag and Clifford 1991), allowing for lag-one autocorrelation of the residuals",
        p_change_adjusted: Option<f64> => "p_change adjusted like p_trend_adjusted",
        turn: Option<&'a str> => "Last period before the clearest turn from rise to fall, or from fall to rise",
        turn_per_10k: Option<f64> => "Hits per 10,000 tokens around the turn, in as many periods as in start",
        p_turn: Option<f64> => "p of the turn by permutation, like p_change: both halves must be clear (as in Mack and Wolfe 1981, with ranks weighted by time)",
        p_turn_adjusted: Option<f64> => "p_turn adjusted like p_trend_adjusted",
    }
}

table! {
    /// `concept_trends.csv`.
    ConceptTrends of ConceptTrendRow<'a>,
    row: "a concept in the corpus, or in a source with enough dated documents",
    key: [concept, scope, source],
    order: "in the order of the codebook, with the whole corpus first, then by source",
}

pub(super) fn trends<'a>(
    corpus: &'a Corpus,
    concepts: &'a Concepts,
    trends: &'a Trends,
) -> TypedTable<'a, ConceptTrends> {
    TableBuilder::new().by_row(trends.items.len(), move |row| {
        let item = &trends.items[row];
        let cells = trend_cells(corpus, concepts, trends, item);
        let around = item
            .around_change
            .map(|around| around.map(|part| part.per_10k));
        let range = item.change.and_then(|change| change.range);
        let label = |place: usize| trends.periods.get(place).map(String::as_str);
        ConceptTrendRow {
            change: item.change.and_then(|change| label(change.place)),
            change_from: range.and_then(|[from, _]| label(from)),
            change_to: range.and_then(|[_, to]| label(to)),
            before_per_10k: around.map(|[before, _]| before),
            after_per_10k: around.map(|[_, after]| after),
            p_change: item.change.map(|change| change.p),
            p_change_adjusted: item.change_p_adjusted,
            turn: item.turn.and_then(|turn| label(turn.place)),
            turn_per_10k: item.around_turn.map(|around| around.per_10k),
            p_turn: item.turn.map(|turn| turn.p),
            p_turn_adjusted: item.turn_p_adjusted,
            ..cells
        }
    })
}

/// The cells of the series and its trend; those of change and turn are empty.
fn trend_cells<'a>(
    corpus: &'a Corpus,
    concepts: &'a Concepts,
    trends: &Trends,
    item: &ItemTrend,
) -> ConceptTrendRow<'a> {
    let [start, end] = &item.ends;
    let span = |stretch: &Stretch| trends.span(stretch);
    ConceptTrendRow {
        concept: &concepts.codebook.categories[item.item].name,
        scope: if item.source.is_some() {
            "source"
        } else {
            "corpus"
        },
        source: item
            .source
            .map(|source| corpus.sources[source.index()].as_str()),
        shape: item.shape.word(),
        periods: item.periods,
        documents: item.documents,
        hits: item.hits,
        start: span(start),
        start_per_10k: start.per_10k,
        end: span(end),
        end_per_10k: end.per_10k,
        slope: item.trend.map(|trend| trend.slope),
        slope_low: item.trend.map(|trend| trend.interval.low),
        slope_high: item.trend.map(|trend| trend.interval.high),
        tau: item.trend.map(|trend| trend.tau),
        inflation: item.trend.map(|trend| trend.inflation),
        p_trend: item.trend.map(|trend| trend.p),
        p_trend_adjusted: item.trend_p_adjusted,
        change: None,
        change_from: None,
        change_to: None,
        before_per_10k: None,
        after_per_10k: None,
        p_change: None,
        p_change_adjusted: None,
        turn: None,
        turn_per_10k: None,
        p_turn: None,
        p_turn_adjusted: None,
    }
}
