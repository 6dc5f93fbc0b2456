//! Near-variants of key phrases: those that say the same with the same words.
//!
//! Takes scored phrases, gives groups. Phrases are one group if they have the same words in whatever
//! order, stop words left out ("cyberspace security", "security of cyberspace"); number, case and
//! inflection are one already, since phrases are made of terms. The settings name words that count
//! as the same, such as "cyber" and "cyberspace".

use std::cmp::Reverse;

use super::Phrase;
use crate::count::LONGEST;
use crate::model::{Corpus, FormKind, PhraseId, TermId};
use crate::order::Arrange as _;
use crate::parallel;
use crate::sorted::SortedMap;

/// Phrases that are near-variants of each other.
#[derive(Debug)]
pub struct PhraseGroup {
    /// The phrases, the most frequent first, of several the shortest, then the one that scores highest.
    pub phrases: Vec<PhraseId>,
    /// Occurrences of all of them.
    pub count: u64,
}

/// All key phrases by group.
#[derive(Debug, Default)]
pub struct PhraseGroups {
    /// The groups, in no meaningful order.
    pub groups: Vec<PhraseGroup>,
    /// By [`PhraseId`]: the group.
    of: Vec<u32>,
}

impl PhraseGroups {
    /// The group of a phrase.
    #[must_use]
    pub fn of(&self, phrase: PhraseId) -> &PhraseGroup {
        &self.groups[self.of[phrase.index()] as usize]
    }

    /// Whether a phrase is the first of its group.
    #[must_use]
    pub fn leads(&self, phrase: PhraseId) -> bool {
        self.of(phrase).phrases.first() == Some(&phrase)
    }
}

/// Groups phrases. `ranking` has their ids by score; each of `same` lists words, parted by blanks,
/// that count as one.
pub(super) fn groups(
    corpus: &Corpus,
    phrases: &[Phrase],
    ranking: &[PhraseId],
    same: &[String],
) -> PhraseGroups {
    let same = same_terms(corpus, same);
    let mut keyed = parallel::map_many(ranking.len(), |rank| {
        let id = ranking[rank];
        (key(corpus, &phrases[id.index()], &same), id)
    });
    parallel::sort_by(&mut keyed, |a, b| a.0.cmp(&b.0));
    let mut groups = PhraseGroups {
        groups: Vec::new(),
        of: vec![0; phrases.len()],
    };
    for members in keyed.chunk_by(|a, b| a.0 == b.0) {
        let mut ids: Vec<PhraseId> = members.iter().map(|&(_, id)| id).collect();
        let count = |id: &PhraseId| phrases[id.index()].count;
        // They come by score.
        ids.arrange_by_key(|id| (Reverse(count(id)), phrases[id.index()].length()));
        for id in &ids {
            groups.of[id.index()] = groups.groups.len() as u32;
        }
        groups.groups.push(PhraseGroup {
            count: ids.iter().map(count).sum(),
            phrases: ids,
        });
    }
    groups
}

/// For each term that counts as another, which; the first of those that are the same.
fn same_terms(corpus: &Corpus, same: &[String]) -> SortedMap<TermId, TermId> {
    let mut first_of = SortedMap::new();
    let forms = &corpus.vocabulary.forms;
    for words in same {
        // By language: terms of different languages are never the same.
        let mut first = SortedMap::new();
        for word in words.split_whitespace() {
            let from = forms.partition_point(|form| &*form.text < word);
            let same_text = forms[from..].iter().take_while(|form| &*form.text == word);
            for form in same_text.filter(|form| form.kind == FormKind::Word) {
                let first = *first.or_insert_with(form.language, || form.term);
                first_of.insert(form.term, first);
            }
        }
    }
    first_of
}

/// What phrases of a group have in common: their words, sorted.
fn key(corpus: &Corpus, phrase: &Phrase, same: &SortedMap<TermId, TermId>) -> [u32; LONGEST] {
    let mut key = [u32::MAX; LONGEST];
    let is_word = |term: &&TermId| {
        let kind = corpus.vocabulary.term(**term).kind;
        matches!(kind, FormKind::Word | FormKind::Number)
    };
    // A single word is itself: "cyber" alone is not yet "cyberspace".
    let of = |term: &TermId| match phrase.terms.len() {
        1 => *term,
        _ => same.get(term).copied().unwrap_or(*term),
    };
    let words = phrase.terms.iter().filter(is_word);
    for (slot, term) in key.iter_mut().zip(words) {
        *slot = of(term).0;
    }
    key.arrange();
    key
}
