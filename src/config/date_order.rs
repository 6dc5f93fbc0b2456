//! The setting for dates in numbers that do not show which of them is the day.

use serde::{Deserialize, Serialize};

use crate::clean::Order;

/// Which number is the day in dates that do not show it, such as 03/04/2015.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateOrder {
    /// Unknown, so that such a date is not read.
    #[default]
    Auto,
    /// The first: day, month, year.
    DayFirst,
    /// The second: month, day, year.
    MonthFirst,
}

impl DateOrder {
    /// The order for the reader of dates.
    pub(crate) fn of_numbers(self) -> Option<Order> {
        match self {
            Self::Auto => None,
            Self::DayFirst => Some(Order::DayFirst),
            Self::MonthFirst => Some(Order::MonthFirst),
        }
    }
}
