//! Properties over generated corpora, against plain counts made another way.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::common::{assert_same_files, write};
use proptest::prelude::*;
use refrain::analyze::Results;
use refrain::config::Config;
use refrain::model::{DocId, Scope};
use refrain::pipeline::{self, Input};
use refrain::progress::Silent;

/// Words that are their own stems, a stop word that parts phrases, and one that links.
const WORDS: [&str; 8] = ["law", "net", "bank", "trust", "summit", "pact", "the", "of"];
const STOP: usize = 6;
const LINK: usize = 7;

/// A sentence: stretches of words with commas between them.
type Sentence = Vec<Vec<usize>>;
/// A document: paragraphs of sentences.
type Text = Vec<Vec<Sentence>>;

fn texts() -> impl Strategy<Value = Vec<Text>> {
    let stretch = prop::collection::vec(0..WORDS.len(), 1..7);
    let sentence = prop::collection::vec(stretch, 1..3);
    let paragraph = prop::collection::vec(sentence, 1..4);
    let text = prop::collection::vec(paragraph, 1..3);
    prop::collection::vec(text, 1..7)
}

/// The document as it would be written; sentences begin with a capital.
fn spell(text: &Text) -> String {
    let sentence = |sentence: &Sentence| {
        let stretches: Vec<String> = sentence
            .iter()
            .map(|stretch| {
                stretch
                    .iter()
                    .map(|&w| WORDS[w])
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect();
        let text = stretches.join(", ");
        format!("{}{}.", text[..1].to_uppercase(), &text[1..])
    };
    let paragraphs: Vec<String> = text
        .iter()
        .map(|sentences| {
            sentences
                .iter()
                .map(sentence)
                .collect::<Vec<_>>()
                .join("\n")
        })
        .collect();
    paragraphs.join("\n\n")
}

/// Records, documents dealt out to three sources, in the order of `order`.
fn records(texts: &[Text], order: impl Iterator<Item = usize>) -> String {
    let lines = order.map(|index| {
        let record = serde_json::json!({
            "id": format!("d{index}"),
            "source": format!("s{}", index % 3),
            "text": spell(&texts[index]),
            "language": "en",
        });
        record.to_string()
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn config() -> Config {
    let mut config = Config::default();
    config.phrases.min_count = 2;
    config.cooccurrence.scopes = vec![
        Scope::Sentence,
        Scope::Paragraph,
        Scope::Document,
        Scope::Window(2),
    ];
    config.cooccurrence.min_count = 1;
    config.output.also = vec![refrain::config::AlsoWritten::All];
    config.reuse.shortest = 6;
    config.wording.documents = 0.1;
    config.wording.sentences = 0.1;
    config
}

fn input(folder: &Path, texts: &[Text]) -> Input {
    let path = folder.join("records.jsonl");
    write(&path, records(texts, 0..texts.len()).as_bytes());
    Input {
        paths: vec![path],
        ..Input::default()
    }
}

fn analyse(texts: &[Text], config: &Config) -> Results {
    let folder = tempfile::tempdir().expect("a folder");
    pipeline::analyse(&input(folder.path(), texts), config, &Silent).expect("results")
}

fn run_in(threads: usize, folder: &Path, records: &str) -> PathBuf {
    let path = folder.join("records.jsonl");
    write(&path, records.as_bytes());
    let target = folder.join("output");
    let input = Input {
        paths: vec![path],
        ..Input::default()
    };
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .expect("threads");
    pool.install(|| pipeline::run(&input, &config(), &target, false, &Silent))
        .expect("a run");
    target
}

/// Every stretch of words that no parting stop word, comma or sentence end parts: document and words.
fn runs(texts: &[Text]) -> Vec<(usize, Vec<usize>)> {
    let mut runs = Vec::new();
    for (document, text) in texts.iter().enumerate() {
        for stretch in text.iter().flatten().flatten() {
            for run in stretch.split(|&word| word == STOP) {
                runs.push((document, run.to_vec()));
            }
        }
    }
    runs
}

fn name(words: &[usize]) -> String {
    words
        .iter()
        .map(|&word| WORDS[word])
        .collect::<Vec<_>>()
        .join(" ")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn bytes_depend_on_the_documents_alone(texts in texts(), rotation in 0usize..7) {
        let folders: Vec<_> = (0..2).map(|_| tempfile::tempdir().expect("a folder")).collect();
        let n = texts.len();
        let one = run_in(1, folders[0].path(), &records(&texts, 0..n));
        let order = (0..n).map(|index| (index + rotation) % n).rev();
        let other = run_in(3, folders[1].path(), &records(&texts, order));
        assert_same_files(&one, &other, "3 threads and another order of records");
    }

    #[test]
    fn terms_are_those_of_a_plain_count(texts in texts()) {
        let results = analyse(&texts, &config());
        for (index, text) in texts.iter().enumerate() {
            let mut expected = BTreeMap::new();
            for &word in text.iter().flatten().flatten().flatten().filter(|&&word| word < STOP) {
                *expected.entry(WORDS[word]).or_insert(0) += 1;
            }
            // Ids sort as text, and there are less than ten documents.
            let row = results.counts.matrix.row(DocId::new(index));
            let vocabulary = &results.corpus.vocabulary;
            let found: BTreeMap<&str, u32> =
                row.map(|(term, n)| (&*vocabulary.term(term).text, n)).collect();
            prop_assert_eq!(found, expected);
            let document = results.corpus.document(DocId::new(index));
            let words = text.iter().flatten().flatten().flatten().count();
            prop_assert_eq!(document.tokens as usize, words);
            prop_assert_eq!(document.paragraphs as usize, text.len());
            prop_assert_eq!(document.sentences as usize, text.iter().flatten().count());
        }
    }

    #[test]
    fn phrases_are_those_of_a_plain_count(texts in texts()) {
        let results = analyse(&texts, &config());
        let runs = runs(&texts);
        let mut counts: BTreeMap<Vec<usize>, (u64, BTreeSet<usize>)> = BTreeMap::new();
        for (document, run) in &runs {
            for length in 1..=5 {
                let windows = run.windows(length);
                for words in windows.filter(|words| words[0] != LINK && words[length - 1] != LINK) {
                    let entry = counts.entry(words.to_vec()).or_default();
                    entry.0 += 1;
                    entry.1.insert(*document);
                }
            }
        }
        let all = counts.clone();
        let tokens = results.corpus.tokens() as f64;
        counts.retain(|words, (count, _)| *count >= 2 && is_linked(words, &all, tokens));
        let mut expected = BTreeMap::new();
        for (words, (count, documents)) in &counts {
            let nested: usize = runs.iter().map(|(_, run)| nested(run, words, &counts)).sum();
            let sources: BTreeSet<usize> = documents.iter().map(|document| document % 3).collect();
            let longer = counts.keys().filter(|other| {
                other.len() > words.len() && other.windows(words.len()).any(|part| part == words)
            });
            let c_value = refrain::stats::c_value(
                words.len() as u32, *count, nested as u64, longer.count() as u64,
            );
            let row = (*count, nested as u64, documents.len() as u32, sources.len() as u32, c_value.to_bits());
            expected.insert(name(words), row);
        }
        let phrases = results.phrases.expect("phrases");
        let found: BTreeMap<_, _> = phrases
            .phrases
            .iter()
            .map(|p| (p.text.clone(), (p.count, p.nested, p.df, p.sources, p.c_value.to_bits())))
            .collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn dispersion_is_that_of_a_plain_count(texts in texts()) {
        let results = analyse(&texts, &config());
        let runs = runs(&texts);
        let tokens = |index: usize| f64::from(results.corpus.document(DocId::new(index)).tokens);
        let total: f64 = (0..texts.len()).map(tokens).sum();
        let phrases = results.phrases.as_ref().expect("phrases");
        for (phrase, spread) in phrases.phrases.iter().zip(&results.dispersion.phrases.documents) {
            let mut counts = vec![0.0; texts.len()];
            for (document, run) in &runs {
                let parts = run.windows(phrase.length());
                counts[*document] += parts.filter(|words| name(words) == phrase.text).count() as f64;
            }
            let range = counts.iter().filter(|n| **n > 0.0).count();
            prop_assert_eq!(spread.range as usize, range);
            let share = |(document, n): (usize, &f64)| {
                (n / phrase.count as f64 - tokens(document) / total).abs()
            };
            let dp = counts.iter().enumerate().map(share).sum::<f64>() / 2.0;
            prop_assert!(spread.dp.is_some_and(|found| (found - dp).abs() < 1e-12));
        }
    }

    #[test]
    fn company_is_that_of_a_plain_count(texts in texts()) {
        let results = analyse(&texts, &config());
        let phrases = results.phrases.as_ref().expect("phrases");
        let words: Vec<&str> =
            results.cooccurrences.chosen.iter().map(|&id| phrases.phrase(id).text.as_str()).collect();
        for company in &results.cooccurrences.scopes {
            let units: Vec<Vec<&Sentence>> = match company.scope {
                Scope::Sentence => texts.iter().flatten().flatten().map(|s| vec![s]).collect(),
                Scope::Paragraph => texts.iter().flatten().map(|p| p.iter().collect()).collect(),
                Scope::Document => texts.iter().map(|t| t.iter().flatten().collect()).collect(),
                Scope::Window(_) => continue,
            };
            let places: Vec<BTreeMap<&str, Vec<(usize, usize)>>> =
                units.iter().map(|unit| places(unit, &words)).collect();
            let holding = |word: &str| places.iter().filter(|unit| unit.contains_key(word)).count() as u64;
            let mut expected = BTreeMap::new();
            for (b, &second) in words.iter().enumerate() {
                for (a, &first) in words[..b].iter().enumerate() {
                    let both = places.iter().filter(|unit| apart(unit, first, second)).count() as u64;
                    let overlapping = places
                        .iter()
                        .filter(|unit| unit.contains_key(first) && unit.contains_key(second))
                        .filter(|unit| !apart(unit, first, second))
                        .count() as u64;
                    let words = |phrase: &str| phrase.split(' ').count();
                    let (less_a, less_b) =
                        if words(first) < words(second) { (overlapping, 0) } else { (0, overlapping) };
                    if both > 0 {
                        let total = units.len() as u64;
                        let row = (both, holding(first) - less_a, holding(second) - less_b, total);
                        expected.insert((a as u32, b as u32), row);
                    }
                }
            }
            let found: BTreeMap<_, _> = company
                .overall
                .iter()
                .map(|p| ((p.a, p.b), (p.table.both, p.table.first, p.table.second, p.table.total)))
                .collect();
            prop_assert_eq!(found, expected, "{}", company.scope);
        }
    }

    /// Window counts by walking every pair of tokens.
    #[test]
    fn windows_are_those_of_a_plain_count(texts in texts()) {
        let mut config = config();
        config.phrases.max_length = 1;
        let results = analyse(&texts, &config);
        let phrases = results.phrases.as_ref().expect("phrases");
        let words: Vec<&str> =
            results.cooccurrences.chosen.iter().map(|&id| phrases.phrase(id).text.as_str()).collect();
        let sentences: Vec<Vec<&str>> = texts
            .iter()
            .flatten()
            .flatten()
            .map(|s| s.iter().flatten().map(|&word| WORDS[word]).collect())
            .collect();
        let tokens: usize = sentences.iter().map(Vec::len).sum();
        let mut expected = BTreeMap::new();
        for (b, second) in words.iter().enumerate() {
            for (a, first) in words[..b].iter().enumerate() {
                let (mut inside, mut both, mut nodes, mut seconds) = (0, 0, 0, 0);
                for sentence in &sentences {
                    for (at, word) in sentence.iter().enumerate() {
                        seconds += u64::from(word == second);
                        if word == first {
                            nodes += 1;
                            continue;
                        }
                        let near = &sentence[at.saturating_sub(2)..sentence.len().min(at + 3)];
                        if near.contains(first) {
                            inside += 1;
                            both += u64::from(word == second);
                        }
                    }
                }
                if both > 0 {
                    expected.insert((a as u32, b as u32), (both, inside, seconds, tokens as u64 - nodes));
                }
            }
        }
        let company = results.cooccurrences.scopes.iter().find(|c| matches!(c.scope, Scope::Window(2)));
        let found: BTreeMap<_, _> = company
            .expect("the scope")
            .overall
            .iter()
            .map(|p| ((p.a, p.b), (p.table.both, p.table.first, p.table.second, p.table.total)))
            .collect();
        prop_assert_eq!(found, expected);
    }
}

/// Whether what stands on both sides of each link has a normalised PMI of 0.35 or more, and no more
/// than two links stand in a row.
fn is_linked(
    words: &[usize],
    counts: &BTreeMap<Vec<usize>, (u64, BTreeSet<usize>)>,
    tokens: f64,
) -> bool {
    let probability = |words: &[usize]| counts[words].0 as f64 / tokens;
    let mut links = 0;
    (0..words.len()).all(|at| {
        if words[at] == LINK {
            links += 1;
            return links <= 2;
        }
        let (left, right) = (&words[..at - links], &words[at..]);
        if std::mem::take(&mut links) == 0 {
            return true;
        }
        let both = probability(words);
        let npmi = (both / (probability(left) * probability(right))).ln() / -both.ln();
        npmi >= 0.35
    })
}

/// Occurrences of `words` in `run` that lie inside a longer counted phrase.
fn nested(
    run: &[usize],
    words: &[usize],
    counts: &BTreeMap<Vec<usize>, (u64, BTreeSet<usize>)>,
) -> usize {
    let starts = (0..run.len()).filter(|&start| run[start..].starts_with(words));
    let covered = starts.filter(|&start| {
        let end = start + words.len();
        (0..=start).any(|from| {
            (end..=run.len()).any(|to| {
                (words.len() + 1..=5).contains(&(to - from)) && counts.contains_key(&run[from..to])
            })
        })
    });
    covered.count()
}

/// Where each phrase stands in a unit; positions count on through its sentences.
fn places<'a>(unit: &[&Sentence], phrases: &[&'a str]) -> BTreeMap<&'a str, Vec<(usize, usize)>> {
    let mut places: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    let mut offset = 0;
    for stretch in unit.iter().copied().flatten() {
        for start in 0..stretch.len() {
            for end in start + 1..=stretch.len() {
                let words = name(&stretch[start..end]);
                if let Some(phrase) = phrases.iter().find(|phrase| **phrase == words) {
                    places
                        .entry(phrase)
                        .or_default()
                        .push((offset + start, offset + end));
                }
            }
        }
        offset += stretch.len();
    }
    places
}

/// Whether two phrases have occurrences in a unit that do not overlap.
fn apart(unit: &BTreeMap<&str, Vec<(usize, usize)>>, first: &str, second: &str) -> bool {
    let (Some(first), Some(second)) = (unit.get(first), unit.get(second)) else {
        return false;
    };
    first
        .iter()
        .any(|a| second.iter().any(|b| a.1 <= b.0 || b.1 <= a.0))
}
