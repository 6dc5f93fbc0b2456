//! Scores of key phrases: C-value and the score that ranks `phrases.csv`.

use libm::{cbrt, log2, pow, sqrt};

use super::phrase_idf;

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

/// What is known of a key phrase of a corpus.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PhraseFacts {
    /// Words, those that link included; from 1.
    pub length: u32,
    /// Occurrences.
    pub count: u64,
    /// Those inside longer key phrases.
    pub nested: u64,
    /// See [`PhraseFacts::cohesion`].
    pub cohesion: f64,
    /// Documents that hold it.
    pub df: u32,
    /// All documents.
    pub documents: u32,
    /// Sources that hold it.
    pub sources: u32,
    /// All sources.
    pub all_sources: u32,
}

/// Exponent of cohesion in the score, as in the score of the key phrases of a document.
const COHESION: f64 = 0.3;

impl PhraseFacts {
    /// Occurrences over the geometric mean of those of its words: 1 if they occur only together, and
    /// for a single word. Above 0; above 1 only for a phrase that repeats a word.
    #[must_use]
    pub fn cohesion(count: u64, words: impl Iterator<Item = u64>) -> f64 {
        let (mut length, mut product) = (0, 1.0);
        for n in words {
            length += 1;
            product *= n.max(1) as f64;
        }
        let mean = match length {
            0 | 1 => return 1.0,
            2 => sqrt(product),
            3 => cbrt(product),
            _ => pow(product, 1.0 / f64::from(length)),
        };
        count as f64 / mean
    }

    /// The score that ranks key phrases of a corpus:
    /// log2(1 + length) · (count − nested) · (sources / all sources) · weight, where the weight is
    /// cohesion^0.3, and for a single word √(ln((N + 1) / df) / ln(N + 1)) with N documents.
    ///
    /// It rewards what is longer, what stands on its own rather than inside a longer key phrase, what
    /// many sources share, and words that belong together. log2(1 + length) is the usual variant of
    /// the C-value weight that does not send single words to 0; one that nearly all documents hold
    /// tells little, so that its inverse document frequency weighs it. In occurrences, from 0 upwards.
    #[must_use]
    pub fn score(&self) -> f64 {
        let alone = self.count.saturating_sub(self.nested) as f64;
        let share = f64::from(self.sources) / f64::from(self.all_sources.max(1));
        let weight = match self.length {
            0 | 1 => sqrt(phrase_idf(self.df, self.documents)),
            _ => pow(self.cohesion, COHESION),
        };
        log2(f64::from(1 + self.length)) * alone * share * weight
    }
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

    const FACTS: PhraseFacts = PhraseFacts {
        length: 3,
        count: 12,
        nested: 2,
        cohesion: 1.0,
        df: 9,
        documents: 99,
        sources: 3,
        all_sources: 4,
    };

    #[test]
    fn the_score_counts_what_stands_alone_and_is_shared() {
        let score = |facts: PhraseFacts| facts.score();
        assert!((score(FACTS) - 2.0 * 10.0 * 0.75).abs() < 1e-12);
        let nested = PhraseFacts {
            nested: 12,
            ..FACTS
        };
        assert!(score(nested).abs() < f64::EPSILON);
        let loose = PhraseFacts {
            cohesion: 0.5,
            ..FACTS
        };
        assert!((score(loose) - 15.0 * pow(0.5, 0.3)).abs() < 1e-12);
    }

    /// Of 99 documents, 10 hold it: √(ln 10 / ln 100) = √0.5.
    #[test]
    fn a_single_word_weighs_less_the_more_documents_hold_it() {
        let word = PhraseFacts {
            length: 1,
            df: 10,
            ..FACTS
        };
        assert!((word.score() - 7.5 * 0.5_f64.sqrt()).abs() < 1e-12);
    }

    /// 4 · 16 has the geometric mean 8.
    #[test]
    fn words_that_occur_together_only_have_cohesion_1() {
        assert!((PhraseFacts::cohesion(4, [4, 16].into_iter()) - 0.5).abs() < 1e-12);
        assert!((PhraseFacts::cohesion(7, [7, 7, 7].into_iter()) - 1.0).abs() < 1e-12);
        assert!((PhraseFacts::cohesion(7, [9].into_iter()) - 1.0).abs() < 1e-12);
    }
}
