//! The freeze: merges segments into one corpus with sorted, final ids.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use whatlang::Script;

use super::identity::{Candidate, assign_ids};
use super::lexicon::{Lexicon, listed_stop_words};
use super::segment::Segment;
use super::stem::Stems;
use crate::clean::FormMaker;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::model::{
    AnalysedDocument, Boundary, Corpus, Form, FormId, FormKind, Language, Separator, Skipped,
    SourceId, Surface, SurfaceId, Symbol, Term, TermId, Vocabulary,
};
use crate::tokenize::{Detected, Interner, TokenizedDocument};

/// The name of the group of documents that lack the `--group-by` column.
const NO_GROUP: &str = "(none)";

/// Merges segments, and rows skipped before reading, into the corpus.
///
/// # Errors
/// [`Error::TooLarge`], or [`Error::Setting`] if no document has the `group_by` column.
pub fn freeze(segments: Vec<Segment>, skipped: Vec<Skipped>, config: &Config) -> Result<Corpus> {
    let languages = Languages::decide(&segments);
    let (vocabulary, renumbering) = merge(&segments, &languages, config)?;
    let mut gathered = Gathered {
        documents: Vec::new(),
        skipped,
        sequences: Vec::new(),
    };
    for (segment, numbers) in segments.into_iter().zip(&renumbering) {
        gathered.add(segment, numbers, &languages);
    }
    gathered.into_corpus(vocabulary, config)
}

/// The language of each group of documents that workers told apart.
///
/// A document too short to tell keeps the language that the detector leans to if some document of
/// the corpus is surely in it; else it counts as the main language of its script.
struct Languages {
    sure: BTreeSet<Language>,
    /// By the name of the script.
    main: BTreeMap<&'static str, Language>,
}

/// The name of a script, for what has no letters an empty one.
fn name_of(script: Option<Script>) -> &'static str {
    Script::all()
        .iter()
        .find(|known| Some(**known) == script)
        .map_or("", Script::name)
}

impl Languages {
    fn decide(segments: &[Segment]) -> Self {
        let mut tokens: BTreeMap<&'static str, BTreeMap<Language, u64>> = BTreeMap::new();
        let mut sure = BTreeSet::new();
        for document in segments.iter().flat_map(|segment| &segment.documents) {
            let Detected {
                language,
                script,
                is_sure,
            } = document.detected;
            let of_script = tokens.entry(name_of(script)).or_default();
            if is_sure {
                sure.insert(language);
                *of_script.entry(language).or_default() += u64::from(document.tokens);
            }
        }
        let main = tokens.into_iter().map(|(script, tokens)| {
            // On a tie the code that comes first wins.
            let most = tokens.into_iter().rev().max_by_key(|(_, tokens)| *tokens);
            let most = most.map(|(language, _)| language);
            (
                script,
                most.unwrap_or_else(|| by_stop_words(segments, script)),
            )
        });
        Self {
            main: main.collect(),
            sure,
        }
    }

    fn of(&self, detected: Detected) -> Language {
        if detected.is_sure || self.sure.contains(&detected.language) {
            return detected.language;
        }
        self.main
            .get(name_of(detected.script))
            .copied()
            .unwrap_or(detected.language)
    }
}

/// Where no document of a script is long enough to tell: the language whose stop words make up most
/// of the distinct words of all of them together.
fn by_stop_words(segments: &[Segment], script: &str) -> Language {
    let locals = segments
        .iter()
        .flat_map(|segment| &segment.tokenizer.vocabularies);
    let locals: Vec<_> = locals
        .filter(|local| name_of(local.detected.script) == script)
        .collect();
    let words: BTreeSet<String> = locals
        .iter()
        .flat_map(|local| local.surfaces.iter())
        .map(|surface| String::from_utf8_lossy(surface).to_lowercase())
        .collect();
    let known = |language: Language| {
        let listed = listed_stop_words(language).unwrap_or_default();
        listed.iter().filter(|word| words.contains(**word)).count()
    };
    let leaning: BTreeSet<Language> = locals.iter().map(|local| local.detected.language).collect();
    let candidates = Language::all().filter(|language| language.is_spaced());
    let best = candidates.map(|language| (known(language), leaning.contains(&language), language));
    // On a tie: what the detector leans to, then the code that comes first.
    let best = best.max_by_key(|(known, leans, language)| (*known, *leans, Reverse(*language)));
    best.filter(|(known, ..)| *known > 0).map_or_else(
        || leaning.first().copied().unwrap_or(Language::UNDETERMINED),
        |(_, _, language)| language,
    )
}

