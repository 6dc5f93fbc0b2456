//! Scores worked out by hand.

use super::*;
use crate::model::{
    Code, CodeGroup, Domain, DomainKind, SampledConcept, SampledItem, SampledPattern, Stratum,
};

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found}, not {expected}");
}

pub(super) fn domain(kind: DomainKind, name: &str, units: u64) -> Domain {
    Domain {
        kind,
        name: name.to_owned(),
        tokens: units * 20,
        units,
    }
}

pub(super) fn stratum(group: CodeGroup, pattern: Option<usize>, units: u64, drawn: u64) -> Stratum {
    Stratum {
        group,
        pattern,
        source: None,
        units,
        drawn,
    }
}

pub(super) fn item(number: usize, stratum: usize, source: &str, period: &str) -> SampledItem {
    SampledItem {
        id: format!("s-{number:05}"),
        concept: 0,
        stratum,
        probability: 0.0,
        doc_id: String::new(),
        source: source.to_owned(),
        period: (!period.is_empty()).then(|| period.to_owned()),
        sentence: 1,
        patterns: Vec::new(),
        coders: Vec::new(),
        before: String::new(),
        text: String::new(),
        after: String::new(),
        words: Vec::new(),
    }
}

pub(super) fn row(item: usize, coder: &str, is_yes: bool) -> CodedRow {
    CodedRow {
        item,
        coder: coder.to_owned(),
        code: Some(if is_yes { Code::Yes } else { Code::No }),
    }
}

pub(super) fn key(
    domains: Vec<Domain>,
    concept: SampledConcept,
    items: Vec<SampledItem>,
) -> ValidationKey {
    ValidationKey {
        domains,
        concepts: vec![concept],
        items,
        ..ValidationKey::default()
    }
}

/// 100 units with hits of `a`, of which 10 were coded, 8 yes; 20 with hits of `b`, 4 coded, 1 yes; 200 near, 10
/// coded, 2 yes, with a word of their own; 1000 others, 20 coded, none yes.
fn worked() -> (ValidationKey, Vec<CodedRow>) {
    let pattern = |text: &str, units| SampledPattern {
        text: text.to_owned(),
        units,
        alone: units,
    };
    let concept = SampledConcept {
        name: "harbour".to_owned(),
        definition: None,
        patterns: vec![pattern("a", 100), pattern("b", 20)],
        strata: vec![
            stratum(CodeGroup::Hit, Some(0), 100, 10),
            stratum(CodeGroup::Hit, Some(1), 20, 4),
            stratum(CodeGroup::Near, None, 200, 10),
            stratum(CodeGroup::Rest, None, 1000, 20),
        ],
        domain_units: vec![[120, 200, 1000], [60, 100, 500], [60, 100, 500]],
    };
    let domains = vec![
        domain(DomainKind::Corpus, "all", 1320),
        domain(DomainKind::Source, "east", 660),
        domain(DomainKind::Source, "west", 660),
    ];
    let (mut items, mut rows) = (Vec::new(), Vec::new());
    for (stratum, (coded, yes)) in [(10, 8), (4, 1), (10, 2), (20, 0)].into_iter().enumerate() {
        for number in 0..coded {
            let source = if number % 2 == 0 { "east" } else { "west" };
            let mut item = item(items.len(), stratum, source, "");
            if stratum < 2 {
                item.patterns = vec![stratum];
            } else {
                let of_missed = ["quay", "the"].map(str::to_owned);
                item.words = if number < yes {
                    of_missed.to_vec()
                } else {
                    vec!["the".to_owned()]
                };
            }
            rows.push(row(items.len(), "anna", number < yes));
            items.push(item);
        }
    }
    (key(domains, concept, items), rows)
}

