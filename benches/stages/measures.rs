//! Times the measures beside the counts: key phrases of documents and where phrases stand, candidates
//! of concepts, intervals of rates.

use criterion::BenchmarkGroup;
use criterion::measurement::WallTime;
use refrain::analyze::{
    Codebook, KeyPhraseWords, KeyPhrases, PhraseWords, candidates, contrasts, document_phrases,
    find_concepts, frequency, key_phrases, spread_phrases,
};
use refrain::config::{Config, DocumentScore};
use refrain::count::{CorpusParts, NgramLimits, PhraseFinder, count, count_ngrams, source_tasks};
use refrain::model::{ConceptHits, Corpus, DocId, HitPlace, PhraseId};

pub(super) fn measures(group: &mut BenchmarkGroup<'_, WallTime>, corpus: &Corpus, config: &Config) {
    own_phrases(group, corpus, config);
    let (counts, tasks) = (count(corpus), source_tasks(corpus));
    let settings = &config.phrases;
    let least = settings.least_count(corpus.tokens());
    let limits = NgramLimits {
        inner: settings.inner_words,
        longest: 5,
        least,
    };
    let ngrams = count_ngrams(corpus, &counts, &tasks, limits);
    let phrases = key_phrases(corpus, &counts, ngrams, &settings.same_words, least);
    places(group, corpus, &phrases);
    concepts(group, corpus, &phrases);
}

fn own_phrases(group: &mut BenchmarkGroup<'_, WallTime>, corpus: &Corpus, config: &Config) {
    let counts = count(corpus);
    let terms = frequency(corpus, &counts).terms;
    let df: Vec<u32> = terms.iter().map(|term| term.df).collect();
    let scores = [
        ("key phrases of documents", DocumentScore::Refrain),
        ("YAKE", DocumentScore::Yake),
    ];
    for (name, score) in scores {
        let mut settings = config.phrases.clone();
        settings.document_score = score;
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let found = document_phrases(corpus, &counts, &df, &settings);
                assert_eq!(found.by_document.len(), corpus.documents.len());
                let most = settings.per_document as usize;
                assert!(found.by_document.iter().all(|own| own.len() <= most));
                let mut all = found.by_document.iter().flatten();
                assert!(all.all(|own| own.facts.n > 0 && own.df > 0));
                found
            });
        });
    }
}

fn places(group: &mut BenchmarkGroup<'_, WallTime>, corpus: &Corpus, phrases: &KeyPhrases) {
    let parts = CorpusParts::new(corpus);
    let terms: Vec<_> = phrases.phrases.iter().map(|own| &*own.terms).collect();
    let all: Vec<u64> = phrases.phrases.iter().map(|own| own.count).collect();
    group.bench_function("where phrases stand", |bencher| {
        bencher.iter(|| {
            let finder = PhraseFinder::new(corpus, &terms);
            let parts_of = |phrase: usize| parts.of(phrases.phrases[phrase].language);
            let (found, _) = spread_phrases(&parts, corpus, &finder, &all, parts_of);
            let ranges = found.iter().map(|own| own.documents.range);
            assert!(ranges.eq(phrases.phrases.iter().map(|own| own.df)));
            found
        });
    });
}

fn concepts(group: &mut BenchmarkGroup<'_, WallTime>, corpus: &Corpus, key_phrases: &KeyPhrases) {
    let codebook = Codebook::built_in("builtin:cyberspace-governance").expect("a name");
    let found = find_concepts(corpus, codebook.expect("a codebook"));
    let hits = found.hits.iter();
    let hits: Vec<HitPlace> = hits.map(|hit| hit.of(found.concept_of(hit))).collect();
    let concepts = found.codebook.categories.len();
    let tasks = source_tasks(corpus);
    let words = key_phrases.phrases.iter().enumerate();
    let longer = words.filter(|(_, phrase)| phrase.length() > 1);
    let words: Vec<PhraseWords<'_>> = longer
        .map(|(id, phrase)| PhraseWords {
            id: PhraseId::new(id),
            terms: &phrase.terms,
            is_nested: phrase.nested == phrase.count,
        })
        .collect();
    let concept_hits = ConceptHits {
        places: &hits,
        concepts,
    };
    group.bench_function("candidates of concepts", |bencher| {
        bencher.iter(|| {
            let phrases = KeyPhraseWords {
                phrases: &words,
                idf: |_| 1.0,
                framing: &key_phrases.framing,
            };
            let found = candidates(corpus, &tasks, phrases, concept_hits, 20);
            assert!(found.len() == concepts && found.iter().all(|own| own.len() <= 20));
            assert!(found.iter().flatten().all(|own| own.score > 0.0));
            found
        });
    });
    let by_document: Vec<&[(DocId, u64)]> = found
        .counts
        .iter()
        .map(|own| own.by_document.as_slice())
        .collect();
    group.bench_function("intervals and differences of concepts", |bencher| {
        bencher.iter(|| {
            let found = contrasts(corpus, &by_document);
            assert_eq!(found.len(), corpus.sources.len());
            let mut intervals = found.iter().flatten().filter_map(|own| own.interval);
            assert!(intervals.all(|own| own.low <= own.high));
            found
        });
    });
}
