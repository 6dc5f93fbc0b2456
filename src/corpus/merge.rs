//! Merges the vocabularies of segments: one sorted, numbered list each of surfaces, forms, terms and
//! separators, and for each segment its new numbers. Words that nothing uses any more get none.

use super::acronyms::Acronyms;
use super::exclude::Used;
use super::languages::Languages;
use crate::config::ReadingSettings;
use crate::error::{Error, Result};
use crate::model::{Boundary, Language, Separator, SurfaceId, Symbol, Vocabulary};
use crate::parallel;
use crate::sorted::SortedMap;
use crate::tokenize::{Interner, Segment, Strings};

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
pub(super) struct Merged {
    /// The distinct strings, in no meaningful order.
    pub(super) strings: Strings,
    /// For each list that went in, the place of each of its strings among them, or [`UNUSED`].
    places: Vec<Vec<u32>>,
}

/// A list of strings of one segment, and which of them are used; all, if it does not say.
type List<'a> = (&'a Strings, Option<&'a [bool]>);

/// Merges the vocabularies of all segments; gives the final one and each segment's new numbers.
/// `used` says by segment what is still used, if anything was left out.
pub(super) fn merge(
    segments: &[Segment],
    (languages, acronyms): (&Languages, &Acronyms),
    settings: ReadingSettings<'_>,
    used: Option<&[Used]>,
) -> Result<(Vocabulary, Vec<Renumbering>)> {
    let lists = Lists::of(segments, languages, used);
    let merged: SortedMap<Language, Merged> = lists
        .surfaces
        .iter()
        .map(|(&language, lists)| {
            let merged = merge_strings(lists).ok_or(Error::TooLarge { what: "words" })?;
            Ok((language, merged))
        })
        .collect::<Result<_>>()?;
    let separators =
        merge_strings(&lists.separators).ok_or(Error::TooLarge { what: "separators" })?;
    let (vocabulary, surface_ids) = Vocabulary::build(&merged, acronyms, settings)?;
    let (sorted, separator_ids) = sort_separators(&separators.strings)?;
    let vocabulary = Vocabulary {
        separators: sorted,
        ..vocabulary
    };
    let renumbering = parallel::map(lists.places.len(), |index| {
        let surfaces = lists.places[index].iter().map(|(language, list)| {
            let finals = surface_ids.get(language);
            let final_id = |id: &u32| finals?.get(*id as usize).copied();
            let places = merged.get(language).map(|merged| &merged.places[*list]);
            let places = places.into_iter().flatten();
            places
                .map(|id| final_id(id).unwrap_or(SurfaceId(UNUSED)))
                .collect()
        });
        let final_separator = |id: &u32| separator_ids.get(*id as usize).copied();
        let places = separators.places[index].iter();
        Renumbering {
            surfaces: surfaces.collect(),
            separators: places
                .map(|id| final_separator(id).unwrap_or(UNUSED))
                .collect(),
        }
    });
    Ok((vocabulary, renumbering))
}

/// The strings of all segments, by what they are merged with.
struct Lists<'a> {
    surfaces: SortedMap<Language, Vec<List<'a>>>,
    separators: Vec<List<'a>>,
    /// For each segment and vocabulary: its language, and its place among the lists of it.
    places: Vec<Vec<(Language, usize)>>,
}

impl<'a> Lists<'a> {
    fn of(segments: &'a [Segment], languages: &Languages, used: Option<&'a [Used]>) -> Self {
        let mut lists = Self {
            surfaces: SortedMap::new(),
            separators: Vec::new(),
            places: Vec::new(),
        };
        for (index, segment) in segments.iter().enumerate() {
            let used = used.map(|used| &used[index]);
            let vocabularies = segment.vocabularies.iter().enumerate();
            let places = vocabularies.map(|(place, local)| {
                let language = languages.of(local.detected);
                let of_language = lists.surfaces.or_default(language);
                of_language.push((&local.surfaces, used.map(|used| &*used.surfaces[place])));
                (language, of_language.len() - 1)
            });
            lists.places.push(places.collect());
            let separators = used.map(|used| &*used.separators);
            lists.separators.push((&segment.separators, separators));
        }
        lists
    }
}

/// Merges lists in parallel; `None` if there are too many strings for their numbers.
fn merge_strings(lists: &[List<'_>]) -> Option<Merged> {
    let shards = parallel::map(SHARDS, |shard| merge_shard(lists, shard));
    let mut strings = Strings::default();
    let mut firsts = Vec::new();
    for (shard, _) in &shards {
        firsts.push(strings.len() as u32);
        if !strings.extend(shard) || strings.len() >= Symbol::LIMIT {
            return None;
        }
    }
    let places = parallel::map(lists.len(), |list| {
        let (listed, used) = lists[list];
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
        listed.iter().enumerate().map(place).collect()
    });
    Some(Merged { places, strings })
}

/// The distinct used strings of one shard, and for each list the places of its own among them.
fn merge_shard(lists: &[List<'_>], shard: usize) -> (Strings, Vec<Vec<u32>>) {
    let mut all = Interner::default();
    let places = lists.iter().map(|(listed, used)| {
        let strings = listed.iter().enumerate();
        let of_shard = strings
            .filter(|(id, string)| shard_of(string) == shard && used.is_none_or(|used| used[*id]));
        of_shard.map(|(_, string)| all.intern(string)).collect()
    });
    let places_by_list = places.collect();
    (all.into_strings(), places_by_list)
}

/// The shard that a string belongs to, by its length, its ends and its middle.
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
    let separator = |id| separators.get(id as u32);
    let order = parallel::sorted(separators.len(), |a, b| separator(a).cmp(separator(b)));
    let mut numbers = vec![0; order.len()];
    let mut sorted = Vec::with_capacity(order.len());
    for (number, &id) in order.iter().enumerate() {
        numbers[id] = number as u32;
        // Each key is a byte for the boundary and then text cut from a string at word boundaries.
        let (boundary, text) = separator(id).split_first().unwrap_or((&0, &[]));
        sorted.push(Separator {
            text: String::from_utf8_lossy(text).into(),
            boundary: Boundary::from_byte(*boundary),
        });
    }
    Ok((sorted, numbers))
}
