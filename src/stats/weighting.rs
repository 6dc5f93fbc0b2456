//! TF-IDF weightings by name: how a count becomes a weight.
//!
//! | name | tf | idf | norm |
//! |---|---|---|---|
//! | `smooth` (default; `sklearn` is the same) | n | ln((1+N)/(1+df)) + 1 | L2 |
//! | `tidytext` | n/L | ln(N/df) | none |
//! | `quanteda` | n | log10(N/df) | none |
//! | `smart:XYZ` | by letter | by letter | by letter |
//!
//! n is the count of the term in the document, L the number of term occurrences in the document,
//! N the number of analysed documents, df the number of them that hold the term. SMART letters are
//! those of Manning, Raghavan and Schütze, "Introduction to Information Retrieval" (2008), figure
//! 6.15, with base 10 as there (gensim's letters differ: its `f` is this `t`).

use std::fmt;
use std::str::FromStr;

use libm::{log, log10};
use serde::{Deserialize, Serialize};

/// A named weighting.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Weighting {
    /// As scikit-learn's `TfidfTransformer` by default.
    #[default]
    Smooth,
    /// As tidytext's `bind_tf_idf`.
    Tidytext,
    /// As quanteda's `dfm_tfidf` by default.
    Quanteda,
    /// A SMART triple.
    Smart(SmartTf, Idf, Normalization),
}

/// SMART letter for the term frequency; logarithms to base 10.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmartTf {
    /// `n`: the count.
    Natural,
    /// `l`: 1 + log10 n.
    Logarithm,
    /// `a`: 0.5 + 0.5·n/max n in the document.
    Augmented,
    /// `b`: 1.
    Boolean,
    /// `L`: (1 + log10 n) / (1 + log10 of the mean n in the document).
    LogAverage,
}

/// SMART letter for the document frequency; logarithms to base 10.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Idf {
    /// `n`: 1.
    None,
    /// `t`: log10(N/df).
    Inverse,
    /// `p`: max(0, log10((N−df)/df)).
    Probabilistic,
}

/// SMART letter for the length of the document vector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Normalization {
    /// `n`: none.
    None,
    /// `c`: divided by its L2 length.
    Cosine,
}

/// What a weighting needs to know of a term in the corpus.
#[derive(Debug, Clone, Copy)]
pub struct DocumentFrequency {
    /// Analysed documents (N).
    pub documents: u32,
    /// Documents that hold the term (df), from 1.
    pub df: u32,
}

/// The weight of a term in a document, with its parts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TermWeight {
    /// The term-frequency part.
    pub tf: f64,
    /// The document-frequency part.
    pub idf: f64,
    /// Their product, after normalisation.
    pub tf_idf: f64,
}

impl Weighting {
    /// The document-frequency part; from 0 (from 1 for `smooth`).
    #[must_use]
    pub fn idf(self, frequency: DocumentFrequency) -> f64 {
        let (n, df) = (f64::from(frequency.documents), f64::from(frequency.df));
        match self {
            Self::Smooth => log((1.0 + n) / (1.0 + df)) + 1.0,
            Self::Tidytext => log(n / df),
            Self::Quanteda | Self::Smart(_, Idf::Inverse, _) => log10(n / df),
            Self::Smart(_, Idf::None, _) => 1.0,
            Self::Smart(_, Idf::Probabilistic, _) => log10((n - df) / df).max(0.0),
        }
    }

    /// The weights of one document: its counts in term order with the idf of each term.
    ///
    /// Sums run in the order given, so equal input gives equal bits.
    pub fn weigh(self, counts: &[(u32, f64)], weights: &mut Vec<TermWeight>) {
        weights.clear();
        let total: f64 = counts.iter().map(|&(n, _)| f64::from(n)).sum();
        let most = counts.iter().map(|&(n, _)| n).max().unwrap_or(1);
        let mean = total / counts.len().max(1) as f64;
        weights.extend(counts.iter().map(|&(n, idf)| {
            let tf = self.tf(f64::from(n), total, f64::from(most), mean);
            TermWeight {
                tf,
                idf,
                tf_idf: tf * idf,
            }
        }));
        if self.is_cosine() {
            let length = weights
                .iter()
                .map(|w| w.tf_idf * w.tf_idf)
                .sum::<f64>()
                .sqrt();
            if length > 0.0 {
                weights.iter_mut().for_each(|w| w.tf_idf /= length);
            }
        }
    }

