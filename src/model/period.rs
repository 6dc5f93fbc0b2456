//! Periods of time: years, quarters and months, as text and as numbers in a row.

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodUnit {
    /// A year, `1946`.
    Year,
    /// A quarter of a year, `1946-Q1`.
    Quarter,
    /// A month, `1946-01`.
    Month,
}

impl PeriodUnit {
    /// The noun.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Quarter => "quarter",
            Self::Month => "month",
        }
    }

    /// How many there are in a year.
    #[must_use]
    pub fn per_year(self) -> u32 {
        match self {
            Self::Year => 1,
            Self::Quarter => 4,
            Self::Month => 12,
        }
    }

    /// The number of the period in which a date lies, one more than that of the period before. `None` if
    /// the date (ISO 8601, to the year, the month or the day) is empty or does not say.
    #[must_use]
    pub fn of(self, date: &str) -> Option<u32> {
        let mut parts = date.split('-');
        let year: u32 = parts.next()?.parse().ok()?;
        if self == Self::Year {
            return Some(year);
        }
        let month: u32 = parts.next()?.parse().ok()?;
        let month = month.checked_sub(1).filter(|&month| month < 12)?;
        Some(year * self.per_year() + month / (12 / self.per_year()))
    }

    /// A period by its number.
    #[must_use]
    pub fn label(self, period: u32) -> String {
        let (year, part) = (period / self.per_year(), period % self.per_year() + 1);
        match self {
            Self::Year => format!("{year:04}"),
            Self::Quarter => format!("{year:04}-Q{part}"),
            Self::Month => format!("{year:04}-{part:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_lies_in_a_period_that_it_is_precise_enough_for() {
        let label = |unit: PeriodUnit, date| unit.of(date).map(|period| unit.label(period));
        let check = |date, expected: [Option<&str>; 3]| {
            let units = [PeriodUnit::Year, PeriodUnit::Quarter, PeriodUnit::Month];
            let found = units.map(|unit| label(unit, date));
            assert_eq!(found.each_ref().map(Option::as_deref), expected, "{date}");
        };
        check(
            "1946-12-31",
            [Some("1946"), Some("1946-Q4"), Some("1946-12")],
        );
        check("1947-01", [Some("1947"), Some("1947-Q1"), Some("1947-01")]);
        check("1947", [Some("1947"), None, None]);
        check("", [None, None, None]);
        let months = ["1946-12-31", "1947-01"].map(|date| PeriodUnit::Month.of(date));
        assert_eq!(months[0].map(|month| month + 1), months[1]);
    }
}
