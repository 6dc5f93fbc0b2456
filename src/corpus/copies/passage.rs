//! Which words of a text stand in passages that another text has, too.
//!
//! Takes the words of two texts as hashes, gives for each word of the first whether it is shared. A passage
//! begins with a run of [`SHINGLE`] words that both texts have, wherever it stands. From there it goes on
//! in both directions, as long as no more words differ than are the same: single words may be replaced,
//! added or left out, and the same words between them count. The time is linear in the length of the texts.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use crate::model::SHINGLE;
use crate::tokenize::shingles;

/// How many more words may differ than are the same before the search for the end of a passage stops.
const MOST_DIFFERENT: usize = 4;
/// How two texts go on behind words that differ, as words passed over in the first and in the second: a
/// word was replaced, or up to three were added or left out.
const STEPS: [(usize, usize); 7] = [(1, 1), (0, 1), (1, 0), (0, 2), (2, 0), (0, 3), (3, 0)];
/// How many words in sequence must be the same behind such a step.
const RESUMED: usize = 2;

/// A run of words that both texts have: where it stands in the first, and where it begins in the second.
struct Run {
    start: usize,
    end: usize,
    other: usize,
}

/// Which words of a text another one has, too.
pub(super) struct Shared {
    /// For each word of the text, whether it stands in a shared passage.
    pub(super) is_shared: Vec<bool>,
}

impl Shared {
    /// How many words stand in shared passages.
    pub(super) fn words(&self) -> usize {
        self.is_shared.iter().filter(|shared| **shared).count()
    }

    /// How many words stand in stretches of at least so many that are not shared.
    pub(super) fn own_words(&self, least: usize) -> usize {
        let stretches = self.is_shared.split(|shared| *shared).map(<[bool]>::len);
        stretches.filter(|length| *length >= least).sum()
    }
}

/// Which words of the first text stand in passages that the second has, too.
pub(super) fn shared(words: &[u64], others: &[u64]) -> Shared {
    let runs = runs(words, others);
    let mut is_shared = vec![false; words.len()];
    let mut covered = 0;
    for (number, run) in runs.iter().enumerate() {
        is_shared[run.start..run.end].fill(true);
        let before = Texts {
            words: &words[covered.min(run.start)..run.start],
            others: &others[..run.other],
            is_backwards: true,
        };
        for place in before.same_words() {
            is_shared[run.start - 1 - place] = true;
        }
        covered = run.end;
        let next = runs.get(number + 1).map_or(words.len(), |next| next.start);
        let behind = Texts {
            words: &words[run.end..next.max(run.end)],
            others: &others[run.other + run.end - run.start..],
            is_backwards: false,
        };
        for place in behind.same_words() {
            is_shared[run.end + place] = true;
        }
    }
    Shared { is_shared }
}

/// The runs of [`SHINGLE`] or more words of the first text that the second has, too, in order. Runs from
/// different places may overlap.
fn runs(words: &[u64], others: &[u64]) -> Vec<Run> {
    let mut places: HashMap<u64, usize, FixedState> =
        HashMap::with_capacity_and_hasher(others.len(), FixedState::default());
    for (place, shingle) in shingles(others).enumerate() {
        places.entry(shingle).or_insert(place);
    }
    let mut runs: Vec<Run> = Vec::new();
    for (start, shingle) in shingles(words).enumerate() {
        let end = start + SHINGLE;
        if let Some(run) = runs.last_mut().filter(|run| run.end + 1 == end)
            && others.get(run.other + run.end - run.start) == words.get(run.end)
        {
            run.end = end;
        } else if let Some(&other) = places.get(&shingle) {
            runs.push(Run { start, end, other });
        }
    }
    runs
}

/// Two texts from a place on where both are about to go on in the same way.
struct Texts<'a> {
    words: &'a [u64],
    others: &'a [u64],
    /// Whether they are read from their ends.
    is_backwards: bool,
}