#[test]
fn scores_are_weighted_to_the_corpus() {
    let (key, rows) = worked();
    let scored = score(key, &rows, 0);
    let scores = &scored.concepts[0];
    let value = |estimate: Option<Estimate>| estimate.expect("an estimate").value;
    // Found: 100 · 0.8 + 20 · 0.25 = 85 of 120; missed: 200 · 0.2 = 40.
    near(value(scores.precision), 85.0 / 120.0);
    near(value(scores.recall), 85.0 / 125.0);
    near(value(scores.f1), 2.0 * 85.0 / (120.0 + 125.0));
    near(value(scores.rate), 125.0 / 1320.0);
    assert_eq!(scores.coded, [[28, 5], [2, 9]]);
    for estimate in [scores.precision, scores.recall, scores.f1, scores.rate] {
        let Estimate { value, interval } = estimate.expect("an estimate");
        assert!(interval.low < value && value < interval.high && interval.high < 1.0);
    }
    let corpus = &scored.rates[0];
    near(corpus.counted.expect("a share"), 120.0 / 1320.0);
    near(value(corpus.corrected), 125.0 / 1320.0);
}

#[test]
fn rates_of_sources_are_corrected_by_their_own_errors() {
    let (key, rows) = worked();
    let scored = score(key, &rows, 0);
    // East has units 0, 2, ...: of `a` 4 of 5 yes (weight 10), of `b` 1 of 2 (weight 5), near 1 of 5.
    let hits = (4.0 * 10.0 + 1.0 * 5.0) / (5.0 * 10.0 + 2.0 * 5.0);
    let east = (60.0 * hits + 100.0 * 0.2) / 660.0;
    let west_hits = 4.0 * 10.0 / (5.0 * 10.0 + 2.0 * 5.0);
    let west = (60.0 * west_hits + 100.0 * 0.2) / 660.0;
    let rates = &scored.rates[1..];
    near(rates[0].corrected.expect("a rate").value, east);
    near(rates[1].corrected.expect("a rate").value, west);
    near(
        rates[0].difference.expect("a difference").value,
        east - west,
    );
    near(rates[0].counted_difference.expect("a difference"), 0.0);
}

#[test]
fn patterns_are_judged_by_what_the_concept_is_without_them() {
    let (key, rows) = worked();
    let scored = score(key, &rows, 0);
    let [first, second] = &scored.patterns[..] else {
        panic!("two patterns")
    };
    // Without `b` 80 of 100 are right, and 125 are about the concept.
    assert_eq!((first.pattern, first.advice), (1, Advice::Unknown));
    near(first.f1_without.expect("F1"), 160.0 / 225.0);
    near(first.precision.expect("a share").value, 0.25);
    assert_eq!((second.pattern, second.advice), (0, Advice::Keep));
    near(second.f1_without.expect("F1"), 10.0 / 145.0);
}

#[test]
fn words_of_missed_units_are_proposed() {
    let (key, rows) = worked();
    let scored = score(key, &rows, 0);
    let words: Vec<&str> = scored.words.iter().map(|word| word.word.as_str()).collect();
    assert_eq!(words.first(), Some(&"quay"));
    near(scored.words[0].gain, 40.0);
    near(scored.words[0].precision, 1.0);
}

#[test]
fn most_coders_decide_and_an_adjudicated_sheet_settles_ties() {
    let (key, mut rows) = worked();
    // Ben says no to the first three units that Anna says yes to.
    rows.extend((0..3).map(|item| row(item, "ben", false)));
    let tied = score(key.clone(), &rows, 0);
    assert_eq!(tied.concepts[0].undecided, 3);
    assert_eq!(tied.concepts[0].coded[1][1], 6);
    assert_eq!((tied.pairs.len(), tied.pairs[0].units), (1, 3));
    near(tied.pairs[0].agreement.expect("a share"), 0.0);
    rows.extend([row(0, "carl", true), row(1, "adjudicated", false)]);
    let settled = score(key, &rows, 0);
    assert_eq!(settled.coders, ["anna", "ben", "carl"]);
    assert_eq!(settled.concepts[0].undecided, 1);
    assert_eq!(settled.concepts[0].coded, [[28, 6], [2, 7]]);
}

#[test]
fn what_was_not_coded_is_not_estimated() {
    let (key, rows) = worked();
    let scored = score(key.clone(), &[], 10);
    assert_eq!(scored.concepts[0].precision, None);
    assert_eq!(scored.rates[0].corrected, None);
    assert!(scored.trends.is_empty());
    // Only hits coded: precision is known, recall is not.
    let scored = score(key, &rows[..14], 10);
    assert!(scored.concepts[0].precision.is_some());
    assert_eq!(scored.concepts[0].recall, None);
}
