//! Takes a line of text or an address, gives the part of it that is a date.
//!
//! Recognises year-month-day in figures (with `-`, `/`, `.` or 年月日), day, month name and year in
//! either order in some languages, and day/month/year in figures. The date is given as written; only
//! dates from addresses are put together as `2019-11-18`.

use std::sync::LazyLock;

use crate::data::{DataFile, WordSet};

/// The words of dates in lines of a page, in lower case.
struct DateWords {
    /// Beginnings of the names of months, in languages that write them with letters.
    month_starts: Vec<&'static str>,
    /// What stands between the parts of a date in words.
    fillers: WordSet,
}

static DATE_WORDS: LazyLock<DateWords> = LazyLock::new(|| {
    let file = DataFile::new(include_str!("../../data/date_words.tsv"));
    DateWords {
        month_starts: file.list("month start"),
        fillers: file.set("filler"),
    }
});

/// The first date in the text, with the time of day that follows it.
pub(super) fn find(text: &str) -> Option<&str> {
    let tokens = tokens_of(text);
    (0..tokens.len()).find_map(|first| {
        let last = date_at(text, &tokens, first)?;
        let end = with_time(text, &tokens, last);
        text.get(tokens.get(first)?.start..end)
    })
}

/// A run of digits or of letters.
#[derive(Clone, Copy)]
struct Token<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    digits: bool,
}

impl Token<'_> {
    fn number(&self, least: u32, most: u32) -> bool {
        self.digits
            && self.text.len() <= 4
            && self
                .text
                .parse::<u32>()
                .is_ok_and(|number| (least..=most).contains(&number))
    }

    fn is_year(&self) -> bool {
        self.text.len() == 4 && self.number(1900, 2099)
    }

    fn is_day(&self) -> bool {
        self.text.len() <= 2 && self.number(1, 31)
    }

    fn is_month_name(&self) -> bool {
        let lower = self.text.to_lowercase();
        !self.digits
            && self.text.chars().count() <= 10
            && DATE_WORDS
                .month_starts
                .iter()
                .any(|month| lower.starts_with(month))
    }
}

fn tokens_of(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    for (start, symbol) in text.char_indices() {
        let end = start + symbol.len_utf8();
        let digits = symbol.is_ascii_digit();
        if !digits && !symbol.is_alphabetic() {
            continue;
        }
        match tokens.last_mut() {
            Some(last) if last.end == start && last.digits == digits => {
                last.end = end;
                last.text = text.get(last.start..end).unwrap_or_default();
            }
            _ => tokens.push(Token {
                text: text.get(start..end).unwrap_or_default(),
                start,
                end,
                digits,
            }),
        }
    }
    tokens
}

/// The number of the last token of a date that begins with the given token.
fn date_at(text: &str, tokens: &[Token<'_>], first: usize) -> Option<usize> {
    let here = Here {
        text,
        tokens,
        first,
    };
    here.year_month_day()
        .or_else(|| here.figures())
        .or_else(|| here.month_name_first())
        .or_else(|| here.day_first())
        .map(|last| first + last)
}

/// The tokens from one on.
struct Here<'a> {
    text: &'a str,
    tokens: &'a [Token<'a>],
    first: usize,
}

impl Here<'_> {
    fn token(&self, at: usize) -> Option<&Token<'_>> {
        self.tokens.get(self.first + at)
    }

    fn year(&self, at: usize) -> bool {
        self.token(at).is_some_and(Token::is_year)
    }

    fn month(&self, at: usize) -> bool {
        self.token(at)
            .is_some_and(|token| token.is_day() && token.number(1, 12))
    }

    fn day(&self, at: usize) -> bool {
        self.token(at).is_some_and(Token::is_day)
    }

    fn month_name(&self, at: usize) -> bool {
        self.token(at).is_some_and(Token::is_month_name)
    }

    fn is(&self, at: usize, text: &str) -> bool {
        self.token(at).is_some_and(|token| token.text == text)
    }

    /// 1 if the token is what stands between the parts of a date in words, else 0.
    fn filler(&self, at: usize) -> usize {
        let is_filler = |token: &Token<'_>| DATE_WORDS.fillers.contains(token.text);
        usize::from(self.token(at).is_some_and(is_filler))
    }

    /// Whether the same mark separates three tokens.
    fn separated(&self) -> bool {
        let gap = |at: usize| {
            let (from, to) = (self.token(at)?.end, self.token(at + 1)?.start);
            self.text.get(from..to).map(str::trim)
        };
        let mark = gap(0);
        mark == gap(1) && matches!(mark, Some("-" | "/" | "." | "－" | "／"))
    }

    /// 2015年12月17日
    fn year_month_day(&self) -> Option<usize> {
        let whole =
            self.year(0) && self.is(1, "年") && self.month(2) && self.is(3, "月") && self.day(4);
        whole.then_some(4)
    }

    /// 2015-12-17 or 17/12/2015
    fn figures(&self) -> Option<usize> {
        let big_end = self.year(0) && self.month(1) && self.day(2);
        let small_end = self.day(0) && self.day(1) && self.year(2);
        ((big_end || small_end) && self.separated()).then_some(2)
    }

    /// Dec. 17th, 2015
    fn month_name_first(&self) -> Option<usize> {
        let year_at = 2 + self.filler(2);
        (self.month_name(0) && self.day(1) && self.year(year_at)).then_some(year_at)
    }

    /// 17 December 2015, 17 de dezembro de 2015
    fn day_first(&self) -> Option<usize> {
        let month_at = 1 + self.filler(1);
        let year_at = month_at + 1 + self.filler(month_at + 1);
        (self.day(0) && self.month_name(month_at) && self.year(year_at)).then_some(year_at)
    }
}