    fn tf(self, n: f64, total: f64, most: f64, mean: f64) -> f64 {
        match self {
            Self::Smooth | Self::Quanteda | Self::Smart(SmartTf::Natural, ..) => n,
            Self::Tidytext => n / total,
            Self::Smart(SmartTf::Logarithm, ..) => 1.0 + log10(n),
            Self::Smart(SmartTf::Augmented, ..) => 0.5 + 0.5 * n / most,
            Self::Smart(SmartTf::Boolean, ..) => 1.0,
            Self::Smart(SmartTf::LogAverage, ..) => (1.0 + log10(n)) / (1.0 + log10(mean)),
        }
    }

    fn is_cosine(self) -> bool {
        matches!(
            self,
            Self::Smooth | Self::Smart(_, _, Normalization::Cosine)
        )
    }

    /// The formula in words, for the method note of a report.
    #[must_use]
    pub fn describe(self) -> String {
        match self {
            Self::Smooth => "n · (ln((1+N)/(1+df)) + 1), each document scaled to L2 length 1, as scikit-learn's default".to_owned(),
            Self::Tidytext => "(n/L) · ln(N/df), as tidytext".to_owned(),
            Self::Quanteda => "n · log10(N/df), as quanteda's default".to_owned(),
            Self::Smart(..) => format!("SMART triple {} (letters of Manning, Raghavan and Schütze 2008, base 10)", String::from(self)),
        }
    }
}

impl FromStr for Weighting {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "smooth" | "sklearn" => Ok(Self::Smooth),
            "tidytext" => Ok(Self::Tidytext),
            "quanteda" => Ok(Self::Quanteda),
            _ => name.strip_prefix("smart:").and_then(smart).ok_or_else(|| {
                format!(
                    "unknown weighting `{name}`; expected smooth, tidytext, quanteda, or smart: and three letters (tf: n l a b L; df: n t p; norm: n c), for example smart:ltc"
                )
            }),
        }
    }
}

fn smart(letters: &str) -> Option<Weighting> {
    let mut letters = letters.chars();
    let tf = match letters.next()? {
        'n' => SmartTf::Natural,
        'l' => SmartTf::Logarithm,
        'a' => SmartTf::Augmented,
        'b' => SmartTf::Boolean,
        'L' => SmartTf::LogAverage,
        _ => return None,
    };
    let idf = match letters.next()? {
        'n' => Idf::None,
        't' => Idf::Inverse,
        'p' => Idf::Probabilistic,
        _ => return None,
    };
    let norm = match letters.next()? {
        'n' => Normalization::None,
        'c' => Normalization::Cosine,
        _ => return None,
    };
    letters
        .next()
        .is_none()
        .then_some(Weighting::Smart(tf, idf, norm))
}

impl fmt::Display for Weighting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Smart(tf, idf, norm) = self else {
            return f.write_str(match self {
                Self::Tidytext => "tidytext",
                Self::Quanteda => "quanteda",
                _ => "smooth",
            });
        };
        let tf = match tf {
            SmartTf::Natural => 'n',
            SmartTf::Logarithm => 'l',
            SmartTf::Augmented => 'a',
            SmartTf::Boolean => 'b',
            SmartTf::LogAverage => 'L',
        };
        let idf = match idf {
            Idf::None => 'n',
            Idf::Inverse => 't',
            Idf::Probabilistic => 'p',
        };
        let norm = match norm {
            Normalization::None => 'n',
            Normalization::Cosine => 'c',
        };
        write!(f, "smart:{tf}{idf}{norm}")
    }
}

impl TryFrom<String> for Weighting {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        name.parse()
    }
}

impl From<Weighting> for String {
    fn from(weighting: Weighting) -> Self {
        weighting.to_string()
    }
}

#[cfg(test)]
#[allow(clippy::approx_constant, reason = "log10 2 is a result here")]
mod tests {
    use super::*;

