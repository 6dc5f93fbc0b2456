//! The setting of the periods in which concepts are followed.

use serde::{Deserialize, Serialize};

/// How long the periods are in which concepts are followed over time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PeriodChoice {
    /// Years if any date says no more than its year. Otherwise months if first and last date are in
    /// at most 24 months in a row, quarters if in at most 72, and years beyond.
    #[default]
    Auto,
    /// Years.
    Year,
    /// Quarters.
    Quarter,
    /// Months.
    Month,
    /// None: no table of periods.
    None,
}
