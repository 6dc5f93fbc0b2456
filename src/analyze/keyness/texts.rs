//! Whether an item sets a source apart by its texts, not only by its words.
//!
//! Takes the texts of a target and of all texts that take part, and the occurrences of items in them;
//! gives the test of texts ([`ResidualSums::test`]), in how many texts an item stands, and how evenly. Only
//! texts that hold an item are looked at for it, but for the sums of lengths. Sums are made in the order
//! of the texts, so they are the same for any number of threads.

use crate::count::Text;
use crate::model::DocId;
use crate::order::sum_by_key;
use crate::parallel;
use crate::stats::{
    HitSums, LengthSums, RateSums, Residual, ResidualSums, TextTest, Verdict, juilland_d,
};

/// An item in the texts of a source and of its reference.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KeyTexts {
    /// Texts that hold it, in the source and in the reference.
    pub holding: [u32; 2],
    /// How evenly it spreads over the texts of each: Juilland's D.
    pub evenness: [Option<f64>; 2],
    /// p-value of the test of texts; none if a side has fewer than two.
    pub p: Option<f64>,
    /// The same, adjusted for the number of candidates; 1 where the conservative log ratio is 0.
    pub p_adjusted: Option<f64>,
    /// Whether the source reliably differs.
    pub verdict: Verdict,
}

/// The occurrences of items in each document: appends each item with its occurrences.
pub type Rows<'a> = &'a (dyn Fn(DocId, &mut Vec<(u32, u64)>) + Sync);

/// Items in a group of texts, by their slot.
pub(super) struct Group {
    lengths: LengthSums,
    items: Vec<ItemSums>,
}

/// An item in a group of texts.
#[derive(Clone, Copy, Default)]
struct ItemSums {
    hits: HitSums,
    /// The sums of its rates in texts, and of their squares.
    rates: [f64; 2],
    residuals: ResidualSums,
}

/// All texts that take part in a comparison.
pub(super) struct Pool {
    slots: Slots,
    group: Group,
    /// By slot; none of items that do not occur.
    residuals: Vec<Option<Residual>>,
}

/// The slot of items that are not looked at.
const NONE: u32 = u32::MAX;

/// Numbers the items that are looked at, in their order.
pub(super) struct Slots {
    of_item: Vec<u32>,
    items: Vec<u32>,
}

impl Slots {
    /// Slots for some of so many items.
    pub(super) fn new(all: usize, looked_at: impl Iterator<Item = u32>) -> Self {
        let mut of_item = vec![NONE; all];
        looked_at.for_each(|item| of_item[item as usize] = 0);
        let mut items = Vec::new();
        for (item, slot) in (0..).zip(&mut of_item) {
            if *slot != NONE {
                *slot = items.len() as u32;
                items.push(item);
            }
        }
        Self { of_item, items }
    }

    fn of(&self, item: u32) -> Option<usize> {
        let slot = self.of_item[item as usize];
        (slot != NONE).then_some(slot as usize)
    }
}

impl Pool {
    /// All texts of some groups, for the items of these slots.
    pub(super) fn new(groups: &[&[Text]], slots: Slots, rows: Rows<'_>) -> Self {
        let mut group = Group::new(&slots);
        groups
            .iter()
            .for_each(|texts| group.count(texts, &slots, rows));
        let of_item = |sums: &ItemSums| {
            let sums = RateSums {
                lengths: group.lengths,
                hits: sums.hits,
            };
            Residual::of(&sums)
        };
        let residuals: Vec<Option<Residual>> = group.items.iter().map(of_item).collect();
        group.add_residuals(groups, &slots, (&residuals, rows));
        Self {
            slots,
            group,
            residuals,
        }
    }

    /// The texts of one of the groups, for some of the items.
    pub(super) fn part(&self, texts: &[Text], slots: &Slots, rows: Rows<'_>) -> Group {
        let mut group = Group::new(slots);
        let of_item = |&item: &u32| self.slots.of(item).and_then(|slot| self.residuals[slot]);
        let residuals: Vec<Option<Residual>> = slots.items.iter().map(of_item).collect();
        group.count(texts, slots, rows);
        group.add_residuals(&[texts], slots, (&residuals, rows));
        group
    }