    /// Weighs documents given as (n, df) per term, of a corpus of `documents`.
    fn weigh(weighting: Weighting, documents: u32, terms: &[(u32, u32)]) -> Vec<f64> {
        let counts: Vec<_> = terms
            .iter()
            .map(|&(n, df)| (n, weighting.idf(DocumentFrequency { documents, df })))
            .collect();
        let mut weights = Vec::new();
        weighting.weigh(&counts, &mut weights);
        weights.iter().map(|weight| weight.tf_idf).collect()
    }

    fn close(values: &[f64], expected: &[f64]) {
        assert_eq!(values.len(), expected.len());
        for (value, expected) in values.iter().zip(expected) {
            assert!(
                (value - expected).abs() < 1e-6,
                "{values:?} are not {expected}"
            );
        }
    }

    // d1 "this is a a sample", d2 "this is another another example example example example",
    // as (n, df); terms in the order this, is, a, sample and this, is, another, example.
    const D1: [(u32, u32); 4] = [(1, 2), (1, 2), (2, 1), (1, 1)];
    const D2: [(u32, u32); 4] = [(1, 2), (1, 2), (2, 1), (4, 1)];

    #[test]
    fn quanteda_values() {
        close(
            &weigh(Weighting::Quanteda, 2, &D1),
            &[0.0, 0.0, 0.602_060, 0.301_030],
        );
        close(
            &weigh(Weighting::Quanteda, 2, &D2),
            &[0.0, 0.0, 0.602_060, 1.204_120],
        );
    }

    #[test]
    fn tidytext_values() {
        close(
            &weigh(Weighting::Tidytext, 2, &D1),
            &[0.0, 0.0, 0.277_259, 0.138_629],
        );
        let d2 = weigh(Weighting::Tidytext, 2, &[(1, 2), (1, 2), (2, 1), (3, 1)]);
        close(&d2, &[0.0, 0.0, 0.198_042, 0.297_063]);
    }

    #[test]
    fn smooth_values_of_scikit_learn() {
        close(
            &weigh(Weighting::Smooth, 2, &D1),
            &[0.290_170, 0.290_170, 0.815_648, 0.407_824],
        );
        let d2 = weigh(Weighting::Smooth, 2, &[(1, 2), (1, 2), (2, 1), (3, 1)]);
        close(&d2, &[0.190_074, 0.190_074, 0.534_284, 0.801_426]);
    }

    #[test]
    fn smart_triples() {
        let smart = |name: &str| name.parse::<Weighting>().expect("a triple");
        close(
            &weigh(smart("smart:ntn"), 2, &D1),
            &[0.0, 0.0, 0.602_060, 0.301_030],
        );
        close(
            &weigh(smart("smart:lnn"), 2, &D2),
            &[1.0, 1.0, 1.301_030, 1.602_060],
        );
        close(
            &weigh(smart("smart:ann"), 2, &D2),
            &[0.625, 0.625, 0.75, 1.0],
        );
        close(&weigh(smart("smart:bnc"), 2, &D2), &[0.5, 0.5, 0.5, 0.5]);
        // mean n of D2 is 2: (1 + log10 4) / (1 + log10 2).
        close(&weigh(smart("smart:Lnn"), 2, &D2)[3..], &[1.231_378]);
        // N = 10, df = 2: log10(8/2).
        close(
            &weigh(smart("smart:npn"), 10, &[(1, 2), (1, 6)]),
            &[0.602_060, 0.0],
        );
    }

    #[test]
    fn names_lead_back_to_weightings() {
        for name in [
            "smooth",
            "tidytext",
            "quanteda",
            "smart:ltc",
            "smart:Lpn",
            "smart:ann",
        ] {
            assert_eq!(name.parse::<Weighting>().expect("known").to_string(), name);
        }
        assert_eq!("sklearn".parse(), Ok(Weighting::Smooth));
        for name in ["tfidf", "smart:", "smart:lt", "smart:ltcc", "smart:xtc"] {
            assert!(name.parse::<Weighting>().is_err(), "{name}");
        }
    }

    #[test]
    fn an_empty_document_weighs_nothing() {
        assert!(weigh(Weighting::Smooth, 2, &[]).is_empty());
    }
}
