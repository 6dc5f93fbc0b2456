//! Checks that several sections share. Each takes the name of a setting and its value, and fails with
//! what was expected.

use crate::error::{Error, Result};

/// Fails unless a number is from 1 to `most`, in this unit.
pub(super) fn check_range(name: &str, value: u32, most: u32, unit: &str) -> Result<()> {
    if (1..=most).contains(&value) {
        return Ok(());
    }
    Err(Error::setting(
        name,
        format!("{value} is out of range; expected 1 to {most} {unit}"),
    ))
}

/// Fails if a number is above `most`; `unit` stands behind it in the message.
pub(super) fn check_most(name: &str, value: u32, most: u32, unit: &str) -> Result<()> {
    if value <= most {
        return Ok(());
    }
    Err(Error::setting(
        name,
        format!("{value} is too large; expected at most {most}{unit}"),
    ))
}

/// Fails unless a share is from `least` to 1.
pub(super) fn check_share(name: &str, value: f64, least: f64) -> Result<()> {
    if (least..=1.0).contains(&value) {
        return Ok(());
    }
    Err(Error::setting(
        name,
        format!("{value} is out of range; expected a share from {least} to 1"),
    ))
}
