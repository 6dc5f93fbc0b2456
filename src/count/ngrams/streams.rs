//! The tokens that may be part of a frequent n-gram of two terms or more, and which n-grams begin
//! at them.

use super::super::{SourceTask, Spellings};
use super::NONE;
use super::grams::{Grams, pair};
use super::pair_table::PairTable;
use super::pairs::{PairCounts, PairFilter};
use crate::model::{Boundary, Corpus, FormId, SurfaceId, Symbol};
use crate::order::Arrange as _;
use crate::parallel::{self, by_worker};

/// The tokens of one task, chain by chain: a chain is a run of tokens each two neighbours of which
/// may be a frequent pair.
#[derive(Debug, Default)]
pub(super) struct Stream {
    /// By document of the task: where its tokens end.
    pub(super) ends: Vec<usize>,
    /// The surface of each token, or the one that stands for its spelling, with [`LAST`] set at the end
    /// of a chain.
    surfaces: Vec<u32>,
    /// The longest frequent n-gram that begins at each token, of the lengths known so far.
    pub(super) deepest: Vec<u32>,
}

/// Tokens that are looked at together: what is noted of them stays near the processor.
const BLOCK: usize = 1 << 10;

/// Marks the last token of a chain. Surfaces have 31 bits.
const LAST: u32 = 1 << 31;

impl Stream {
    fn push(&mut self, surface: SurfaceId, number: u32) {
        self.surfaces.push(surface.0);
        self.deepest.push(number);
    }

    fn end_chain(&mut self) {
        if let Some(surface) = self.surfaces.last_mut() {
            *surface |= LAST;
        }
    }

    /// The surface that stands for the spelling of a token.
    pub(super) fn surface(&self, index: usize) -> SurfaceId {
        SurfaceId(self.surfaces[index] & !LAST)
    }

    /// Whether a chain ends with this token.
    #[inline]
    fn is_last(&self, index: usize) -> bool {
        self.surfaces[index] & LAST != 0
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

impl Tables<'_> {
    /// The surface that stands for how a word is spelled.
    fn spelling(&self, surface: SurfaceId) -> SurfaceId {
        let spellings = self.spellings;
        spellings.map_or(surface, |spellings| spellings.settled(surface))
    }

    /// The same for the first word of a chain, which may begin a sentence.
    fn first_spelling(&self, symbols: &[Symbol], first: Token, second: Token) -> SurfaceId {
        let Some(spellings) = self.spellings else {
            return first.surface;
        };
        let before = first.position.checked_sub(1).map(|before| symbols[before]);
        let begins = before.is_none_or(|symbol| spellings.ends_clause(symbol));
        if begins {
            spellings.settled_first(self.corpus, first.surface, second.surface)
        } else {
            spellings.settled(first.surface)
        }
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
    let (streams, counts): (Vec<_>, Vec<_>) = read.into_iter().unzip();
    let mut streams: Vec<(usize, Stream)> = streams.into_iter().flatten().collect();
    streams.arrange_by_key(|&(task, _)| task);
    let streams = streams.into_iter().map(|(_, stream)| stream).collect();
    (streams, counts)
}

fn read_task(
    task: &SourceTask,
    tables: &Tables<'_>,
    filter: &PairFilter,
    counts: &mut PairCounts,
) -> Stream {
    let mut stream = Stream::default();
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
            if end != Some(first.position) {
                stream.end_chain();
                stream.push(tables.first_spelling(&symbols, first, second), first.number);
            }
            stream.push(tables.spelling(second.surface), second.number);
            end = Some(second.position);
            counts.add(pair(first.number, second.number));
        }
        stream.end_chain();
        stream.ends.push(stream.surfaces.len());
    }
    stream.surfaces.shrink_to_fit();
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
        parallel::for_each(&mut *streams, |_, stream| {
            stream.lengthen(shorter, &numbers)
        });
        if length == longest {
            return;
        }
        counted = count_neighbours(streams, first_longer, least);
        shorter = first_longer;
    }
}

impl Stream {
    /// Where an n-gram with a number from `shorter` on and the one that begins a token later make an
    /// n-gram that is numbered, notes that one.
    fn lengthen(&mut self, shorter: u32, numbers: &PairTable) {
        let (mut places, mut pairs) = (Vec::with_capacity(BLOCK), Vec::with_capacity(BLOCK));
        for from in (0..self.deepest.len()).step_by(BLOCK) {
            places.clear();
            pairs.clear();
            for index in from..self.deepest.len().min(from + BLOCK) {
                let first = self.deepest[index];
                if first < shorter || self.is_last(index) {
                    continue;
                }
                let second = self.deepest[index + 1];
                if second >= shorter {
                    places.push(index);
                    pairs.push(pair(first, second));
                }
            }
            // None of these begins behind the block, where the next one looks.
            numbers.for_each(&pairs, |asked, number| {
                if let Some(number) = number {
                    self.deepest[places[asked]] = number;
                }
            });
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
    let counted = by_worker(
        streams.len(),
        || (PairCounts::default(), Vec::new()),
        |(counts, pairs), stream| {
            pairs.clear();
            streams[stream].neighbours(first, |key| pairs.push(key));
            filter.keep(pairs, |&key| key);
            pairs.iter().for_each(|&key| counts.add(key));
        },
    );
    counted.into_iter().map(|(counts, _)| counts).collect()
}