    /// An item in a part of the pool, whose slots these are, against the rest; not adjusted yet.
    pub(super) fn compared(
        &self,
        part: &Group,
        slots: &Slots,
        item: u32,
    ) -> Option<(KeyTexts, Compared)> {
        let (slot, part_slot) = (self.slots.of(item)?, slots.of(item)?);
        let (all, target) = (&self.group.items[slot], &part.items[part_slot]);
        let rest = ItemSums {
            hits: all.hits.minus(target.hits),
            rates: [0, 1].map(|power| all.rates[power] - target.rates[power]),
            ..*all
        };
        let lengths = [part.lengths, self.group.lengths.minus(part.lengths)];
        let sums = [(lengths[0], target), (lengths[1], &rest)];
        let test = all.residuals.test(&target.residuals);
        let texts = KeyTexts {
            holding: sums.map(|(_, item)| item.hits.texts),
            evenness: sums.map(|(lengths, item)| juilland_d(lengths.texts as f64, item.rates)),
            p: test.map(|test| test.p),
            p_adjusted: None,
            verdict: Verdict::Untested,
        };
        let sums = sums.map(|(lengths, item)| RateSums {
            lengths,
            hits: item.hits,
        });
        Some((texts, Compared { test, sums }))
    }
}

/// What the verdict on an item goes by.
pub(super) struct Compared {
    pub(super) test: Option<TextTest>,
    /// Of the target and of the reference.
    pub(super) sums: [RateSums; 2],
}

impl Group {
    fn new(slots: &Slots) -> Self {
        Self {
            lengths: LengthSums::default(),
            items: vec![ItemSums::default(); slots.items.len()],
        }
    }

    /// Adds the lengths and occurrences of texts.
    fn count(&mut self, texts: &[Text], slots: &Slots, rows: Rows<'_>) {
        let mut items = Vec::new();
        for text in texts {
            self.lengths.add(text.tokens);
            let per_token = 1.0 / text.tokens as f64;
            read_items(text, rows, &mut items);
            for &(item, n) in &items {
                if let Some(slot) = slots.of(item) {
                    let sums = &mut self.items[slot];
                    let rate = n as f64 * per_token;
                    sums.hits.add(n, text.tokens);
                    sums.rates[0] += rate;
                    sums.rates[1] += rate * rate;
                }
            }
        }
    }

    /// Adds the residuals of texts: first as if none held anything, then of those that do.
    fn add_residuals(
        &mut self,
        groups: &[&[Text]],
        slots: &Slots,
        (residuals, rows): (&[Option<Residual>], Rows<'_>),
    ) {
        let texts = || groups.iter().copied().flatten();
        let lengths = alike(texts().map(|text| text.tokens));
        let blocks = self.items.chunks_mut(BLOCK).zip(residuals.chunks(BLOCK));
        parallel::for_each(blocks, |_, (items, residuals)| {
            for (sums, residual) in items.iter_mut().zip(residuals) {
                let Some(residual) = residual else { continue };
                for &(tokens, number) in &lengths {
                    sums.residuals
                        .add_alike(residual.of_text(0.0, tokens), number);
                }
            }
        });
        let mut items = Vec::new();
        for text in texts() {
            let tokens = text.tokens as f64;
            read_items(text, rows, &mut items);
            for &(item, n) in &items {
                let Some(slot) = slots.of(item) else { continue };
                if let Some(residual) = residuals[slot] {
                    let empty = residual.of_text(0.0, tokens);
                    let held = residual.of_text(n as f64, tokens);
                    self.items[slot].residuals.replace(empty, held);
                }
            }
        }
    }
}

/// How many items a thread takes at a time.
const BLOCK: usize = 256;

/// Of how many texts at most each length is taken as it is.
pub(crate) const EXACT_TEXTS: usize = 512;

/// Lengths of texts, each with their number. Of more than [`EXACT_TEXTS`] texts those of nearly the same length,
/// in steps of a sixteenth of an octave, are taken together with their mean: the residual of a text
/// without the item is nearly linear in between, so that sums differ by less than one in 10,000.
fn alike(lengths: impl Iterator<Item = u64> + Clone) -> Vec<(f64, f64)> {
    if lengths.clone().count() <= EXACT_TEXTS {
        return lengths.map(|tokens| (tokens as f64, 1.0)).collect();
    }
    let mut steps: Vec<(u64, u64)> = Vec::new();
    for tokens in lengths {
        let step = (16.0 * libm::log2(tokens as f64)) as usize;
        steps.resize(steps.len().max(step + 1), (0, 0));
        let (sum, number) = &mut steps[step];
        *sum += tokens;
        *number += 1;
    }
    steps.retain(|&(_, number)| number > 0);
    let mean = |(sum, number)| (sum as f64 / number as f64, number as f64);
    steps.into_iter().map(mean).collect()
}

/// The items of a text, over what was there; of copies together.
fn read_items(text: &Text, rows: Rows<'_>, items: &mut Vec<(u32, u64)>) {
    items.clear();
    text.documents
        .iter()
        .for_each(|&document| rows(document, items));
    if text.documents.len() > 1 {
        sum_by_key(items);
    }
}
