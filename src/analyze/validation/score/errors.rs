//! The units that people and codebook coded differently.

use super::CodingError;
use super::decide::{Decided, has_hit};
use crate::model::ValidationKey;

/// Units with a wrong hit, then those that were missed, of each concept.
pub(super) fn errors(key: &ValidationKey, decided: &Decided) -> Vec<CodingError> {
    let mut errors = Vec::new();
    for concept in 0..key.concepts.len() {
        let wrong = decided.of(key, concept).filter_map(|(item, unit, is_yes)| {
            let has_hit = has_hit(key, unit);
            (has_hit != is_yes).then_some(CodingError { item, has_hit })
        });
        let mut wrong: Vec<CodingError> = wrong.collect();
        wrong.sort_by_key(|error| {
            let item = &key.items[error.item];
            (!error.has_hit, &item.doc_id, item.sentence)
        });
        errors.extend(wrong);
    }
    errors
}