/// For one segment: final ids by vocabulary and local number, and of separators.
struct Renumbering {
    surfaces: Vec<Vec<SurfaceId>>,
    separators: Vec<u32>,
}

/// For one segment: places in the merged lists, of surfaces by language and of separators.
type Provisional = (Vec<(Language, Vec<u32>)>, Vec<u32>);

/// Merges the vocabularies of all segments; gives the final one and each segment's new numbers.
fn merge(
    segments: &[Segment],
    languages: &Languages,
    config: &Config,
) -> Result<(Vocabulary, Vec<Renumbering>)> {
    let mut merged: BTreeMap<Language, Interner> = BTreeMap::new();
    let mut separators = Interner::default();
    let mut provisional: Vec<Provisional> = Vec::new();
    for segment in segments {
        let surfaces = segment.tokenizer.vocabularies.iter().map(|local| {
            let language = languages.of(local.detected);
            let all = merged.entry(language).or_default();
            (
                language,
                local
                    .surfaces
                    .iter()
                    .map(|surface| all.intern(surface))
                    .collect(),
            )
        });
        let surfaces = surfaces.collect();
        let own = segment
            .tokenizer
            .separators
            .iter()
            .map(|text| separators.intern(text))
            .collect();
        provisional.push((surfaces, own));
    }
    let (vocabulary, surface_ids) = Vocabulary::build(&merged, config)?;
    let (separators, separator_ids) = sort_separators(&separators)?;
    let vocabulary = Vocabulary {
        separators,
        ..vocabulary
    };
    let renumbering = provisional
        .into_par_iter()
        .map(|(surfaces, own)| Renumbering {
            surfaces: surfaces
                .into_iter()
                .map(|(language, ids)| {
                    let finals = &surface_ids[&language];
                    ids.into_iter().map(|id| finals[id as usize]).collect()
                })
                .collect(),
            separators: own
                .into_iter()
                .map(|id| separator_ids[id as usize])
                .collect(),
        })
        .collect();
    Ok((vocabulary, renumbering))
}

/// Sorts separators by boundary and text; gives them and their new numbers.
fn sort_separators(separators: &Interner) -> Result<(Vec<Separator>, Vec<u32>)> {
    if separators.len() > Symbol::LIMIT {
        return Err(Error::TooLarge { what: "separators" });
    }
    let mut order: Vec<u32> = (0..separators.len() as u32).collect();
    order.par_sort_unstable_by_key(|&id| separators.get(id));
    let mut numbers = vec![0; order.len()];
    let mut sorted = Vec::with_capacity(order.len());
    for (number, &id) in order.iter().enumerate() {
        numbers[id as usize] = number as u32;
        // Each key is a byte for the boundary and then text cut from a string at word boundaries.
        let (boundary, text) = separators.get(id).split_first().unwrap_or((&0, &[]));
        sorted.push(Separator {
            text: String::from_utf8_lossy(text).into(),
            boundary: Boundary::from_byte(*boundary),
        });
    }
    Ok((sorted, numbers))
}

/// A surface before it has its number.
struct Draft<'a> {
    text: &'a str,
    form: String,
    language: Language,
    /// Its number among the merged surfaces of its language.
    provisional: u32,
}

