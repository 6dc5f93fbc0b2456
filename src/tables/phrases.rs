//! `phrases.csv` and `phrases_by_source.csv`: key phrases with their counts and scores.

use super::groups::Groups;
use super::lookups::SourceNames;
use super::spread::DispersionCells;
use super::variants;
use crate::analyze::{ItemDispersions, KeyPhrases};
use crate::model::{
    Corpus, Language, Lookup, PhraseId, Shared, TableBuilder, TypedTable, row, table,
};
use crate::stats::rate;

row! {
    /// A row of `phrases.csv`.
    pub struct PhraseRow<'a>, PhraseColumns {
        phrase: &'a str => "Terms of the phrase, joined by a space",
        label: String => "Most frequent wording, in its most frequent spelling inside sentences",
        variants: String => "Wordings with their occurrences, the most frequent first",
        length: usize => "Words",
        count: u64 => "Occurrences",
        count_nested: u64 => "Occurrences inside longer key phrases",
        df: u32 => "Documents that contain the phrase",
        events: u32 => "Documents that contain the phrase, copies of one text (copy_cluster of documents.csv) counted once",
        sources: u32 => "Sources that contain the phrase",
        c_value: f64 => "C-value (Frantzi et al. 2000); 0 for single words",
        score: f64 => "log2(1 + length) x (count - count_nested) x share of sources that contain it x cohesion^0.3; for a single word x sqrt(ln((N+1)/df)/ln(N+1)) instead of cohesion",
        language: &'static str => "Language, ISO 639",
        dispersion: DispersionCells => _,
        cohesion: f64 => "Occurrences divided by the geometric mean of the occurrences of its words, without stop words: 1 if they occur only together",
        sentences: u64 => "Sentences that contain the phrase",
        first_place: f64 => "Position of the first occurrence as a share of the document, mean over the documents that contain the phrase: 0 is the beginning",
        group: String => "Label of the most frequent phrase among those with the same words in any order, without stop words",
        group_count: u64 => "Occurrences of all phrases of the group",
        group_phrases: String => "Phrases of the group with their occurrences",
    }
}

table! {
    /// `phrases.csv`.
    Phrases of PhraseRow<'a>,
    row: "a key phrase",
    key: [phrase, language],
    order: "by score, highest first, then by phrase and language",
}

row! {
    /// A row of `phrases_by_source.csv`.
    pub struct SourcePhraseRow<'a>, SourcePhraseColumns {
        source: Shared<SourceNames<'a>> => { source: "Source" },
        phrase: Shared<LabelledPhrases<'a>> => _,
        count: u32 => "Occurrences in the source",
        df: u32 => "Documents of the source that contain the phrase",
        per_million: Option<f64> => "Occurrences per million tokens of the source",
        language: &'static str => "Language, ISO 639",
    }
}

table! {
    /// `phrases_by_source.csv`.
    PhrasesBySource of SourcePhraseRow<'a>,
    row: "a source and a key phrase that occurs in it",
    key: [source, phrase.phrase, language],
    order: "by source, then by count, highest first, then by phrase and language",
}

row! {
    /// A key phrase with its label.
    pub struct LabelledPhrase<'a>, LabelledPhraseColumns {
        phrase: &'a str => "Terms of the phrase, joined by a space",
        label: String => "Most frequent wording in the corpus, in its most frequent spelling inside sentences",
    }
}

/// Each key phrase with its label, by [`PhraseId`].
#[derive(Debug, Clone, Copy)]
pub struct LabelledPhrases<'a> {
    corpus: &'a Corpus,
    phrases: &'a KeyPhrases,
}

impl<'a> Lookup for LabelledPhrases<'a> {
    type Entry = LabelledPhrase<'a>;

    fn count(&self) -> usize {
        self.phrases.phrases.len()
    }

    fn entry(&self, phrase: usize) -> LabelledPhrase<'a> {
        let phrase = self.phrases.phrase(PhraseId::new(phrase));
        LabelledPhrase {
            phrase: &phrase.text,
            label: phrase.label(self.corpus),
        }
    }
}

pub(super) fn phrases<'a>(
    corpus: &'a Corpus,
    phrases: &'a KeyPhrases,
    spread: &'a ItemDispersions,
) -> TypedTable<'a, Phrases> {
    TableBuilder::new().by_row(phrases.ranking.len(), move |rank| {
        let id = phrases.ranking[rank];
        let phrase = phrases.phrase(id);
        let forms = phrase.variants.iter();
        let group = Group::of(corpus, phrases, id);
        let places = &spread.places[id.index()];
        PhraseRow {
            phrase: &phrase.text,
            label: phrase.label(corpus),
            variants: variants(corpus, forms.map(|(forms, n)| (forms.as_slice(), *n))),
            length: phrase.length(),
            count: phrase.count,
            count_nested: phrase.nested,
            df: phrase.df,
            events: phrase.events,
            sources: phrase.sources,
            c_value: phrase.c_value,
            score: phrase.score,
            language: phrase.language.code(),
            dispersion: DispersionCells::of(&spread.phrases, id.index()),
            cohesion: phrase.cohesion,
            sentences: places.sentences,
            first_place: places.first_place,
            group: group.label,
            group_count: group.count,
            group_phrases: group.phrases,
        }
    })
}

/// The near-variants of a phrase as the table has them.
struct Group {
    label: String,
    count: u64,
    phrases: String,
}

impl Group {
    fn of(corpus: &Corpus, phrases: &KeyPhrases, id: PhraseId) -> Self {
        let group = phrases.groups.of(id);
        let named = group.phrases.iter().map(|&id| phrases.phrase(id));
        let named = named.map(|phrase| (phrase.label(corpus), phrase.count));
        let named: Vec<(String, u64)> = named.collect();
        let spelled = named.iter().map(|(label, n)| format!("{label} ({n})"));
        Self {
            phrases: spelled.collect::<Vec<_>>().join("; "),
            label: named
                .into_iter()
                .next()
                .map_or_else(String::new, |(label, _)| label),
            count: group.count,
        }
    }
}

pub(super) fn phrases_by_source<'a>(
    corpus: &'a Corpus,
    phrases: &'a KeyPhrases,
) -> TypedTable<'a, PhrasesBySource> {
    let tokens = corpus.tokens_by_source();
    // The languages alone stay in the cache, whole phrases do not.
    let languages = phrases.phrases.iter().map(|phrase| phrase.language);
    let languages: Vec<Language> = languages.collect();
    let groups = Groups::new(phrases.by_source.iter().map(Vec::len));
    let mut table = TableBuilder::new();
    let sources = table.shelf(SourceNames(corpus));
    let labelled = table.shelf(LabelledPhrases { corpus, phrases });
    table.rows(groups.rows(), move |rows, out| {
        for (source, places) in groups.parts(rows) {
            for counts in &phrases.by_source[source][places] {
                out.push(SourcePhraseRow {
                    source: sources.entry(source),
                    phrase: labelled.entry(counts.phrase.index()),
                    count: counts.count,
                    df: counts.df,
                    per_million: rate(1_000_000.0, counts.count.into(), tokens[source]),
                    language: languages[counts.phrase.index()].code(),
                });
            }
        }
    })
}
