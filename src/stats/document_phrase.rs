//! The score that ranks the key phrases of a document.

use libm::{log, pow, sqrt};

/// What is known of a candidate in its document.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct DocumentPhraseFacts {
    /// Words that it says something with, linking words not counted; from 1.
    pub words: u32,
    /// Whether linking words stand in it.
    pub has_links: bool,
    /// Words of general use among its words.
    pub general: u32,
    /// Mean number of characters of its words, as stems.
    pub characters: f64,
    /// Occurrences in the document.
    pub n: u32,
    /// Occurrences inside no longer candidate.
    pub alone: u32,
    /// Occurrences inside the most frequent sequence that is one word longer.
    pub in_longer: u32,
    /// The share of its occurrences, those at the start of a sentence left out, in which all its words
    /// begin with a capital letter; from 0 to 1.
    pub capitals: f64,
    /// Its first token, from 0.
    pub first: u32,
    /// Arithmetic mean of the occurrences of its words in the document.
    pub word_mean: f64,
    /// Geometric mean of the occurrences of its words in the document.
    pub word_geometric_mean: f64,
}

/// Weight of the position, and the tokens at which it begins to tell.
const POSITION: (f64, f64) = (5.0, 100.0);
/// What an occurrence inside one and the same longer sequence still counts.
const IN_LONGER: f64 = 0.1;
/// Factor of each word of general use.
const GENERAL: f64 = 0.2;
/// Factor of linking words.
const LINKS: f64 = 0.2;
/// Factors of four words or more, and of several words that occur once.
const LONG: f64 = 0.5;
const ONCE: f64 = 0.7;
/// Factor of a single word in a text of which [`USUAL_NAMES`] of the words have capital letters.
const SINGLE: f64 = 0.45;
/// The share of words with capital letters that a text has which is not about names. Also the value
/// for a text in a script or a language in which capital letters mark no names.
pub const USUAL_NAMES: f64 = 0.1;
/// Least and greatest share that still make a difference.
const NAMES: (f64, f64) = (0.02, 0.3);
/// Exponent of the share of names, of idf, and of 1 + ln df.
const EXPONENT: f64 = 1.5;
/// Least inverse document frequency.
const LEAST_IDF: f64 = 0.01;

impl DocumentPhraseFacts {
    /// n · (1.1 − `in_longer` / n): occurrences inside one and the same longer sequence count for that,
    /// as in C-value.
    #[must_use]
    pub fn own_occurrences(&self) -> f64 {
        (1.0 + IN_LONGER) * f64::from(self.n) - f64::from(self.in_longer)
    }

    /// 1 / (1 + 5 ln(1 + first / 100)): what is named first names the subject. 0 to 1.
    #[must_use]
    pub fn position(&self) -> f64 {
        1.0 / (1.0 + POSITION.0 * log(1.0 + f64::from(self.first) / POSITION.1))
    }

    /// Occurrences over the geometric mean of those of its words: 1 if they occur only together.
    #[must_use]
    pub fn cohesion(&self) -> f64 {
        f64::from(self.n) / self.word_geometric_mean.max(1.0)
    }

    /// What the words say: mean characters · 2^capitals · 0.2^(words of general use), and a fifth where
    /// linking words stand in it. Long words are special ones, and names are what a text is about.
    #[must_use]
    pub fn wording(&self) -> f64 {
        let links = if self.has_links { LINKS } else { 1.0 };
        self.characters * pow(2.0, self.capitals) * pow(GENERAL, f64::from(self.general)) * links
    }

    /// What the document alone says of it:
    /// own occurrences · √(mean of the words' occurrences) · position · wording · length weight, where
    /// `names` is the share of names in the text.
    #[must_use]
    pub fn in_document(&self, names: f64) -> f64 {
        self.own_occurrences()
            * sqrt(self.word_mean)
            * self.position()
            * self.wording()
            * self.length_weight(names)
    }

    /// [`single_word_weight`] for one word, 1 for two and three, 0.5 for more; and times 0.7 for several
    /// words that occur once.
    fn length_weight(&self, names: f64) -> f64 {
        let once = if self.n > 1 { 1.0 } else { ONCE };
        match self.words {
            0 | 1 => single_word_weight(names),
            2 | 3 => once,
            _ => LONG * once,
        }
    }

