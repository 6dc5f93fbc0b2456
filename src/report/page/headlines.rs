//! The findings of the first screen: sentences, each made by a rule with its test, with a small figure.
//!
//! | rule | test |
//! | --- | --- |
//! | who says a concept most and least | verdict of the test of texts, adjusted for the number of sources |
//! | rise, fall, turn | permutation test of the trend, adjusted for the number of concepts |
//! | peak | the interval of the period lies above the rate of the corpus |
//! | what one says | conservative log ratio above 0, and the verdict |
//! | what all share | in nine of ten sources or all, ranked by the effective number |
//! | copies | counted |
//! | the most frequent concept, the leading phrases: only where there are fewer than three others | counted |

use super::contrasts::{Contrasted, of_concept};
use super::prose::Html;
use super::word_headlines::{copied, distinctive, phrases, shared};
use super::{Findings, concepts};
use crate::analyze::Concepts;
use crate::order::Arrange as _;
use crate::report::concept_profile::{by_hits, sure_peak};
use crate::report::figures::{Bar, Target, bars, line};
use crate::report::source_order::sources_by_rate;
use crate::report::text::{count, measure, p_value, plain, plural};
use crate::report::trends;
use crate::stats::{Verdict, rate};

/// The findings that there are at least, if there is anything to say.
const LEAST: usize = 3;
/// The most findings, and concepts that are told by source.
const MOST: usize = 5;
const CONTRASTS: usize = 2;
/// The most rows of a small figure.
pub(super) const ROWS: usize = 5;
const UNIT: &str = "Hits per 10,000 tokens";

/// A finding.
pub(super) struct Headline {
    pub(super) text: Html,
    /// Trusted markup of its small figure; empty if it has none.
    pub(super) figure: String,
    /// The anchor of what it was read from.
    pub(super) to: String,
}

/// The findings in the order in which they are told.
pub(super) fn all(findings: Findings<'_>) -> Vec<Headline> {
    let mut all = Vec::new();
    if let Some(concepts) = &findings.results.concepts {
        let mut contrasts = contrasted(findings, concepts).into_iter();
        all.extend(contrasts.next());
        all.extend(over_time(findings, concepts));
        all.extend(contrasts);
    }
    all.extend(distinctive(findings));
    all.extend(shared(findings));
    all.extend(copied(findings));
    if all.len() < LEAST {
        all.extend(frequent(findings));
        all.extend(phrases(findings));
    }
    all.truncate(MOST);
    all
}

/// Who says a concept most and least: the concepts with the strongest differences.
fn contrasted(findings: Findings<'_>, found: &Concepts) -> Vec<Headline> {
    let concepts = by_hits(found).into_iter();
    let mut known: Vec<(usize, Vec<Contrasted>)> = concepts
        .map(|concept| (concept, of_concept(findings.results, found, concept)))
        .filter(|(_, all)| !all.is_empty())
        .collect();
    known.arrange_by(|(a, of_a), (b, of_b)| {
        let order = of_b[0].strength.total_cmp(&of_a[0].strength);
        order.then(a.cmp(b))
    });
    known.truncate(CONTRASTS);
    let told = known.iter();
    told.map(|(concept, all)| contrast(findings, found, (*concept, all)))
        .collect()
}

fn contrast(
    findings: Findings<'_>,
    found: &Concepts,
    (concept, all): (usize, &[Contrasted]),
) -> Headline {
    let corpus = &findings.results.corpus;
    let name = plain(&found.codebook.categories[concept].name);
    let is_only_less = all
        .iter()
        .all(|contrasted| contrasted.verdict == Verdict::Less);
    let told = |verdict, how: &str| {
        let contrasted = all
            .iter()
            .find(|contrasted| contrasted.verdict == verdict)?;
        let [own, others] = contrasted.rates.map(measure);
        let source = plain(&corpus.sources[contrasted.source.index()]);
        let p = p_value(contrasted.p_adjusted);
        let p = if p.starts_with('<') {
            p
        } else {
            format!("= {p}")
        };
        Some(if how == "more" || is_only_less {
            format!(
                "**{source}** speaks of **{name}** reliably {how} than all other sources together: {own} against {others} hits per 10,000 tokens (p {p})."
            )
        } else {
            format!("**{source}** speaks of it reliably less: {own} against {others} (p {p}).")
        })
    };
    let sentences = [told(Verdict::More, "more"), told(Verdict::Less, "less")];
    let sentences: Vec<String> = sentences.into_iter().flatten().collect();
    Headline {
        text: findings.line(&sentences.join(" ")),
        figure: rates(findings, found, (concept, all), ("headline", ROWS)),
        to: concepts::anchor(concept),
    }
}

