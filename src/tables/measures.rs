//! The columns of association measures, which tables of pairs share.

use crate::model::row;
use crate::stats::Contingency;

row! {
    /// How strongly two things are associated, by every measure of the field.
    pub struct Measures, MeasureColumns {
        expected: Option<f64> => "E: occurrences together expected if both were independent",
        log_likelihood: Option<f64> => "Log-likelihood ratio G2 over four cells (Dunning 1993)",
        log_dice: Option<f64> => "14 + log2(Dice) (Rychly 2008), at most 14",
        pmi: Option<f64> => "Pointwise mutual information, log2(O/E)",
        npmi: Option<f64> => "Normalised PMI, ln(O/E) / -ln(O/N) (Bouma 2009), -1 to 1",
        mi2: Option<f64> => "log2(O^2/E)",
        mi3: Option<f64> => "log2(O^3/E) (Daille 1994)",
        mi_log_f: Option<f64> => "log2(O/E) x ln(O+1), as in Sketch Engine",
        t_score: Option<f64> => "(O - E) / sqrt(O)",
        z_score: Option<f64> => "(O - E) / sqrt(E)",
        simple_ll: Option<f64> => "2 x (O ln(O/E) - (O - E)): log-likelihood of the single cell",
        dice: Option<f64> => "2O / (f1 + f2), 0 to 1",
        jaccard: Option<f64> => "O / (f1 + f2 - O), 0 to 1",
        min_sensitivity: Option<f64> => "The smaller of O/f1 and O/f2, 0 to 1",
        delta_p_second: Option<f64> => "Delta P of the second word given the first, O/f1 - (f2-O)/(N-f1) (Gries 2013), -1 to 1; the collocate is the second",
        delta_p_first: Option<f64> => "Delta P of the first word given the second, O/f2 - (f1-O)/(N-f2), -1 to 1",
        lambda: Option<f64> => "ln of the odds ratio, 0.5 added to all four cells, as quanteda's textstat_collocations",
        lambda_z: Option<f64> => "lambda divided by its standard error",
    }
}

impl From<Contingency> for Measures {
    fn from(table: Contingency) -> Self {
        let lambda = table.lambda();
        Self {
            expected: Some(table.expected()).filter(|expected| expected.is_finite()),
            log_likelihood: table.log_likelihood(),
            log_dice: table.log_dice(),
            pmi: table.pmi(),
            npmi: table.npmi(),
            mi2: table.mi2(),
            mi3: table.mi3(),
            mi_log_f: table.mi_log_f(),
            t_score: table.t_score(),
            z_score: table.z_score(),
            simple_ll: table.simple_log_likelihood(),
            dice: table.dice(),
            jaccard: table.jaccard(),
            min_sensitivity: table.min_sensitivity(),
            delta_p_second: table.delta_p_second(),
            delta_p_first: table.delta_p_first(),
            lambda: lambda.map(|(lambda, _)| lambda),
            lambda_z: lambda.map(|(_, z)| z),
        }
    }
}
