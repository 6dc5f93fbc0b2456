//! The names of months and weekdays, and the small words of dates.

use std::sync::LazyLock;

use icu_normalizer::DecomposingNormalizer;

use super::iranian;
use super::tokens::Number;
use crate::data::{DataFile, WordSet};
use crate::sorted::{SortedMap, SortedSet};

/// A month by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Month {
    pub(super) number: u32,
    pub(super) kind: NameKind,
}

impl Month {
    /// A year beside the month: of the Iranian calendar if the month is, and else of ours; none that is not.
    pub(super) fn year(self, year: Number) -> Option<Number> {
        let is_iranian = self.kind == NameKind::Iranian;
        let may_be = is_iranian == iranian::is_year(year.value) || !is_iranian && !year.is_persian;
        may_be.then_some(Number {
            is_persian: is_iranian,
            ..year
        })
    }
}

/// How surely a word means a month where only a year follows, as in "May 2015". Of a name that several
/// languages have, the last of these counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NameKind {
    /// A name that is one only behind a day with a dot, as in "12. led".
    Dotted,
    /// A short name that may be a word of another language.
    Short,
    /// A name that hardly means anything else.
    Full,
    /// One that is sure with a capital letter: "Dec", "May".
    NeedsCapital,
    /// A full name that is something else besides: "Rio de Janeiro, 1992".
    Doubtful,
    /// A month of the Iranian calendar.
    Iranian,
}

/// The month that a word names; letters of either case, with or without their accents.
pub(super) fn month(word: &str) -> Option<Month> {
    MONTH_NAMES.get(&fold(word)).copied()
}

/// The month that a word names behind a day with a dot.
pub(super) fn dotted_month(word: &str) -> Option<Month> {
    DOTTED_NAMES.get(&fold(word)).copied()
}

/// The number of the month of our calendar that a word names, 1 to 12.
pub(crate) fn month_number(word: &str) -> Option<u32> {
    let month = month(word).filter(|month| month.kind != NameKind::Iranian);
    month.map(|month| month.number)
}

/// Whether a word says that the number behind it is a month: `tháng 5`.
pub(super) fn is_month_word(word: &str) -> bool {
    SMALL_WORDS.months.contains(&word.to_lowercase())
}

/// Whether a word names a weekday.
pub(super) fn is_weekday(word: &str) -> bool {
    WEEKDAYS.contains(&fold(word))
}

/// Whether a word may stand between day, month and year: `16th of December`, `16 de diciembre`.
pub(super) fn is_link(word: &str) -> bool {
    SMALL_WORDS.links.contains(&word.to_lowercase())
}

/// Whether letters right behind a number make it an ordinal: `16th`, `1er`.
pub(super) fn is_ordinal(word: &str) -> bool {
    SMALL_WORDS.ordinals.contains(&word.to_lowercase())
}

/// Whether a word says that the numbers behind it are no date: `version 2.11.22`.
#[cfg(feature = "html")]
pub(crate) fn is_no_date_word(word: &str) -> bool {
    SMALL_WORDS.no_dates.contains(&word.to_lowercase())
}

/// Whether a word says that the number before it is a year: `2015 г.`.
pub(super) fn is_year_word(word: &str) -> bool {
    SMALL_WORDS.years.contains(&word.to_lowercase())
}

/// Whether a word may stand around a date and its time: a zone, `a.m.`, `at`.
pub(super) fn is_time_word(word: &str) -> bool {
    SMALL_WORDS.times.contains(&word.to_lowercase())
}

/// Whether a word makes the number before it a time: `10 h`, `8 am`.
pub(super) fn is_time_unit(word: &str) -> bool {
    SMALL_WORDS.units.contains(&word.to_lowercase())
}

/// Lower case without accents.
fn fold(word: &str) -> String {
    let decomposed = DecomposingNormalizer::new_nfd();
    let lower = word.to_lowercase();
    let plain = decomposed.normalize(&lower);
    plain
        .chars()
        .filter(|char| !matches!(char, '\u{300}'..='\u{36f}'))
        .collect()
}

