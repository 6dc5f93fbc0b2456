//! The columns of dispersion, which tables of terms, key phrases and concepts share.

use crate::analyze::Dispersions;
use crate::model::row;

row! {
    /// How evenly an item spreads over documents and over sources.
    pub struct DispersionCells, DispersionColumns {
        dp_norm: Option<f64> => "Normalised deviation of proportions over documents (Gries; Lijffijt and Gries 2012): 0 is even, 1 is all in one document",
        dp: Option<f64> => "Deviation of proportions over documents (Gries 2008), not normalised",
        juilland_d: Option<f64> => "Juilland's D over documents: 1 is even, 0 is all in one document",
        d_kl: Option<f64> => "Divergence KL/(1+KL) over documents (Gries 2021), KL to base 2: 0 is even",
        source_dp_norm: Option<f64> => "As dp_norm, over sources",
        source_dp: Option<f64> => "As dp, over sources",
        source_juilland_d: Option<f64> => "As juilland_d, over sources",
        source_d_kl: Option<f64> => "As d_kl, over sources",
    }
}

impl DispersionCells {
    /// The dispersion of an item.
    pub(super) fn of(dispersions: &Dispersions, item: usize) -> Self {
        let (documents, sources) = (&dispersions.documents[item], &dispersions.sources[item]);
        Self {
            dp_norm: documents.dp_norm,
            dp: documents.dp,
            juilland_d: documents.juilland_d,
            d_kl: documents.d_kl,
            source_dp_norm: sources.dp_norm,
            source_dp: sources.dp,
            source_juilland_d: sources.juilland_d,
            source_d_kl: sources.d_kl,
        }
    }
}
