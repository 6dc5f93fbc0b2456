//! The tokens that may be part of a frequent n-gram of two terms or more, and which n-grams begin
//! at them.

use super::super::SourceTask;
use super::NONE;
use super::grams::{Grams, pair};
use super::pairs::{PairCounts, PairFilter};
use crate::model::{Boundary, Corpus, FormId, Symbol};
use crate::order::Arrange as _;
use crate::parallel::{self, by_worker};

/// The tokens of one task, chain by chain: a chain is a run of tokens each two neighbours of which
/// may be a frequent pair.
#[derive(Debug, Default)]
pub(super) struct Stream {
    /// By document of the task: where its tokens end.
    pub(super) ends: Vec<usize>,
    /// The form of each token, with [`LAST`] set at the end of a chain.
    forms: Vec<u32>,
    /// The longest frequent n-gram that begins at each token, of the lengths known so far.
    pub(super) deepest: Vec<u32>,
}

/// Marks the last token of a chain. Forms are no more than surfaces, which have 31 bits.
const LAST: u32 = 1 << 31;

impl Stream {
    fn push(&mut self, form: FormId, number: u32) {
        self.forms.push(form.0);
        self.deepest.push(number);
    }

    fn end_chain(&mut self) {
        if let Some(form) = self.forms.last_mut() {
            *form |= LAST;
        }
    }

    /// The form of a token.
    pub(super) fn form(&self, index: usize) -> FormId {
        FormId(self.forms[index] & !LAST)
    }

    /// Whether a chain ends with this token.
    #[inline]
    fn is_last(&self, index: usize) -> bool {
        self.forms[index] & LAST != 0
    }
}

/// What symbols mean for phrases.
struct Tables {
    /// By surface: the number of its term, or of its form, or [`NONE`].
    numbers: Vec<u32>,
    /// By separator: whether a phrase goes on across it.
    joins: Vec<bool>,
    /// By surface: its form.
    forms: Vec<FormId>,
}

impl Tables {
    fn new(corpus: &Corpus, number: impl Fn(FormId) -> u32) -> Self {
        let boundaries = corpus.boundaries().into_iter();
        Self {
            numbers: corpus.by_surface(number),
            joins: boundaries.map(|b| b == Boundary::None).collect(),
            forms: corpus.by_surface(|form| form),
        }
    }

    /// Calls `each` for every two neighbours that a phrase could hold.
    fn neighbours(&self, symbols: &[Symbol], mut each: impl FnMut(Token, Token)) {
        let none = Token {
            position: 0,
            surface: 0,
            number: NONE,
        };
        let mut before = none;
        for (position, symbol) in symbols.iter().enumerate() {
            if let Some(surface) = symbol.as_word() {
                let surface = surface.index();
                let token = Token {
                    position,
                    surface,
                    number: self.numbers[surface],
                };
                if token.number != NONE && before.number != NONE {
                    each(before, token);
                }
                before = token;
            } else if let Some(separator) = symbol.as_separator()
                && !self.joins[separator as usize]
            {
                before = none;
            }
        }
    }
}

/// A token among a document's symbols.
#[derive(Clone, Copy)]
struct Token {
    position: usize,
    surface: usize,
    number: u32,
}

/// Reads the streams of all tasks, and counts the pairs in them; `number` gives the number of the
/// single term, or single word, that a form stands for, or [`NONE`].
pub(super) fn read(
    corpus: &Corpus,
    tasks: &[SourceTask],
    number: impl Fn(FormId) -> u32,
    least: u32,
) -> (Vec<Stream>, Vec<PairCounts>) {
    let tables = Tables::new(corpus, number);
    let tokens = corpus.tokens();
    let filters = by_worker(
        tasks.len(),
        || PairFilter::new(tokens, least),
        |filter, task| {
            for &document in &tasks[task].documents {
                tables.neighbours(&corpus.symbols(document), |first, second| {
                    filter.add(pair(first.number, second.number));
                });
            }
        },
    );
    let Some(filter) = PairFilter::sum(filters) else {
        return (Vec::new(), Vec::new());
    };
    let read = by_worker(
        tasks.len(),
        || (Vec::new(), PairCounts::default()),
        |(streams, counts), task| {
            let stream = read_task(corpus, &tasks[task], &tables, &filter, counts);
            streams.push((task, stream));
        },
    );
    let (streams, counts): (Vec<_>, Vec<_>) = read.into_iter().unzip();
    let mut streams: Vec<(usize, Stream)> = streams.into_iter().flatten().collect();
    streams.arrange_by_key(|&(task, _)| task);
    let streams = streams.into_iter().map(|(_, stream)| stream).collect();
    (streams, counts)
}

