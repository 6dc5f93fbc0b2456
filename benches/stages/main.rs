//! Times each stage and the whole run, and checks the answer of each.
//!
//! `cargo bench` uses a generated corpus of 8 MB, `cargo test --bench stages` one of 1 MB; `REFRAIN_BENCH_BYTES` changes its size, and
//! `REFRAIN_BENCH_CORPUS` names a folder or a JSON Lines file to use instead. With
//! `REFRAIN_BENCH_KEEP` the generated corpus is written to that folder and stays there, for other
//! programs to be measured on. Throughput is in
//! bytes of input for every stage, so stages can be compared and added up.

#![allow(clippy::disallowed_methods, reason = "the bench writes its own corpus")]
#![allow(
    clippy::expect_used,
    reason = "a bench that cannot run should say so and stop"
)]
#![allow(
    missing_docs,
    reason = "criterion's macros make undocumented functions"
)]

mod generate;
mod measures;

use std::path::PathBuf;
use std::time::Duration;

use criterion::measurement::WallTime;
use criterion::{
    BatchSize, BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main,
};
use refrain::analyze::{
    Codebook, CollocateNodes, Items, Key, KeyPhrases, PairCount, Repeated, TermCounts, TfIdf,
    UnitRows, adjacent_pairs, collocates, cooccurrence, disperse_terms, find_concepts, frequency,
    key_phrases, keyness, nearest, recurring, shared_passages,
};
use refrain::config::{
    CollocateConfig, Config, KeynessConfig, ReadConfig, ReuseConfig, SimilarityConfig,
};
use refrain::corpus::{freeze, read_segments};
use refrain::count::{
    CorpusParts, NgramLimits, Occurrences, SourceTask, Text, count, count_ngrams, source_tasks,
    texts,
};
use refrain::model::{Boundary, ConceptId, Corpus, DocId, Scope};
use refrain::output::write_csv;
use refrain::pipeline::{self, Input};
use refrain::progress::Silent;
use refrain::report::Report;
use refrain::store::Storage;
use refrain::tokenize::{boundary, for_each_word};
use refrain::{source, tables};

/// The corpus that is measured.
struct Subject {
    input: Input,
    bytes: u64,
    /// Documents, tokens and sentences, where they are known beforehand.
    known: Option<(usize, u64, u64)>,
    _folder: Option<tempfile::TempDir>,
}

fn subject() -> Subject {
    if let Some(path) = std::env::var_os("REFRAIN_BENCH_CORPUS") {
        let input = Input {
            paths: vec![PathBuf::from(path)],
            ..Input::default()
        };
        let found =
            source::discover(&input.paths, &ReadConfig::default()).expect("the corpus can be read");
        return Subject {
            input,
            bytes: found.bytes(),
            known: None,
            _folder: None,
        };
    }
    let bytes = std::env::var("REFRAIN_BENCH_BYTES")
        .ok()
        .and_then(|text| text.parse().ok());
    let is_timed = std::env::args().any(|argument| argument == "--bench");
    let usual_bytes = if is_timed { 8 << 20 } else { 1 << 20 };
    let folder = tempfile::tempdir().expect("a folder");
    let kept = std::env::var_os("REFRAIN_BENCH_KEEP").map(PathBuf::from);
    let path = kept.unwrap_or_else(|| folder.path().to_owned());
    let made = generate::generate(&path, bytes.unwrap_or(usual_bytes), 20_151_216);
    Subject {
        input: Input {
            paths: vec![path],
            ..Input::default()
        },
        bytes: made.bytes,
        known: Some((made.documents, made.tokens, made.sentences)),
        _folder: Some(folder),
    }
}

fn config() -> Config {
    let mut config = Config::default();
    // Generated words are no language; the rules and stop words of English are what is measured.
    config.tokenize.language = "en".to_owned();
    config
}

fn check_size(corpus: &Corpus, known: Option<(usize, u64, u64)>) {
    let sentences = corpus
        .documents
        .iter()
        .map(|document| u64::from(document.sentences))
        .sum();
    let found = (corpus.documents.len(), corpus.tokens(), sentences);
    assert_eq!(
        known.unwrap_or(found),
        found,
        "documents, tokens, sentences"
    );
}

type Group<'a> = BenchmarkGroup<'a, WallTime>;

