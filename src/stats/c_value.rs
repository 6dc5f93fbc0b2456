//! Scores of key phrases: C-value and the score that ranks `phrases.csv`.

use libm::log2;

/// C-value: log2(length) · (count − nested/longer), the last term 0 when nothing longer holds it.
///
/// `count` is the number of occurrences, `nested` how many of them lie inside longer candidates,
/// `longer` the number of distinct longer candidates that hold the phrase. In occurrences, from 0
/// upwards; always 0 for a single word. Frantzi, Ananiadou and Mima (2000).
#[must_use]
pub fn c_value(length: u32, count: u64, nested: u64, longer: u64) -> f64 {
    let discount = if longer == 0 {
        0.0
    } else {
        nested as f64 / longer as f64
    };
    log2(f64::from(length)) * (count as f64 - discount)
}

/// The score that ranks key phrases: log2(1 + length) · (count − nested) · (sources / all sources).
///
/// It rewards what is longer, what stands on its own rather than inside a longer key phrase, and
/// what many sources share. log2(1 + length) is the usual variant of the C-value weight that does
/// not send single words to 0. In occurrences, from 0 upwards.
#[must_use]
pub fn phrase_score(length: u32, count: u64, nested: u64, sources: u32, all_sources: u32) -> f64 {
    let alone = count.saturating_sub(nested) as f64;
    log2(f64::from(1 + length)) * alone * f64::from(sources) / f64::from(all_sources.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "basal cell carcinoma": f = 984, t = 26, c = 5, from the example of the R package ncnc.
    #[test]
    fn c_value_reproduces_a_published_value() {
        assert!((c_value(3, 984, 26, 5) - 1_551.361_296).abs() < 1e-6);
    }

    #[test]
    fn c_value_of_a_single_word_is_zero() {
        assert!(c_value(1, 50, 10, 2).abs() < f64::EPSILON);
    }

    #[test]
    fn the_score_counts_what_stands_alone_and_is_shared() {
        assert!((phrase_score(1, 10, 4, 3, 4) - 4.5).abs() < 1e-12);
        assert!((phrase_score(3, 10, 0, 4, 4) - 20.0).abs() < 1e-12);
        assert!(phrase_score(2, 5, 5, 4, 4).abs() < f64::EPSILON);
    }
}
