//! The nearest documents of each document, exactly, without comparing all of them in full.
//!
//! The weights of a document's terms are added up over lists of the documents that hold each term,
//! those terms first that say most for the length of their list. What is still to come adds at most
//! the length of the rest of the vector (Cauchy and Schwarz), so a document that stays behind the
//! least cosine, or behind as many others as are asked for, is left aside. What these others reach is
//! known from comparing those in full that lead so far. As soon as it costs less to compare all that
//! are left than to go on, they are compared in full (after the pruning of Bayardo, Ma and Srikant, "Scaling up all pairs similarity search", 2007, and of Anastasiu and
//! Karypis, "L2AP", 2014).

use super::rows::UnitRows;
use crate::config::SimilarityConfig;
use crate::model::{DocId, TermId};
use crate::parallel::in_order;
use crate::progress::Observer;

/// How many of the shared terms are named.
const LEADING: usize = 5;
/// How many looks there are at most at what is left.
const LOOKS: usize = 12;
/// How much longer a term takes where documents are compared in full, about.
const DEARER: usize = 4;
/// How much work there is at least between two of them, in documents of the corpus.
const STRIDE: usize = 4;

/// A document near another.
#[derive(Debug, Clone, PartialEq)]
pub struct Neighbour {
    /// The document.
    pub document: DocId,
    /// The cosine of the two rows of weights, above 0, at most 1.
    pub cosine: f64,
    /// Terms with a weight in both.
    pub shared: u32,
    /// Those of them that add most to the cosine, the first five.
    pub leading: Vec<TermId>,
}

/// The neighbours of every document, the nearest first, then in the order of documents; none of some if
/// the observer says that the user asked to stop.
#[must_use]
pub fn nearest(
    rows: &UnitRows<'_>,
    settings: &SimilarityConfig,
    observer: &dyn Observer,
) -> Vec<Vec<Neighbour>> {
    let postings = Postings::new(rows);
    in_order(
        rows.documents(),
        || Search::new(rows, &postings, settings),
        |search, document| {
            if observer.is_cancelled() {
                return Vec::new();
            }
            observer.advance(1, 0);
            search.neighbours(DocId::new(document))
        },
    )
}

/// The documents that hold each term, with its weight in them.
struct Postings {
    /// By term: where its list begins, then where the last ends.
    starts: Vec<usize>,
    documents: Vec<u32>,
    weights: Vec<f32>,
}

impl Postings {
    fn new(rows: &UnitRows<'_>) -> Self {
        let all = || (0..rows.documents()).map(DocId::new);
        let held = |document| rows.row(document).filter(|&(_, weight)| weight > 0.0);
        let mut starts = vec![0; rows.terms() + 1];
        for (term, _) in all().flat_map(held) {
            starts[term.index() + 1] += 1;
        }
        let mut end = 0;
        for start in &mut starts {
            end += *start;
            *start = end;
        }
        let (mut documents, mut weights) = (vec![0; end], vec![0.0; end]);
        let mut next = starts.clone();
        for document in all() {
            for (term, weight) in held(document) {
                let place = &mut next[term.index()];
                documents[*place] = document.0;
                weights[*place] = weight as f32;
                *place += 1;
            }
        }
        Self {
            starts,
            documents,
            weights,
        }
    }

    fn length(&self, term: TermId) -> usize {
        self.starts[term.index() + 1] - self.starts[term.index()]
    }

    fn list(&self, term: TermId) -> (&[u32], &[f32]) {
        let range = self.starts[term.index()]..self.starts[term.index() + 1];
        (&self.documents[range.clone()], &self.weights[range])
    }
}

/// What a worker keeps between documents.
struct Search<'a> {
    rows: &'a UnitRows<'a>,
    postings: &'a Postings,
    /// Most neighbours, and their least cosine.
    most: usize,
    least: f64,
    /// Terms of a row, on average.
    mean_row: usize,
    /// By document: what was added up so far.
    sums: Vec<f32>,
    /// For the order of these, with their documents.
    ordered: Vec<(f32, u32)>,
    /// By term: the weight in the document.
    weights: Vec<f64>,
    /// The document's terms, in the order in which they are taken.
    terms: Vec<(TermId, f64)>,
}

impl<'a> Search<'a> {
    fn new(rows: &'a UnitRows<'a>, postings: &'a Postings, settings: &SimilarityConfig) -> Self {
        Self {
            rows,
            postings,
            most: settings.neighbours as usize,
            least: settings.least,
            mean_row: postings.documents.len() / rows.documents().max(1) + 1,
            sums: vec![0.0; rows.documents()],
            ordered: Vec::new(),
            weights: vec![0.0; rows.terms()],
            terms: Vec::new(),
        }
    }