fn stages(criterion: &mut Criterion) {
    let subject = subject();
    let config = config();
    let mut group = criterion.benchmark_group("stages");
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(3));
    group.throughput(Throughput::Bytes(subject.bytes));
    reading(&mut group, &subject, &config);
    let corpus = pipeline::read(&subject.input, &config, &Silent).expect("a corpus");
    counting(&mut group, &corpus);
    phrases(&mut group, &corpus, &config, subject.known.is_some());
    comparisons(&mut group, &corpus);
    measures::measures(&mut group, &corpus, &config);
    reuse(&mut group, &corpus);
    similarity(&mut group, &corpus);
    concepts(&mut group, &corpus);
    writing(&mut group, &subject, &config);
    group.finish();
}

fn reading(group: &mut Group<'_>, subject: &Subject, config: &Config) {
    let found =
        source::discover(&subject.input.paths, &config.read).expect("the corpus can be read");
    let read = || {
        let storage = Storage::default();
        read_segments(&found.units, config.reading(), storage, &Silent)
            .expect("segments")
            .0
    };
    group.bench_function("read, clean, tokenize", |bencher| {
        bencher.iter(|| {
            let segments = read();
            let documents = segments.iter().flat_map(|segment| &segment.documents);
            let tokens: u64 = documents.map(|document| u64::from(document.tokens)).sum();
            assert_eq!(
                subject.known.map_or(tokens, |(_, tokens, _)| tokens),
                tokens
            );
            segments
        });
    });
    group.bench_function("freeze", |bencher| {
        let freeze = |segments| {
            let corpus = freeze(segments, Vec::new(), config.reading()).expect("a corpus");
            check_size(&corpus, subject.known);
            corpus
        };
        bencher.iter_batched(&read, freeze, BatchSize::PerIteration);
    });
}

fn counting(group: &mut Group<'_>, corpus: &Corpus) {
    group.bench_function("count", |bencher| {
        bencher.iter(|| {
            let counts = count(corpus);
            assert_eq!(counts.forms.iter().sum::<u64>(), corpus.tokens());
            counts
        });
    });
    let counts = count(corpus);
    group.bench_function("frequency", |bencher| {
        bencher.iter(|| {
            let found = frequency(corpus, &counts);
            let terms: u64 = corpus.ids().map(|id| counts.terms_in(id)).sum();
            assert_eq!(found.terms.iter().map(|term| term.cf).sum::<u64>(), terms);
            found
        });
    });
}

fn phrases(group: &mut Group<'_>, corpus: &Corpus, config: &Config, is_generated: bool) {
    let tasks = source_tasks(corpus);
    let same = &config.phrases.same_words;
    let least = config.phrases.least_count(corpus.tokens());
    let limits = NgramLimits {
        inner: config.phrases.inner_words,
        longest: 5,
        least,
    };
    let counts = count(corpus);
    let find = || {
        key_phrases(
            corpus,
            &counts,
            count_ngrams(corpus, &counts, &tasks, limits),
            same,
            least,
        )
    };
    group.bench_function("key phrases", |bencher| {
        bencher.iter(|| {
            let found = find();
            assert!(
                found
                    .phrases
                    .iter()
                    .all(|phrase| phrase.count >= u64::from(least))
            );
            let is_known = |text: &str| found.phrases.iter().any(|p| p.text == text);
            assert!(!is_generated || (is_known("share futur") && is_known("cyber sovereignti")));
            found
        });
    });
    pairs(group, corpus, &tasks, &find());
}

/// Pairs of the best phrases, and of words side by side.
fn pairs(group: &mut Group<'_>, corpus: &Corpus, tasks: &[SourceTask], found: &KeyPhrases) {
    let chosen: Vec<_> = found
        .ranking
        .iter()
        .take(200)
        .map(|&id| found.phrase(id))
        .collect();
    let terms: Vec<_> = chosen
        .iter()
        .map(|phrase| phrase.terms.as_slice())
        .collect();
    let occurrences = Occurrences::new(corpus, tasks, &terms);
    let sentences: u64 = corpus
        .documents
        .iter()
        .map(|d| u64::from(d.sentences))
        .sum();
    group.bench_function("co-occurrence", |bencher| {
        bencher.iter(|| {
            let counts = cooccurrence(&occurrences, corpus.sources.len(), Scope::Sentence, 2);
            let units = counts.pair_units();
            let pairs = counts.finish();
            let is_whole = |pair: PairCount| pair.table.total == sentences;
            assert!(pairs.overall.iter().all(is_whole));
            (pairs, units)
        });
    });
    group.bench_function("adjacent pairs", |bencher| {
        bencher.iter(|| {
            let counted = adjacent_pairs(corpus, tasks);
            for phrase in &chosen {
                if let &[first, second] = phrase.terms.as_slice() {
                    let table = counted.table([first, second], phrase.count, phrase.language);
                    assert!(table.log_likelihood().is_some());
                }
            }
            counted
        });
    });
}

