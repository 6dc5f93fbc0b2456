//! `plan.md` of a sample and `validation.md` of its scores, as Markdown.

use super::text::{count, joined, measure, plain, plural, table};
use crate::analyze::{Advice, ConceptScores, Validation};
use crate::model::{DomainKind, SampledConcept, ValidationKey};
use crate::stats::Estimate;

/// The most rows of a list.
const MOST_ROWS: usize = 20;

/// How a sample was drawn.
#[must_use]
pub fn sample_plan(key: &ValidationKey) -> String {
    let size = match key.margin {
        Some(margin) => format!(
            "With a margin of {margin}, the share of each concept's hits that are right is known to ± {margin} (95 % interval), and so is the share of the other units that are misses: n = z² / (4 margin²), with the finite population correction (Cochran 1977, section 4.4)."
        ),
        None => "The size was given.".to_owned(),
    };
    let mut text = format!(
        "# Sample {}\n\nThe sample is for validating {}. A unit is a {}; copies of a text are one text. Seed {}; coders: {}; {} of the units go to all coders.\n\n{size}\n\nUnits with a hit are drawn by pattern (of several in a unit, the one with the fewest hits). Half of the others have a word that stands in hits (near), half have none (rest). Where a part has at least four units for each source, sources are strata of their own. Within a stratum the sample is systematic, in the order of source and date.\n\n`coders` is for the coders: for each a page (open it in a browser), a CSV file and, where refrain was built with the feature `xlsx`, a workbook, all with the same rows. Keep `key.json` and this page to yourself until coding is done: they say how the codebook coded each unit.\n",
        key.sample,
        key.codebook,
        key.unit.noun(),
        key.seed,
        joined(key.coders.iter().map(|coder| plain(coder))),
        percent(key.overlap),
    );
    for concept in &key.concepts {
        text.push_str(&format!("\n## {}\n\n", plain(&concept.name)));
        text.push_str(&strata(concept));
    }
    tidy(&text)
}

/// A text without a second blank line.
fn tidy(text: &str) -> String {
    let text = text.replace("\n\n\n", "\n\n");
    format!("{}\n", text.trim_end())
}

fn strata(concept: &SampledConcept) -> String {
    let rows = concept.strata.iter().map(|stratum| {
        let pattern = stratum
            .pattern
            .map(|pattern| plain(&concept.patterns[pattern].text));
        vec![
            stratum.group.name().to_owned(),
            pattern.unwrap_or_default(),
            stratum
                .source
                .as_deref()
                .map_or_else(|| "all".to_owned(), plain),
            count(stratum.units),
            count(stratum.drawn),
        ]
    });
    table(
        &["group", "pattern", "source", "units", "drawn"],
        &[3, 4],
        rows,
    )
}

/// What the answers say.
#[must_use]
pub fn validation_report(scored: &Validation) -> String {
    let key = &scored.key;
    let unit = key.unit.noun();
    let mut text = format!(
        "# Validation of {}\n\nSample {}, coded by {}. A unit is a {unit}. Shares are weighted to the corpus; 95 % intervals are in parentheses.\n",
        key.codebook,
        key.sample,
        joined(scored.coders.iter().map(|coder| plain(coder))),
    );
    for scores in &scored.concepts {
        let name = &key.concepts[scores.concept].name;
        text.push_str(&format!(
            "\n## {}\n\n{}\n",
            plain(name),
            sentences(scores, unit)
        ));
        text.push_str(&rates(scored, scores.concept));
        text.push_str(&patterns(scored, scores.concept));
        text.push_str(&words(scored, scores.concept));
    }
    text.push_str("\n## Method\n\nThe code of a unit is the adjudicated answer if there is one, else that of most coders; a tie settles nothing, and the unit counts as not coded. Shares are Hájek's estimators over strata, with Wilson intervals at the effective sample size (Korn and Graubard 1998); recall, F1, sums and differences have intervals recovered from those of their parts (Zou and Donner 2008; Donner and Zou 2012). Corrected rates are difference estimates: the count of the codebook plus the weighted errors of the coded units of the same source or period (Särndal, Swensson and Wretman 1992; Egami and others 2023). Alpha is Krippendorff's, nominal; its interval is from bootstrap samples of the units.\n");
    tidy(&text)
}

/// Precision, recall and agreement of a concept, in sentences.
#[must_use]
pub fn sentences(scores: &ConceptScores, unit: &str) -> String {
    let [no, yes] = scores.coded;
    let coded: u64 = no.iter().chain(&yes).sum();
    if coded == 0 {
        return format!(
            "None of the {} drawn was coded.",
            plural(scores.drawn as usize, unit)
        );
    }
    let mut said = vec![format!("{} coded.", plural(coded as usize, unit))];
    said.extend(scores.precision.map(|share| {
        format!(
            "Of the {}s with a hit, {} are right.",
            unit,
            with_interval(share)
        )
    }));
    said.extend(scores.recall.map(|share| {
        format!(
            "Of the {}s about the concept, {} have a hit.",
            unit,
            with_interval(share)
        )
    }));
    said.extend(scores.f1.map(|f1| {
        format!(
            "F1 is {} ({} to {}).",
            measure(f1.value),
            measure(f1.interval.low),
            measure(f1.interval.high)
        )
    }));
    if scores.shared > 0 {
        said.push(agreement(scores, unit));
    }
    if scores.undecided > 0 {
        let undecided = plural(scores.undecided as usize, unit);
        said.push(format!(
            "{undecided} undecided: add a sheet of the coder `adjudicated`."
        ));
    }
    said.join(" ")
}

