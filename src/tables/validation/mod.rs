//! The tables of `refrain validate score`: takes scores, gives their rows.

mod declared;

use crate::analyze::{ConceptScores, Validation as Scored};
use crate::model::{DomainKind, SampledConcept, SampledItem, Table, TableBuilder, TypedTable};

pub use declared::{
    EstimateCells, Validation, ValidationCoderRow, ValidationCoders, ValidationErrorRow,
    ValidationErrors, ValidationPatternRow, ValidationPatterns, ValidationRateRow, ValidationRates,
    ValidationRow, ValidationTrendRow, ValidationTrends, ValidationWordRow, ValidationWords,
};

/// All tables of a validation, in their order.
#[must_use]
pub fn validation_tables(scored: &Scored) -> Vec<Table<'_>> {
    vec![
        validation(scored).into_cells(),
        patterns(scored).into_cells(),
        rates(scored).into_cells(),
        trends(scored).into_cells(),
        coders(scored).into_cells(),
        errors(scored).into_cells(),
        words(scored).into_cells(),
    ]
}

fn concept(scored: &Scored, place: usize) -> &SampledConcept {
    &scored.key.concepts[place]
}

fn validation(scored: &Scored) -> TypedTable<'_, Validation> {
    TableBuilder::new().by_row(scored.concepts.len(), move |row| {
        let scores: &ConceptScores = &scored.concepts[row];
        let [no, yes] = scores.coded;
        let alpha = scores.alpha_interval;
        ValidationRow {
            concept: &concept(scored, scores.concept).name,
            unit: scored.key.unit.noun(),
            units: scores.units,
            hit_units: scores.hit_units,
            drawn: scores.drawn,
            coded: no.iter().chain(&yes).sum(),
            undecided: scores.undecided,
            true_positives: yes[1],
            false_positives: no[1],
            missed: yes[0],
            true_negatives: no[0],
            precision: scores.precision.into(),
            recall: scores.recall.into(),
            f1: scores.f1.into(),
            shared: scores.shared,
            agreement: scores.agreement,
            alpha: scores.alpha,
            alpha_low: alpha.map(|interval| interval.low),
            alpha_high: alpha.map(|interval| interval.high),
        }
    })
}

fn patterns(scored: &Scored) -> TypedTable<'_, ValidationPatterns> {
    TableBuilder::new().by_row(scored.patterns.len(), move |row| {
        let scores = &scored.patterns[row];
        let concept = concept(scored, scores.concept);
        let pattern = &concept.patterns[scores.pattern];
        ValidationPatternRow {
            concept: &concept.name,
            pattern: &pattern.text,
            units: pattern.units,
            alone: pattern.alone,
            coded: scores.coded,
            yes: scores.yes,
            precision: scores.precision.into(),
            f1: scores.f1,
            f1_without: scores.f1_without,
            advice: scores.advice.word(),
        }
    })
}

fn rates(scored: &Scored) -> TypedTable<'_, ValidationRates> {
    TableBuilder::new().by_row(scored.rates.len(), move |row| {
        let rate = &scored.rates[row];
        let domain = &scored.key.domains[rate.domain];
        let per_10k = |share: f64| share * domain.units as f64 * 10_000.0 / domain.tokens as f64;
        let has_tokens = domain.tokens > 0;
        let in_tokens = rate.corrected.filter(|_| has_tokens);
        ValidationRateRow {
            concept: &concept(scored, rate.concept).name,
            kind: domain.kind.noun(),
            domain: &domain.name,
            units: domain.units,
            hit_units: rate.hit_units,
            coded: rate.coded,
            counted: rate.counted,
            corrected: rate.corrected.into(),
            per_10k: rate.counted.filter(|_| has_tokens).map(per_10k),
            corrected_per_10k: in_tokens.map(|share| share.map(per_10k)).into(),
            counted_difference: rate.counted_difference,
            difference: rate.difference.into(),
        }
    })
}

fn trends(scored: &Scored) -> TypedTable<'_, ValidationTrends> {
    TableBuilder::new().by_row(scored.trends.len(), move |row| {
        let trend = &scored.trends[row];
        ValidationTrendRow {
            concept: &concept(scored, trend.concept).name,
            period: scored
                .key
                .period
                .as_deref()
                .unwrap_or(DomainKind::Period.noun()),
            periods: trend.periods,
            counted: trend.counted,
            corrected: Some(trend.corrected).into(),
        }
    })
}

fn coders(scored: &Scored) -> TypedTable<'_, ValidationCoders> {
    TableBuilder::new().by_row(scored.pairs.len(), move |row| {
        let pair = &scored.pairs[row];
        ValidationCoderRow {
            concept: &concept(scored, pair.concept).name,
            coder_a: &scored.coders[pair.coders[0]],
            coder_b: &scored.coders[pair.coders[1]],
            units: pair.units,
            agreement: pair.agreement,
            kappa: pair.kappa,
        }
    })
}

fn errors(scored: &Scored) -> TypedTable<'_, ValidationErrors> {
    TableBuilder::new().by_row(scored.errors.len(), move |row| {
        let error = &scored.errors[row];
        let item: &SampledItem = &scored.key.items[error.item];
        let concept = concept(scored, item.concept);
        let patterns = item.patterns.iter();
        let patterns = patterns.map(|&pattern| concept.patterns[pattern].text.as_str());
        ValidationErrorRow {
            concept: &concept.name,
            error: if error.has_hit { "wrong hit" } else { "missed" },
            patterns: patterns.collect::<Vec<_>>().join("; "),
            id: &item.id,
            doc_id: &item.doc_id,
            source: &item.source,
            sentence: item.sentence,
            text: &item.text,
        }
    })
}

fn words(scored: &Scored) -> TypedTable<'_, ValidationWords> {
    TableBuilder::new().by_row(scored.words.len(), move |row| {
        let word = &scored.words[row];
        ValidationWordRow {
            concept: &concept(scored, word.concept).name,
            word: &word.word,
            missed: word.missed,
            rightly_left: word.rightly_left,
            g2: word.g2,
            precision: word.precision,
            gain: word.gain,
        }
    })
}