fn similarity(group: &mut Group<'_>, corpus: &Corpus) {
    let counts = count(corpus);
    let found = frequency(corpus, &counts);
    let df = found.terms.iter().map(|term| term.df).collect();
    let tfidf = TfIdf::new(
        corpus.documents.len(),
        df,
        Config::default().tfidf.weighting,
    );
    let near = SimilarityConfig::default();
    group.bench_function("nearest documents", |bencher| {
        bencher.iter(|| {
            let rows = UnitRows::new(&counts.matrix, |id, weights| {
                tfidf.weigh(&counts, id, weights);
            });
            let neighbours = nearest(&rows, &near, &Silent);
            let mut cosines = neighbours.iter().flatten().map(|own| own.cosine);
            assert_eq!(neighbours.len(), corpus.documents.len());
            assert!(cosines.all(|cosine| (near.least..=1.0).contains(&cosine)));
            neighbours
        });
    });
}

fn comparisons(group: &mut Group<'_>, corpus: &Corpus) {
    let counts = count(corpus);
    let found = frequency(corpus, &counts);
    let all = found.counts();
    let parts = CorpusParts::new(corpus);
    group.bench_function("dispersion of terms", |bencher| {
        bencher.iter(|| {
            let spread = {
                let terms = &corpus.vocabulary.terms;
                let parts_of = |term: usize| parts.of(terms[term].language);
                disperse_terms(&parts, &counts.matrix, &all, parts_of)
            };
            let ranges = spread.iter().map(|spread| spread.range);
            assert!(ranges.eq(found.terms.iter().map(|term| term.df)));
            spread
        });
    });
    let sizes = corpus.tokens_by_source();
    let by_source = corpus.documents_by_source();
    let texts_of = |documents: &Vec<DocId>| texts(corpus, documents);
    let texts_by_source: Vec<Vec<Text>> = by_source.iter().map(texts_of).collect();
    let config = KeynessConfig::default();
    group.bench_function("keyness of terms", |bencher| {
        bencher.iter(|| {
            let items = Items {
                all: &all,
                of_source: |source| found.of_source(source),
                sizes: &sizes,
                texts: &texts_by_source,
                rows: &|document, items| {
                    let row = counts.matrix.row(document);
                    items.extend(row.map(|(term, n)| (term.0, u64::from(n))));
                },
            };
            let keys = keyness(&items, None, &config);
            let is_whole =
                |key: &Key| key.counts.target + key.counts.reference == all[key.item as usize];
            assert!(keys.len() == sizes.len() && keys.iter().flatten().all(is_whole));
            keys
        });
    });
    group.bench_function("recurrence of terms", |bencher| {
        bencher.iter(|| {
            let items = Repeated {
                all: &all,
                of_source: |source| found.of_source(source),
                sizes: &|_| &sizes,
                least: 3,
            };
            let recurs = recurring(&items, sizes.len());
            assert_eq!(recurs.len(), all.iter().filter(|n| **n >= 3).count());
            assert!(recurs.iter().all(|own| own.count == all[own.item]));
            recurs
        });
    });
}

fn reuse(group: &mut Group<'_>, corpus: &Corpus) {
    let config = ReuseConfig::default();
    group.bench_function("shared passages", |bencher| {
        bencher.iter(|| {
            let found = shared_passages(corpus, &config, &Silent);
            let pairs: u32 = found.clusters.iter().map(|cluster| cluster.pairs).sum();
            assert_eq!(pairs as usize, found.passages.len());
            assert!(
                found
                    .passages
                    .iter()
                    .all(|own| own.identity() >= config.identity)
            );
            found
        });
    });
}