    /// What the corpus says of it: idf^1.5, and for more than one word times (1 + ln df)^1.5, since a
    /// sequence that other documents use too is a term. The idf is that of [`phrase_idf`], at least
    /// 0.01. 1 in a corpus of one document.
    #[must_use]
    pub fn in_corpus(&self, df: u32, documents: u32) -> f64 {
        let idf = phrase_idf(df, documents).max(LEAST_IDF);
        let uses = match self.words {
            0 | 1 => 1.0,
            _ => 1.0 + log(f64::from(df.max(1))),
        };
        pow(idf * uses, EXPONENT)
    }
}

/// 0.45 · (names / 0.1)^1.5, where names is the share of words with a capital letter that do not begin
/// a sentence, from 0.02 to 0.3. People choose names and other single words for news, and terms of
/// several words for technical texts; the share of names tells these apart.
#[must_use]
fn single_word_weight(names: f64) -> f64 {
    SINGLE * pow(names.clamp(NAMES.0, NAMES.1) / USUAL_NAMES, EXPONENT)
}

/// ln((N + 1) / df) / ln(N + 1), from 0 to 1; 1 in a corpus of one document.
#[must_use]
pub fn phrase_idf(df: u32, documents: u32) -> f64 {
    if documents < 2 {
        return 1.0;
    }
    let all = f64::from(documents) + 1.0;
    (log(all / f64::from(df.max(1))) / log(all)).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "solar panel", 5 times, once in "solar panel factory" and 4 times alone; "solar" and "panel" 9
    /// times on average.
    const FACTS: DocumentPhraseFacts = DocumentPhraseFacts {
        words: 2,
        has_links: false,
        general: 0,
        characters: 5.0,
        n: 5,
        alone: 4,
        in_longer: 1,
        capitals: 0.0,
        first: 0,
        word_mean: 9.0,
        word_geometric_mean: 5.0,
    };

    fn assert_near(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-12 * b.abs().max(1.0), "{a} {b}");
    }

    #[test]
    fn the_score_is_the_product_of_its_parts() {
        assert_near(FACTS.own_occurrences(), 4.5);
        assert_near(FACTS.position(), 1.0);
        assert_near(FACTS.cohesion(), 1.0);
        assert_near(FACTS.in_document(0.1), 4.5 * 3.0 * 5.0);
        let late = DocumentPhraseFacts {
            first: 100,
            ..FACTS
        };
        assert_near(late.position(), 1.0 / (1.0 + 5.0 * log(2.0)));
    }

    #[test]
    fn names_gain_and_general_and_linking_words_lose() {
        let name = DocumentPhraseFacts {
            capitals: 1.0,
            general: 1,
            ..FACTS
        };
        // "New Zealand": doubled as a name, a fifth for "new".
        assert_near(name.wording(), 5.0 * 2.0 * 0.2);
        let linked = DocumentPhraseFacts {
            has_links: true,
            ..FACTS
        };
        assert_near(linked.wording(), 5.0 / 5.0);
    }

    #[test]
    fn long_candidates_and_those_that_occur_once_lose() {
        let once = DocumentPhraseFacts {
            n: 1,
            words: 3,
            ..FACTS
        };
        assert_near(once.length_weight(0.1), 0.7);
        let long = DocumentPhraseFacts { words: 4, ..once };
        assert_near(long.length_weight(0.1), 0.35);
        assert_near(FACTS.length_weight(0.3), 1.0);
    }

    #[test]
    fn single_words_gain_in_texts_with_many_names() {
        let word = DocumentPhraseFacts { words: 1, ..FACTS };
        assert_near(word.in_document(0.1), 0.45 * 67.5);
        // 0.025 is a quarter of the usual share: (1/4)^1.5 = 1/8.
        assert_near(single_word_weight(0.025), 0.45 / 8.0);
        // From 0.3 on nothing changes: 3^1.5 = √27.
        assert_near(single_word_weight(0.9), 0.45 * sqrt(27.0));
        assert_near(single_word_weight(0.0), single_word_weight(0.02));
    }

    /// 10 of 99 documents: ln 10 / ln 100 = 1/2.
    #[test]
    fn what_is_everywhere_weighs_little_and_terms_gain() {
        let word = DocumentPhraseFacts { words: 1, ..FACTS };
        assert_near(phrase_idf(10, 99), 0.5);
        assert_near(phrase_idf(100, 99), 0.0);
        assert_near(word.in_corpus(10, 99), sqrt(0.125));
        assert_near(word.in_corpus(100, 99), 0.001);
        assert_near(FACTS.in_corpus(10, 99), pow(0.5 * (1.0 + log(10.0)), 1.5));
        assert_near(FACTS.in_corpus(1, 1), 1.0);
    }
}
