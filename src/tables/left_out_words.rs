//! `left_out_words.csv`: the words that do not count as terms, with their occurrences.

use std::cmp::Reverse;

use crate::count::Counts;
use crate::model::{Corpus, FormKind, TableBuilder, TypedTable, row, table};
use crate::order::Arrange as _;
use crate::stats::rate;

row! {
    /// A row of `left_out_words.csv`.
    pub struct LeftOutWordRow<'a>, LeftOutWordColumns {
        form: &'a str => "Word in lower case",
        language: &'static str => "Language, ISO 639",
        kind: &'static str => "Why it does not count: stop word (by the lists or its part of speech), short (fewer characters than --min-chars), number, address, or not segmented (text in a script without spaces for which there is no dictionary)",
        cf: u64 => "Occurrences in the corpus",
        per_million: Option<f64> => "Occurrences per million tokens of the corpus",
    }
}

table! {
    /// `left_out_words.csv`.
    LeftOutWords of LeftOutWordRow<'a>,
    row: "a word that does not count as a term",
    key: [form, language],
    order: "by cf, highest first, then by form and language",
}

pub(super) fn left_out_words<'a>(
    corpus: &'a Corpus,
    counts: &'a Counts,
) -> TypedTable<'a, LeftOutWords> {
    let tokens = corpus.tokens();
    let forms = &corpus.vocabulary.forms;
    let mut left_out: Vec<usize> = (0..forms.len())
        .filter(|&form| forms[form].kind != FormKind::Word && counts.forms[form] > 0)
        .collect();
    // Forms are sorted by text and language.
    left_out.arrange_by_key(|&form| Reverse(counts.forms[form]));
    TableBuilder::new().by_row(left_out.len(), move |row| {
        let (form, cf) = (&forms[left_out[row]], counts.forms[left_out[row]]);
        LeftOutWordRow {
            form: &form.text,
            language: form.language.code(),
            kind: match form.kind {
                FormKind::StopWord => "stop word",
                FormKind::Short => "short",
                FormKind::Number => "number",
                FormKind::Address => "address",
                FormKind::Unsegmented => "not segmented",
                FormKind::Word => "",
            },
            cf,
            per_million: rate(1_000_000.0, cf, tokens),
        }
    })
}
