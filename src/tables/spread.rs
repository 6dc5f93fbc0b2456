//! The columns of dispersion, which tables of terms, key phrases and concepts share.

use std::borrow::Cow;

use crate::analyze::Dispersions;
use crate::model::{Cell, Column};

static COLUMNS: [Column; 8] = [
    Column::number(
        "dp_norm",
        "Normalised deviation of proportions over documents (Gries; Lijffijt and Gries 2012): 0 is even, 1 all in one",
    ),
    Column::number(
        "dp",
        "Deviation of proportions over documents (Gries 2008), before it is normalised",
    ),
    Column::number(
        "juilland_d",
        "Juilland's D over documents: 1 is even, 0 all in one",
    ),
    Column::number(
        "d_kl",
        "Divergence KL/(1+KL) over documents (Gries 2021), KL to base 2: 0 is even",
    ),
    Column::number("source_dp_norm", "As dp_norm, over sources"),
    Column::number("source_dp", "As dp, over sources"),
    Column::number("source_juilland_d", "As juilland_d, over sources"),
    Column::number("source_d_kl", "As d_kl, over sources"),
];

/// The columns of a table, and those of dispersion behind them.
pub(super) fn with_spread(columns: &'static [Column]) -> Cow<'static, [Column]> {
    Cow::Owned(columns.iter().chain(&COLUMNS).cloned().collect())
}

/// The cells of dispersion of an item.
pub(super) fn spread_cells(spread: &Dispersions, item: usize) -> [Cell<'static>; 8] {
    let (documents, sources) = (&spread.documents[item], &spread.sources[item]);
    [
        documents.dp_norm.into(),
        documents.dp.into(),
        documents.juilland_d.into(),
        documents.d_kl.into(),
        sources.dp_norm.into(),
        sources.dp.into(),
        sources.juilland_d.into(),
        sources.d_kl.into(),
    ]
}

/// Cells with others behind them; both together must be `N`.
pub(super) fn with_cells<'a, const N: usize>(
    cells: &[Cell<'a>],
    more: &[Cell<'a>],
) -> [Cell<'a>; N] {
    debug_assert_eq!(cells.len() + more.len(), N);
    let mut all = [Cell::Missing; N];
    all.iter_mut()
        .zip(cells.iter().chain(more))
        .for_each(|(own, cell)| *own = *cell);
    all
}
