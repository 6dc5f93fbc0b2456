//! Collocates: the words around the hits of concepts.
//!
//! Takes hits and the frozen corpus, gives for each concept the words that stand near its hits more
//! often than expected, in all sources and in each. Marginals are exact (Evert 2008): a token counts
//! once however many windows it lies in, windows end with the sentence, and what belongs to a hit is
//! neither inside a window nor outside. A word is measured in the documents of its own language.

use crate::config::CollocateConfig;
use crate::count::{FastMap, SourceTask};
use crate::model::{
    Boundary, ConceptId, Corpus, DocId, FormKind, HitPlace, Language, SourceId, TermId,
    TokenBuffer, Window,
};
use crate::order::Arrange as _;
use crate::parallel::by_worker;
use crate::sorted::SortedMap;
use crate::stats::Contingency;

/// A word that keeps near a concept.
#[derive(Debug, Clone, Copy)]
pub struct Collocate {
    /// The word.
    pub term: TermId,
    /// O: its tokens inside windows; R1: all tokens inside windows; C1: its tokens outside hits;
    /// N: all tokens outside hits.
    pub table: Contingency,
    /// Its tokens before a hit; one between two hits may be before one and behind the other.
    pub left: u64,
    /// Its tokens behind a hit.
    pub right: u64,
    /// Documents in which it stands near a hit.
    pub documents: u64,
    /// Sources in which it does.
    pub sources: u32,
    /// Log-likelihood G².
    pub log_likelihood: f64,
}

/// Collocates by the node that they stand near; the strongest by log-likelihood first.
pub type CollocatesByNode = Vec<Vec<Collocate>>;

/// The collocates of the codebook's categories and of further patterns.
#[derive(Debug, Default)]
pub struct Collocates {
    /// The names of the nodes: what has collocates.
    pub nodes: Vec<String>,
    /// In the whole corpus.
    pub overall: CollocatesByNode,
    /// By [`SourceId`].
    pub by_source: Vec<CollocatesByNode>,
}

/// What collocates are looked for around.
#[derive(Debug, Default, Clone)]
pub struct CollocateNodes {
    /// The name of each node.
    pub names: Vec<String>,
    /// The hits of each node, in the order of documents; those of one node do not overlap. Patterns are
    /// numbered behind the concepts of the codebook.
    pub hits: Vec<HitPlace>,
}

/// How often each term occurs.
#[derive(Debug)]
pub struct TermCounts<'a, F> {
    /// In the corpus, by [`TermId`].
    pub all: &'a [u64],
    /// In a source, terms that it has.
    pub of_source: F,
}

/// The collocates of each node.
#[must_use]
pub fn collocates<F, I>(
    corpus: &Corpus,
    tasks: &[SourceTask],
    nodes: CollocateNodes,
    counts: &TermCounts<'_, F>,
    config: &CollocateConfig,
) -> Collocates
where
    F: Fn(usize) -> I + Sync,
    I: Iterator<Item = (usize, u64)>,
{
    let tokens = tokens_by_language(corpus);
    let in_source = |source: SourceId, sums: &Sums| {
        let mut source_counts = vec![0; counts.all.len()];
        (counts.of_source)(source.index()).for_each(|(term, n)| source_counts[term] = n);
        let base = Base {
            corpus,
            tokens: &tokens[source.index()],
            counts: &source_counts,
        };
        base.strongest(sums, nodes.names.len(), config)
    };
    let around = Around {
        corpus,
        hits: &nodes.hits,
        window: config.window,
    };
    let mut by_source = vec![Vec::new(); corpus.sources.len()];
    let sums = around.count_sources(
        tasks,
        |source, sums| in_source(source, sums),
        &mut by_source,
    );
    let base = Base {
        corpus,
        tokens: &tokens_of_all(&tokens),
        counts: counts.all,
    };
    Collocates {
        overall: base.strongest(&sums, nodes.names.len(), config),
        by_source,
        nodes: nodes.names,
    }
}

/// Where words are counted: around these hits.
struct Around<'a> {
    corpus: &'a Corpus,
    hits: &'a [HitPlace],
    window: Window,
}

