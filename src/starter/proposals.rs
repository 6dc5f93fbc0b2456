//! Proposals for a codebook: the key phrases that recur most, as lines of YAML.

use std::borrow::Cow;

use crate::analyze::{Class, Codebook, KeyPhrases, RecurringKind, Results};
use crate::config::PatternMatching;
use crate::model::PhraseId;
use crate::report::text::plural as counted;
use crate::sorted::SortedSet;

/// A phrase that a codebook might follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Proposal {
    /// A pattern that finds it: its wording, or the stems of its most frequent wording if there are several.
    pattern: String,
    /// Occurrences.
    count: u64,
    /// Documents that hold it.
    documents: u32,
    /// Sources that hold it.
    sources: u32,
}

impl Proposal {
    /// The pattern as YAML with the counts as a comment; `all_sources` is the number of sources.
    pub(super) fn line(&self, all_sources: usize) -> String {
        let documents = counted(self.documents as usize, "document");
        let sources = if all_sources > 1 {
            format!(" of {}", counted(self.sources as usize, "source"))
        } else {
            String::new()
        };
        format!(
            "{}   # {} in {documents}{sources}",
            scalar(&self.pattern),
            counted(self.count as usize, "occurrence"),
        )
    }
}

/// At most so many phrases of two words or more: those that several sources have by their recurrence,
/// then the others by their score. Of near-variants the first is taken.
pub(super) fn proposals(results: &Results, most: usize) -> Vec<Proposal> {
    let Some(phrases) = &results.phrases else {
        return Vec::new();
    };
    let mut groups = SortedSet::new();
    shared_phrases(results)
        .chain(scored_phrases(phrases))
        .filter(|&id| groups.insert(phrases.groups.of(id).phrases.first()))
        .filter_map(|id| proposal(results, phrases, id))
        .take(most)
        .collect()
}

/// Phrases that two sources or more have, in the order of their recurrence.
fn shared_phrases(results: &Results) -> impl Iterator<Item = PhraseId> {
    let recurring = results.recurrence.iter();
    recurring
        .filter(|item| {
            item.kind == RecurringKind::Phrase && item.measures.class != Class::OneSource
        })
        .map(|item| PhraseId::new(item.measures.item))
}

/// Phrases of two words or more that stand outside longer ones too, in the order of their score.
fn scored_phrases(phrases: &KeyPhrases) -> impl Iterator<Item = PhraseId> {
    phrases.ranking.iter().copied().filter(|&id| {
        let phrase = phrases.phrase(id);
        phrase.length() > 1 && phrase.nested < phrase.count
    })
}

/// The proposal of a phrase; none if its wording cannot be a pattern.
fn proposal(results: &Results, phrases: &KeyPhrases, id: PhraseId) -> Option<Proposal> {
    let phrase = phrases.phrase(id);
    let label = phrase.label(&results.corpus);
    if !is_pattern(&label) {
        return None;
    }
    Some(Proposal {
        pattern: if phrase.variants.len() > 1 {
            format!("stem: {label}")
        } else {
            label
        },
        count: phrase.count,
        documents: phrase.df,
        sources: phrase.sources,
    })
}

/// Whether a label means itself as a pattern, and can be written on a line.
fn is_pattern(label: &str) -> bool {
    let is_special = |c: char| {
        c.is_control()
            || matches!(
                c,
                '"' | '*' | '?' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}'
            )
    };
    !label.contains(is_special) && Codebook::of_pattern(label, PatternMatching::default()).is_ok()
}

/// Text as a scalar of YAML: plain where no reader could take it for anything else.
fn scalar(text: &str) -> Cow<'_, str> {
    let is_plain = text.starts_with(char::is_alphabetic)
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || c == ' ' || c == '-')
        && (text.contains(' ') || !text.is_ascii());
    if is_plain {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(format!("'{}'", text.replace('\'', "''")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_yaml_would_take_for_something_else_are_quoted() {
        assert_eq!(scalar("rule of law"), "rule of law");
        assert_eq!(scalar("vaste réforme-cadre"), "vaste réforme-cadre");
        for (text, quoted) in [
            ("countries' rights", "'countries'' rights'"),
            ("#metoo movement", "'#metoo movement'"),
            ("@who note", "'@who note'"),
            ("2030 agenda", "'2030 agenda'"),
            ("r&d: budget", "'r&d: budget'"),
            ("数字鸿沟", "数字鸿沟"),
            ("no", "'no'"),
        ] {
            assert_eq!(scalar(text), quoted);
            let book = format!("mine:\n  - {}   # twice\n", scalar(text));
            let book = Codebook::parse(&book, "concepts.yml".as_ref(), PatternMatching::default())
                .expect(text);
            assert_eq!(book.patterns[0].text, text);
        }
    }

    #[test]
    fn labels_that_are_another_pattern_are_passed_over() {
        assert!(is_pattern("rule of law") && is_pattern("#metoo movement"));
        for label in ["read x.org/?q=*", "one \"two\"", "line\u{85}end", "&"] {
            assert!(!is_pattern(label), "{label}");
        }
    }

    #[test]
    fn the_counts_stand_behind_the_pattern() {
        let mut proposal = Proposal {
            pattern: "paris agreement".to_owned(),
            count: 1312,
            documents: 120,
            sources: 96,
        };
        assert_eq!(
            proposal.line(196),
            "paris agreement   # 1,312 occurrences in 120 documents of 96 sources"
        );
        proposal.documents = 1;
        assert_eq!(
            proposal.line(1),
            "paris agreement   # 1,312 occurrences in 1 document"
        );
    }
}