fn read_task(
    corpus: &Corpus,
    task: &SourceTask,
    tables: &Tables,
    filter: &PairFilter,
    counts: &mut PairCounts,
) -> Stream {
    let mut stream = Stream::default();
    for &document in &task.documents {
        let mut end = None;
        tables.neighbours(&corpus.symbols(document), |first, second| {
            let key = pair(first.number, second.number);
            if !filter.passes(key) {
                return;
            }
            if end != Some(first.position) {
                stream.end_chain();
                stream.push(tables.forms[first.surface], first.number);
            }
            stream.push(tables.forms[second.surface], second.number);
            end = Some(second.position);
            counts.add(key);
        });
        stream.end_chain();
        stream.ends.push(stream.forms.len());
    }
    stream.forms.shrink_to_fit();
    stream.deepest.shrink_to_fit();
    stream
}

/// Grows all frequent n-grams of two terms up to `longest` from the counts of pairs.
pub(super) fn grow(
    streams: &mut [Stream],
    grams: &mut Grams,
    mut counted: Vec<PairCounts>,
    longest: usize,
    least: u32,
) {
    // The first number of the length that pairs were counted of.
    let mut shorter = 0;
    for length in 2..=longest {
        let frequent = PairCounts::frequent(counted, least);
        let first_longer = grams.len();
        let numbers = grams.add_length(&frequent);
        let find = |first, second| numbers.get(&pair(first, second)).copied();
        parallel::for_each(&mut *streams, |_, stream| stream.lengthen(shorter, find));
        if length == longest {
            return;
        }
        counted = count_neighbours(streams, first_longer, least);
        shorter = first_longer;
    }
}

impl Stream {
    /// Where an n-gram with a number from `shorter` on and the one that begins a token later make an
    /// n-gram that `find` knows, notes that one.
    fn lengthen(&mut self, shorter: u32, find: impl Fn(u32, u32) -> Option<u32>) {
        for index in 0..self.deepest.len() {
            let first = self.deepest[index];
            if first < shorter || self.is_last(index) {
                continue;
            }
            let second = self.deepest[index + 1];
            if second >= shorter
                && let Some(number) = find(first, second)
            {
                self.deepest[index] = number;
            }
        }
    }

    /// Calls `each` for every two n-grams with numbers from `least` on that begin at neighbouring tokens.
    fn neighbours(&self, least: u32, mut each: impl FnMut(u64)) {
        let mut before = NONE;
        for &number in &self.deepest {
            let longer = if number >= least { number } else { NONE };
            if before != NONE && longer != NONE {
                each(pair(before, longer));
            }
            before = longer;
        }
    }
}

/// Counts the pairs of neighbouring n-grams with numbers from `first` on that may occur `least` times.
fn count_neighbours(streams: &[Stream], first: u32, least: u32) -> Vec<PairCounts> {
    let tokens: usize = streams.iter().map(|stream| stream.deepest.len()).sum();
    let filters = by_worker(
        streams.len(),
        || PairFilter::new(tokens as u64, least),
        |filter, stream| streams[stream].neighbours(first, |key| filter.add(key)),
    );
    let Some(filter) = PairFilter::sum(filters) else {
        return Vec::new();
    };
    by_worker(streams.len(), PairCounts::default, |counts, stream| {
        streams[stream].neighbours(first, |key| {
            if filter.passes(key) {
                counts.add(key);
            }
        });
    })
}
