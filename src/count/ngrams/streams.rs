//! The tokens that may be part of a frequent n-gram of two terms or more, and which n-grams begin
//! at them.

use std::sync::Mutex;

use super::super::{SourceTask, Spellings};
use super::NONE;
use super::grams::{Grams, pair};
use super::pairs::{NO_PAIR, PairCounts, PairFilter};
use crate::model::{Boundary, Corpus, FormId, SurfaceId, Symbol};
use crate::order::Arrange as _;
use crate::parallel::{self, by_worker};

/// The tokens of one task, chain by chain: a chain is a run of tokens each two neighbours of which
/// may be a frequent pair.
#[derive(Debug, Default)]
pub(super) struct Stream {
    /// By document of the task: where its tokens end.
    pub(super) ends: Vec<usize>,
    /// The surface that stands for the spelling of each token; none if spellings do not matter.
    surfaces: Vec<SurfaceId>,
    /// The longest frequent n-gram that begins at each token, of the lengths known so far.
    pub(super) deepest: Vec<u32>,
    /// The pair of n-grams counted last that begins at each token, by its number among the pairs of the
    /// worker that counted it, or [`NO_PAIR`].
    pairs: Vec<u32>,
    /// That worker.
    worker: usize,
}

impl Stream {
    /// An empty one, with room for what a task may have.
    fn of(tables: &Tables<'_>, task: &SourceTask) -> Self {
        let documents = task.documents.iter();
        let tokens = documents.map(|&id| tables.corpus.document(id).tokens as usize);
        let tokens: usize = tokens.sum();
        Self {
            surfaces: Vec::with_capacity(if tables.spellings.is_some() {
                tokens
            } else {
                0
            }),
            deepest: Vec::with_capacity(tokens),
            pairs: Vec::with_capacity(tokens),
            ..Self::default()
        }
    }

    fn push(&mut self, number: u32) {
        self.deepest.push(number);
        self.pairs.push(NO_PAIR);
    }

    /// The surface that stands for the spelling of a token.
    pub(super) fn surface(&self, index: usize) -> SurfaceId {
        self.surfaces[index]
    }
}

/// What symbols mean for phrases.
struct Tables<'a> {
    corpus: &'a Corpus,
    /// What stands for the spelling of a word, if spellings matter.
    spellings: Option<&'a Spellings>,
    /// By surface: the number of its term, or of its form, or [`NONE`].
    numbers: Vec<u32>,
    /// By separator: whether a phrase goes on across it.
    joins: Vec<bool>,
}

impl<'a> Tables<'a> {
    fn new(
        corpus: &'a Corpus,
        spellings: Option<&'a Spellings>,
        number: impl Fn(FormId) -> u32,
    ) -> Self {
        let boundaries = corpus.boundaries().into_iter();
        Self {
            corpus,
            spellings,
            numbers: corpus.by_surface(number),
            joins: boundaries.map(|b| b == Boundary::None).collect(),
        }
    }

