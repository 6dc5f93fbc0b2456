//! Words whose hyphens do not matter: `multi-party` finds "multi-party", "multi–party", "multi party" and
//! "multiparty", and so do `multi party` and `multiparty`.
//!
//! Where the pattern has a hyphen or a blank, the text may go on in the same word or in the next. Between
//! two letters of the pattern it may have a hyphen or a blank too, but no other mark. `*` and `?` stay
//! inside a word.

/// What may part two words of the text at a place of the pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Break {
    /// Nothing.
    None,
    /// A hyphen or a blank.
    Joined,
    /// Any mark that ends no sentence.
    Any,
}

/// A letter of the pattern, `*` or `?`, and what may stand before it.
#[derive(Debug, Clone, Copy)]
struct Letter {
    letter: char,
    before: Break,
}

/// Words whose hyphens do not matter, made ready.
#[derive(Debug)]
pub(super) struct Hyphenable {
    letters: Vec<Letter>,
}

/// Places in the pattern that the text may have reached.
pub(super) type Places = Vec<usize>;

impl Hyphenable {
    /// From forms with `-` between them.
    pub(super) fn new(text: &str) -> Self {
        let mut letters: Vec<Letter> = Vec::new();
        let mut after_mark = false;
        for letter in text.chars() {
            if letter == '-' {
                after_mark = !letters.is_empty();
                continue;
            }
            let is_wildcard = |c: char| matches!(c, '*' | '?');
            let before = match letters.last() {
                _ if after_mark => Break::Any,
                Some(last) if !is_wildcard(last.letter) && !is_wildcard(letter) => Break::Joined,
                _ => Break::None,
            };
            letters.push(Letter { letter, before });
            after_mark = false;
        }
        Self { letters }
    }

    /// How many words the pattern has.
    pub(super) fn words(&self) -> usize {
        let breaks = self
            .letters
            .iter()
            .filter(|letter| letter.before == Break::Any);
        1 + breaks.count()
    }

    /// The letter it begins with; `None` if that is `*` or `?`.
    pub(super) fn first_letter(&self) -> Option<char> {
        let first = self.letters.first()?.letter;
        (!matches!(first, '*' | '?')).then_some(first)
    }

    /// The places after a first word; empty if the word does not fit.
    /// An expression that counts as one word is read as its words.
    pub(super) fn after_first(&self, word: &str) -> Places {
        let mut words = word.split(' ');
        let first = self.after(vec![0], words.next().unwrap_or_default());
        words.fold(first, |places, word| self.after_next(&places, word, true))
    }

    /// The places after one more word. `is_joined` says whether only a hyphen or a blank stands before it.
    pub(super) fn after_next(&self, places: &[usize], word: &str, is_joined: bool) -> Places {
        let may_break = |&&place: &&usize| match self.letters.get(place).map(|letter| letter.before)
        {
            Some(Break::Any) => true,
            Some(Break::Joined) => is_joined,
            Some(Break::None) | None => false,
        };
        self.after(places.iter().filter(may_break).copied().collect(), word)
    }

    /// Whether all of the pattern has been read.
    pub(super) fn is_complete(&self, places: &[usize]) -> bool {
        places.contains(&self.letters.len())
    }

    fn after(&self, places: Places, word: &str) -> Places {
        let mut places = self.past_stars(places);
        for c in word.chars() {
            if places.is_empty() {
                break;
            }
            let next = places
                .iter()
                .filter_map(|&place| match self.letters.get(place)?.letter {
                    '*' => Some(place),
                    '?' => Some(place + 1),
                    letter => (letter == c).then_some(place + 1),
                });
            places = self.past_stars(next.collect());
        }
        places
    }

    /// Adds the places behind stars, since a star may stand for nothing.
    fn past_stars(&self, mut places: Places) -> Places {
        let mut index = 0;
        while let Some(&place) = places.get(index) {
            if self
                .letters
                .get(place)
                .is_some_and(|letter| letter.letter == '*')
            {
                places.push(place + 1);
            }
            index += 1;
        }
        places.sort_unstable();
        places.dedup();
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether words are the pattern; a comma before a word is a mark that does not join.
    fn fits(pattern: &str, words: &str) -> bool {
        let hyphenable = Hyphenable::new(pattern);
        let mut words = words.split(' ');
        let mut places = hyphenable.after_first(words.next().unwrap_or_default());
        for word in words {
            let (word, is_joined) = word
                .strip_prefix(',')
                .map_or((word, true), |word| (word, false));
            places = hyphenable.after_next(&places, word, is_joined);
        }
        hyphenable.is_complete(&places)
    }

    #[test]
    fn hyphen_blank_and_nothing_are_the_same() {
        for pattern in ["multi-party", "multiparty"] {
            assert!(
                fits(pattern, "multi party") && fits(pattern, "multiparty"),
                "{pattern}"
            );
            assert!(!fits(pattern, "multi") && !fits(pattern, "multi parties"));
            assert!(!fits(pattern, "party multi"));
        }
        assert!(fits("multi-party", "multi ,party") && !fits("multiparty", "multi ,party"));
        assert!(fits("co-operation-council", "cooperation council"));
        assert!(fits("vice-président", "viceprésident"));
    }

    #[test]
    fn wildcards_stay_inside_a_word() {
        assert!(fits("multi-stakeholder*", "multistakeholders"));
        assert!(fits("multi-stakeholder*", "multi stakeholders"));
        assert!(!fits("multi-stakeholder*", "multi stakeholder meeting"));
        assert!(!fits("*party", "the party") && fits("*party", "multiparty"));
        assert!(fits("e-m?il", "email") && fits("e-m?il", "e mail"));
        assert!(fits("*-party", "multi party") && fits("*-party", "multiparty"));
    }
}
