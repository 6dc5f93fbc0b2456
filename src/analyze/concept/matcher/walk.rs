//! Follows patterns from a token of a sentence on.
//!
//! Takes the tokens of a sentence and the place where a match may begin; adds all matches that begin
//! there, of sequences, of words in any order, and of regular expressions.

use std::ops::Range;

use super::super::hyphenable::Hyphenable;
use super::super::pattern::MOST_PARTS;
use super::super::regular::SentenceText;
use super::super::satisfied::SpellingKey;
use super::{FromStart, Gapped, Match, Matcher, SentenceTokens};
use crate::model::{Boundary, Corpus, SurfaceId};

impl Matcher<'_> {
    /// Adds the matches of regular expressions.
    pub(super) fn add_regular(
        &self,
        corpus: &Corpus,
        tokens: &SentenceTokens,
        text: &mut SentenceText,
        matches: &mut Vec<Match>,
    ) {
        if self.regular.is_empty() {
            return;
        }
        text.clear();
        for &form in &tokens.buffer.forms {
            text.push(&corpus.vocabulary.form(form).text);
        }
        for &(pattern, regular) in &self.regular {
            regular.matches(text, |tokens| {
                let words = tokens.len();
                matches.push(Match {
                    pattern,
                    tokens,
                    words,
                });
            });
        }
    }

    /// Adds the matches that begin at the start.
    pub(super) fn add_matches(&self, from_start: &FromStart<'_>, matches: &mut Vec<Match>) {
        let start = from_start.within.start;
        let parts = self.parts_at(from_start.tokens, start);
        let of_parts = parts.iter().flat_map(|&part| self.units.elements(part));
        let elements = self.elements_at(from_start.tokens, start);
        let mut elements = elements.chain(of_parts).peekable();
        if elements.peek().is_none() {
            return;
        }
        self.sequences(from_start, start, 0, matches);
        for element in elements {
            for &gapped in self.gapped_with.get(element).into_iter().flatten() {
                matches.extend(self.gapped_at(&self.gapped[gapped], from_start));
            }
        }
    }

    /// Follows sequence patterns; `position` is the token to be read next.
    fn sequences(
        &self,
        from_start: &FromStart<'_>,
        position: usize,
        node: usize,
        matches: &mut Vec<Match>,
    ) {
        let FromStart { tokens, within, .. } = from_start;
        for &pattern in &self.trie[node].ends {
            matches.push(Match {
                pattern,
                tokens: within.start..position,
                words: self.words_in(tokens, within.start..position),
            });
        }
        if position == within.end || self.trie[node].next.is_empty() {
            return;
        }
        for next in self.nodes_behind(self.parts_at(tokens, position), node) {
            self.sequences(from_start, position + 1, next, matches);
        }
        for element in self.elements_at(tokens, position) {
            let Some(&next) = self.trie[node].next.get(element) else {
                continue;
            };
            if let Some(stretch) = self.satisfied.stretch(*element) {
                if let Some(after) = from_start.stretch_end(position, stretch) {
                    self.sequences(from_start, after, next, matches);
                }
                continue;
            }
            let form = from_start
                .corpus
                .vocabulary
                .form(tokens.buffer.forms[position]);
            match self
                .satisfied
                .hyphenable(SpellingKey(*element, form.language))
            {
                None => self.sequences(from_start, position + 1, next, matches),
                Some(hyphenable) => {
                    for after in self.hyphenable_ends(from_start, position, *element, hyphenable) {
                        self.sequences(from_start, after, next, matches);
                    }
                }
            }
        }
    }

    /// The words of a token, if it is an expression that counts as one.
    fn parts_at(&self, tokens: &SentenceTokens, position: usize) -> &[SurfaceId] {
        let surface = tokens.surfaces.get(position);
        let parts = surface.and_then(|&surface| self.units.parts(surface));
        parts.unwrap_or_default()
    }

    /// How many words some tokens are.
    fn words_in(&self, tokens: &SentenceTokens, range: Range<usize>) -> usize {
        let words = |position| self.parts_at(tokens, position).len().max(1);
        range.map(words).sum()
    }

    /// The states after all words of an expression; none if it has no words.
    fn nodes_behind(&self, parts: &[SurfaceId], node: usize) -> Vec<usize> {
        if parts.is_empty() {
            return Vec::new();
        }
        let mut nodes = vec![node];
        for &part in parts {
            let next = nodes.iter().flat_map(|&node| {
                let elements = self.units.elements(part);
                elements.filter_map(move |element| self.trie[node].next.get(element).copied())
            });
            nodes = next.collect();
        }
        nodes
    }

    /// Where words whose hyphens do not matter may end, if they begin at a token.
    fn hyphenable_ends(
        &self,
        from_start: &FromStart<'_>,
        first: usize,
        element: u32,
        hyphenable: &Hyphenable,
    ) -> Vec<usize> {
        let FromStart {
            corpus,
            tokens,
            within,
        } = from_start;
        let word = |position: usize| {
            let form = tokens.buffer.forms[position];
            self.satisfied.compared_text(element, corpus, form)
        };
        let mut ends = Vec::new();
        let mut places = hyphenable.after_first(&word(first));
        let last = within.end.min(first + MOST_PARTS * hyphenable.words());
        for after in first + 1.. {
            if hyphenable.is_complete(&places) {
                ends.push(after);
            }
            if after >= last || places.is_empty() {
                break;
            }
            places = hyphenable.after_next(&places, &word(after), tokens.joined[after]);
        }
        ends
    }

    /// The shortest match of a pattern in any order that begins at the start.
    fn gapped_at(&self, gapped: &Gapped, from_start: &FromStart<'_>) -> Option<Match> {
        let FromStart { tokens, within, .. } = from_start;
        let start = within.start;
        let end = within.end.min(start + gapped.span);
        let mut wanted = vec![None; gapped.elements.len()];
        // Each token, and each word of one that is an expression.
        let mut slots: Vec<(usize, Option<SurfaceId>)> = Vec::new();
        for position in start..end {
            let parts = self.parts_at(tokens, position).iter().copied();
            let mut is_placed = false;
            for part in std::iter::once(None).chain(parts.map(Some)) {
                slots.push((position, part));
                is_placed |= place(&mut wanted, slots.len() - 1, &|wish, slot| {
                    let wished = |element: &u32| *element == gapped.elements[wish];
                    match slots[slot] {
                        (_, Some(part)) => self.units.elements(part).any(wished),
                        (position, None) => self.elements_at(tokens, position).any(wished),
                    }
                });
            }
            if position == start && !is_placed {
                return None;
            }
            // A token once placed stays part of the match, so it begins at `start`.
            if wanted.iter().all(Option::is_some) {
                return Some(Match {
                    pattern: gapped.pattern,
                    tokens: start..position + 1,
                    words: gapped.elements.len(),
                });
            }
        }
        None
    }

    /// The elements that a token satisfies.
    fn elements_at<'b>(
        &'b self,
        tokens: &SentenceTokens,
        position: usize,
    ) -> impl Iterator<Item = &'b u32> {
        let surface = tokens.surfaces.get(position);
        let written = surface.map_or(&[][..], |&surface| self.satisfied.by_surface(surface));
        let by_form = self.satisfied.by_form(tokens.buffer.forms[position]);
        by_form.iter().chain(written)
    }
}

