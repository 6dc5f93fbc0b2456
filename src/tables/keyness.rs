//! `keyness.csv`: what each source uses reliably more, or less, than it is compared with.

use std::borrow::Cow;

use super::groups::Groups;
use crate::analyze::{Concepts, Frequency, Key, KeyPhrases, KeynessByKind};
use crate::model::{Column, Corpus, PhraseId, RowWriter, Table, TableSpec, TermId};

static COLUMNS: [Column; 18] = [
    Column::string("source", "Source: the target"),
    Column::string(
        "term",
        "What is compared: a term by its stem, a key phrase of two words or more by its stems, a concept by its name",
    ),
    Column::string("label", "Most frequent form or wording in the corpus"),
    Column::integer("n_target", "Occurrences in the source"),
    Column::integer(
        "n_reference",
        "Occurrences in the reference: all other sources, or the one that was named",
    ),
    Column::integer(
        "total_target",
        "Tokens of the source in documents of the term's or phrase's language; of a concept, all",
    ),
    Column::integer("total_reference", "Tokens of the reference, likewise"),
    Column::number(
        "g2",
        "Log-likelihood ratio G2 over four cells (Dunning 1993)",
    ),
    Column::number(
        "log_ratio",
        "log2 of the ratio of both rates, 0.5 added to all counts (Hardie 2014): 1 is twice as frequent",
    ),
    Column::number(
        "lrc",
        "Conservative log ratio (Evert 2022): the bound nearer to 0 of its interval, at 0.05 / candidates; 0 if that holds 0",
    ),
    Column::number("p", "p-value of g2, chi-squared with one degree of freedom"),
    Column::number(
        "p_adjusted",
        "p adjusted for all candidates of the kind and language in the source, as run.json says",
    ),
    Column::string("kind", "term, phrase or concept"),
    Column::string("language", "Language, ISO 639-1; of terms and phrases"),
    Column::number("chi2", "Pearson's chi-squared without correction"),
    Column::number(
        "percent_diff",
        "%DIFF: by how many percent the rate is above that of the reference; empty if that has none",
    ),
    Column::number("bic", "g2 - ln(total_target + total_reference)"),
    Column::number(
        "g2_ucrel",
        "G2 over the two cells of occurrences, as UCREL's calculator has it",
    ),
];

/// Where names of items are found.
#[derive(Clone, Copy)]
struct Names<'a> {
    corpus: &'a Corpus,
    frequency: &'a Frequency,
    phrases: Option<&'a KeyPhrases>,
    concepts: Option<&'a Concepts>,
}

/// What is compared.
#[derive(Clone, Copy)]
enum Kind {
    Term,
    Phrase,
    Concept,
}

pub(super) fn keyness<'a>(
    corpus: &'a Corpus,
    frequency: &'a Frequency,
    phrases: Option<&'a KeyPhrases>,
    concepts: Option<&'a Concepts>,
    keys: &'a KeynessByKind,
) -> Table<'a> {
    let spec = TableSpec {
        name: "keyness",
        row: "a source and a term, key phrase or concept",
        columns: Cow::Borrowed(&COLUMNS),
        key: &["source", "kind", "term", "language"],
        order: "by source, then terms, phrases, concepts, then by language, then by lrc and g2, highest first, then by term",
    };
    let names = Names {
        corpus,
        frequency,
        phrases,
        concepts,
    };
    let kinds = [
        (Kind::Term, &keys.terms),
        (Kind::Phrase, &keys.phrases),
        (Kind::Concept, &keys.concepts),
    ];
    let of_source = move |source: usize| {
        let of_kind = move |(kind, keys): (Kind, &'a Vec<Vec<Key>>)| {
            let keys = keys.get(source).map_or(&[] as &[Key], Vec::as_slice);
            (source, kind, keys)
        };
        kinds.into_iter().map(of_kind)
    };
    let groups: Vec<_> = (0..corpus.sources.len()).flat_map(of_source).collect();
    let rows = Groups::new(groups.iter().map(|(_, _, keys)| keys.len()));
    Table::new(spec, rows.rows(), move |range, out| {
        for (group, places) in rows.parts(range) {
            let (source, kind, keys) = groups[group];
            for key in &keys[places] {
                names.write(source, kind, key, out);
            }
        }
    })
}

impl Names<'_> {
    fn write(&self, source: usize, kind: Kind, key: &Key, out: &mut dyn RowWriter) {
        let (text, label, language) = self.of(kind, key.item);
        let (counts, word) = (key.counts, kind.word());
        out.row(&[
            (&self.corpus.sources[source]).into(),
            text.into(),
            (&label).into(),
            counts.target.into(),
            counts.reference.into(),
            counts.target_size.into(),
            counts.reference_size.into(),
            counts.g2().into(),
            counts.log_ratio().into(),
            key.lrc.into(),
            counts.p().into(),
            key.p_adjusted.into(),
            word.into(),
            language.into(),
            counts.chi2().into(),
            counts.percent_difference().into(),
            counts.bic().into(),
            counts.g2_two_cells().into(),
        ]);
    }

    /// The key, the label and the language of an item.
    fn of(&self, kind: Kind, item: u32) -> (&str, String, &str) {
        match (kind, self.phrases, self.concepts) {
            (Kind::Term, ..) => {
                let term = self.corpus.vocabulary.term(TermId(item));
                let label = self.frequency.label(self.corpus, TermId(item));
                (&term.text, label.to_owned(), term.language.code())
            }
            (Kind::Phrase, Some(phrases), _) => {
                let phrase = phrases.phrase(PhraseId(item));
                (
                    &phrase.text,
                    phrase.label(self.corpus),
                    phrase.language.code(),
                )
            }
            (Kind::Concept, _, Some(concepts)) => {
                let name = &concepts.codebook.categories[item as usize].name;
                (name, name.clone(), "")
            }
            // Nothing is compared that was not looked for.
            _ => ("", String::new(), ""),
        }
    }
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Term => "term",
            Self::Phrase => "phrase",
            Self::Concept => "concept",
        }
    }
}