impl Texts<'_> {
    /// The words of the first text that are the same in the second, by their distance, up to where the
    /// most are the same.
    fn same_words(&self) -> Vec<usize> {
        let (mut here, mut there) = (0, 0);
        let (mut same, mut kept, mut different) = (Vec::new(), 0, 0);
        while here < self.words.len() && there < self.others.len() && different <= MOST_DIFFERENT {
            if self.is_same(here, there) {
                same.push(here);
                // As many words as differ since the end so far bring the passage forward.
                if different <= 1 {
                    kept = same.len();
                }
                different = different.saturating_sub(1);
                (here, there) = (here + 1, there + 1);
            } else {
                different += 1;
                let resumes = |(passed, others): &&(usize, usize)| {
                    (0..RESUMED).all(|n| self.is_same(here + passed + n, there + others + n))
                };
                let (passed, others) = STEPS.iter().find(resumes).unwrap_or(&STEPS[0]);
                (here, there) = (here + passed, there + others);
            }
        }
        same.truncate(kept);
        same
    }

    fn is_same(&self, here: usize, there: usize) -> bool {
        let word = |words: &[u64], place: usize| {
            let place = if self.is_backwards {
                words.len().checked_sub(place + 1)?
            } else {
                place
            };
            words.get(place).copied()
        };
        word(self.words, here).is_some_and(|own| word(self.others, there) == Some(own))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Which words are shared, as a picture.
    fn picture(words: &str, others: &str) -> String {
        let hashes = |text: &str| text.bytes().map(u64::from).collect::<Vec<u64>>();
        let Shared { is_shared } = shared(&hashes(words), &hashes(others));
        let shown = words.chars().zip(is_shared);
        shown
            .map(|(c, shared)| if shared { c } else { '.' })
            .collect()
    }

    #[test]
    fn passages_begin_with_five_words_wherever_they_stand() {
        assert_eq!(picture("abcdefz", "xabcdef"), "abcdef.");
        assert_eq!(picture("abcdxefgh", "abcdefgh"), ".........");
        assert_eq!(picture("abcdefghij", "fghijabcde"), "abcdefghij");
        assert_eq!(picture("abcd", "abcd"), "....");
    }

    #[test]
    fn words_replaced_added_or_left_out_do_not_end_a_passage() {
        assert_eq!(picture("abcdeXghYjkl", "abcdefghijkl"), "abcde.gh.jkl");
        assert_eq!(picture("abcdeXYfgh", "abcdefgh"), "abcde..fgh");
        assert_eq!(picture("abcdehij", "abcdefghij"), "abcdehij");
        assert_eq!(picture("abXdeZghijkl", "abcdefghijkl"), "ab.de.ghijkl");
    }

    #[test]
    fn a_word_that_happens_to_be_the_same_is_no_passage() {
        assert_eq!(
            picture("abcdePQRSTfUVW", "abcdelmnopfqrs"),
            "abcde........."
        );
        assert_eq!(
            picture("abcdePQhRSTUVW", "abcdefghmnopqr"),
            "abcde........."
        );
    }

    proptest! {
        /// Runs of five are always shared, and nothing is that the other text does not have.
        #[test]
        fn runs_of_five_are_shared(
            words in prop::collection::vec(0_u64..4, 0..40),
            others in prop::collection::vec(0_u64..4, 0..40),
        ) {
            let Shared { is_shared } = shared(&words, &others);
            let mut is_in_run = vec![false; words.len()];
            for (start, run) in words.windows(SHINGLE).enumerate() {
                if others.windows(SHINGLE).any(|other| other == run) {
                    is_in_run[start..start + SHINGLE].fill(true);
                }
            }
            prop_assert!(is_shared.iter().zip(is_in_run).all(|(shared, in_run)| *shared || !in_run));
            for (word, _) in words.iter().zip(is_shared).filter(|(_, shared)| *shared) {
                prop_assert!(others.contains(word));
            }
        }
    }
}
