//! Judges the items that differ by words: by the test of texts, adjusted for the candidates.
//!
//! Takes the keys of each source, gives them with what their texts say.

use super::texts::{Compared, KeyTexts, Pool, Slots};
use super::{Comparison, Key};
use crate::count::Text;
use crate::model::SourceId;
use crate::parallel;
use crate::stats::Verdict;

impl<F, I> Comparison<'_, F>
where
    F: Fn(usize) -> I + Sync,
    I: Iterator<Item = (usize, u64)>,
{
    /// Adds to the keys of each source, of so many candidates, what the test of texts says.
    pub(super) fn with_texts(
        &self,
        by_source: Vec<(Vec<Key>, usize)>,
        reference: Option<SourceId>,
    ) -> Vec<Vec<Key>> {
        let (number, texts, rows) = (self.items.all.len(), self.items.texts, self.items.rows);
        let slots_of = |keys: &[Key]| Slots::new(number, keys.iter().map(|key| key.item));
        let shared = reference.is_none().then(|| {
            let listed = by_source.iter().flat_map(|(keys, _)| keys);
            let groups: Vec<&[Text]> = texts.iter().map(Vec::as_slice).collect();
            let slots = Slots::new(number, listed.map(|key| key.item));
            Pool::new(&groups, slots, rows)
        });
        parallel::map_items(by_source, |source, (mut keys, candidates)| {
            if keys.is_empty() {
                return keys;
            }
            let slots = slots_of(&keys);
            let of_pair = reference.map(|reference| {
                let groups = [source, reference.index()].map(|source| texts[source].as_slice());
                Pool::new(&groups, slots_of(&keys), rows)
            });
            if let Some(pool) = of_pair.as_ref().or(shared.as_ref()) {
                let part = pool.part(&texts[source], &slots, rows);
                let compared = |key: &Key| pool.compared(&part, &slots, key.item);
                self.judge(&mut keys, candidates, compared);
            }
            keys
        })
    }

    /// Adjusts the p-values of texts and gives the verdicts. Candidates whose conservative log ratio is 0
    /// are taken for even whatever their texts, so that those listed are the same with or without them.
    fn judge(
        &self,
        keys: &mut [Key],
        candidates: usize,
        compared: impl Fn(&Key) -> Option<(KeyTexts, Compared)>,
    ) {
        let found: Vec<_> = keys.iter().map(compared).collect();
        let value = |(key, found): (&Key, &Option<(KeyTexts, Compared)>)| {
            let p = found.as_ref().and_then(|(texts, _)| texts.p);
            p.filter(|_| key.lrc != 0.0).unwrap_or(1.0)
        };
        let mut adjusted: Vec<f64> = keys.iter().zip(&found).map(value).collect();
        self.config.adjustment.adjust(&mut adjusted, candidates);
        for ((key, found), adjusted) in keys.iter_mut().zip(found).zip(adjusted) {
            key.texts = found.map(|(mut texts, Compared { test, sums })| {
                if let Some(test) = test {
                    texts.p_adjusted = Some(adjusted);
                    // Words and texts must agree on the direction.
                    let is_same = test.is_more == (key.lrc > 0.0);
                    texts.verdict = match is_same {
                        true => Verdict::of(test.is_more, adjusted, sums),
                        false => Verdict::Even,
                    };
                }
                texts
            });
        }
    }
}
