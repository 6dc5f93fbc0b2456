//! The score that ranks the key phrases of a document.

use libm::{log, pow, sqrt};

/// What is known of a candidate in its document and in the corpus.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DocumentPhraseFacts {
    /// Words that it says something with, linking words not counted; from 1.
    pub words: u32,
    /// Occurrences in the document.
    pub n: u32,
    /// Occurrences inside no longer candidate.
    pub alone: u32,
    /// Its first token, from 0.
    pub first: u32,
    /// Arithmetic mean of the occurrences of its words in the document.
    pub word_mean: f64,
    /// Geometric mean of the occurrences of its words in the document.
    pub word_geometric_mean: f64,
}

/// How many occurrences inside a longer candidate count as one.
pub(crate) const NESTED: u32 = 20;
const NESTED_SHARE: f64 = 1.0 / NESTED as f64;
/// Weight of the position, and the tokens at which it begins to tell.
const POSITION: (f64, f64) = (5.0, 100.0);
/// Exponents of cohesion and of the mean of the words' occurrences.
pub(crate) const COHESION: f64 = 0.3;
pub(crate) const WORDS: f64 = 0.5;

impl DocumentPhraseFacts {
    /// Occurrences of its own: alone + 0.05 · n. Occurrences inside longer candidates count for those,
    /// as in C-value.
    #[must_use]
    pub fn own_occurrences(&self) -> f64 {
        f64::from(self.alone) + NESTED_SHARE * f64::from(self.n)
    }

    /// 1 / (1 + 5 ln(1 + first / 100)): what is named first names the subject. 0 to 1.
    #[must_use]
    pub fn position(&self) -> f64 {
        Self::position_of(self.first)
    }

    /// [`DocumentPhraseFacts::position`] of this first token.
    pub(crate) fn position_of(first: u32) -> f64 {
        1.0 / (1.0 + POSITION.0 * log(1.0 + f64::from(first) / POSITION.1))
    }

    /// Occurrences over the geometric mean of those of its words: 1 if they occur only together.
    #[must_use]
    pub fn cohesion(&self) -> f64 {
        f64::from(self.n) / self.word_geometric_mean.max(1.0)
    }

    /// 0.3 for a single word, 1 for two, 1.2 for three, 0.7 for more: most terms that people choose
    /// are of two or three words.
    #[must_use]
    pub fn length_weight(&self) -> f64 {
        Self::length_weight_of(self.words)
    }

    /// [`DocumentPhraseFacts::length_weight`] of so many words.
    pub(crate) fn length_weight_of(words: u32) -> f64 {
        match words {
            0 | 1 => 0.3,
            2 => 1.0,
            3 => 1.2,
            _ => 0.7,
        }
    }

    /// What the document alone says of it:
    /// √own · length weight · position · cohesion^0.3 · √(mean of the words' occurrences).
    #[must_use]
    pub fn in_document(&self) -> f64 {
        sqrt(self.own_occurrences())
            * self.length_weight()
            * self.position()
            * pow(self.cohesion(), COHESION)
            * pow(self.word_mean, WORDS)
    }
}

/// What the corpus says of a candidate: √(ln((N + 1) / df) / ln(N + 1)), and for more than one word
/// times 1 + ln df, since a sequence that other documents use too is a term. A corpus of one
/// document says nothing: 1.
#[must_use]
pub fn corpus_weight(words: u32, df: u32, documents: u32) -> f64 {
    let all = f64::from(documents) + 1.0;
    let df = f64::from(df.max(1));
    let idf = if documents > 1 {
        sqrt(log(all / df).max(0.0) / log(all))
    } else {
        1.0
    };
    if words > 1 {
        idf * (1.0 + log(df))
    } else {
        idf
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FACTS: DocumentPhraseFacts = DocumentPhraseFacts {
        words: 2,
        n: 5,
        alone: 4,
        first: 0,
        word_mean: 9.0,
        word_geometric_mean: 5.0,
    };

    #[test]
    fn the_score_is_the_product_of_its_parts() {
        assert!((FACTS.own_occurrences() - 4.25).abs() < 1e-12);
        assert!((FACTS.position() - 1.0).abs() < 1e-12);
        assert!((FACTS.cohesion() - 1.0).abs() < 1e-12);
        assert!((FACTS.in_document() - sqrt(4.25) * 3.0).abs() < 1e-12);
        let late = DocumentPhraseFacts {
            first: 100,
            ..FACTS
        };
        assert!((late.position() - 1.0 / (1.0 + 5.0 * log(2.0))).abs() < 1e-12);
    }

    #[test]
    fn what_is_everywhere_weighs_little_and_terms_gain() {
        assert!((corpus_weight(1, 1, 99) - 1.0).abs() < 1e-12);
        assert!((corpus_weight(1, 10, 99) - sqrt(0.5)).abs() < 1e-12);
        assert!((corpus_weight(2, 10, 99) - sqrt(0.5) * (1.0 + log(10.0))).abs() < 1e-12);
        assert!((corpus_weight(1, 1, 1) - 1.0).abs() < 1e-12);
    }
}