impl FromStart<'_> {
    /// Where the tokens that make up a stretch end, if those from `first` on do: no mark may stand
    /// between them.
    fn stretch_end(&self, first: usize, stretch: &str) -> Option<usize> {
        let mut rest = stretch;
        for position in first..self.within.end {
            if position > first && self.tokens.buffer.boundaries[position] != Boundary::None {
                return None;
            }
            let form = self
                .corpus
                .vocabulary
                .form(self.tokens.buffer.forms[position]);
            rest = rest.strip_prefix(&*form.text)?;
            if rest.is_empty() {
                return Some(position + 1);
            }
        }
        None
    }
}

/// Gives the token at `position` to a wish it fits, moving others where that helps (a matching in a
/// bipartite graph grown by one augmenting path). Gives whether a place was found.
fn place(
    wanted: &mut [Option<usize>],
    position: usize,
    fits_at: &dyn Fn(usize, usize) -> bool,
) -> bool {
    fn augment(
        wanted: &mut [Option<usize>],
        position: usize,
        tried: &mut [bool],
        fits_at: &dyn Fn(usize, usize) -> bool,
    ) -> bool {
        for wish in 0..wanted.len() {
            if tried[wish] || !fits_at(wish, position) {
                continue;
            }
            tried[wish] = true;
            let is_free = match wanted[wish] {
                None => true,
                Some(other) => augment(wanted, other, tried, fits_at),
            };
            if is_free {
                wanted[wish] = Some(position);
                return true;
            }
        }
        false
    }
    let mut tried = vec![false; wanted.len()];
    augment(wanted, position, &mut tried, fits_at)
}
