//! How it was counted: rules, formulas and settings, so that each number can be defended.

use crate::analyze::{KeyPhrases, Results};
use crate::config::{
    CollocateConfig, ConceptConfig, Config, CooccurrenceConfig, CopiesConfig, DocumentScore,
    NetworkConfig, PhraseConfig, SimilarityConfig,
};
use crate::corpus::LEAST_COPY_WORDS;
use crate::model::{InnerWords, TableId};
use crate::stats::LONGEST_YAKE;

use super::method_differences::{interval_rule, keyness_rule, text_test_rule, trend_rule};
use super::method_terms::terms_rule;
use super::{Report, passages};

pub(super) const HEADING: &str = "Methods";

/// What explains the tables.
pub(super) const EXPLAINED_BY: &str = "`datapackage.json` explains every column of these tables. `run.json` records the settings, counts and hashes of the run.";

pub(super) fn text(report: &Report<'_>) -> String {
    let mut out = list(&rules(report));
    let kind = report.config.output.table_kind();
    out.push_str("\nTables:\n\n");
    for table in report.tables {
        let spec = &table.spec;
        out.push_str(&format!(
            "- `{}`: each row is {}; sorted {}.\n",
            spec.path(kind),
            spec.row,
            spec.order
        ));
    }
    out.push_str(&format!("\n{EXPLAINED_BY} {}\n", written_by()));
    out
}

/// Which program wrote the report.
pub(super) fn written_by() -> String {
    format!("Written by refrain {}.", env!("CARGO_PKG_VERSION"))
}

/// The rules by which was counted, each a line of Markdown.
pub(super) fn rules(report: &Report<'_>) -> Vec<String> {
    let topics = topics(report).into_iter();
    topics.flat_map(|topic| topic.rules).collect()
}

/// Rules on one subject.
pub(super) struct Topic {
    pub(super) title: &'static str,
    /// Each a line of Markdown.
    pub(super) rules: Vec<String>,
}

/// The rules by subject, subjects with rules only.
pub(super) fn topics(report: &Report<'_>) -> Vec<Topic> {
    let (results, config) = (report.results, report.config);
    let (mut phrases, mut concepts) = (Vec::new(), Vec::new());
    if let Some(found) = &results.phrases {
        phrases.push(phrases_rule(found, &config.phrases));
        phrases.push(cooccurrence_rule(
            results.cooccurrences.chosen.len(),
            &config.cooccurrence,
        ));
    }
    phrases.extend(context_rules(results, &config.collocates));
    if results.document_phrases.is_some() {
        phrases.push(document_phrases_rule(&config.phrases));
    }
    if results.concepts.is_some() {
        concepts.extend(concept_rules(config));
    }
    if results.associate_changes.is_some() {
        concepts.push(companions_rule(&config.concepts));
    }
    let mut near = similarity_rules(results, &config.similarity);
    near.extend(network_rules(
        results,
        &config.network,
        config.cooccurrence.min_count,
    ));
    let mut shared = Vec::new();
    if config.copies.is_on() {
        shared.push(copies_rule(&config.copies));
    }
    shared.extend(passages::rules(results, &config.reuse, &config.wording));
    let topics = [
        ("Words, sentences and terms", word_rules(report)),
        ("Which differences are reliable", difference_rules(report)),
        ("Concepts", concepts),
        ("Phrases, co-occurrence and collocates", phrases),
        ("Similarity and networks", near),
        ("Copies, passages and paraphrases", shared),
    ];
    let topics = topics.into_iter().filter(|(_, rules)| !rules.is_empty());
    topics
        .map(|(title, rules)| Topic { title, rules })
        .collect()
}

