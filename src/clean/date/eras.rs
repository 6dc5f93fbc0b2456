//! Dates whose numbers have units (`2015年12月16日`), and years that are not counted from the birth of
//! Christ: those of Japanese emperors and of the Buddhist era, as Thai texts have them.

use super::forms::{DateAndEnd, Reader, check};
use super::tokens::{Kind, Number};

/// The eras of Japan by their two characters, with the year before the first of each.
const ERAS: [(char, char, u32); 5] = [
    ('令', '和', 2018),
    ('平', '成', 1988),
    ('昭', '和', 1925),
    ('大', '正', 1911),
    ('明', '治', 1867),
];

/// What a year of the Buddhist era is ahead of ours.
const BUDDHIST: u32 = 543;

impl Reader<'_> {
    /// `2015年12月16日`, `2015년 12월`, `二〇一五年十二月`.
    pub(super) fn with_units(&self, at: usize) -> Option<DateAndEnd> {
        let (year, end) = self.number(at).filter(|(year, _)| year.digits == 4)?;
        let (month, day, end) = self.month_and_day(end)?;
        Some((check(year, Some(month), day), end))
    }

    /// What follows a year: `年12月16日`, `년 12월`.
    fn month_and_day(&self, end: usize) -> Option<(u32, Option<u32>, usize)> {
        let end = self.past_unit(end, "年년")?;
        let (month, end) = self.number(self.past_blank(end))?;
        let end = self.past_unit(end, "月월")?;
        let day = self
            .number(self.past_blank(end))
            .and_then(|(day, end)| Some((day.value, self.past_unit(end, "日号號일")?)));
        Some(match day {
            Some((day, end)) => (month.value, Some(day), end),
            None => (month.value, None, end),
        })
    }

    /// `平成27年12月16日`, `令和元年5月`.
    pub(super) fn year_of_era(&self, at: usize) -> Option<DateAndEnd> {
        let (Kind::Character(one), Kind::Character(other)) = (self.kind(at)?, self.kind(at + 1)?)
        else {
            return None;
        };
        let era = ERAS.iter().find(|era| (era.0, era.1) == (one, other))?;
        let (in_era, end) = match self.kind(at + 2)? {
            Kind::Character('元') => (1, at + 3),
            _ => {
                let (number, end) = self.number(at + 2)?;
                (
                    (1..100).contains(&number.value).then_some(number.value)?,
                    end,
                )
            }
        };
        let year = Number {
            value: era.2 + in_era,
            digits: 4,
            is_persian: false,
        };
        let (month, day, end) = self.month_and_day(end)?;
        Some((check(year, Some(month), day), end))
    }

    /// The year in our count, if it stands behind a Thai word: `4 พฤษภาคม 2561`.
    pub(super) fn of_our_era(&self, at: usize, year: Number) -> Number {
        let before = (1..=3).filter_map(|back| self.word(at.checked_sub(back)?));
        let is_thai = before
            .filter_map(|word| word.chars().next())
            .any(|first| ('\u{e00}'..='\u{e7f}').contains(&first));
        match year.value {
            value @ 2400..=2700 if is_thai => Number {
                value: value - BUDDHIST,
                ..year
            },
            _ => year,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{find_date, parse_date};

    #[test]
    fn years_of_other_eras_are_ours() {
        for (written, date) in [
            ("平成30年5月4日", "2018-05-04"),
            ("令和元年5月", "2019-05"),
            ("昭和六十三年十二月三十一日", "1988-12-31"),
            ("4 พฤษภาคม 2561", "2018-05-04"),
            ("๔ กุมภาพันธ์ ๒๕๖๑", "2018-02-04"),
            ("৪ মে ২০১৮", "2018-05-04"),
        ] {
            let read = parse_date(written).map(|date| date.to_string());
            assert_eq!(read.as_deref(), Some(date), "{written}");
            let line = format!("x: {written} ({written})");
            let found = find_date(&line).map(|(range, date)| (range.start, date.to_string()));
            assert_eq!(found, Some((3, date.to_owned())), "{line}");
        }
        for other in ["平成", "平和30年5月4日", "平成0年5月4日", "4 May 2561"] {
            assert_eq!(parse_date(other), None, "{other}");
        }
    }
}