impl Vocabulary {
    /// Sorts and numbers surfaces, forms and terms; gives the new ids of surfaces by language.
    fn build(
        merged: &BTreeMap<Language, Interner>,
        config: &Config,
    ) -> Result<(Self, BTreeMap<Language, Vec<SurfaceId>>)> {
        let mut drafts = drafts(merged);
        if drafts.len() > Symbol::LIMIT {
            return Err(Error::TooLarge { what: "words" });
        }
        drafts.par_sort_unstable_by(|a, b| {
            (&a.form, a.language, a.text).cmp(&(&b.form, b.language, b.text))
        });
        let (forms, terms) = forms_and_terms(&drafts, config, merged.keys().copied());
        let mut ids: BTreeMap<_, _> = merged
            .iter()
            .map(|(&language, surfaces)| (language, vec![SurfaceId(0); surfaces.len()]))
            .collect();
        let mut form = 0;
        let mut surfaces = Vec::with_capacity(drafts.len());
        for (index, draft) in drafts.iter().enumerate() {
            let is_new = index > 0 && !same_form(&drafts[index - 1], draft);
            form += usize::from(is_new);
            surfaces.push(Surface {
                text: draft.text.into(),
                form: FormId::new(form),
            });
            if let Some(ids) = ids.get_mut(&draft.language) {
                ids[draft.provisional as usize] = SurfaceId::new(index);
            }
        }
        Ok((
            Self {
                surfaces,
                forms,
                terms,
                separators: Vec::new(),
            },
            ids,
        ))
    }
}

fn same_form(a: &Draft<'_>, b: &Draft<'_>) -> bool {
    a.language == b.language && a.form == b.form
}

fn drafts(merged: &BTreeMap<Language, Interner>) -> Vec<Draft<'_>> {
    let all: Vec<(Language, u32, &[u8])> = merged
        .iter()
        .flat_map(|(&language, surfaces)| {
            surfaces
                .iter()
                .enumerate()
                .map(move |(id, bytes)| (language, id as u32, bytes))
        })
        .collect();
    all.into_par_iter()
        .map_init(
            FormMaker::default,
            |maker, (language, provisional, bytes)| {
                // Surfaces are slices of strings cut at word boundaries, so this never fails.
                let text = std::str::from_utf8(bytes).unwrap_or_default();
                Draft {
                    text,
                    form: maker.form(text, language.is_turkic()),
                    language,
                    provisional,
                }
            },
        )
        .collect()
}