/// What is counted, and how it is weighed.
fn word_rules(report: &Report<'_>) -> Vec<String> {
    let (results, config) = (report.results, report.config);
    let mut rules = vec![
        "Tokens are words by the rules of Unicode (UAX #29) that contain a letter or a digit. A web address, an e-mail address, a #hashtag and an @name are one token each. Case is ignored, composed and decomposed letters are treated alike, and a word split by a hyphen at the end of a line is one word.".to_owned(),
        "Sentences end by the rules of UAX #29. A line break inside a paragraph counts as a space; a blank line ends the paragraph.".to_owned(),
        terms_rule(&config.tokenize, report.results.corpus.vocabulary.has_lemmas),
        format!(
            "Rates are based on all tokens, including stop words and numbers. N in idf is the number of analysed documents, {}.",
            results.corpus.documents.len()
        ),
        format!("TF-IDF: {}, where n is the number of occurrences of the term in the document, L the number of term occurrences in the document, and df the number of documents that contain the term.", config.tfidf.weighting.describe()),
    ];
    if config
        .output
        .wants_any(&[TableId::Terms, TableId::Phrases, TableId::Concepts])
    {
        rules.push("Dispersion measures how evenly something is spread over documents or sources, given their sizes in tokens: the deviation of proportions (Gries 2008), normalised (Lijffijt and Gries 2012), is 0 if it is even and 1 if all is in one document; Juilland's D is 1 if it is even; KL/(1+KL) uses logarithms to base 2 (Gries 2021).".to_owned());
    }
    rules
}

/// How groups are compared, as far as they are.
fn difference_rules(report: &Report<'_>) -> Vec<String> {
    let (results, config) = (report.results, report.config);
    let mut rules = Vec::new();
    if results.keyness.are_known() {
        rules.push(keyness_rule(&config.keyness));
    }
    if results.keyness.are_known() || !results.concept_rates.by_source.is_empty() {
        rules.push(text_test_rule());
    }
    rules
}

/// How concepts are counted and compared, as far as tables have it.
fn concept_rules(config: &Config) -> Vec<String> {
    let mut rules = vec![
        "Concept patterns match word forms regardless of case. Inside words, * stands for any letters and ? for one; `stem:`, `lemma:` and `match:` find inflected forms, and `/.../` is a regular expression over whole words. Punctuation between words is ignored, but a match never crosses the end of a sentence. Within a concept the longest match wins, so each place counts once; `exclude` removes hits. Phrases often in the same sentence are ranked by log-likelihood over sentences. The example sentence of a source is the one with the most hits, or the first of these by doc_id.".to_owned(),
    ];
    let with_intervals = [
        TableId::Concepts,
        TableId::ConceptsBySource,
        TableId::ConceptsByPeriod,
    ];
    if config.output.wants_any(&with_intervals) {
        rules.push(interval_rule());
    }
    if config.output.wants(TableId::ConceptTrends) {
        rules.push(trend_rule(&config.concepts));
    }
    if config.output.wants(TableId::ConceptsBySource) {
        rules.push("Each source is compared with all other sources together by the test of texts described above, with p-values adjusted for the number of sources by the method of Benjamini and Hochberg. Intervals of differences follow Zou and Donner (2008).".to_owned());
    }
    rules
}

/// A list in Markdown.
pub(super) fn list(items: &[String]) -> String {
    items.iter().map(|item| format!("- {item}\n")).collect()
}

fn copies_rule(copies: &CopiesConfig) -> String {
    format!(
        "A document is a copy (a duplicate or near-duplicate) of another if passages that both contain, in any order, make up at least {} % of the shorter document and more than half of the longer; a document that was cut from a longer one may be a quarter of it. A passage begins with a run of five words and goes on over single words that differ. A document of fewer than {LEAST_COPY_WORDS} words is a copy only if all its words are the same. Case and punctuation are ignored. Every copy is similar to the fullest document of its cluster. The original is the document with the earliest date, then the longest, then the first by doc_id.",
        (copies.similarity * 100.0).round()
    )
}