/// Where the date ends, with the time of day (`08:32`, `T08:32:05`) that follows its last token.
fn with_time(text: &str, tokens: &[Token<'_>], last: usize) -> usize {
    let end = tokens.get(last).map_or(text.len(), |token| token.end);
    let rest = text.get(end..).unwrap_or_default();
    let sign = rest
        .chars()
        .next()
        .filter(|sign| matches!(sign, '日' | '号' | '號'));
    let end = end + sign.map_or(0, char::len_utf8);
    let at = tokens
        .iter()
        .position(|token| token.digits && token.start >= end)
        .unwrap_or(tokens.len());
    time_at(text, tokens, at, end).unwrap_or(end)
}

/// Where a time of day that begins with the given token ends, if it follows closely.
fn time_at(text: &str, tokens: &[Token<'_>], at: usize, after: usize) -> Option<usize> {
    let (hour, minute) = (tokens.get(at)?, tokens.get(at + 1)?);
    let gap = text.get(after..hour.start)?;
    let near = gap.len() <= 8 && (gap == "T" || !gap.chars().any(char::is_alphanumeric));
    let colon =
        |from: &Token<'_>, to: &Token<'_>| matches!(text.get(from.end..to.start), Some(":" | "："));
    if !near || !hour.number(0, 24) || !minute.number(0, 59) || !colon(hour, minute) {
        return None;
    }
    let second = tokens
        .get(at + 2)
        .filter(|second| second.number(0, 60) && colon(minute, second));
    Some(second.unwrap_or(minute).end)
}

/// The date that stands in an address, as `2019-11-18`; `2019-11` if only year and month do.
pub(super) fn in_address(url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let tokens: Vec<&str> = path
        .split(|symbol: char| !symbol.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .collect();
    let whole = tokens
        .iter()
        .filter(|digits| digits.len() == 8)
        .find_map(|digits| iso(digits.get(..4)?, digits.get(4..6)?, digits.get(6..)?));
    let parted = || {
        tokens.windows(3).find_map(|window| match window {
            [year, month, day]
                if path.contains(&format!("{year}/{month}/{day}"))
                    || path.contains(&format!("{year}-{month}/{day}"))
                    || path.contains(&format!("{year}-{month}-{day}")) =>
            {
                iso(year, month, day)
            }
            _ => None,
        })
    };
    let compact = || {
        tokens.windows(2).find_map(|window| match window {
            [year, rest] if rest.len() == 4 && path.contains(&format!("{year}/{rest}")) => {
                iso(year, rest.get(..2)?, rest.get(2..)?)
            }
            _ => None,
        })
    };
    let month_only = || {
        tokens.windows(2).find_map(|window| match window {
            [year, month] if month.len() == 2 && path.contains(&format!("/{year}/{month}/")) => {
                iso(year, month, "01").map(|date| date.get(..7).unwrap_or_default().to_owned())
            }
            _ => None,
        })
    };
    parted().or(whole).or_else(compact).or_else(month_only)
}

fn iso(year: &str, month: &str, day: &str) -> Option<String> {
    let (y, m, d): (u32, u32, u32) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let real = year.len() == 4
        && (1990..=2099).contains(&y)
        && (1..=12).contains(&m)
        && (1..=31).contains(&d);
    (real && month.len() <= 2 && day.len() <= 2).then(|| format!("{y:04}-{m:02}-{d:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_given_as_written() {
        for (line, date) in [
            ("新华网 2015年12月17日 08:32 来源", "2015年12月17日 08:32"),
            ("2005年3月11日12:12 来源", "2005年3月11日12:12"),
            ("发布时间：2015-12-17 08:32:05", "2015-12-17 08:32:05"),
            ("on Dec. 16, 2015 at noon", "Dec. 16, 2015"),
            ("Saturday, September 10th, 2005", "September 10th, 2005"),
            ("16 December 2015", "16 December 2015"),
            (
                "sexta, 22 de outubro de 2010 às 20:13",
                "22 de outubro de 2010",
            ),
            ("2019-11-18T07:30:00Z", "2019-11-18T07:30:00"),
            ("18/11/2019", "18/11/2019"),
            ("某报2005年7月3日报道", "2005年7月3日"),
        ] {
            assert_eq!(find(line), Some(date), "{line}");
        }
        for line in [
            "1.2.3",
            "between 2015 and 2016",
            "call 2015-99-99",
            "May I come?",
            "3 markets in 2019",
        ] {
            assert_eq!(find(line), None, "{line}");
        }
    }

    #[test]
    fn addresses_hold_dates() {
        for (url, date) in [
            ("http://a.example/2019/11/18/x", Some("2019-11-18")),
            ("http://a.example/n/20151217/1.html", Some("2015-12-17")),
            ("http://a.example/t20151217_99.html", Some("2015-12-17")),
            ("http://a.example/2019-11/18/c_1.htm", Some("2019-11-18")),
            (
                "http://a.example/n1/2019/1118/c1-2.html",
                Some("2019-11-18"),
            ),
            ("http://a.example/2019/11/x.html", Some("2019-11")),
            ("http://a.example/id/99999999", None),
        ] {
            assert_eq!(in_address(url).as_deref(), date, "{url}");
        }
    }
}
