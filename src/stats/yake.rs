//! YAKE: how little a word, or a run of words, is worth as a key phrase. Low is good.
//!
//! Takes counts of a word in its document, gives the parts of its score, its score, and that of a
//! candidate made of words. After Campos, Mangaravite, Pasquali, Jorge, Nunes and Jatowt (2020),
//! "YAKE! Keyword extraction from single documents using multiple local features", Information
//! Sciences 509, in the reading of the package `yake` 0.6.0: natural logarithms, no capital-letter
//! feature for first words, and relatedness without the paper's further terms PL and PR. Positive
//! for all words that occur.

use libm::{log, sqrt};

/// Most words of a candidate, as in the package.
pub const LONGEST_YAKE: usize = 3;

/// The words on one side of a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Neighbours {
    /// Different words.
    pub distinct: u32,
    /// Occurrences of them.
    pub all: u32,
}

impl Neighbours {
    /// Different words over occurrences: 0 without any, 1 if none comes twice.
    fn variety(self) -> f64 {
        if self.all == 0 {
            return 0.0;
        }
        f64::from(self.distinct) / f64::from(self.all)
    }
}

/// A document as YAKE sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct YakeDocument {
    /// Mean and standard deviation, added, of the occurrences of each word that is no stop word.
    typical: f64,
    /// Occurrences of the most frequent word, stop words among them.
    most: u32,
    /// Sentences.
    sentences: u32,
}

impl YakeDocument {
    /// Of the occurrences of each word, the flag says whether it is a stop word.
    #[must_use]
    pub fn new(words: impl Iterator<Item = (u32, bool)> + Clone, sentences: u32) -> Self {
        let most = words.clone().map(|(n, _)| n).max().unwrap_or(0);
        let counts = words.filter(|&(_, is_stop)| !is_stop);
        let counts = counts.map(|(n, _)| f64::from(n));
        let number = counts.clone().count().max(1) as f64;
        let mean = counts.clone().sum::<f64>() / number;
        let squares: f64 = counts.map(|n| (n - mean) * (n - mean)).sum();
        Self {
            typical: mean + sqrt(squares / number),
            most,
            sentences,
        }
    }
}

/// What is known of a word in its document.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct YakeWord {
    /// Occurrences.
    pub n: u32,
    /// Occurrences in capital letters.
    pub acronyms: u32,
    /// Occurrences with a capital first letter that do not begin a sentence.
    pub names: u32,
    /// What stands before it.
    pub left: Neighbours,
    /// What stands after it.
    pub right: Neighbours,
    /// Sentences that hold it.
    pub sentences: u32,
    /// Median of the numbers of these sentences, from 0.
    pub median_sentence: f64,
}

impl YakeWord {
    /// max(acronyms, names) / (1 + ln n).
    #[must_use]
    pub fn case(&self) -> f64 {
        f64::from(self.acronyms.max(self.names)) / (1.0 + log(f64::from(self.n.max(1))))
    }

    /// ln ln (3 + median sentence): what comes first has the least.
    #[must_use]
    pub fn position(&self) -> f64 {
        log(log(3.0 + self.median_sentence))
    }

    /// n / (mean + standard deviation) of the words of the document.
    #[must_use]
    pub fn frequency(&self, document: &YakeDocument) -> f64 {
        over(self.n, document.typical)
    }

    /// 1 + (variety before + variety after) · n / n of the most frequent word: what stands beside
    /// anything says little. From 1.
    #[must_use]
    pub fn relatedness(&self, document: &YakeDocument) -> f64 {
        let variety = self.left.variety() + self.right.variety();
        1.0 + variety * over(self.n, f64::from(document.most))
    }

    /// Share of the sentences that hold it.
    #[must_use]
    pub fn spread(&self, document: &YakeDocument) -> f64 {
        over(self.sentences, f64::from(document.sentences))
    }

    /// relatedness · position / (case + (frequency + spread) / relatedness).
    #[must_use]
    pub fn score(&self, document: &YakeDocument) -> f64 {
        let related = self.relatedness(document);
        let (frequency, spread) = (self.frequency(document), self.spread(document));
        related * self.position() / (self.case() + frequency / related + spread / related)
    }
}