fn phrases_rule(phrases: &KeyPhrases, config: &PhraseConfig) -> String {
    let ends_at = match config.inner_words {
        InnerWords::None => "stop word",
        InnerWords::Linking => {
            "stop word, except a linking word (in English: of, for, in) between parts with a normalised PMI of at least 0.35"
        }
        InnerWords::All => "stop word at either end",
    };
    format!(
        "A key phrase is a sequence of 1 to {} words that occurs at least {} times and contains no sentence end, punctuation mark or {ends_at}. All occurrences are counted, including those inside longer phrases. Phrases that begin or end with a framing word (a verb of saying, an auxiliary, a courtesy, a quantifier, a month) are left out, as are some such words on their own; `phrases_left_out.csv` lists them on request. C-value follows Frantzi et al. (2000). Cohesion is the number of occurrences divided by the geometric mean of the occurrences of the words. The score is log2(1 + length) · (occurrences − nested occurrences) · share of sources · cohesion^0.3; for a single word, √(ln((N + 1)/df)/ln(N + 1)) replaces cohesion. Phrases with the same words in any order, ignoring stop words, form one group.",
        config.max_length, phrases.least_count,
    )
}

fn cooccurrence_rule(phrases: usize, config: &CooccurrenceConfig) -> String {
    let scopes = config.scopes.iter().map(ToString::to_string);
    format!(
        "Co-occurrence is counted for the {phrases} key phrases with the highest scores, in these units: {}. A unit counts once for a pair if the phrases stand at different places in it; where they only overlap, it counts for the longer phrase alone. Pairs found in at least {} units are listed. PMI and related measures use logarithms to base 2, log-likelihood uses all four cells (Dunning 1993), and logDice follows Rychlý (2008).",
        scopes.collect::<Vec<_>>().join(", "),
        config.min_count,
    )
}

/// How collocations, collocates, recurrence and candidates were counted, as far as they were.
fn context_rules(results: &Results, collocates: &CollocateConfig) -> Vec<String> {
    let mut rules = Vec::new();
    if results.adjacent_pairs.is_some() {
        rules.push("Collocations are key phrases of two words. They are measured against all pairs of adjacent tokens without a sentence end or punctuation between them, in documents of the same language (`collocations.csv`). Formulas follow Evert (2008), ΔP follows Gries (2013), and λ is that of `textstat_collocations` in quanteda.".to_owned());
    }
    if !results.collocates.nodes.is_empty() {
        rules.push(format!(
            "Collocates of a concept are words within {} of a hit, in the same sentence. Marginal counts are exact: a token counts once, however many windows contain it; tokens of hits are excluded from all four cells; and a word is measured in documents of its language. At most {} collocates of each concept are listed, by log-likelihood: those with at least {} tokens inside windows, and more than expected.",
            collocates.window.describe(), collocates.most, collocates.min_count,
        ));
    }
    if !results.recurrence.is_empty() {
        rules.push("The effective number of sources does not depend on frequency. It is exp(entropy) of an item's rates in the sources (Hill 1973), with a Dirichlet prior of one occurrence spread over all sources (Perks 1947; Wolpert and Wolf 1995), so that rare items count as less even. An item is shared if at least nine in ten sources contain it, or all sources where there are fewer than ten.".to_owned());
    }
    if !results.candidates.is_empty() {
        rules.push("Candidates for the codebook combine two rankings by reciprocal rank, 1/(60 + rank) (Cormack, Clarke and Büttcher 2009): one by the log-likelihood of occurring in the same sentences as the concept, one by the share of words in common with the concept. A hit extended by the word before or after it is a candidate however rare it is; other key phrases need at least two sentences in which they stand apart from hits.".to_owned());
    }
    rules
}

/// How documents and sources were compared, as far as they were.
fn similarity_rules(results: &Results, config: &SimilarityConfig) -> Vec<String> {
    let mut rules = Vec::new();
    if results.similarity.nearest.is_some() {
        rules.push(format!(
            "The neighbours of a document are the documents with the highest cosine of TF-IDF weights, at most {} with a cosine of at least {}. The search is exact. Copies are included and marked in the column copy_cluster. Languages share no terms, so neighbours are always in the same language.",
            config.neighbours, config.least
        ));
    }
    if results.similarity.sources.is_some() {
        rules.push("The vector of a source is the sum of the TF-IDF vectors of its documents, each scaled to length 1. Sources are compared within each language: in the whole corpus with each other and with all other sources together, in each period only with all others together.".to_owned());
    }
    rules
}