/// The distinct forms of sorted drafts, and their terms.
fn forms_and_terms(
    drafts: &[Draft<'_>],
    config: &Config,
    languages: impl Iterator<Item = Language>,
) -> (Vec<Form>, Vec<Term>) {
    let lexicon = Lexicon::new(&config.tokenize, languages);
    let distinct: Vec<&Draft<'_>> = drafts
        .chunk_by(same_form)
        .filter_map(|chunk| chunk.first())
        .collect();
    let stemmed: Vec<(String, FormKind)> = distinct
        .par_iter()
        .map_init(Stems::default, |stems, draft| {
            let kind = lexicon.kind(&draft.form, draft.language);
            let stem = match kind {
                FormKind::Word | FormKind::StopWord | FormKind::Short => {
                    stems.stem(&draft.form, draft.language)
                }
                FormKind::Number | FormKind::Address | FormKind::Unsegmented => draft.form.clone(),
            };
            (stem, kind)
        })
        .collect();
    let mut order: Vec<usize> = (0..distinct.len()).collect();
    order.par_sort_unstable_by_key(|&form| {
        (
            &stemmed[form].0,
            distinct[form].language,
            stemmed[form].1,
            form,
        )
    });
    let mut terms: Vec<Term> = Vec::new();
    let mut term_of = vec![TermId(0); distinct.len()];
    for form in order {
        let (text, kind) = (stemmed[form].0.as_str(), stemmed[form].1);
        let language = distinct[form].language;
        match terms.last_mut() {
            Some(term) if *term.text == *text && term.language == language && term.kind == kind => {
                term.forms.push(FormId::new(form));
            }
            _ => {
                let forms = vec![FormId::new(form)];
                terms.push(Term {
                    text: text.into(),
                    language,
                    kind,
                    forms,
                });
            }
        }
        term_of[form] = TermId::new(terms.len() - 1);
    }
    let forms = distinct
        .iter()
        .zip(&stemmed)
        .zip(term_of)
        .map(|((draft, (_, kind)), term)| Form {
            text: draft.form.as_str().into(),
            language: draft.language,
            kind: *kind,
            term,
        })
        .collect();
    (forms, terms)
}

/// Documents of all segments on their way into the corpus.
struct Gathered {
    documents: Vec<(TokenizedDocument, Language, usize)>,
    skipped: Vec<Skipped>,
    sequences: Vec<Vec<Symbol>>,
}

impl Gathered {
    /// Takes over a segment, its symbols with their final numbers.
    fn add(&mut self, segment: Segment, numbers: &Renumbering, languages: &Languages) {
        let vocabularies = segment.tokenizer.vocabularies;
        let mut symbols = segment.tokenizer.symbols;
        for document in &segment.documents {
            let vocabulary = vocabularies
                .iter()
                .position(|local| local.detected == document.detected);
            let surfaces = vocabulary.map_or(&[] as &[SurfaceId], |index| &numbers.surfaces[index]);
            for symbol in &mut symbols[document.symbols.clone()] {
                *symbol = match (symbol.as_word(), symbol.as_separator()) {
                    (Some(local), _) => Symbol::word(surfaces[local.index()].0),
                    (None, local) => {
                        Symbol::separator(numbers.separators[local.unwrap_or_default() as usize])
                    }
                };
            }
        }
        let sequence = self.sequences.len();
        self.sequences.push(symbols);
        self.skipped.extend(segment.skipped);
        let documents = segment.documents.into_iter();
        self.documents.extend(documents.map(|document| {
            let language = languages.of(document.detected);
            (document, language, sequence)
        }));
    }

    fn into_corpus(mut self, vocabulary: Vocabulary, config: &Config) -> Result<Corpus> {
        let documents = self
            .documents
            .iter_mut()
            .map(|(d, ..)| Candidate::document(&mut d.info));
        assign_ids(
            documents
                .chain(self.skipped.iter_mut().map(Candidate::skipped))
                .collect(),
        );
        self.documents
            .sort_by(|(a, ..), (b, ..)| a.info.doc_id.cmp(&b.info.doc_id));
        self.skipped.sort_by(|a, b| a.doc_id.cmp(&b.doc_id));
        let columns = metadata_columns(self.documents.iter().map(|(document, ..)| document));
        group(&mut self.documents, &config.read.group_by, &columns)?;
        let sources: BTreeSet<&str> = self
            .documents
            .iter()
            .map(|(document, ..)| document.info.source.as_str())
            .collect();
        let sources: Vec<String> = sources.into_iter().map(ToOwned::to_owned).collect();
        let warnings = warnings(&self.documents, config);
        let documents = self
            .documents
            .into_iter()
            .map(|(document, language, sequence)| AnalysedDocument {
                source: SourceId::new(
                    sources
                        .binary_search(&document.info.source)
                        .unwrap_or_default(),
                ),
                language,
                paragraphs: document.paragraphs,
                sentences: document.sentences,
                tokens: document.tokens,
                symbols: (sequence, document.symbols),
                info: document.info,
            })
            .collect();
        Ok(Corpus {
            vocabulary,
            documents,
            skipped: self.skipped,
            sources,
            metadata_columns: columns,
            warnings,
            sequences: self.sequences,
        })
    }
}

/// Names of further metadata, sorted.
fn metadata_columns<'a>(documents: impl Iterator<Item = &'a TokenizedDocument>) -> Vec<Arc<str>> {
    let names = documents
        .flat_map(|document| &document.info.extra)
        .map(|(name, _)| name.clone());
    names.collect::<BTreeSet<_>>().into_iter().collect()
}

