//! `phrases_left_out.csv`: frequent word sequences that are no key phrases, since words begin or end
//! them that frame what is said ("would like", "continue").

use crate::analyze::{Frequency, KeyPhrases};
use crate::model::{Corpus, TableBuilder, TypedTable, row, table};

row! {
    /// A row of `phrases_left_out.csv`.
    pub struct LeftOutPhraseRow<'a>, LeftOutPhraseColumns {
        phrase: String => "Terms of the phrase, joined by a space",
        label: String => "Its terms, each in its most frequent form",
        length: usize => "Words",
        count: u64 => "Occurrences",
        language: &'a str => "Language, ISO 639",
    }
}

table! {
    /// `phrases_left_out.csv`.
    PhrasesLeftOut of LeftOutPhraseRow<'a>,
    row: "a frequent sequence of words that is not a key phrase because it begins or ends with a framing word (a verb of saying, an auxiliary, a courtesy, a quantifier, a month)",
    key: [phrase, language],
    order: "by count, highest first, then by terms",
}

pub(super) fn phrases_left_out<'a>(
    corpus: &'a Corpus,
    frequency: &'a Frequency,
    phrases: &'a KeyPhrases,
) -> TypedTable<'a, PhrasesLeftOut> {
    TableBuilder::new().by_row(phrases.left_out.len(), move |place| {
        let left_out = &phrases.left_out[place];
        let terms = left_out.terms.iter();
        let texts = terms
            .clone()
            .map(|&term| &*corpus.vocabulary.term(term).text);
        let labels = terms.map(|&term| frequency.label(corpus, term));
        let language = left_out.terms.first();
        LeftOutPhraseRow {
            phrase: texts.collect::<Vec<_>>().join(" "),
            label: labels.collect::<Vec<_>>().join(" "),
            length: left_out.terms.len(),
            count: left_out.count,
            language: language.map_or("", |&term| corpus.vocabulary.term(term).language.code()),
        }
    })
}
