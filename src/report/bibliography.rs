//! The works that the rules of counting cite, in full.
//!
//! A work is listed where a rule names its authors; what is not cited in a run is not listed.

/// How a rule names a work, and the work.
const WORKS: [(&str, &str); 32] = [
    (
        "Benjamini and Hochberg",
        "Benjamini, Y., & Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the Royal Statistical Society B 57(1), 289–300.",
    ),
    (
        "Besag and Clifford",
        "Besag, J., & Clifford, P. (1991). Sequential Monte Carlo p-values. Biometrika 78(2), 301–304.",
    ),
    (
        "Campos et al.",
        "Campos, R., et al. (2020). YAKE! Keyword extraction from single documents using multiple local features. Information Sciences 509, 257–289.",
    ),
    (
        "Clopper-Pearson",
        "Clopper, C. J., & Pearson, E. S. (1934). The use of confidence or fiducial limits illustrated in the case of the binomial. Biometrika 26(4), 404–413.",
    ),
    (
        "Cormack, Clarke and Büttcher",
        "Cormack, G. V., Clarke, C. L. A., & Büttcher, S. (2009). Reciprocal rank fusion outperforms Condorcet and individual rank learning methods. SIGIR 2009, 758–759.",
    ),
    (
        "Dunning",
        "Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence. Computational Linguistics 19(1), 61–74.",
    ),
    (
        "Evert (2008)",
        "Evert, S. (2008). Corpora and collocations. In A. Lüdeling & M. Kytö (Eds.), Corpus Linguistics: An International Handbook (pp. 1212–1248). Mouton de Gruyter.",
    ),
    (
        "Evert 2022",
        "Evert, S. (2022). Measuring keyness. Digital Humanities 2022: Conference Abstracts, 202–205.",
    ),
    (
        "Frantzi et al.",
        "Frantzi, K., Ananiadou, S., & Mima, H. (2000). Automatic recognition of multi-word terms: the C-value/NC-value method. International Journal on Digital Libraries 3(2), 115–130.",
    ),
    (
        "Freeman",
        "Freeman, L. C. (1977). A set of measures of centrality based on betweenness. Sociometry 40(1), 35–41.",
    ),
    (
        "Gries 2008",
        "Gries, S. Th. (2008). Dispersions and adjusted frequencies in corpora. International Journal of Corpus Linguistics 13(4), 403–437.",
    ),
    (
        "Gries (2013)",
        "Gries, S. Th. (2013). 50-something years of work on collocations: what is or should be next. International Journal of Corpus Linguistics 18(1), 137–166.",
    ),
    (
        "Gries 2021",
        "Gries, S. Th. (2021). A new approach to (key) keywords analysis: using frequency, and now also dispersion. Research in Corpus Linguistics 9(2), 1–33.",
    ),
    (
        "Hamed and Rao",
        "Hamed, K. H., & Rao, A. R. (1998). A modified Mann-Kendall trend test for autocorrelated data. Journal of Hydrology 204, 182–196.",
    ),
    (
        "Hill 1973",
        "Hill, M. O. (1973). Diversity and evenness: a unifying notation and its consequences. Ecology 54(2), 427–432.",
    ),
    (
        "Holm",
        "Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of Statistics 6(2), 65–70.",
    ),
    (
        "Lijffijt and Gries",
        "Lijffijt, J., & Gries, S. Th. (2012). Correction to Stefan Th. Gries’ “Dispersions and adjusted frequencies in corpora”. International Journal of Corpus Linguistics 17(1), 147–149.",
    ),
    (
        "Mack and Wolfe",
        "Mack, G. A., & Wolfe, D. A. (1981). K-sample rank tests for umbrella alternatives. Journal of the American Statistical Association 76(373), 175–181.",
    ),
    (
        "Mielke and Berry",
        "Mielke, P. W., & Berry, K. J. (2007). Permutation Methods: A Distance Function Approach (2nd ed.). Springer.",
    ),
    (
        "Perks 1947",
        "Perks, W. (1947). Some observations on inverse probability including a new indifference rule. Journal of the Institute of Actuaries 73(2), 285–334.",
    ),
    (
        "Pettitt",
        "Pettitt, A. N. (1979). A non-parametric approach to the change-point problem. Applied Statistics 28(2), 126–135.",
    ),
    (
        "Rychlý",
        "Rychlý, P. (2008). A lexicographer-friendly association score. RASLAN 2008, 6–9.",
    ),
    (
        "Satterthwaite",
        "Satterthwaite, F. E. (1946). An approximate distribution of estimates of variance components. Biometrics Bulletin 2(6), 110–114.",
    ),
    (
        "Seidman",
        "Seidman, S. B. (1983). Network structure and minimum degree. Social Networks 5(3), 269–287.",
    ),
    (
        "Sen 1968",
        "Sen, P. K. (1968). Estimates of the regression coefficient based on Kendall’s tau. Journal of the American Statistical Association 63(324), 1379–1389.",
    ),
    (
        "Serrano et al.",
        "Serrano, M. Á., Boguñá, M., & Vespignani, A. (2009). Extracting the multiscale backbone of complex weighted networks. PNAS 106(16), 6483–6488.",
    ),
    (
        "Theil 1950",
        "Theil, H. (1950). A rank-invariant method of linear and polynomial regression analysis. Proceedings of the Royal Netherlands Academy of Sciences 53, 386–392, 521–525, 1397–1412.",
    ),
    (
        "Traag et al.",
        "Traag, V. A., Waltman, L., & van Eck, N. J. (2019). From Louvain to Leiden: guaranteeing well-connected communities. Scientific Reports 9, 5233.",
    ),
    (
        "UAX #29",
        "The Unicode Consortium. Unicode Standard Annex #29: Unicode Text Segmentation.",
    ),
    (
        "Wolpert and Wolf",
        "Wolpert, D. H., & Wolf, D. R. (1995). Estimating functions of probability distributions from a finite set of samples. Physical Review E 52(6), 6841–6854.",
    ),
    (
        "Woolf 1955",
        "Woolf, B. (1955). On estimating the relation between blood group and disease. Annals of Human Genetics 19(4), 251–253.",
    ),
    (
        "Zou and Donner",
        "Zou, G. Y., & Donner, A. (2008). Construction of confidence limits about effect measures: a general approach. Statistics in Medicine 27(10), 1693–1702.",
    ),
];

/// The works that rules cite, by author.
pub(super) fn cited(rules: &[String]) -> Vec<&'static str> {
    let is_cited = |name: &str| rules.iter().any(|rule| rule.contains(name));
    let cited = WORKS.iter().filter(|(name, _)| is_cited(name));
    cited.map(|(_, work)| *work).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn works_are_in_order_and_listed_where_they_are_cited() {
        let authors = WORKS.map(|(_, work)| work.trim_start_matches("The "));
        assert!(
            authors.is_sorted_by_key(|work| work.split(',').next()),
            "{authors:?}"
        );
        let rules = ["By log-likelihood (Dunning 1993) as in Evert (2008).".to_owned()];
        let cited = cited(&rules);
        assert_eq!(cited.len(), 2);
        assert!(cited[0].starts_with("Dunning"));
    }
}
