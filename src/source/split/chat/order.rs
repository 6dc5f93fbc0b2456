//! Which number of a date is the day: decided over all dates of a file.

use crate::model::{ReadingDoubt, ReadingDoubts};

/// The order of the numbers in the dates of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Order {
    is_year_first: bool,
    is_month_first: bool,
    /// Whether nothing in the file tells day from month.
    is_guessed: bool,
}

impl Order {
    /// The order of these dates, which stand there as they were written, the oldest first.
    pub(super) fn of(dates: &[[u32; 3]], is_dotted: bool) -> Self {
        let is_year_first = dates.first().is_some_and(|[first, ..]| *first > 31);
        let with = |is_month_first| Self {
            is_year_first,
            is_month_first,
            is_guessed: false,
        };
        if is_year_first {
            return with(true);
        }
        if is_dotted {
            return with(false);
        }
        let faults = |order: &Self| {
            let days: Vec<_> = dates.iter().map(|numbers| order.day(*numbers)).collect();
            let impossible = days.iter().filter(|day| day.is_none()).count();
            let backwards = days.windows(2).filter(|pair| pair[1] < pair[0]).count();
            (impossible, backwards)
        };
        let (day_first, month_first) = (with(false), with(true));
        match faults(&month_first).cmp(&faults(&day_first)) {
            std::cmp::Ordering::Less => month_first,
            std::cmp::Ordering::Greater => day_first,
            std::cmp::Ordering::Equal => Self {
                is_guessed: true,
                ..day_first
            },
        }
    }

    /// Year, month and day, if there is such a day.
    fn day(&self, numbers: [u32; 3]) -> Option<[u32; 3]> {
        let [first, second, third] = numbers;
        let [year, month, day] = match (self.is_year_first, self.is_month_first) {
            (true, _) => [first, second, third],
            (false, true) => [third, first, second],
            (false, false) => [third, second, first],
        };
        let year = match year {
            0..=99 => 2000 + year,
            // The years of the Buddhist calendar.
            2400.. => year - 543,
            _ => year,
        };
        ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some([year, month, day])
    }

    /// The date as ISO 8601.
    pub(super) fn date(&self, numbers: [u32; 3]) -> Option<String> {
        let [year, month, day] = self.day(numbers)?;
        Some(format!("{year:04}-{month:02}-{day:02}"))
    }

    /// Whether the dates are in doubt.
    pub(super) fn doubts(&self) -> ReadingDoubts {
        if self.is_guessed {
            ReadingDoubts::of(ReadingDoubt::Date)
        } else {
            ReadingDoubts::default()
        }
    }

    /// What the user should know of the dates.
    pub(super) fn note(&self) -> Option<String> {
        self.is_guessed.then(|| {
            "its date was read as day/month; the file does not show which of the two comes first".to_owned()
        })
    }
}
