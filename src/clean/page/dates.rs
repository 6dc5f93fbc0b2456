//! Takes a line of text, gives the part of it that is a date.
//!
//! Recognises year-month-day in figures (with `-`, `/`, `.` or 年月日), day/month/year in figures, and
//! what [`find_date`] reads. The date is given as written.

use crate::clean::date::{find_date, full_year, is_no_date_word, month_number};

/// The first date to the day in the text, with the time of day that follows it.
pub(super) fn find(text: &str) -> Option<&str> {
    let tokens = tokens_of(text);
    let figures = (0..tokens.len()).find_map(|first| {
        let last = date_at(text, &tokens, first)?;
        Some((tokens.get(first)?.start, tokens.get(last)?.end))
    });
    let named = || {
        let (range, date) = find_date(text)?;
        date.day.map(|_| (range.start, range.end))
    };
    let (start, end) = match (figures, named()) {
        (Some(one), Some(other)) => one.min(other),
        (one, other) => one.or(other)?,
    };
    text.get(start..with_time(text, &tokens, end))
}

/// A date with a year of two digits in the text, `17.7.11` or `17 Jul 11`, with the year in full. Only
/// lines in which a date is expected are asked.
pub(super) fn find_short(text: &str) -> Option<String> {
    let tokens = tokens_of(text);
    (0..tokens.len()).find_map(|first| {
        let here = Here {
            text,
            tokens: &tokens,
            first,
        };
        here.short()
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

    fn is(&self, at: usize, text: &str) -> bool {
        self.token(at).is_some_and(|token| token.text == text)
    }

    /// The mark that separates three tokens, if it is the same twice.
    fn separated_by(&self) -> Option<&str> {
        let gap = |at: usize| {
            let (from, to) = (self.token(at)?.end, self.token(at + 1)?.start);
            self.text.get(from..to).map(str::trim)
        };
        let mark = gap(0)?;
        (gap(1) == Some(mark) && matches!(mark, "" | "-" | "/" | "." | "－" | "／")).then_some(mark)
    }

    /// The date of two digits that begins here, with its year in full.
    fn short(&self) -> Option<String> {
        let (day, month, year) = (self.token(0)?, self.token(1)?, self.token(2)?);
        let number = |token: &Token<'_>| token.text.parse::<u32>().ok();
        let is_date = day.is_day() && year.digits && year.text.len() == 2;
        if !is_date || !self.stands_apart(day, year) {
            return None;
        }
        let full = full_year(number(year)?);
        if !month.digits {
            let is_joined = matches!(self.separated_by()?, "" | "-");
            let is_month = is_joined && month_number(month.text).is_some();
            return is_month.then(|| format!("{} {} {full}", day.text, month.text));
        }
        let mark = self.separated_by()?;
        let is_sure = match mark {
            "." => month.number(1, 12),
            "/" => true,
            // A year may come first: 17-07-11.
            "-" => number(year)? > 31,
            _ => false,
        };
        (is_sure && month.is_day()).then(|| format!("{}{mark}{}{mark}{full}", day.text, month.text))
    }

    /// Whether no number, code or word goes on around the tokens, and no word says "version".
    fn stands_apart(&self, first: &Token<'_>, last: &Token<'_>) -> bool {
        let before = self.text.get(..first.start).unwrap_or_default();
        let after = self.text.get(last.end..).unwrap_or_default();
        let mut after = after.trim_start_matches('.').chars();
        let is_after = match after.next() {
            Some(',') => after.next().is_none_or(char::is_whitespace),
            Some(next) => !next.is_alphanumeric() && !matches!(next, '-' | '/'),
            None => true,
        };
        let is_code = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '/' | ',');
        let word = self.first.checked_sub(1).and_then(|at| self.tokens.get(at));
        let is_no_date = word.is_some_and(|word| is_no_date_word(word.text));
        is_after && !is_no_date && !before.chars().next_back().is_some_and(is_code)
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
        ((big_end || small_end) && self.separated_by().is_some_and(|mark| !mark.is_empty()))
            .then_some(2)
    }
}

/// Where the date ends, with the time of day (`08:32`, `T08:32:05`) that follows it.
fn with_time(text: &str, tokens: &[Token<'_>], end: usize) -> usize {
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
            ("Culture, 12 января 2021 08:30", "12 января 2021 08:30"),
            ("2021. január 12., kedd", "2021. január 12"),
            ("ngày 12 tháng 1 năm 2021", "12 tháng 1 năm 2021"),
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
    fn years_of_two_digits_are_written_in_full() {
        for (line, date) in [
            ("17.7.11", Some("17.7.2011")),
            ("Culture, 2.11.22", Some("2.11.2022")),
            ("on 3/4/98 at noon", Some("3/4/1998")),
            ("17.7.11, 14:30", Some("17.7.2011")),
            ("by A. Lund, 17 Jul 11", Some("17 Jul 2011")),
            ("3-mai-98", Some("3 mai 1998")),
            ("31-12-99", Some("31-12-1999")),
            ("17-07-11", None),
            ("17 boats 11", None),
            ("17.7.11,5 m", None),
            ("Version 2.11.22", None),
            ("version 1.2.3", None),
            ("v2.11.22", None),
            ("192.168.2.11.22", None),
            ("40.11.22", None),
        ] {
            assert_eq!(find_short(line).as_deref(), date, "{line}");
        }
    }
}