/// How networks were made, as far as they were.
fn network_rules(results: &Results, config: &NetworkConfig, least_sentences: u32) -> Vec<String> {
    let Some(networks) = &results.networks else {
        return Vec::new();
    };
    let mut rules = vec![format!(
        "Nodes of the networks are the {} key phrases of two or more words with the highest scores, {} of one word, and the concepts. Edges join nodes that occur in the same sentence at different places; a phrase is not joined to a phrase that contains all its words. An edge needs {least_sentences} sentences, more than expected, and a log-likelihood of at least {}. Of these edges, the disparity filter (Serrano et al. 2009) keeps those with alpha below {}; those of the maximum spanning forest are kept as well. Edge weights are NPMI. Communities are those with the highest modularity in ten runs of the Leiden algorithm (Traag et al. 2019), seed {}. Betweenness (Freeman 1977) and core numbers (Seidman 1983) ignore edge weights.",
        config.phrases, config.terms, config.least_log_likelihood, config.alpha, config.seed
    )];
    if networks.differences.is_some() {
        rules.push("Edges of two sources are compared by the difference of their log odds ratios divided by its standard error (Woolf 1955), with p-values adjusted by the method of Benjamini and Hochberg. The test treats sentences as independent, although sentences of one document are not.".to_owned());
    }
    rules
}

fn companions_rule(config: &ConceptConfig) -> String {
    format!(
        "Companions of a concept are key phrases that occur in its sentences, outside its hits, in at least two sentences and in more than expected. At most {} are listed for the whole corpus, for each source and for each period, by log-likelihood. A source is compared with the whole corpus, a period with the last earlier one in which the concept occurs.",
        config.companions
    )
}

fn document_phrases_rule(config: &PhraseConfig) -> String {
    let score = match config.document_score {
        DocumentScore::Refrain => {
            "The score is (1.1 n − occurrences in the most frequent sequence one word longer) · √(mean occurrences of its words) · 1 / (1 + 5 ln(1 + first / 100)) · mean number of characters of its words · 2^(share of its occurrences that are capitalised inside sentences) · 0.2 for each word of general use · 0.2 if it has a linking word · (ln((N + 1) / df) / ln(N + 1))^1.5. A single word is also multiplied by 0.45 (names / 0.1)^1.5, where names is the share of capitalised words among those that do not begin a sentence, from 0.02 to 0.3 (0.1 in languages where capitals do not mark names). Longer phrases are multiplied by (1 + ln df)^1.5, by 0.5 from four words on, and by 0.7 if they occur once. The constants were fitted to eight collections of texts with key phrases chosen by people"
        }
        DocumentScore::Yake => return yake_rule(config),
    };
    format!(
        "The {} key phrases of a document are sequences of 1 to {} words without a stop word, number or punctuation mark, or parts of such sequences, and two such parts joined by a linking word (\"rule of law\") that occur at least twice. {score}. Wordings with the same words count as one phrase.",
        config.per_document, config.max_length,
    )
}

fn yake_rule(config: &PhraseConfig) -> String {
    format!(
        "The {} key phrases of a document are sequences of 1 to {} words without a punctuation mark, number or word with digits, that neither begin nor end with a stop word; words of fewer than three letters count as stop words here. The score is that of YAKE (Campos et al. 2020, as in the package `yake` 0.6.0); a low score is good. The score of a word is relatedness · position / (case + (frequency + sentences) / relatedness). The score of a phrase is the product of the scores of its words divided by occurrences · (1 + their sum), where a stop word inside the phrase with bigram probability p adds a factor 2 − p and a summand p − 1. Words are forms without a final s. Phrases with a similarity above 0.9 (1 − edits / length) to a better one are left out, and wordings with the same terms count as one phrase.",
        config.per_document,
        LONGEST_YAKE.min(config.max_length as usize),
    )
}
