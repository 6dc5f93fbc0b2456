//! The order of a sample, the ids of its units, and who codes which.

use crate::model::{SampledItem, ValidationKey};
use crate::stats::SampleKey;

/// Shuffles the units of each concept, gives them ids and coders: a share of them, spread evenly, to all
/// coders, and each of the others to one.
pub(super) fn assign(key: &mut ValidationKey) {
    let mut items: Vec<SampledItem> = std::mem::take(&mut key.items);
    let (mut number, mut single) = (0_usize, 0_usize);
    for of_concept in items.chunk_by_mut(|a, b| a.concept == b.concept) {
        let name = &key.concepts[of_concept[0].concept].name;
        SampleKey::new(key.seed, "validation order", name).shuffle(0, of_concept);
        for (place, item) in of_concept.iter_mut().enumerate() {
            number += 1;
            item.id = format!("{}-{number:05}", key.sample);
            let shared_before = |place: usize| (place as f64 * key.overlap + 1e-9).floor();
            let is_shared = shared_before(place + 1) > shared_before(place);
            item.coders = match key.coders.as_slice() {
                coders if is_shared => coders.to_vec(),
                coders => {
                    single += 1;
                    vec![coders[single % coders.len()].clone()]
                }
            };
        }
    }
    key.items = items;
}