static MONTHS_FILE: DataFile = DataFile::new(include_str!("../../data/months.tsv"));

/// Months by their folded names.
static MONTH_NAMES: LazyLock<SortedMap<String, Month>> = LazyLock::new(|| {
    let mut names: SortedMap<String, Month> = SortedMap::new();
    for [_, number, name, kind] in MONTHS_FILE.rows() {
        let (Ok(number), Some(kind)) = (number.parse(), NameKind::of(kind)) else {
            continue;
        };
        if kind == NameKind::Dotted {
            continue;
        }
        let month = names.or_insert_with(fold(name), || Month { number, kind });
        month.kind = month.kind.max(kind);
    }
    names
});

/// The months that are ones only behind a day with a dot.
static DOTTED_NAMES: LazyLock<SortedMap<String, Month>> = LazyLock::new(|| {
    let rows = MONTHS_FILE.rows();
    let dotted = rows.filter_map(|[_, number, name, kind]| {
        let kind = NameKind::of(kind).filter(|kind| *kind == NameKind::Dotted)?;
        let number = number.parse().ok()?;
        Some((fold(name), Month { number, kind }))
    });
    dotted.collect()
});

impl NameKind {
    /// The kind with this name in the data file.
    fn of(name: &str) -> Option<Self> {
        match name {
            "dotted" => Some(Self::Dotted),
            "short" => Some(Self::Short),
            "full" => Some(Self::Full),
            "capital" => Some(Self::NeedsCapital),
            "doubtful" => Some(Self::Doubtful),
            "iranian" => Some(Self::Iranian),
            _ => None,
        }
    }
}

/// Folded names of weekdays.
static WEEKDAYS: LazyLock<SortedSet<String>> = LazyLock::new(|| {
    let file = DataFile::new(include_str!("../../data/weekdays.tsv"));
    file.rows().map(|[_, name]| fold(name)).collect()
});

/// The small words of dates, in lower case.
struct SmallWords {
    links: WordSet,
    #[cfg(feature = "html")]
    no_dates: WordSet,
    ordinals: WordSet,
    years: WordSet,
    months: WordSet,
    times: WordSet,
    units: WordSet,
}

static SMALL_WORDS: LazyLock<SmallWords> = LazyLock::new(|| {
    let file = DataFile::new(include_str!("../../data/date_words.tsv"));
    SmallWords {
        links: file.set("link"),
        #[cfg(feature = "html")]
        no_dates: file.set("no_date"),
        ordinals: file.set("ordinal"),
        years: file.set("year"),
        months: file.set("month"),
        times: file.set("time"),
        units: file.set("unit"),
    }
});

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    #[test]
    fn no_name_stands_for_two_months() {
        let (mut numbers, mut dotted) = (BTreeMap::new(), BTreeMap::new());
        let mut months_of: BTreeMap<_, BTreeSet<u32>> = BTreeMap::new();
        for [language, number, name, kind] in MONTHS_FILE.rows() {
            assert!(NameKind::of(kind).is_some(), "{kind}");
            let number: u32 = number.parse().expect("a number");
            let is_dotted = kind == "dotted";
            let known = if is_dotted { &mut dotted } else { &mut numbers };
            let known = *known.entry(fold(name)).or_insert(number);
            assert_eq!(known, number, "{name} in {language}");
            months_of.entry(language).or_default().insert(number);
        }
        for (language, months) in months_of {
            assert_eq!(months.len(), 12, "{language}");
        }
    }

    #[test]
    fn names_are_known_in_either_case_and_without_accents() {
        for (word, number) in [
            ("DÉCEMBRE", 12),
            ("fevrier", 2),
            ("Aug", 8),
            ("Декабря", 12),
        ] {
            assert_eq!(
                month(word).map(|month| month.number),
                Some(number),
                "{word}"
            );
        }
        assert_eq!(month("listopada").map(|month| month.number), Some(11));
        assert_eq!(month("monthly"), None);
        assert!(is_weekday("Mercredi") && is_weekday("SÁBADO") && !is_weekday("decembre"));
    }
}