    fn neighbours(&mut self, document: DocId) -> Vec<Neighbour> {
        for (term, weight) in self.rows.row(document) {
            self.weights[term.index()] = weight;
        }
        self.order_terms(document);
        let rest = self.add_up(document);
        let nearest = self.compare(document, rest).into_iter();
        let neighbours = nearest
            .map(|(document, cosine)| self.neighbour(document, cosine))
            .collect();
        for (term, _) in self.rows.row(document) {
            self.weights[term.index()] = 0.0;
        }
        neighbours
    }

    /// Compares in full what may be a neighbour, those first that lead so far; the rest of the vector
    /// adds at most this to a sum.
    fn compare(&mut self, document: DocId, rest: f64) -> Vec<(DocId, f64)> {
        let least = self.bound(document, rest).max(f64::from(f32::MIN_POSITIVE));
        self.ordered.retain(|&(sum, _)| f64::from(sum) >= least);
        self.ordered
            .sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let order = |a: &(DocId, f64), b: &(DocId, f64)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        let mut nearest: Vec<(DocId, f64)> = Vec::new();
        for &(sum, other) in &self.ordered {
            let is_full = nearest.len() == self.most;
            let last = nearest
                .last()
                .filter(|_| is_full)
                .map_or(0.0, |neighbour| neighbour.1);
            if f64::from(sum) < last - rest {
                break;
            }
            let neighbour = (DocId(other), self.cosine(DocId(other)));
            if neighbour.1 > 0.0 && neighbour.1 >= self.least {
                let place = nearest.partition_point(|before| order(before, &neighbour).is_lt());
                nearest.insert(place, neighbour);
                nearest.truncate(self.most);
            }
        }
        nearest
    }

    /// The terms of a document: those first that say most for the length of their list.
    fn order_terms(&mut self, document: DocId) {
        self.terms.clear();
        let held = self.rows.row(document).filter(|&(_, weight)| weight > 0.0);
        self.terms.extend(held);
        let postings = self.postings;
        let worth =
            |&(term, weight): &(TermId, f64)| weight * weight / postings.length(term) as f64;
        self.terms
            .sort_unstable_by(|a, b| worth(b).total_cmp(&worth(a)).then(a.0.cmp(&b.0)));
    }

    /// Adds up as many terms as it takes; gives how much what is left may add to a sum.
    fn add_up(&mut self, document: DocId) -> f64 {
        self.sums.fill(0.0);
        // Each sum of n numbers of 32 bits is off by n roundings at most, and so is each weight.
        let slack = (self.terms.len() + 4) as f64 * f64::from(f32::EPSILON);
        let squares = self.terms.iter().map(|&(_, weight)| weight * weight);
        let mut rest: f64 = squares.sum();
        let lists = self
            .terms
            .iter()
            .map(|&(term, _)| self.postings.length(term));
        let mut cost: usize = lists.sum();
        let (mut since, stride) = (0, (cost / LOOKS).max(STRIDE * self.sums.len()));
        for place in 0..self.terms.len() {
            let (term, weight) = self.terms[place];
            let (documents, weights) = self.postings.list(term);
            for (&document, &other) in documents.iter().zip(weights) {
                self.sums[document as usize] += weight as f32 * other;
            }
            rest -= weight * weight;
            cost -= documents.len();
            since += documents.len();
            if since >= stride {
                since = 0;
                let to_come = rest.max(0.0).sqrt() + slack;
                let bound = self.bound(document, to_come);
                let left = self.sums.iter().filter(|&&sum| f64::from(sum) >= bound);
                if bound > 0.0 && DEARER * left.count() * self.mean_row <= cost {
                    return to_come;
                }
            }
        }
        slack
    }

