//! The parts that dates are made of: numbers, months, years and what stands between them.

use super::forms::Reader;
use super::full_year;
use super::names::{self, Month};
use super::tokens::{Kind, Number, numeral, spelled};

/// The parts of forms. Each takes the place of a token, and gives the one behind what it read.
impl Reader<'_> {
    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    pub(super) fn word(&self, at: usize) -> Option<&str> {
        let token = self.tokens.get(at)?;
        (token.kind == Kind::Word).then(|| &self.text[token.range.clone()])
    }

    pub(super) fn sign(&self, at: usize) -> Option<char> {
        match self.kind(at)? {
            Kind::Sign(sign) => Some(sign),
            _ => None,
        }
    }

    /// A number in digits.
    pub(super) fn digits(&self, at: usize) -> Option<Number> {
        match self.kind(at)? {
            Kind::Number(number) => Some(number),
            _ => None,
        }
    }

    /// A number in digits or in Chinese numerals.
    pub(super) fn number(&self, at: usize) -> Option<(Number, usize)> {
        if let Some(number) = self.digits(at) {
            return Some((number, at + 1));
        }
        let numerals = (at..at + 5).map_while(|at| match self.kind(at)? {
            Kind::Character(char) => numeral(char),
            _ => None,
        });
        let numerals: Vec<u32> = numerals.collect();
        Some((spelled(&numerals)?, at + numerals.len()))
    }

    pub(super) fn day(&self, at: usize) -> Option<u32> {
        let day = self.digits(at)?;
        (day.digits <= 2).then_some(day.value)
    }

    /// A year with what belongs to it: `2015`, `2015 г.`, `2015年`.
    pub(super) fn year(&self, at: usize) -> Option<(Number, usize)> {
        let year = self.digits(at).filter(|year| year.digits == 4)?;
        self.with_year_words(at, year)
    }

    fn with_year_words(&self, at: usize, year: Number) -> Option<(Number, usize)> {
        let year = self.of_our_era(at, year);
        let mut end = at + 1;
        let after = self.past_blank(end);
        if self.word(after).is_some_and(names::is_year_word) {
            end = after + 1;
            if self.sign(end) == Some('.') {
                end += 1;
            }
        } else if self.is_line && !self.ends_apart(end, None, at) {
            return None;
        }
        Some((year, end))
    }

    /// A year that stands beside a month; its first digits may be left out: `March '18`.
    pub(super) fn year_of(&self, month: Month, at: usize) -> Option<(Number, usize)> {
        let (year, end) = self.year(at).or_else(|| self.cut_year(at))?;
        Some((month.year(year)?, end))
    }

    /// A year of two digits behind an apostrophe, in full.
    fn cut_year(&self, at: usize) -> Option<(Number, usize)> {
        let year = self.digits(at).filter(|year| year.digits == 2)?;
        let is_cut = at.checked_sub(1).and_then(|before| self.sign(before)) == Some('\'');
        let year = Number {
            value: full_year(year.value),
            digits: 4,
            ..year
        };
        is_cut.then(|| self.with_year_words(at, year))?
    }

    /// A month by a name that is one only behind a day with a dot: `12. led`.
    pub(super) fn dotted_month(&self, at: usize) -> Option<(Month, usize)> {
        let month = names::dotted_month(self.word(at)?)?;
        let end = at + 1;
        Some((month, end + usize::from(self.sign(end) == Some('.'))))
    }

    /// A month by its name, of one word or two, with the dot of a short name. Arabic texts of the
    /// United Nations give both of its names: `كانون الأول/ديسمبر`.
    pub(super) fn month(&self, at: usize) -> Option<(Month, usize)> {
        let first = self.word(at)?;
        if names::is_month_word(first) {
            let at = self.past_blank(at + 1);
            let number = self.digits(at)?.value;
            let kind = names::NameKind::Full;
            return (1..=12)
                .contains(&number)
                .then_some((Month { number, kind }, at + 1));
        }
        let second = (self.kind(at + 1) == Some(Kind::Blank)).then(|| self.word(at + 2));
        let two = second
            .flatten()
            .and_then(|second| names::month(&format!("{first} {second}")))
            .map(|month| (month, at + 3));
        let letters = (self.sign(at + 1) == Some('.') && self.sign(at + 3) == Some('.'))
            .then(|| names::month(&format!("{first}.{}", self.word(at + 2)?)))
            .flatten()
            .map(|month| (month, at + 4));
        let by_name = || Some((names::month(first)?, at + 1));
        let (month, mut end) = two.or(letters).or_else(by_name)?;
        if self.sign(end) == Some('/')
            && self.word(end + 1).and_then(names::month).map(|m| m.number) == Some(month.number)
        {
            end += 2;
        }
        let may_be_short = !self.is_line || first.chars().count() <= 4;
        if self.sign(end) == Some('.') && may_be_short {
            end += 1;
        }
        Some((month, end))
    }

    /// What may stand between the parts of a date: `-`, `/` or `.` without blanks, or blanks, link
    /// words and a comma.
    pub(super) fn gap(&self, at: usize, comma: bool) -> usize {
        let is_tight = self.kind(at + 1) != Some(Kind::Blank);
        if is_tight && self.sign(at).is_some_and(|sign| "-/.".contains(sign)) {
            return at + 1;
        }
        let mut end = at;
        for _ in 0..6 {
            let is_link = self.word(end).is_some_and(names::is_link);
            let is_comma = comma && self.sign(end) == Some(',');
            let is_apostrophe = self.sign(end) == Some('\'');
            if self.kind(end) == Some(Kind::Blank) || is_link || is_comma || is_apostrophe {
                end += 1;
            }
        }
        end
    }

    /// The ending of an ordinal: `th`, `-го`, `.`, `°`.
    pub(super) fn past_ordinal(&self, at: usize) -> usize {
        let is_ordinal = |at| self.word(at).is_some_and(names::is_ordinal);
        match self.sign(at) {
            Some('.' | '°') => at + 1,
            Some('-') if is_ordinal(at + 1) => at + 2,
            _ if is_ordinal(at) => at + 1,
            _ => at,
        }
    }

    pub(super) fn past_dash(&self, at: usize) -> Option<usize> {
        let dash = self.past_blank(at);
        matches!(self.sign(dash)?, '-' | '–' | '—').then(|| self.past_blank(dash + 1))
    }

    pub(super) fn past_blank(&self, at: usize) -> usize {
        at + usize::from(self.kind(at) == Some(Kind::Blank))
    }

    pub(super) fn past_unit(&self, at: usize, units: &str) -> Option<usize> {
        let at = self.past_blank(at);
        matches!(self.kind(at)?, Kind::Character(char) if units.contains(char)).then_some(at + 1)
    }

    /// Whether the number here begins: it is not the end of a longer number, code or word.
    pub(super) fn starts_apart(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return true;
        };
        let is_after_number = || {
            let before = before.checked_sub(1).and_then(|before| self.kind(before));
            matches!(before, Some(Kind::Number(_)))
        };
        match self.kind(before) {
            Some(Kind::Word | Kind::Number(_)) | Some(Kind::Sign('+' | '#')) => false,
            Some(Kind::Character(char)) => numeral(char).is_none(),
            Some(Kind::Sign('-' | '/' | '.' | ':' | ',')) => !is_after_number(),
            _ => true,
        }
    }

    /// Whether a date ends before this token: no letters stick to it, and, if its parts are joined
    /// by `sign`, no further number. In the path of an address one may follow: `/2015/12/16/123`.
    pub(super) fn ends_apart(&self, end: usize, sign: Option<char>, start: usize) -> bool {
        let is_number = |at| self.digits(at).is_some();
        match self.kind(end) {
            Some(Kind::Number(_)) => false,
            Some(Kind::Word) => {
                let word = self.word(end).unwrap_or_default();
                let is_time = word.eq_ignore_ascii_case("t") && is_number(end + 1);
                is_time || word == "Z" || names::is_year_word(word)
            }
            Some(Kind::Sign(joint @ ('-' | '/' | '.' | ':'))) if sign.is_some() => {
                let before = start.checked_sub(1).and_then(|before| self.sign(before));
                let is_path = joint == '/' && sign == Some('/') && before == Some('/');
                is_path || !is_number(end + 1)
            }
            _ => true,
        }
    }
}