fn concepts(group: &mut Group<'_>, corpus: &Corpus) {
    let codebook = Codebook::built_in("builtin:cyberspace-governance")
        .expect("a name")
        .expect("a codebook");
    group.bench_function("concepts", |bencher| {
        bencher.iter(|| {
            let found = find_concepts(corpus, codebook.clone());
            let tops = found
                .codebook
                .concepts()
                .map(|concept| found.counts_of(concept).hits);
            assert_eq!(tops.sum::<u64>(), found.hits.len() as u64);
            found
        });
    });
    let found = find_concepts(corpus, codebook);
    // Hits of several concepts may overlap, those of one may not.
    let first = ConceptId(0);
    let of_first = found
        .hits
        .iter()
        .filter(|hit| found.concept_of(hit) == first);
    let nodes = CollocateNodes {
        names: vec!["first".to_owned()],
        hits: of_first.map(|hit| hit.of(first)).collect(),
    };
    let (tasks, counts) = (source_tasks(corpus), count(corpus));
    let terms = frequency(corpus, &counts);
    let all = terms.counts();
    let config = CollocateConfig::default();
    group.bench_function("collocates of a concept", |bencher| {
        bencher.iter(|| {
            let counts = TermCounts {
                all: &all,
                of_source: |source| terms.of_source(source),
            };
            let near = collocates(corpus, &tasks, nodes.clone(), &counts, &config);
            let is_near = |own: &refrain::analyze::Collocate| {
                own.table.both as f64 > own.table.expected() && own.table.both <= own.table.second
            };
            assert!(near.overall.iter().flatten().all(is_near));
            near
        });
    });
}

fn writing(group: &mut Group<'_>, subject: &Subject, config: &Config) {
    let results = pipeline::analyse(&subject.input, config, &Silent).expect("results");
    group.bench_function("tables as CSV", |bencher| {
        bencher.iter(|| {
            for table in tables::tables(&results, config) {
                let mut bytes = Vec::new();
                let rows = write_csv(&table, &mut bytes, &|| Ok(())).expect("memory");
                let is_tfidf = table.spec.name == "tfidf";
                assert!(!is_tfidf || rows == results.counts.matrix.stored() as u64);
            }
        });
    });
    let tables = tables::tables(&results, config);
    group.bench_function("figures and the page of the report", |bencher| {
        bencher.iter(|| {
            let report = Report::new(&results, &tables, config, "");
            let figures = report.figures();
            let page = report.page(&figures).expect("a page");
            // The page draws small ones of its own beside them.
            for figure in &figures {
                let title = format!("<title id=\"fig-{}-title\">", figure.name);
                assert_eq!(page.matches(&title).count(), 1, "{}", figure.name);
            }
            assert!(page.len() < 5_000_000, "{} bytes", page.len());
        });
    });
}

/// The words and sentence ends of one text, without interning: the floor of tokenising.
fn words(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let made = generate::generate(folder.path(), 1 << 20, 7);
    let found =
        source::discover(&[folder.path().to_owned()], &ReadConfig::default()).expect("documents");
    let mut text = String::new();
    for unit in &found.units {
        unit.read(&Config::default().read, &mut |read| {
            if let source::Read::Document(document) = read {
                text.push_str(&document.text);
                text.push_str("\n\n");
            }
        });
    }
    let mut group = criterion.benchmark_group("words");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("words and boundaries", |bencher| {
        bencher.iter(|| {
            let (mut tokens, mut sentences, mut end) = (0_u64, 1_u64, 0);
            for_each_word(&text, |word| {
                let parted = tokens > 0 && boundary(&text, end..word.start) >= Boundary::Sentence;
                sentences += u64::from(parted);
                tokens += 1;
                end = word.end;
            });
            assert_eq!((tokens, sentences), (made.tokens, made.sentences));
        });
    });
    group.finish();
}

fn whole(criterion: &mut Criterion) {
    let subject = subject();
    let config = config();
    let mut group = criterion.benchmark_group("whole");
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(5));
    group.throughput(Throughput::Bytes(subject.bytes));
    let target = tempfile::tempdir().expect("a folder");
    for threads in [1, 2] {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("threads");
        group.bench_function(
            format!("bytes to frozen corpus and matrix, {threads} threads"),
            |bencher| {
                bencher.iter(|| {
                    pool.install(|| {
                        let corpus =
                            pipeline::read(&subject.input, &config, &Silent).expect("a corpus");
                        check_size(&corpus, subject.known);
                        let counts = count(&corpus);
                        (corpus, counts)
                    })
                });
            },
        );
        group.bench_function(
            format!("run with every table, {threads} threads"),
            |bencher| {
                let folder = target.path().join("output");
                bencher.iter(|| {
                    pool.install(|| {
                        let outcome =
                            pipeline::run(&subject.input, &config, &folder, false, &Silent)
                                .expect("a run");
                        let tokens = subject
                            .known
                            .map_or(outcome.tokens, |(_, tokens, _)| tokens);
                        assert_eq!(outcome.tokens, tokens);
                    });
                });
            },
        );
    }
    group.finish();
}

criterion_group!(benches, words, stages, whole);
criterion_main!(benches);