    /// The least sum of a document that may be a neighbour when so much of the vector is to come: what
    /// the least of as many others as are asked for reaches, those that lead so far.
    fn bound(&mut self, document: DocId, rest: f64) -> f64 {
        self.ordered.clear();
        let sums = self.sums.iter().copied().zip(0..);
        self.ordered
            .extend(sums.filter(|&(_, other)| other != document.0));
        let mut least = self.least;
        if (1..=self.ordered.len()).contains(&self.most) {
            let by_size = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0);
            self.ordered.select_nth_unstable_by(self.most - 1, by_size);
            let leading = self.ordered.iter().take(self.most);
            let cosines = leading.map(|&(_, other)| self.cosine(DocId(other)));
            least = least.max(cosines.fold(1.0, f64::min));
        }
        least - rest
    }

    /// The cosine with the document whose weights are laid out, summed in the order of terms: the
    /// same bits whichever of the two is asked for.
    fn cosine(&self, other: DocId) -> f64 {
        let row = self.rows.row(other);
        let products = row.map(|(term, weight)| weight * self.weights[term.index()]);
        products.sum::<f64>().min(1.0)
    }

    fn neighbour(&self, document: DocId, cosine: f64) -> Neighbour {
        let row = self.rows.row(document);
        let products = row.map(|(term, weight)| (term, weight * self.weights[term.index()]));
        let mut shared: Vec<(TermId, f64)> =
            products.filter(|&(_, product)| product > 0.0).collect();
        shared.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let leading = shared.iter().take(LEADING).map(|&(term, _)| term);
        Neighbour {
            document,
            cosine,
            shared: shared.len() as u32,
            leading: leading.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{DocumentTermMatrix, MatrixBlock};
    use crate::progress::Silent;
    use crate::stats::TermWeight;

    type Rows = Vec<Vec<(u32, u32)>>;

    fn matrix(rows: &Rows) -> DocumentTermMatrix {
        let mut block = MatrixBlock::default();
        for row in rows {
            block.push_row(|push| row.iter().for_each(|&(term, n)| push(TermId(term), n)));
        }
        DocumentTermMatrix::from_blocks(vec![block])
    }

    /// The counts themselves as weights.
    fn unit_rows(matrix: &DocumentTermMatrix) -> UnitRows<'_> {
        UnitRows::new(matrix, |id, weights| {
            weights.clear();
            weights.extend(matrix.row(id).map(|(_, n)| TermWeight {
                tf: f64::from(n),
                idf: 1.0,
                tf_idf: f64::from(n),
            }));
        })
    }

    fn settings(neighbours: u32, least: f64) -> SimilarityConfig {
        SimilarityConfig { neighbours, least }
    }

    #[test]
    fn three_documents_by_hand() {
        // (3, 4), (4, 3) and (0, 0, 5): cosine of the first two is 24/25, of the others 0.
        let rows = vec![vec![(0, 3), (1, 4)], vec![(0, 4), (1, 3)], vec![(2, 5)]];
        let matrix = matrix(&rows);
        let near = nearest(&unit_rows(&matrix), &settings(10, 0.0), &Silent);
        assert_eq!(near[0].len(), 1);
        assert_eq!(near[0][0].document, DocId(1));
        assert!((near[0][0].cosine - 0.96).abs() < 1e-12);
        assert_eq!(near[0][0].shared, 2);
        assert_eq!(near[0][0].leading, [TermId(0), TermId(1)]);
        assert!((near[1][0].cosine - near[0][0].cosine).abs() == 0.0);
        assert!(near[2].is_empty());
        assert!(nearest(&unit_rows(&matrix), &settings(10, 0.97), &Silent)[0].is_empty());
    }

    /// Every pair in full.
    fn brute_force(rows: &UnitRows<'_>, settings: &SimilarityConfig) -> Vec<Vec<(DocId, f64)>> {
        let all = || (0..rows.documents()).map(DocId::new);
        let cosine = |a, b| {
            let weights: std::collections::BTreeMap<TermId, f64> = rows.row(a).collect();
            let products = rows
                .row(b)
                .map(|(term, w)| w * weights.get(&term).unwrap_or(&0.0));
            products.sum::<f64>().min(1.0)
        };
        all()
            .map(|a| {
                let others = all().filter(|&b| b != a).map(|b| (b, cosine(a, b)));
                let mut expected: Vec<_> = others
                    .filter(|&(_, cosine)| cosine > 0.0 && cosine >= settings.least)
                    .collect();
                expected.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
                expected.truncate(settings.neighbours as usize);
                expected
            })
            .collect()
    }

    fn rows() -> impl Strategy<Value = Rows> {
        let row = prop::collection::btree_map(0_u32..40, 1_u32..9, 0..25);
        let rows = prop::collection::vec(row, 1..60);
        rows.prop_map(|rows| {
            rows.into_iter()
                .map(|row| row.into_iter().collect())
                .collect()
        })
    }

    proptest! {
        #[test]
        fn pruning_loses_nothing(rows in rows(), most in 1_u32..6, least in 0.0..0.9_f64) {
            let matrix = matrix(&rows);
            let rows = unit_rows(&matrix);
            let settings = settings(most, least);
            let pairs = |neighbours: &Vec<Neighbour>| -> Vec<(DocId, f64)> {
                let neighbours = neighbours.iter();
                neighbours.map(|neighbour| (neighbour.document, neighbour.cosine)).collect()
            };
            let nearest = nearest(&rows, &settings, &Silent);
            let nearest: Vec<_> = nearest.iter().map(pairs).collect();
            prop_assert_eq!(nearest, brute_force(&rows, &settings));
        }
    }
}