impl Around<'_> {
    /// The sums of all sources. Writes what `collocates` says of the sums of each source.
    ///
    /// The words around the hits of one source are forgotten once its collocates are known: many are
    /// rare, and all of them together would take more than the corpus. Small sources are done side by
    /// side, large ones one by one by all workers.
    fn count_sources(
        &self,
        tasks: &[SourceTask],
        collocates: impl Fn(SourceId, &Sums) -> CollocatesByNode + Sync,
        by_source: &mut [CollocatesByNode],
    ) -> Sums {
        let sources: Vec<&[SourceTask]> = tasks.chunk_by(|a, b| a.source == b.source).collect();
        let is_large = |tasks: &&[SourceTask]| tasks.len() > rayon::current_num_threads();
        let (large, small): (Vec<_>, Vec<_>) = sources.into_iter().partition(is_large);
        let mut all = Sums::default();
        let workers = by_worker(
            small.len(),
            || (self.worker(), Finished::default()),
            |(worker, finished), place| {
                let (source, sums) = (small[place][0].source, self.sums(worker, small[place]));
                let collocates = collocates(source, &sums);
                finished.sources.push((source, collocates));
                finished.all.add(&sums, true);
            },
        );
        for (_, finished) in workers {
            all.add(&finished.all, false);
            for (source, collocates) in finished.sources {
                by_source[source.index()] = collocates;
            }
        }
        for tasks in large {
            let sums = self.sums_of_large(tasks);
            let source = tasks[0].source;
            by_source[source.index()] = collocates(source, &sums);
            all.add(&sums, true);
        }
        all
    }

    fn worker(&self) -> Worker<'_> {
        Worker::new(self.corpus, self.window)
    }

    /// The sums of a source, by one worker.
    fn sums(&self, worker: &mut Worker<'_>, tasks: &[SourceTask]) -> Sums {
        let mut sums = Sums::default();
        let tasks = tasks.iter();
        tasks.for_each(|task| worker.count(task, self.hits, &mut sums));
        sums
    }

    /// The sums of a source, by all workers.
    fn sums_of_large(&self, tasks: &[SourceTask]) -> Sums {
        let workers = by_worker(
            tasks.len(),
            || (self.worker(), Sums::default()),
            |(worker, sums), task| worker.count(&tasks[task], self.hits, sums),
        );
        let mut sums = Sums::default();
        workers.iter().for_each(|(_, part)| sums.add(part, false));
        sums
    }
}

/// The sources that a worker has finished.
#[derive(Default)]
struct Finished {
    all: Sums,
    sources: Vec<(SourceId, CollocatesByNode)>,
}

/// Tokens of the whole corpus by the language of their documents.
fn tokens_of_all(by_source: &[SortedMap<Language, u64>]) -> SortedMap<Language, u64> {
    let mut tokens = SortedMap::new();
    for (&language, &n) in by_source.iter().flat_map(SortedMap::iter) {
        *tokens.or_default(language) += n;
    }
    tokens
}

/// Tokens of each source by the language of their documents.
fn tokens_by_language(corpus: &Corpus) -> Vec<SortedMap<Language, u64>> {
    let mut tokens = vec![SortedMap::new(); corpus.sources.len()];
    for document in &corpus.documents {
        let of_source: &mut SortedMap<Language, u64> = &mut tokens[document.source.index()];
        *of_source.or_default(document.language) += u64::from(document.tokens);
    }
    tokens
}

/// Tokens of a word at a concept.
#[derive(Debug, Default, Clone, Copy)]
struct Near {
    inside: u64,
    left: u64,
    right: u64,
    /// As part of a hit.
    in_hits: u64,
    documents: u64,
    sources: u32,
    last: Option<DocId>,
}

/// Tokens of all kinds at a concept, in the documents of a language.
#[derive(Debug, Default, Clone, Copy)]
struct Spans {
    inside: u64,
    in_hits: u64,
}

#[derive(Debug, Default, Clone)]
struct Sums {
    words: FastMap<(ConceptId, TermId), Near>,
    spans: SortedMap<(ConceptId, Language), Spans>,
}

impl Sums {
    /// Adds others: those of one more source, or some that count sources already.
    fn add(&mut self, others: &Self, is_source: bool) {
        for (&key, other) in &others.words {
            let sum = self.words.entry(key).or_default();
            sum.inside += other.inside;
            sum.left += other.left;
            sum.right += other.right;
            sum.in_hits += other.in_hits;
            sum.documents += other.documents;
            sum.sources += match is_source {
                true => u32::from(other.inside > 0),
                false => other.sources,
            };
        }
        for (&key, other) in others.spans.iter() {
            let sum = self.spans.or_default(key);
            sum.inside += other.inside;
            sum.in_hits += other.in_hits;
        }
    }
}

const IN_HIT: u8 = 1;
const LEFT: u8 = 2;
const RIGHT: u8 = 4;

/// What a worker keeps between documents.
struct Worker<'a> {
    corpus: &'a Corpus,
    left: usize,
    right: usize,
    tokens: TokenBuffer,
    hits: Vec<HitPlace>,
    /// Where each token of the document is seen from the hits of one concept.
    marks: Vec<u8>,
}

impl<'a> Worker<'a> {
    fn new(corpus: &'a Corpus, window: Window) -> Self {
        Self {
            corpus,
            left: window.left as usize,
            right: window.right as usize,
            tokens: TokenBuffer::default(),
            hits: Vec::new(),
            marks: Vec::new(),
        }
    }