/// The sources with the highest rates of a concept as bars; those that differ stand out. `name` begins the
/// name of the figure, `most` is how many there are at most.
pub(super) fn rates(
    findings: Findings<'_>,
    found: &Concepts,
    (concept, all): (usize, &[Contrasted]),
    (name, most): (&str, usize),
) -> String {
    let corpus = &findings.results.corpus;
    let tokens = corpus.tokens_by_source();
    let sources = sources_by_rate(findings.results, found, concept);
    let rows = sources.iter().take(most).map(|&(source, hits, _)| {
        let rate = rate(1e4, hits, tokens[source.index()]).unwrap_or(0.0);
        let source_name = &corpus.sources[source.index()];
        Bar {
            name: source_name.clone(),
            number: rate,
            stands_out: all.iter().any(|contrasted| contrasted.source == source),
            to: Target::of(concept, Some(source_name), None),
        }
    });
    let rows: Vec<Bar> = rows.collect();
    bars(&format!("{name}-{concept}"), UNIT, &rows)
}

/// The concept with the surest trend, or the most frequent with a reliable peak.
fn over_time(findings: Findings<'_>, found: &Concepts) -> Option<Headline> {
    let results = findings.results;
    let name = |concept: usize| plain(&found.codebook.categories[concept].name);
    let (concept, text) = if let Some(concept) = trends::surest(results) {
        let course = trends::in_short(results, concept)?;
        let peak = sure_peak(results, concept).map(|peak| format!(" It {peak}."));
        let text = format!(
            "**{}** {course}.{}",
            name(concept),
            peak.unwrap_or_default()
        );
        (concept, text)
    } else {
        let peaks = by_hits(found).into_iter();
        let mut peaks = peaks.filter_map(|concept| Some((concept, sure_peak(results, concept)?)));
        let (concept, peak) = peaks.next()?;
        (concept, format!("**{}** {peak}.", name(concept)))
    };
    Some(Headline {
        text: findings.line(&text),
        figure: course(findings, concept, "headline-time")?,
        to: concepts::anchor(concept),
    })
}

/// The rates of a concept over time as a line; `name` begins the name of the figure.
pub(super) fn course(findings: Findings<'_>, concept: usize, name: &str) -> Option<String> {
    let over_time = findings.results.concept_rates.over_time.as_ref()?;
    let periods = over_time.periods.iter().enumerate();
    let rates = periods.map(|(at, period)| {
        let hits = over_time.counts[concept][at].hits;
        (period.label.clone(), rate(1e4, hits, period.tokens))
    });
    let rates: Vec<_> = rates.collect();
    Some(line(&format!("{name}-{concept}"), UNIT, concept, &rates))
}

/// The concept with most hits, and those that follow.
fn frequent(findings: Findings<'_>) -> Option<Headline> {
    let results = findings.results;
    let found = results.concepts.as_ref()?;
    let by_hits = by_hits(found);
    let first = *by_hits.first()?;
    let name = |concept: usize| found.codebook.categories[concept].name.clone();
    let per_10k = |concept: usize| {
        let hits = found.counts[concept].hits;
        rate(1e4, hits, results.corpus.tokens()).unwrap_or(0.0)
    };
    let interval = results.concept_rates.overall.get(first).copied().flatten();
    let interval = interval.map(|ends| {
        let (low, high) = (measure(ends.low), measure(ends.high));
        format!(" (95 % interval {low} to {high})")
    });
    let text = format!(
        "**{}** is the most frequent concept: {} hits per 10,000 tokens{}, in {} of {}.",
        plain(&name(first)),
        measure(per_10k(first)),
        interval.unwrap_or_default(),
        count(found.counts[first].by_document.len()),
        plural(results.corpus.documents.len(), "document"),
    );
    let rows = by_hits.iter().take(ROWS).map(|&concept| Bar {
        name: name(concept),
        number: per_10k(concept),
        stands_out: concept == first,
        to: Target::of(concept, None, None),
    });
    Some(Headline {
        text: findings.line(&text),
        figure: bars("headline-frequent", UNIT, &rows.collect::<Vec<_>>()),
        to: concepts::anchor(first),
    })
}
