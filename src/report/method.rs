//! How it was counted: rules, formulas and settings, so that each number can be defended.

use crate::analyze::{EXACT_TEXTS, KeyPhrases, Results};
use crate::config::{
    CollocateConfig, ConceptConfig, Config, CooccurrenceConfig, CopiesConfig, DocumentScore,
    KeynessConfig, NetworkConfig, PhraseConfig, SimilarityConfig, TokenizeConfig,
};
use crate::corpus::LEAST_COPY_WORDS;
use crate::model::{InnerWords, Stemmer, TableId};
use crate::stats::{Adjustment, LEAST_HOLDING, LEAST_UNITS, LEVEL, LONGEST_YAKE, ONE_TEXT_IN};

use super::text::plain;
use super::{Report, passages};

pub(super) const HEADING: &str = "How it was counted";

/// What explains the tables.
pub(super) const EXPLAINED_BY: &str = "`datapackage.json` explains every column of these tables, and `run.json` holds the settings, counts and hashes.";

pub(super) fn text(report: &Report<'_>) -> String {
    let mut out = list(&rules(report));
    out.push_str("\nThe tables beside this file:\n\n");
    for table in report.tables {
        let spec = &table.spec;
        out.push_str(&format!(
            "- `{}`: one row is {}; ordered {}.\n",
            spec.file(),
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
    let (results, config) = (report.results, report.config);
    let mut rules = vec![
        "A token is a word by Unicode's rules (UAX #29) that holds a letter or a digit; web and e-mail addresses, #tags and @names are one token each. Case is folded, composed and decomposed letters are the same, and a word hyphenated at a line end is one word.".to_owned(),
        "A sentence ends by the rules of UAX #29; a line end inside a paragraph is a space, a blank line ends the paragraph.".to_owned(),
        terms_rule(&config.tokenize, report.results.corpus.vocabulary.has_lemmas),
        format!(
            "Shares are per tokens of every kind, stop words and numbers included. N in idf is the number of analysed documents, {}.",
            results.corpus.documents.len()
        ),
        format!("TF-IDF: {}; n is the count of the term in the document, L the number of terms in the document, df the number of documents that hold it.", config.tfidf.weighting.describe()),
    ];
    if config
        .output
        .wants_any(&[TableId::Terms, TableId::Phrases, TableId::Concepts])
    {
        rules.push("Dispersion says how evenly something spreads over documents, or sources, of their own sizes in tokens: deviation of proportions (Gries 2008), normalised (Lijffijt and Gries 2012), 0 even and 1 all in one; Juilland's D, 1 even; KL/(1+KL) to base 2 (Gries 2021).".to_owned());
    }
    if results.keyness.are_known() {
        rules.push(keyness_rule(&config.keyness));
    }
    if results.keyness.are_known() || !results.concept_rates.by_source.is_empty() {
        rules.push(text_test_rule());
    }
    if config.copies.is_on() {
        rules.push(copies_rule(&config.copies));
    }
    if let Some(phrases) = &results.phrases {
        rules.push(phrases_rule(phrases, &config.phrases));
        rules.push(cooccurrence_rule(
            results.cooccurrences.chosen.len(),
            &config.cooccurrence,
        ));
    }
    rules.extend(context_rules(results, &config.collocates));
    if results.document_phrases.is_some() {
        rules.push(document_phrases_rule(&config.phrases));
    }
    rules.extend(similarity_rules(results, &config.similarity));
    rules.extend(network_rules(
        results,
        &config.network,
        config.cooccurrence.min_count,
    ));
    if results.associate_changes.is_some() {
        rules.push(companions_rule(&config.concepts));
    }
    rules.extend(passages::rules(results, &config.reuse, &config.wording));
    if results.concepts.is_some() {
        rules.extend(concept_rules(config));
    }
    rules
}

/// How concepts are counted and compared, as far as tables have it.
fn concept_rules(config: &Config) -> Vec<String> {
    let mut rules = vec![
        "Concept patterns match forms, whatever their case, with * and ? inside words; `stem:`, `lemma:` and `match:` ask for inflected words, and `/.../` is a regular expression over whole words. Punctuation between words is ignored, sentence ends are not. Inside a concept the longest match wins and each place counts once; `exclude` takes hits away. Companions are ranked by log-likelihood over sentences. The line quoted of a source is its sentence with most hits, the first by doc_id where several have as many.".to_owned(),
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
        rules.push("Concepts in a source and in all others are compared by the test of texts, p-values adjusted after Benjamini and Hochberg for the sources of a concept; intervals of differences after Zou and Donner (2008).".to_owned());
    }
    rules
}

/// A list in Markdown.
pub(super) fn list(items: &[String]) -> String {
    items.iter().map(|item| format!("- {item}\n")).collect()
}

fn copies_rule(copies: &CopiesConfig) -> String {
    format!(
        "A document is a copy of another if words in runs of five or more that both have, in whatever order, make up at least {} % of the shorter and more than half of the longer; one of fewer than {LEAST_COPY_WORDS} words only if all its words are the same. Case and punctuation do not matter. Every copy is similar to the document that represents its cluster: the earliest dated, then the longest, then the first by doc_id.",
        (copies.similarity * 100.0).round()
    )
}

fn phrases_rule(phrases: &KeyPhrases, config: &PhraseConfig) -> String {
    let ends_at = match config.inner_words {
        InnerWords::None => "stop word",
        InnerWords::Linking => {
            "stop word, other than a linking one (in English: of, for, in) between parts whose normalised PMI is at least 0.35"
        }
        InnerWords::All => "stop word at its ends",
    };
    format!(
        "A key phrase is a run of 1 to {} words that occurs at least {} times and crosses no sentence end, punctuation mark or {ends_at}; all occurrences are counted, nested ones included. Sequences that begin or end with a word that frames what is said (a verb of saying, an auxiliary, courtesy, a quantifier, a month), and some such words alone, are left out; `phrases_left_out.csv` lists them on request. C-value after Frantzi et al. (2000). Cohesion is the occurrences over the geometric mean of those of its words. The score is log2(1 + length) · (occurrences − nested occurrences) · share of sources · cohesion^0.3, for a single word in place of cohesion √(ln((N + 1)/df)/ln(N + 1)). Phrases of the same words in whatever order, stop words left out, are one group.",
        config.max_length, phrases.least_count,
    )
}

fn cooccurrence_rule(phrases: usize, config: &CooccurrenceConfig) -> String {
    let scopes = config.scopes.iter().map(ToString::to_string);
    format!(
        "Co-occurrence of the {phrases} key phrases that score highest, in: {}. A unit counts once for a pair whose phrases stand at different places in it, and for the longer phrase alone where they only overlap; pairs in at least {} units are listed. PMI and its kin are to base 2, log-likelihood is over four cells (Dunning 1993), logDice after Rychlý (2008).",
        scopes.collect::<Vec<_>>().join(", "),
        config.min_count,
    )
}

/// How collocations, collocates, recurrence and candidates were counted, as far as they were.
fn context_rules(results: &Results, collocates: &CollocateConfig) -> Vec<String> {
    let mut rules = Vec::new();
    if results.adjacent_pairs.is_some() {
        rules.push("Collocations are key phrases of two words, measured among all pairs of tokens side by side with no sentence end or punctuation between, in documents of their language (`collocations.csv`; formulas after Evert 2008, ΔP after Gries 2013, λ as quanteda's `textstat_collocations`).".to_owned());
    }
    if !results.collocates.nodes.is_empty() {
        rules.push(format!(
            "Collocates of a concept are words within {} of a hit, in its sentence. Marginals are exact: a token counts once however many windows it is in, tokens of hits are left out of all four cells, and a word is measured in documents of its language. Listed are at most {} for each, of {} tokens or more inside windows and above expectation, by log-likelihood.",
            collocates.window.describe(), collocates.most, collocates.min_count,
        ));
    }
    if !results.recurrence.is_empty() {
        rules.push("Recurrence does not go by volume: the effective number of sources is exp of the entropy of an item's rates in the sources (Hill 1973), after a Dirichlet prior of one occurrence spread over all (Perks 1947; Wolpert and Wolf 1995), so that few occurrences count as less even. Shared is what nine sources of ten or more hold; where there are fewer than ten, all.".to_owned());
    }
    if !results.candidates.is_empty() {
        rules.push("Candidates for a concept are in one ranking of two by reciprocal ranks, 1/(60 + rank) (Cormack, Clarke and Büttcher 2009): by log-likelihood of the company in sentences, and by the share of the concept's own words. A hit together with the next word before or behind it is a candidate however rare it is; other key phrases need two sentences apart from hits.".to_owned());
    }
    rules
}

/// How documents and sources were compared, as far as they were.
fn similarity_rules(results: &Results, config: &SimilarityConfig) -> Vec<String> {
    let mut rules = Vec::new();
    if results.similarity.nearest.is_some() {
        rules.push(format!(
            "The neighbours of a document are those with the highest cosine of TF-IDF weights, at most {} with {} or more; none is missed. Copies are kept, and the column copy_cluster tells them. Languages share no term, so neighbours are of one language.",
            config.neighbours, config.least
        ));
    }
    if results.similarity.sources.is_some() {
        rules.push("The vector of a source is the sum of the TF-IDF rows of its documents, each scaled to length 1. Sources are compared in each language by itself; in the whole corpus with each other and with all others together, in a period with all others together.".to_owned());
    }
    rules
}

/// How networks were made, as far as they were.
fn network_rules(results: &Results, config: &NetworkConfig, least_sentences: u32) -> Vec<String> {
    let Some(networks) = &results.networks else {
        return Vec::new();
    };
    let mut rules = vec![format!(
        "Networks join the best-scored {} key phrases of two words or more, {} of one word, and the concepts, by the sentences in which they stand apart from each other; a phrase is not joined to one that holds all its words. An edge needs {least_sentences} sentences, more than expected, and a log-likelihood of {}; of these the disparity filter (Serrano et al. 2009) keeps those below {}, and those of the maximum spanning forest are kept too. Edges are weighed by NPMI. Communities are those of the highest modularity in ten runs of the Leiden algorithm (Traag et al. 2019), seed {}; betweenness (Freeman 1977) and core numbers (Seidman 1983) take edges as equal.",
        config.phrases, config.terms, config.least_log_likelihood, config.alpha, config.seed
    )];
    if networks.differences.is_some() {
        rules.push("Edges of two sources are compared by the difference of their log odds ratios over its standard error (Woolf 1955), p-values adjusted after Benjamini and Hochberg. Sentences are taken for independent of each other, which those of one document are not.".to_owned());
    }
    rules
}

fn companions_rule(config: &ConceptConfig) -> String {
    format!(
        "Companions of a concept are key phrases in its sentences, apart from its hits, at least two and more than expected: in the whole corpus, in each source and in each period at most {}, by log-likelihood. A source is compared with the whole corpus, a period with the last one before in which the concept occurs.",
        config.companions
    )
}

fn document_phrases_rule(config: &PhraseConfig) -> String {
    let score = match config.document_score {
        DocumentScore::Refrain => {
            "The score is (1.1 n − occurrences in the most frequent sequence one word longer) · √(mean occurrences of its words) · 1 / (1 + 5 ln(1 + first / 100)) · mean characters of its words · 2^(share of its occurrences in capital letters inside sentences) · 0.2 for each word of general use · 0.2 with a linking word · (ln((N + 1) / df) / ln(N + 1))^1.5; for one word · 0.45 (names / 0.1)^1.5, where names is the share of words with a capital letter that do not begin a sentence, from 0.02 to 0.3 (0.1 where capital letters mark no names); for more · (1 + ln df)^1.5, · 0.5 for four words and more, and · 0.7 if they occur once. The constants were fitted to eight sets of texts with key phrases chosen by people"
        }
        DocumentScore::Yake => return yake_rule(config),
    };
    format!(
        "The {} key phrases of a document are runs of 1 to {} words, or parts of them, that no stop word, number or punctuation mark parts; and sequences of two parts around a linking word (\"rule of law\") that occur at least twice. {score}. Wordings with the same words are one phrase.",
        config.per_document, config.max_length,
    )
}

fn yake_rule(config: &PhraseConfig) -> String {
    format!(
        "The {} key phrases of a document are runs of 1 to {} words that no punctuation mark, number or word with digits parts, and that begin and end with no stop word; words of fewer than three letters are stop words here. The score is that of YAKE (Campos et al. 2020, as the package `yake` 0.6.0), low is good: a word's is relatedness · position / (case + (frequency + sentences) / relatedness), a phrase's the product of its words' over occurrences · (1 + their sum), where a stop word inside with bigram probability p is a factor 2 − p and a summand p − 1. Words are forms without a final s. Phrases with a similarity above 0.9 (1 − edits / length) to a better one are left out, and wordings with the same terms are one phrase.",
        config.per_document,
        LONGEST_YAKE.min(config.max_length as usize),
    )
}

/// How intervals of rates were found.
fn interval_rule() -> String {
    format!(
        "Intervals of rates of concepts are 95 % intervals whose unit is the text, copies of one text in a group being one; below {LEAST_UNITS} texts there is none. With w the shares of the texts in the tokens, h their hits and H all hits, c² = (Σ(h/H − w)² − (1 − Σw²)/H) / (Σw² − 2Σw³ + (Σw²)²), at least 0, says how far rates of texts differ beyond chance. Their squared standard error, relative to the rate, is v = s/(1 − s/2) + 1/H with s = c²Σw², at most 1. The logarithm of the rate is corrected by −ψ(1/v) − ln v and has the variance ψ′(1/v), as for gamma rates; the quantile is Student's t with Satterthwaite's degrees of freedom (1946), those of s being (1/Σw² − 1)/(1 + c²), at least 3. By simulation they hold the true rate in 91 to 98 of 100 cases for 5 to 50 texts of unequal length whose true rates are equal or gamma with a coefficient of variation of 1 or 2."
    )
}

/// How trends were found.
fn trend_rule(config: &ConceptConfig) -> String {
    format!(
        "Trends of concepts go by the rates of periods with documents, eight or more. The slope is the median of the slopes between any two periods (Theil 1950; Sen 1968); its interval and the test of Mann and Kendall have the variance of Hamed and Rao (1998) for autocorrelated values, where it is larger. The change of level is that of Pettitt (1979), the turn the place where the ranks before rise and those behind fall (or the reverse) most clearly, each part at least a quarter of the periods (as Mack and Wolfe 1981); their p-values are by at most {} permutations of the periods, seed {}, fewer where ten are as large (Besag and Clifford 1991), with the statistics divided by √((1 + r)/(1 − r)), r the autocorrelation at lag one of what is left. p-values are adjusted after Benjamini and Hochberg. It is a hump or a dip if the adjusted p of the turn is below {LEVEL}, otherwise a rise or a fall if that of the trend is, otherwise none.",
        config.resamples, config.seed
    )
}

/// How texts of two groups were compared: the one rule for what differs.
fn text_test_rule() -> String {
    format!(
        "Whether a source differs reliably is one rule, for concepts, terms and phrases, in text, tables and figures; its unit is the text, copies of one text in a source being one. Each text has a residual, (h − p·L)/√(L(1 + c²pL)): h are its occurrences, L its tokens, p the rate in all texts, c² as for intervals; its variance does not depend on the length, as that of Pearson residuals under the negative binomial distribution. The sum of those of the source is compared with that of as many texts drawn from all without replacement; tails are those of a Pearson distribution of type III with the exact mean, variance and skewness of that sum (Mielke and Berry 2007); among more than {EXACT_TEXTS} texts the lengths of those without the item are taken in steps of a sixteenth of an octave. It differs if the adjusted p is below {LEVEL}, and if at least {LEAST_HOLDING} texts and one in {ONE_TEXT_IN} have it where the rate is higher. Intervals are shown, and do not decide."
    )
}

fn keyness_rule(config: &KeynessConfig) -> String {
    let reference = if config.reference.is_empty() {
        "all other sources together".to_owned()
    } else {
        format!("the source {}", plain(&config.reference))
    };
    let listed = if config.all {
        "All of these are listed"
    } else {
        "Listed are those whose conservative log ratio is not 0"
    };
    let adjustment = match config.adjustment {
        Adjustment::BenjaminiHochberg => "Benjamini and Hochberg",
        Adjustment::Holm => "Holm",
    };
    format!(
        "Keyness compares each source with {reference}: terms, key phrases of two words or more and concepts that occur at least {} times in both together, terms and phrases among the documents of their language. {listed}: the bound, nearer to 0, of the interval of Clopper and Pearson at 0.05 divided by the number of candidates (Evert 2022). G² is over four cells, p-values are adjusted after {adjustment} for the candidates of a kind and language in a source. These measures take words for independent of each other, which they are not: of two random halves of a corpus they list dozens. So `p_text` is a test whose unit is the text, adjusted likewise, and only what it finds is called distinctive (`distinctive`).",
        config.min_count
    )
}

fn terms_rule(config: &TokenizeConfig, has_lemmas: bool) -> String {
    let stop_words = if config.stop_words {
        "Stop words (NLTK's list for the language, else that of Stopwords ISO) do not count as terms"
    } else {
        "Stop words count as terms"
    };
    let extra = if config.extra_stop_words.is_empty() && config.stop_word_files.is_empty() {
        ""
    } else {
        ", nor do those of the settings"
    };
    let unstop = match config.unstop.as_slice() {
        [] => String::new(),
        words => format!(", but these do: {}", plain(&words.join(", "))),
    };
    let numbers = if config.numbers {
        "numbers do"
    } else {
        "nor do numbers"
    };
    let short = match config.min_chars {
        0 | 1 => String::new(),
        least => format!("; words under {least} characters do not"),
    };
    let term = term_rule(config, has_lemmas);
    format!(
        "{term} Two languages never share a term. The hyphen of a prefix such as co-, re- or multi- does not part words, other hyphens do. {stop_words}{extra}{unstop}; {numbers}{short}."
    )
}

/// What makes the term of a form.
fn term_rule(config: &TokenizeConfig, has_lemmas: bool) -> String {
    let stem = match config.stemmer {
        Stemmer::Auto => {
            "the Snowball stem of its forms in the language of the document (in English by Snowball's main line, else by rust-stemmers; a short list of exceptions parts words such as experience and experiment)"
        }
        Stemmer::Snowball => {
            "the Snowball stem of its forms in the language of the document, by rust-stemmers with a short list of exceptions"
        }
        Stemmer::Current => {
            "the Snowball stem of its forms in the language of the document, by Snowball's main line with a short list of exceptions"
        }
        Stemmer::None | Stemmer::Lemmas => "its form",
    };
    let synonyms = if config.synonyms.is_empty() {
        ""
    } else {
        " Words of a list of synonyms count as the preferred word."
    };
    let compounds = if config.compounds.is_empty() {
        ""
    } else {
        " Expressions of a list count as one word."
    };
    if !has_lemmas {
        return format!("A term is {stem}.{synonyms}{compounds}");
    }
    let lacking = match config.stemmer {
        Stemmer::Snowball | Stemmer::Current => stem,
        _ => "its form",
    };
    let parts = match config.parts_of_speech.as_slice() {
        [] => String::new(),
        parts => format!(
            " Of the words in the list only these parts of speech count: {}.",
            plain(&parts.join(", "))
        ),
    };
    format!(
        "A term is the lemma of its forms in the lists or the tagged inputs; where the list lacks a form, {lacking}.{parts}{synonyms}{compounds}"
    )
}