/// A share; 0 of nothing.
fn over(n: u32, all: f64) -> f64 {
    if all > 0.0 { f64::from(n) / all } else { 0.0 }
}

/// A word of a candidate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum YakePart {
    /// One that says something, with its score.
    Word(f64),
    /// A stop word inside, with the probability that it goes on from the word before times that of
    /// its coming before the word behind: the pair's occurrences over those of the outer word.
    Stop(f64),
}

/// Of the scores of its words, ∏ / (n · (1 + ∑)); a stop word inside with probability p is a factor
/// 2 − p and a summand p − 1. `n` are the candidate's occurrences.
///
/// Positive with one stop word at most; more could make 1 + ∑ negative, as in the package.
#[must_use]
pub fn yake_candidate(parts: impl Iterator<Item = YakePart>, n: u32) -> f64 {
    let (product, sum) = parts.fold((1.0, 0.0), |(product, sum), part| match part {
        YakePart::Word(score) => (product * score, sum + score),
        YakePart::Stop(p) => (product * (2.0 - p), sum + p - 1.0),
    });
    product / (f64::from(n.max(1)) * (1.0 + sum))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-12
    }

    /// Counts 1 and 3 have mean 2 and deviation 1; the stop word only sets the most.
    const COUNTS: [(u32, bool); 3] = [(1, false), (8, true), (3, false)];

    #[test]
    fn the_parts_of_a_word() {
        let document = YakeDocument::new(COUNTS.into_iter(), 4);
        let neighbours = |distinct, all| Neighbours { distinct, all };
        let word = YakeWord {
            n: 3,
            acronyms: 1,
            names: 2,
            left: neighbours(1, 2),
            right: neighbours(3, 3),
            sentences: 2,
            median_sentence: 0.5,
        };
        assert!(near(word.case(), 2.0 / (1.0 + log(3.0))));
        assert!(near(word.position(), log(log(3.5))));
        assert!(near(word.frequency(&document), 1.0));
        assert!(near(word.relatedness(&document), 1.0 + 1.5 * 3.0 / 8.0));
        assert!(near(word.spread(&document), 0.5));
        let related = 1.5625;
        let expected = related * log(log(3.5)) / (2.0 / (1.0 + log(3.0)) + 1.5 / related);
        assert!(near(word.score(&document), expected));
    }

    #[test]
    fn a_word_without_neighbours_has_a_relatedness_of_one() {
        let document = YakeDocument::new(COUNTS.into_iter(), 4);
        let word = YakeWord {
            n: 1,
            acronyms: 0,
            names: 0,
            left: Neighbours::default(),
            right: Neighbours::default(),
            sentences: 1,
            median_sentence: 0.0,
        };
        assert!(near(word.relatedness(&document), 1.0));
        let expected = log(log(3.0)) / (1.0 / 3.0 + 0.25);
        assert!(near(word.score(&document), expected));
        let nothing = YakeDocument::new(std::iter::empty(), 0);
        assert!(near(nothing.typical, 0.0) && nothing.most == 0);
    }

    #[test]
    fn a_candidate_is_the_product_over_the_sum() {
        let parts = [YakePart::Word(0.5), YakePart::Word(0.2)];
        assert!(near(
            yake_candidate(parts.into_iter(), 2),
            0.1 / (2.0 * 1.7)
        ));
        let parts = [parts[0], YakePart::Stop(0.25), parts[1]];
        let expected = 0.1 * 1.75 / (1.0 + 0.7 - 0.75);
        assert!(near(yake_candidate(parts.into_iter(), 1), expected));
    }

    /// "rule of law" in a text of the package's: words .7218558239646082 and 1.089696871538273,
    /// "of" after 4 of 7 "rule" and before 4 of 5 "law", two occurrences.
    #[test]
    fn a_stop_word_inside_goes_by_the_outer_words() {
        let p = 4.0 / 7.0 * 4.0 / 5.0;
        let outer = [0.721_855_823_964_608_2, 1.089_696_871_538_273].map(YakePart::Word);
        let parts = [outer[0], YakePart::Stop(p), outer[1]];
        let found = yake_candidate(parts.into_iter(), 2);
        assert!(near(found, 0.267_470_364_107_713_85));
    }
}
