//! Merges the vocabularies of segments: one sorted, numbered list each of surfaces, forms, terms and
//! separators, and for each segment its new numbers. Words that nothing uses any more get none.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::exclude::Used;
use super::languages::Languages;
use super::lexicon::Lexicon;
use super::segment::Segment;
use super::stem::Stems;
use crate::clean::FormMaker;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::model::{
    Boundary, Form, FormId, FormKind, Language, Separator, Surface, SurfaceId, Symbol, Term,
    TermId, Vocabulary,
};
use crate::tokenize::{Interner, Strings};

/// For one segment: final ids by vocabulary and local number, and of separators.
pub(super) struct Renumbering {
    pub(super) surfaces: Vec<Vec<SurfaceId>>,
    pub(super) separators: Vec<u32>,
}

/// The number of a word or separator that is not used; no other has so high a one.
const UNUSED: u32 = Symbol::LIMIT as u32 - 1;
/// In how many parts strings are merged, so that all workers have one.
const SHARDS: usize = 16;

/// The strings of all segments that go into one list.
struct Merged {
    /// The distinct strings, in no meaningful order.
    strings: Strings,
    /// For each list that went in, the place of each of its strings among them, or [`UNUSED`].
    places: Vec<Vec<u32>>,
}

/// A list of strings of one segment, and which of them are used; all, if it does not say.
type List<'a> = (&'a Strings, Option<&'a [bool]>);

/// Merges the vocabularies of all segments; gives the final one and each segment's new numbers.
/// `used` says by segment what is still used, if anything was left out.
pub(super) fn merge(
    segments: &[Segment],
    languages: &Languages,
    config: &Config,
    used: Option<&[Used]>,
) -> Result<(Vocabulary, Vec<Renumbering>)> {
    let mut lists: BTreeMap<Language, Vec<List<'_>>> = BTreeMap::new();
    let mut separators: Vec<List<'_>> = Vec::new();
    // For each segment and vocabulary: its language, and its place among the lists of it.
    let mut sources: Vec<Vec<(Language, usize)>> = Vec::new();
    for (index, segment) in segments.iter().enumerate() {
        let used = used.map(|used| &used[index]);
        let locals = segment
            .vocabularies
            .iter()
            .enumerate()
            .map(|(place, local)| {
                let language = languages.of(local.detected);
                let own = lists.entry(language).or_default();
                own.push((&local.surfaces, used.map(|used| &*used.surfaces[place])));
                (language, own.len() - 1)
            });
        sources.push(locals.collect());
        separators.push((&segment.separators, used.map(|used| &*used.separators)));
    }
    let merged = lists.iter().map(|(&language, lists)| {
        let merged = merge_strings(lists).ok_or(Error::TooLarge { what: "words" })?;
        Ok((language, merged))
    });
    let merged: BTreeMap<Language, Merged> = merged.collect::<Result<_>>()?;
    let separators = merge_strings(&separators).ok_or(Error::TooLarge { what: "separators" })?;
    let (vocabulary, surface_ids) = Vocabulary::build(&merged, config)?;
    let (sorted, separator_ids) = sort_separators(&separators.strings)?;
    let vocabulary = Vocabulary {
        separators: sorted,
        ..vocabulary
    };
    let renumbering = sources.par_iter().enumerate().map(|(index, locals)| {
        let surfaces = locals.iter().map(|(language, list)| {
            let finals = &surface_ids[language];
            let of = |id: &u32| finals.get(*id as usize).copied();
            let places = merged[language].places[*list].iter();
            places
                .map(|id| of(id).unwrap_or(SurfaceId(UNUSED)))
                .collect()
        });
        let own = separators.places[index].iter();
        let separators = own.map(|id| separator_ids.get(*id as usize).copied().unwrap_or(UNUSED));
        Renumbering {
            surfaces: surfaces.collect(),
            separators: separators.collect(),
        }
    });
    Ok((vocabulary, renumbering.collect()))
}

/// Merges lists in parallel; `None` if there are too many strings for their numbers.
fn merge_strings(lists: &[List<'_>]) -> Option<Merged> {
    let shards: Vec<(Strings, Vec<Vec<u32>>)> = (0..SHARDS)
        .into_par_iter()
        .map(|shard| merge_shard(lists, shard))
        .collect();
    let mut strings = Strings::default();
    let mut firsts = Vec::new();
    for (own, _) in &shards {
        firsts.push(strings.len() as u32);
        if !strings.extend(own) || strings.len() >= Symbol::LIMIT {
            return None;
        }
    }
    let places = lists.par_iter().enumerate().map(|(list, (own, used))| {
        let mut next = [0; SHARDS];
        let place = |(id, string): (usize, &[u8])| {
            if used.is_some_and(|used| !used[id]) {
                return UNUSED;
            }
            let shard = shard_of(string);
            let place = shards[shard].1[list][next[shard]];
            next[shard] += 1;
            firsts[shard] + place
        };
        own.iter().enumerate().map(place).collect()
    });
    Some(Merged {
        places: places.collect(),
        strings,
    })
}

/// The distinct used strings of one shard, and for each list the places of its own among them.
fn merge_shard(lists: &[List<'_>], shard: usize) -> (Strings, Vec<Vec<u32>>) {
    let mut all = Interner::default();
    let places = lists.iter().map(|(own, used)| {
        let strings = own.iter().enumerate();
        let mine = strings
            .filter(|(id, string)| shard_of(string) == shard && used.is_none_or(|used| used[*id]));
        mine.map(|(_, string)| all.intern(string)).collect()
    });
    let places = places.collect();
    (all.into_strings(), places)
}

/// The shard that a string belongs to, told from its length and its ends.
fn shard_of(string: &[u8]) -> usize {
    let end = |byte: Option<&u8>| usize::from(byte.copied().unwrap_or(0));
    let middle = string.get(string.len() / 2);
    (end(string.first()) + 3 * end(middle) + 5 * end(string.last()) + 7 * string.len()) % SHARDS
}

/// Sorts separators by boundary and text; gives them and their new numbers.
fn sort_separators(separators: &Strings) -> Result<(Vec<Separator>, Vec<u32>)> {
    if separators.len() >= Symbol::LIMIT {
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
        merged: &BTreeMap<Language, Merged>,
        config: &Config,
    ) -> Result<(Self, BTreeMap<Language, Vec<SurfaceId>>)> {
        let mut drafts = drafts(merged);
        if drafts.len() >= Symbol::LIMIT {
            return Err(Error::TooLarge { what: "words" });
        }
        drafts.par_sort_unstable_by(|a, b| {
            (&a.form, a.language, a.text).cmp(&(&b.form, b.language, b.text))
        });
        let (forms, terms) = forms_and_terms(&drafts, config, merged.keys().copied());
        let mut ids: BTreeMap<_, _> = merged
            .iter()
            .map(|(&language, all)| (language, vec![SurfaceId(0); all.strings.len()]))
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

fn drafts(merged: &BTreeMap<Language, Merged>) -> Vec<Draft<'_>> {
    let all: Vec<(Language, u32, &[u8])> = merged
        .iter()
        .flat_map(|(&language, all)| {
            all.strings
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
                    form: maker.form(text, language),
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