/// Lets a metadata column take the place of the source.
fn group(
    documents: &mut [(TokenizedDocument, Language, usize)],
    column: &str,
    columns: &[Arc<str>],
) -> Result<()> {
    if column.is_empty() || column == "source" {
        return Ok(());
    }
    if column != "language" && !columns.iter().any(|name| name.as_ref() == column) {
        let known = if columns.is_empty() {
            "none".to_owned()
        } else {
            columns.join(", ")
        };
        return Err(Error::setting(
            "read.group_by",
            format!("no document has a column `{column}`; there are: language, source, {known}"),
        ));
    }
    for (document, language, _) in documents {
        let info = &mut document.info;
        let stated = info.extra.iter().find(|(name, _)| name.as_ref() == column);
        let group = match stated {
            Some((_, value)) => value.clone(),
            None if column == "language" => language.code().to_owned(),
            None => NO_GROUP.to_owned(),
        };
        info.source = group;
    }
    Ok(())
}

/// What the user should know of dates and languages.
fn warnings(documents: &[(TokenizedDocument, Language, usize)], config: &Config) -> Vec<String> {
    let mut warnings = Vec::new();
    let dated = documents.iter().map(|(document, ..)| &document.info);
    let mut odd = dated.filter(|info| !info.date.is_empty() && !is_iso_date(&info.date));
    if let Some(first) = odd.next() {
        warnings.push(format!(
            "dates that are not YYYY, YYYY-MM or YYYY-MM-DD and do not count for first and last dates: {}; for example `{}` of {}",
            1 + odd.count(),
            first.date,
            first.doc_id
        ));
    }
    let unsure = documents
        .iter()
        .filter(|(document, ..)| !document.detected.is_sure)
        .count();
    if unsure > 0 {
        warnings.push(format!(
            "documents too short to tell their language for sure: {unsure}; if some count as the wrong one, name it with --language or in a column `language`"
        ));
    }
    let mut languages: BTreeMap<Language, usize> = BTreeMap::new();
    for (_, language, _) in documents {
        *languages.entry(*language).or_default() += 1;
    }
    for (language, documents) in languages {
        let name = language.name();
        if language.stemmer().is_none() {
            warnings.push(format!(
                "{name} ({documents} in documents.csv) has no stemmer here, so each form is a term of its own"
            ));
        }
        if config.tokenize.stop_words && listed_stop_words(language).is_none() {
            warnings.push(format!(
                "{name} ({documents} in documents.csv) has no stop-word list here"
            ));
        }
    }
    warnings
}

/// Whether a date is an ISO date of year, month or day precision, with or without a time behind it.
pub(crate) fn is_iso_date(date: &str) -> bool {
    let day = date.split_once('T').map_or(date, |(day, _)| day);
    let parts: Vec<&str> = day.split('-').collect();
    let digits =
        |part: &str, length| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    let within = |part: &str, most| part.parse::<u32>().is_ok_and(|n| (1..=most).contains(&n));
    match parts.as_slice() {
        [year] => digits(year, 4),
        [year, month] => digits(year, 4) && digits(month, 2) && within(month, 12),
        [year, month, day] => {
            digits(year, 4)
                && digits(month, 2)
                && within(month, 12)
                && digits(day, 2)
                && within(day, 31)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_dates_of_every_precision() {
        for date in ["2017", "2017-09", "2017-09-20", "2017-09-20T10:00:00Z"] {
            assert!(is_iso_date(date), "{date}");
        }
        for date in [
            "17",
            "2017-9",
            "2017-13",
            "2017-09-32",
            "20 Sept. 2017",
            "2017-09-20-1",
            "",
        ] {
            assert!(!is_iso_date(date), "{date}");
        }
    }
}
