//! Rates of concepts in the corpus, its sources and periods, corrected for the codebook's errors.

use super::CorrectedRate;
use super::decide::Decided;
use super::scores::totals;
use crate::model::{CodeGroup, DomainKind, SampledConcept, ValidationKey};
use crate::sorted::SortedMap;
use crate::stats::{Cell, Estimate, LEAST_UNITS, Share, difference_interval};

/// The rates of all concepts, by concept and domain.
pub(super) fn rates(
    key: &ValidationKey,
    decided: &Decided,
    cells: &[Vec<Cell>],
) -> Vec<CorrectedRate> {
    let names = key.domains.iter().enumerate();
    let names: SortedMap<(bool, &str), usize> = names
        .filter(|(_, domain)| domain.kind != DomainKind::Corpus)
        .map(|(at, domain)| ((domain.kind == DomainKind::Period, &*domain.name), at))
        .collect();
    let mut rows = Vec::new();
    for (concept, all) in cells.iter().enumerate() {
        // By domain: its strata with coded units.
        let mut parts: Vec<SortedMap<usize, Cell>> = Vec::new();
        parts.resize_with(key.domains.len(), SortedMap::new);
        for (_, item, is_yes) in decided.of(key, concept) {
            let period = item.period.as_deref().map(|name| (true, name));
            for name in period.into_iter().chain([(false, &*item.source)]) {
                let Some(&at) = names.get(&name) else {
                    continue;
                };
                let cell = parts[at].or_insert_with(item.stratum, Cell::default);
                cell.weight = all[item.stratum].weight;
                cell.coded += 1;
                cell.yes += u64::from(is_yes);
            }
        }
        let sources = key.domains.iter();
        let sources = sources.filter(|domain| domain.kind == DomainKind::Source);
        let context = Context {
            key,
            concept: &key.concepts[concept],
            all,
            has_contrasts: sources.count() > 1,
        };
        let rates = parts.iter().enumerate();
        rows.extend(rates.map(|(domain, part)| CorrectedRate {
            concept,
            ..context.rate(domain, part)
        }));
    }
    rows
}

/// What the rates of a concept are made of.
struct Context<'a> {
    key: &'a ValidationKey,
    concept: &'a SampledConcept,
    all: &'a [Cell],
    has_contrasts: bool,
}

impl Context<'_> {
    fn rate(&self, domain: usize, part: &SortedMap<usize, Cell>) -> CorrectedRate {
        let groups = self.concept.domain_units[domain];
        let kind = self.key.domains[domain].kind;
        let is_corpus = kind == DomainKind::Corpus;
        let corrected = if is_corpus {
            let [found, near, rest] = totals(self.concept, self.all, groups);
            let total = found.zip(near).zip(rest);
            let total = total.map(|((found, near), rest)| found.plus(near).plus(rest));
            as_share(total, groups)
        } else {
            self.corrected(groups, part.iter().map(|(&stratum, &cell)| (stratum, cell)))
        };
        let coded = if is_corpus {
            self.all.iter().map(|cell| cell.coded).sum()
        } else {
            part.iter().map(|(_, cell)| cell.coded).sum()
        };
        let mut rate = CorrectedRate {
            concept: 0,
            domain,
            hit_units: groups[CodeGroup::Hit as usize],
            coded,
            counted: counted(groups),
            corrected,
            counted_difference: None,
            difference: None,
        };
        if kind == DomainKind::Source && self.has_contrasts {
            self.contrast(&mut rate, groups, part);
        }
        rate
    }

    /// Adds what a source differs by from all others together.
    fn contrast(&self, rate: &mut CorrectedRate, groups: [u64; 3], part: &SortedMap<usize, Cell>) {
        let corpus = self.concept.domain_units[0];
        let others: [u64; 3] = std::array::from_fn(|at| corpus[at] - groups[at]);
        let cells = self.all.iter().enumerate().map(|(stratum, all)| {
            let own = part.get(&stratum).copied().unwrap_or_default();
            let cell = Cell {
                coded: all.coded - own.coded,
                yes: all.yes - own.yes,
                weight: all.weight,
            };
            (stratum, cell)
        });
        rate.counted_difference = rate
            .counted
            .zip(counted(others))
            .map(|(own, rest)| own - rest);
        let both = rate.corrected.zip(self.corrected(others, cells));
        rate.difference = both.map(|(own, rest)| Estimate {
            value: own.value - rest.value,
            interval: difference_interval([own.value, rest.value], [own.interval, rest.interval]),
        });
    }

    /// The corrected share of a domain whose groups have so many units; of its strata these units are coded.
    fn corrected(
        &self,
        units: [u64; 3],
        cells: impl Iterator<Item = (usize, Cell)>,
    ) -> Option<Estimate> {
        let mut groups: [Vec<Cell>; 3] = [const { Vec::new() }; 3];
        for (stratum, cell) in cells {
            groups[self.concept.strata[stratum].group as usize].push(cell);
        }
        let [hit, near, rest] = groups;
        let found = part_total(units[0], &hit)?;
        let apart = part_total(units[1], &near).zip(part_total(units[2], &rest));
        // Where one of the two was hardly sampled, both are one group: weights tell them apart.
        let missed = match apart {
            Some((near, rest)) => near.plus(rest),
            None => part_total(units[1] + units[2], &[near, rest].concat())?,
        };
        as_share(Some(found.plus(missed)), units)
    }
}

/// The units of a group in a domain that people say yes to; `None` if too few were coded to tell.
fn part_total(units: u64, cells: &[Cell]) -> Option<Estimate> {
    if units == 0 {
        return Some(Estimate::known(0.0));
    }
    let coded: u64 = cells.iter().map(|cell| cell.coded).sum();
    if coded < (LEAST_UNITS as u64).min(units) {
        return None;
    }
    Some(Share::of_domain(cells)?.total(units))
}

fn counted(groups: [u64; 3]) -> Option<f64> {
    let all: u64 = groups.iter().sum();
    (all > 0).then(|| groups[CodeGroup::Hit as usize] as f64 / all as f64)
}

fn as_share(total: Option<Estimate>, groups: [u64; 3]) -> Option<Estimate> {
    let all: u64 = groups.iter().sum();
    total
        .filter(|_| all > 0)
        .map(|total| total.times(1.0 / all as f64))
}