    fn count(&mut self, task: &SourceTask, hits: &[HitPlace], sums: &mut Sums) {
        for &id in &task.documents {
            let in_document = HitPlace::in_document(hits, id);
            if in_document.is_empty() {
                continue;
            }
            self.corpus.read_tokens(id, &mut self.tokens);
            self.marks.resize(self.tokens.len(), 0);
            let mut sorted = std::mem::take(&mut self.hits);
            sorted.clear();
            sorted.extend(in_document);
            sorted.arrange_by_key(|hit| (hit.concept, hit.start));
            for hits in sorted.chunk_by(|a, b| a.concept == b.concept) {
                self.mark(hits);
                self.add_marked(id, hits, sums);
            }
            self.hits = sorted;
        }
    }

    /// Marks the hits of a concept and their windows.
    fn mark(&mut self, hits: &[HitPlace]) {
        let starts_sentence = |at: usize| self.tokens.boundaries[at] >= Boundary::Sentence;
        for hit in hits {
            let (start, end) = (hit.start as usize, hit.end as usize);
            self.marks[start..end]
                .iter_mut()
                .for_each(|mark| *mark |= IN_HIT);
            let mut at = start;
            while at > 0 && start - at < self.left && !starts_sentence(at) {
                at -= 1;
                self.marks[at] |= LEFT;
            }
            let mut at = end;
            while at < self.marks.len() && at - end < self.right && !starts_sentence(at) {
                self.marks[at] |= RIGHT;
                at += 1;
            }
        }
    }

    /// Counts what is marked, and takes the marks away.
    fn add_marked(&mut self, id: DocId, hits: &[HitPlace], sums: &mut Sums) {
        let vocabulary = &self.corpus.vocabulary;
        let language = self.corpus.document(id).language;
        let (mut spans, mut from) = (Spans::default(), 0);
        for hit in hits {
            let first = from.max((hit.start as usize).saturating_sub(self.left));
            from = first.max(self.marks.len().min(hit.end as usize + self.right));
            for at in first..from {
                let mark = std::mem::take(&mut self.marks[at]);
                if mark == 0 {
                    continue;
                }
                let is_hit = mark & IN_HIT != 0;
                spans.in_hits += u64::from(is_hit);
                spans.inside += u64::from(!is_hit);
                let form = vocabulary.form(self.tokens.forms[at]);
                if form.kind != FormKind::Word {
                    continue;
                }
                let near = sums.words.entry((hit.concept, form.term)).or_default();
                if is_hit {
                    near.in_hits += 1;
                    continue;
                }
                near.inside += 1;
                near.left += u64::from(mark & LEFT != 0);
                near.right += u64::from(mark & RIGHT != 0);
                near.documents += u64::from(near.last != Some(id));
                near.last = Some(id);
            }
        }
        let Some(first) = hits.first() else { return };
        let sum = sums.spans.or_default((first.concept, language));
        sum.inside += spans.inside;
        sum.in_hits += spans.in_hits;
    }
}

/// What collocates are measured against.
struct Base<'a> {
    corpus: &'a Corpus,
    tokens: &'a SortedMap<Language, u64>,
    /// By [`TermId`].
    counts: &'a [u64],
}

impl Base<'_> {
    /// The strongest collocates by concept.
    fn strongest(&self, sums: &Sums, nodes: usize, config: &CollocateConfig) -> CollocatesByNode {
        let mut by_node = vec![Vec::new(); nodes];
        for (&(node, term), near) in &sums.words {
            if near.inside >= u64::from(config.min_count.max(1)) {
                by_node[node.index()].extend(self.collocate(sums, node, term, near));
            }
        }
        for collocates in &mut by_node {
            collocates.arrange_by(|a: &Collocate, b| {
                let order = b.log_likelihood.total_cmp(&a.log_likelihood);
                order
                    .then(b.table.both.cmp(&a.table.both))
                    .then(a.term.cmp(&b.term))
            });
            collocates.truncate(config.most as usize);
            collocates.shrink_to_fit();
        }
        by_node
    }

    /// A word near a concept, if it is there more often than expected.
    fn collocate(
        &self,
        sums: &Sums,
        node: ConceptId,
        term: TermId,
        near: &Near,
    ) -> Option<Collocate> {
        let language = self.corpus.vocabulary.term(term).language;
        let spans = sums.spans.get(&(node, language))?;
        let table = Contingency {
            both: near.inside,
            first: spans.inside,
            second: self.counts[term.index()].checked_sub(near.in_hits)?,
            total: self.tokens.get(&language)?.checked_sub(spans.in_hits)?,
        };
        let is_near = table.both as f64 > table.expected();
        let log_likelihood = table.log_likelihood().filter(|_| is_near)?;
        Some(Collocate {
            term,
            table,
            left: near.left,
            right: near.right,
            documents: near.documents,
            sources: near.sources,
            log_likelihood,
        })
    }
}
