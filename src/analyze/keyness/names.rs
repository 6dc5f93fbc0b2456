//! The sources' own names: every source says its own name more often than others do.
//!
//! Takes the names of sources, says whether a word is a form of the name of one. A rule of letters, which
//! sees `Chinese` in China and `Turkish` in Turkey, but not `French` in France.

/// The words of the name of each source.
#[derive(Debug)]
pub struct SourceNames {
    /// By source, in lower case; words that stand in the names of several sources are left out.
    words: Vec<Vec<String>>,
}

impl SourceNames {
    /// Takes the names apart.
    #[must_use]
    pub fn new(sources: &[String]) -> Self {
        let words_of = |name: &String| {
            let lower = name.to_lowercase();
            let words = lower.split(|c: char| !c.is_alphanumeric());
            let mut words: Vec<String> = words.map(str::to_owned).collect();
            words.sort_unstable();
            words.dedup();
            words
        };
        let mut words: Vec<Vec<String>> = sources.iter().map(words_of).collect();
        let mut all: Vec<String> = words.concat();
        all.sort_unstable();
        let is_shared = |word: &String| {
            let from = all.partition_point(|other| other < word);
            all.get(from + 1) == Some(word)
        };
        words
            .iter_mut()
            .for_each(|words| words.retain(|word| !is_shared(word)));
        Self { words }
    }

    /// Whether a word, in lower case, is a form of a word of the source's name: both begin with the same
    /// letters, two thirds of the name's and four or more, or two in scripts without case; half of the name's
    /// is enough if that is the whole word (`Afghan` in Afghanistan).
    #[must_use]
    pub fn is_form(&self, source: usize, word: &str) -> bool {
        let mut names = self.words[source].iter();
        names.any(|name| name == word || begin_alike(name, word))
    }
}

fn begin_alike(name: &str, word: &str) -> bool {
    let letters = name.chars().zip(word.chars());
    let same = letters.take_while(|(a, b)| a == b).count();
    let has_case = name.chars().any(char::is_lowercase);
    let (letters, is_whole) = (name.chars().count(), same == word.chars().count());
    let is_enough = 3 * same >= 2 * letters || is_whole && 2 * same >= letters;
    same >= if has_case { 4 } else { 2 } && is_enough
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_names_begin_alike() {
        let sources = [
            "China",
            "Turkey",
            "New Zealand",
            "New Caledonia",
            "新华社",
            "TASS",
            "Afghanistan",
        ];
        let names = SourceNames::new(&sources.map(str::to_owned));
        let forms: [(usize, &str); 8] = [
            (6, "afghan"),
            (0, "china"),
            (0, "chinese"),
            (1, "turkish"),
            (2, "zealanders"),
            (3, "caledonian"),
            (4, "新华"),
            (5, "tass"),
        ];
        for (source, word) in forms {
            assert!(names.is_form(source, word), "{word}");
        }
        // The names of two sources have "new".
        for (source, word) in [
            (0, "chip"),
            (1, "china"),
            (2, "new"),
            (2, "zest"),
            (5, "task"),
        ] {
            assert!(!names.is_form(source, word), "{word}");
        }
    }
}