fn agreement(scores: &ConceptScores, unit: &str) -> String {
    let shared = plural(scores.shared as usize, unit);
    let same = scores.agreement.map(percent).unwrap_or_default();
    let alpha = scores.alpha.map_or_else(
        || "alpha cannot be computed, since all answers are the same".to_owned(),
        |alpha| {
            let interval = scores.alpha_interval.map(|interval| {
                format!(" ({} to {})", measure(interval.low), measure(interval.high))
            });
            format!(
                "Krippendorff's alpha is {}{}",
                measure(alpha),
                interval.unwrap_or_default()
            )
        },
    );
    format!("Of {shared} with several answers, {same} of pairs agree; {alpha}.")
}

fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

/// `85.0 % (79.4 to 89.3)`
fn with_interval(estimate: Estimate) -> String {
    format!(
        "{} ({:.1} to {:.1})",
        percent(estimate.value),
        estimate.interval.low * 100.0,
        estimate.interval.high * 100.0
    )
}

fn rates(scored: &Validation, concept: usize) -> String {
    let domains = &scored.key.domains;
    let of_concept = scored.rates.iter().filter(|rate| rate.concept == concept);
    let no_period = of_concept.filter(|rate| domains[rate.domain].kind != DomainKind::Period);
    let (known, unknown): (Vec<_>, Vec<_>) = no_period.partition(|rate| rate.corrected.is_some());
    let rows = known.iter().take(MOST_ROWS).map(|rate| {
        vec![
            plain(&domains[rate.domain].name),
            rate.counted.map(percent).unwrap_or_default(),
            rate.corrected.map(with_interval).unwrap_or_default(),
            rate.difference
                .map_or("", |difference| direction(&difference))
                .to_owned(),
        ]
    });
    let found = table(
        &["source", "counted", "corrected", "differs from the others"],
        &[1, 2],
        rows,
    );
    let few = match unknown.len() {
        0 => String::new(),
        sources => format!(
            "\nToo few units were coded to correct the rate in {}.\n",
            plural(sources, "source")
        ),
    };
    let trend = scored.trends.iter().find(|trend| trend.concept == concept);
    let trend = trend.map(|trend| {
        let points = |share: f64| format!("{:+.3}", share * 100.0);
        format!(
            "\nThe rate changes by {} points a {} as counted, and by {} ({} to {}) as corrected.\n",
            points(trend.counted),
            scored.key.period.as_deref().unwrap_or("period"),
            points(trend.corrected.value),
            points(trend.corrected.interval.low),
            points(trend.corrected.interval.high),
        )
    });
    format!("\n### Rates\n\n{found}{few}{}", trend.unwrap_or_default())
}

/// Whether a source has more or less than the others, by the interval of the difference.
fn direction(difference: &Estimate) -> &'static str {
    let interval = difference.interval;
    match (interval.low > 0.0, interval.high < 0.0) {
        (true, _) => "more",
        (_, true) => "less",
        _ => "no",
    }
}

fn patterns(scored: &Validation, concept: usize) -> String {
    let texts = &scored.key.concepts[concept].patterns;
    let doubtful = scored
        .patterns
        .iter()
        .filter(|row| row.concept == concept && matches!(row.advice, Advice::Drop | Advice::Check));
    let rows = doubtful.take(MOST_ROWS).map(|row| {
        let number = |value: Option<f64>| value.map(measure).unwrap_or_default();
        vec![
            plain(&texts[row.pattern].text),
            row.precision.map(with_interval).unwrap_or_default(),
            number(row.f1),
            number(row.f1_without),
            row.advice.word().to_owned(),
        ]
    });
    let found = table(
        &["pattern", "right", "F1", "F1 without it", "advice"],
        &[1, 2, 3],
        rows,
    );
    if found.is_empty() {
        return String::new();
    }
    format!("\n### Patterns to drop or to check\n\n{found}")
}

fn words(scored: &Validation, concept: usize) -> String {
    let of_concept = scored.words.iter().filter(|word| word.concept == concept);
    let rows = of_concept.take(MOST_ROWS).map(|word| {
        vec![
            plain(&word.word),
            count(word.missed),
            count(word.rightly_left),
            percent(word.precision),
            measure(word.gain),
        ]
    });
    let found = table(
        &[
            "word",
            "missed",
            "rightly left out",
            "right in the corpus",
            "would find",
        ],
        &[1, 2, 3, 4],
        rows,
    );
    if found.is_empty() {
        return String::new();
    }
    format!(
        "\n### Words of missed units\n\nRead the missed units in `validation_errors.csv` before you add a word.\n\n{found}"
    )
}
