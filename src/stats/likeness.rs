//! How alike two weighted lists of words are.

/// The weighted coefficient of Dice (1945): twice the weight of what two sets share over the weight of
/// both, from 0, nothing shared, to 1, the same set. 0 for empty sets.
#[must_use]
pub fn weighted_dice(shared: f64, first: f64, second: f64) -> f64 {
    let both = first + second;
    if both > 0.0 { 2.0 * shared / both } else { 0.0 }
}

/// The cosine of the angle between two vectors (Salton and McGill 1983), given their inner product
/// and the inner product of each with itself; from 0 to 1 where no number is negative. 0 for the
/// vector of zeros.
#[must_use]
pub fn cosine(product: f64, first: f64, second: f64) -> f64 {
    let lengths = (first * second).sqrt();
    if lengths > 0.0 {
        product / lengths
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_worked_by_hand() {
        // Bigrams of "night" and "nacht": ni ig gh ht, na ac ch ht; one of four in common.
        assert!((weighted_dice(1.0, 4.0, 4.0) - 0.25).abs() < 1e-12);
        assert!((weighted_dice(3.0, 3.0, 3.0) - 1.0).abs() < 1e-12);
        assert!(weighted_dice(0.0, 0.0, 0.0).abs() < 1e-12);
        // (1, 2, 2) and (2, 0, 0): 2 / (3 · 2).
        assert!((cosine(2.0, 9.0, 4.0) - 1.0 / 3.0).abs() < 1e-12);
        assert!(cosine(0.0, 0.0, 4.0).abs() < 1e-12);
    }
}
