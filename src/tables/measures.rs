//! The columns of association measures, which tables of pairs share.

use std::borrow::Cow;

use crate::model::{Cell, Column};
use crate::stats::Contingency;

/// How many columns there are.
pub(super) const MEASURES: usize = 18;

static COLUMNS: [Column; MEASURES] = [
    Column::number(
        "expected",
        "E: occurrences together if both were independent, by the columns before",
    ),
    Column::number(
        "log_likelihood",
        "Log-likelihood ratio G2 over four cells (Dunning 1993)",
    ),
    Column::number("log_dice", "14 + log2(Dice) (Rychly 2008), at most 14"),
    Column::number("pmi", "Pointwise mutual information, log2(O/E)"),
    Column::number(
        "npmi",
        "Normalised PMI, ln(O/E) / -ln(O/N) (Bouma 2009), -1 to 1",
    ),
    Column::number("mi2", "log2(O^2/E)"),
    Column::number("mi3", "log2(O^3/E) (Daille 1994)"),
    Column::number("mi_log_f", "log2(O/E) x ln(O+1), as in Sketch Engine"),
    Column::number("t_score", "(O - E) / sqrt(O)"),
    Column::number("z_score", "(O - E) / sqrt(E)"),
    Column::number(
        "simple_ll",
        "2 x (O ln(O/E) - (O - E)): log-likelihood of the one cell",
    ),
    Column::number("dice", "2O / (f1 + f2), 0 to 1"),
    Column::number("jaccard", "O / (f1 + f2 - O), 0 to 1"),
    Column::number("min_sensitivity", "The lesser of O/f1 and O/f2, 0 to 1"),
    Column::number(
        "delta_p_second",
        "Delta P of the second given the first, O/f1 - (f2-O)/(N-f1) (Gries 2013), -1 to 1; the collocate is the second",
    ),
    Column::number(
        "delta_p_first",
        "Delta P of the first given the second, O/f2 - (f1-O)/(N-f2), -1 to 1",
    ),
    Column::number(
        "lambda",
        "ln of the odds ratio, 0.5 added to all four cells, as quanteda's textstat_collocations",
    ),
    Column::number("lambda_z", "lambda by its standard error"),
];

/// The columns of a table, and those of measures behind them.
pub(super) fn with_measures(columns: &[Column]) -> Cow<'static, [Column]> {
    Cow::Owned(columns.iter().chain(&COLUMNS).cloned().collect())
}

/// The cells of measures of a 2x2 table.
pub(super) fn measure_cells(table: Contingency) -> [Cell<'static>; MEASURES] {
    let lambda = table.lambda();
    [
        Some(table.expected()).filter(|own| own.is_finite()).into(),
        table.log_likelihood().into(),
        table.log_dice().into(),
        table.pmi().into(),
        table.npmi().into(),
        table.mi2().into(),
        table.mi3().into(),
        table.mi_log_f().into(),
        table.t_score().into(),
        table.z_score().into(),
        table.simple_log_likelihood().into(),
        table.dice().into(),
        table.jaccard().into(),
        table.min_sensitivity().into(),
        table.delta_p_second().into(),
        table.delta_p_first().into(),
        lambda.map(|(own, _)| own).into(),
        lambda.map(|(_, z)| z).into(),
    ]
}