    /// Calls `each` for every two neighbours that a phrase could hold.
    fn neighbours(&self, symbols: &[Symbol], mut each: impl FnMut(Token, Token)) {
        let none = Token {
            position: 0,
            surface: SurfaceId(0),
            number: NONE,
        };
        let mut before = none;
        for (position, symbol) in symbols.iter().enumerate() {
            if let Some(surface) = symbol.as_word() {
                let token = Token {
                    position,
                    surface,
                    number: self.numbers[surface.index()],
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

impl Stream {
    /// Adds the surfaces that stand for how two neighbours are spelled, of the first only if it begins a
    /// chain.
    fn push_spellings(
        &mut self,
        tables: &Tables<'_>,
        symbols: &[Symbol],
        (first, second): (Token, Token),
        begins_chain: bool,
    ) {
        let Some(spellings) = tables.spellings else {
            return;
        };
        if begins_chain {
            let before = first.position.checked_sub(1).map(|before| symbols[before]);
            let begins_clause = before.is_none_or(|symbol| spellings.ends_clause(symbol));
            self.surfaces.push(if begins_clause {
                spellings.settled_first(tables.corpus, first.surface, second.surface)
            } else {
                spellings.settled(first.surface)
            });
        }
        self.surfaces.push(spellings.settled(second.surface));
    }
}

/// A token among a document's symbols.
#[derive(Clone, Copy)]
struct Token {
    position: usize,
    surface: SurfaceId,
    number: u32,
}

/// Reads the streams of all tasks, and counts the pairs in them; `number` gives the number of the
/// single term, or single word, that a form stands for, or [`NONE`].
pub(super) fn read(
    (corpus, spellings): (&Corpus, Option<&Spellings>),
    tasks: &[SourceTask],
    number: impl Fn(FormId) -> u32,
    least: u32,
) -> (Vec<Stream>, Vec<PairCounts>) {
    let tables = Tables::new(corpus, spellings, number);
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
            let stream = read_task(&tasks[task], &tables, &filter, counts);
            streams.push((task, stream));
        },
    );
    let (mut all, mut counted) = (Vec::new(), Vec::new());
    for (worker, (streams, counts)) in read.into_iter().enumerate() {
        counted.push(counts);
        all.extend(
            streams
                .into_iter()
                .map(|(task, mut stream): (usize, Stream)| {
                    stream.worker = worker;
                    (task, stream)
                }),
        );
    }
    all.arrange_by_key(|&(task, _)| task);
    let streams = all.into_iter().map(|(_, stream)| stream).collect();
    (streams, counted)
}

fn read_task(
    task: &SourceTask,
    tables: &Tables<'_>,
    filter: &PairFilter,
    counts: &mut PairCounts,
) -> Stream {
    let mut stream = Stream::of(tables, task);
    let mut near: Vec<(Token, Token)> = Vec::new();
    for &document in &task.documents {
        let mut end = None;
        let symbols = tables.corpus.symbols(document);
        near.clear();
        tables.neighbours(&symbols, |first, second| near.push((first, second)));
        filter.keep(&mut near, |(first, second)| {
            pair(first.number, second.number)
        });
        for &(first, second) in &near {
            let begins_chain = end != Some(first.position);
            if begins_chain {
                stream.push(first.number);
            }
            if let Some(last) = stream.pairs.last_mut() {
                *last = counts.add(pair(first.number, second.number));
            }
            stream.push(second.number);
            stream.push_spellings(tables, &symbols, (first, second), begins_chain);
            end = Some(second.position);
        }
        stream.ends.push(stream.deepest.len());
    }
    stream.surfaces.shrink_to_fit();
    stream.deepest.shrink_to_fit();
    stream.pairs.shrink_to_fit();
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
    for length in 2..=longest {
        let frequent = PairCounts::frequent(&counted, least);
        let first = grams.add_length(&frequent);
        let numbers = parallel::map_items(counted, |_, counts| counts.places(&frequent, first));
        if length == longest {
            parallel::for_each(&mut *streams, |_, stream| stream.lengthen(&numbers));
            break;
        }
        counted = count_neighbours(streams, &numbers, first, least);
    }
    for stream in streams {
        stream.pairs = Vec::new();
    }
}

impl Stream {
    /// Where a pair that is numbered begins, notes that one; `numbers` has those of each worker's pairs.
    fn lengthen(&mut self, numbers: &[Vec<u32>]) {
        let Some(numbers) = numbers.get(self.worker) else {
            return;
        };
        for (deepest, pair) in self.deepest.iter_mut().zip(&mut self.pairs) {
            let number = numbers[*pair as usize];
            // A processor need not guess what it can choose.
            *deepest = if number == NONE { *deepest } else { number };
            *pair = NO_PAIR;
        }
    }

    /// Calls `each` for every two n-grams with numbers from `least` on that begin at neighbouring tokens,
    /// with the first token.
    fn neighbours(&self, least: u32, mut each: impl FnMut(usize, u64)) {
        let mut before = NONE;
        for (index, &number) in self.deepest.iter().enumerate() {
            let longer = if number >= least { number } else { NONE };
            if before != NONE && longer != NONE {
                each(index - 1, pair(before, longer));
            }
            before = longer;
        }
    }
}

/// Notes the n-grams whose numbers from `first` on are given by worker, and counts the pairs of them that
/// are neighbours and may occur `least` times.
fn count_neighbours(
    streams: &mut [Stream],
    numbers: &[Vec<u32>],
    first: u32,
    least: u32,
) -> Vec<PairCounts> {
    let tokens: usize = streams.iter().map(|stream| stream.deepest.len()).sum();
    let places: Vec<Mutex<&mut Stream>> = streams.iter_mut().map(Mutex::new).collect();
    let filters = by_worker(
        places.len(),
        || PairFilter::new(tokens as u64, least),
        |filter, place| {
            let mut stream = parallel::locked(&places[place]);
            stream.lengthen(numbers);
            stream.neighbours(first, |_, key| filter.add(key));
        },
    );
    let Some(filter) = PairFilter::sum(filters) else {
        return Vec::new();
    };
    let counted = by_worker(
        places.len(),
        || (Vec::new(), PairCounts::default(), Vec::new()),
        |(done, counts, near), place| {
            let mut stream = parallel::locked(&places[place]);
            near.clear();
            stream.neighbours(first, |index, key| near.push((index, key)));
            filter.keep(near, |&(_, key)| key);
            for &(index, key) in &*near {
                stream.pairs[index] = counts.add(key);
            }
            done.push(place);
        },
    );
    drop(places);
    let counted = counted.into_iter().enumerate();
    counted
        .map(|(worker, (done, counts, _))| {
            done.into_iter()
                .for_each(|place: usize| streams[place].worker = worker);
            counts
        })
        .collect()
}
