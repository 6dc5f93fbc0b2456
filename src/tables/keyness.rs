//! `keyness.csv`: what each source uses more, or less, than it is compared with.

use super::groups::Groups;
use crate::analyze::{Concepts, Frequency, Key, KeyPhrases, KeynessByKind};
use crate::model::{Corpus, PhraseId, TableBuilder, TermId, TypedTable, row, table};

row! {
    /// A row of `keyness.csv`.
    pub struct KeynessRow<'a>, KeynessColumns {
        source: &'a str => "The source (target) that is compared",
        term: &'a str => "The item: a term by its stem, a key phrase of two or more words by its stems, or a concept by its name",
        label: String => "Most frequent form or wording in the corpus",
        n_target: u64 => "Occurrences in the source",
        n_reference: u64 => "Occurrences in the reference: all other sources together, or the source given by --reference",
        total_target: u64 => "Tokens of the source, for terms and phrases only in documents of their language",
        total_reference: u64 => "Tokens of the reference, counted likewise",
        g2: f64 => "Log-likelihood ratio G2 over four cells (Dunning 1993)",
        log_ratio: f64 => "log2 of the ratio of both rates, 0.5 added to all counts (Hardie 2014): 1 is twice as frequent",
        lrc: f64 => "Conservative log ratio (Evert 2022): the end nearer to 0 of the interval of log_ratio at the level 0.05 / number of candidates; 0 if the interval contains 0",
        p: f64 => "p-value of g2, chi-squared with one degree of freedom",
        p_adjusted: f64 => "p adjusted for all candidates of the same kind and language in the source, by the method given in run.json",
        kind: &'static str => "term, phrase or concept",
        language: Option<&'static str> => "Language of the term or phrase, ISO 639; empty for concepts",
        chi2: Option<f64> => "Pearson's chi-squared without correction",
        percent_diff: Option<f64> => "%DIFF: by how many percent the rate is higher than in the reference; empty if it does not occur there",
        bic: f64 => "g2 - ln(total_target + total_reference)",
        g2_ucrel: f64 => "G2 over the two cells of occurrences, as in UCREL's calculator",
        df_target: Option<u32> => "Texts of the source that contain it; copies of one text in a source count as one",
        df_reference: Option<u32> => "Texts of the reference that contain it, counted likewise",
        juilland_d_target: Option<f64> => "Dispersion over the texts of the source (for terms and phrases, texts in their language): Juilland's D, 1 is even, 0 is all in one text; empty without occurrences or with fewer than two texts",
        juilland_d_reference: Option<f64> => "Dispersion over the texts of the reference, likewise",
        p_text: Option<f64> => "Two-sided p of the permutation test of texts, source against reference: residuals under the negative binomial distribution, tail probabilities of a Pearson type III distribution; empty if a side has fewer than two texts",
        p_text_adjusted: Option<f64> => "p_text adjusted like p_adjusted, with p = 1 for candidates whose lrc is 0; empty where p_text is",
        distinctive: &'static str => "yes or no: whether the report calls it distinctive, or reliably more or less frequent: p_text_adjusted is below 0.05, lrc is not 0 and has the same direction, and where the rate is higher at least two texts and one in twenty contain it",
        names_source: &'static str => "yes or no: whether it contains a form of the source's own name; such items come last in lists",
    }
}

table! {
    /// `keyness.csv`.
    Keyness of KeynessRow<'a>,
    row: "a source and a term, key phrase or concept",
    key: [source, kind, term, language],
    order: "by source, then by kind (term, phrase, concept), then by language, then by lrc and g2, highest first, then by term",
}

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
) -> TypedTable<'a, Keyness> {
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
    TableBuilder::new().rows(rows.rows(), move |range, out| {
        for (group, places) in rows.parts(range) {
            let (source, kind, keys) = groups[group];
            for key in &keys[places] {
                out.push(names.row(source, kind, key));
            }
        }
    })
}

fn yes_or_no(is_so: bool) -> &'static str {
    if is_so { "yes" } else { "no" }
}

impl<'a> Names<'a> {
    fn row(&self, source: usize, kind: Kind, key: &Key) -> KeynessRow<'a> {
        let (term, label, language) = self.of(kind, key.item);
        let (counts, texts) = (key.counts, key.texts);
        KeynessRow {
            source: &self.corpus.sources[source],
            term,
            label,
            n_target: counts.target,
            n_reference: counts.reference,
            total_target: counts.target_size,
            total_reference: counts.reference_size,
            g2: counts.g2(),
            log_ratio: counts.log_ratio(),
            lrc: key.lrc,
            p: counts.p(),
            p_adjusted: key.p_adjusted,
            kind: kind.word(),
            language,
            chi2: counts.chi2(),
            percent_diff: counts.percent_difference(),
            bic: counts.bic(),
            g2_ucrel: counts.g2_two_cells(),
            df_target: texts.map(|texts| texts.holding[0]),
            df_reference: texts.map(|texts| texts.holding[1]),
            juilland_d_target: texts.and_then(|texts| texts.evenness[0]),
            juilland_d_reference: texts.and_then(|texts| texts.evenness[1]),
            p_text: texts.and_then(|texts| texts.p),
            p_text_adjusted: texts.and_then(|texts| texts.p_adjusted),
            distinctive: yes_or_no(key.verdict().differs()),
            names_source: yes_or_no(key.names_source),
        }
    }

    /// The key, the label and the language of an item.
    fn of(&self, kind: Kind, item: u32) -> (&'a str, String, Option<&'static str>) {
        match (kind, self.phrases, self.concepts) {
            (Kind::Term, ..) => {
                let term = self.corpus.vocabulary.term(TermId(item));
                let label = self.frequency.label(self.corpus, TermId(item));
                (&term.text, label.to_owned(), Some(term.language.code()))
            }
            (Kind::Phrase, Some(phrases), _) => {
                let phrase = phrases.phrase(PhraseId(item));
                (
                    &phrase.text,
                    phrase.label(self.corpus),
                    Some(phrase.language.code()),
                )
            }
            (Kind::Concept, _, Some(concepts)) => {
                let name = &concepts.codebook.categories[item as usize].name;
                (name, name.clone(), None)
            }
            // Nothing is compared that was not looked for.
            _ => ("", String::new(), None),
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
