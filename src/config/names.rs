//! The names of settings: the flag of a key, and names that were in use before.
//!
//! A setting has one name. On the command line it is `--max-phrase-length`, in the file `max_phrase_length`;
//! the few that differ are listed here.

/// Keys whose flag is not the key with hyphens: what turns a setting off, and what takes one value each
/// time it is typed.
const FLAGS: [(&str, &str); 8] = [
    ("stop_words", "no-stop-words"),
    ("report", "no-report"),
    ("csv", "no-csv"),
    ("fields", "field"),
    ("extra_stop_words", "extra-stop-word"),
    ("stop_word_files", "stop-word-file"),
    ("scopes", "scope"),
    ("formats", "format"),
];

/// Flags that were in use before, with those of today.
pub const OLD_FLAGS: [(&str, &str); 3] = [
    ("stop-word", "extra-stop-word"),
    ("stop", "stop-word-file"),
    ("least-association", "least-log-likelihood"),
];

/// Sections of the file that were in use before, with those of today.
pub(super) const OLD_SECTIONS: [(&str, &str); 1] = [("reuse", "passages")];

/// Keys of the file that were in use before: the section of today, the old key, and the key of today.
pub const OLD_KEYS: [(&str, &str, &str); 35] = [
    ("read", "format", "input_format"),
    ("tokenize", "parts_of_speech", "pos"),
    ("boilerplate", "keep", "keep_boilerplate"),
    ("boilerplate", "keep_sources", "keep_boilerplate_of"),
    ("copies", "weigh", "copies"),
    ("copies", "similarity", "copy_similarity"),
    ("terms", "min_count", "min_term_count"),
    ("phrases", "max_length", "max_phrase_length"),
    ("phrases", "min_count", "min_phrase_count"),
    ("phrases", "per_document", "phrases_per_document"),
    ("cooccurrence", "phrases", "pair_phrases"),
    ("cooccurrence", "min_count", "min_pair_count"),
    ("keyness", "min_count", "min_key_count"),
    ("keyness", "all", "all_keys"),
    ("collocates", "window", "collocate_window"),
    ("collocates", "min_count", "min_collocate_count"),
    ("collocates", "most", "collocates"),
    ("collocates", "nodes", "collocates_of"),
    ("concepts", "concepts", "codebook"),
    ("passages", "shortest", "shortest_passage"),
    ("passages", "identity", "passage_identity"),
    ("passages", "quoted", "quoted_passages"),
    ("passages", WITHIN_SOURCES, "across_sources"),
    ("passages", "copies", "passages_of_copies"),
    ("wording", "documents", "document_similarity"),
    ("wording", "sentences", "sentence_similarity"),
    ("wording", "days", "within_days"),
    ("similarity", "least", "least_similarity"),
    ("network", "phrases", "network_phrases"),
    ("network", "terms", "network_terms"),
    ("network", "least_association", "least_log_likelihood"),
    ("network", "alpha", "backbone"),
    ("network", "seed", "network_seed"),
    ("network", "compare", "network_compare"),
    ("output", "format", "formats"),
];

/// The old key that said the opposite of its successor.
pub(super) const WITHIN_SOURCES: &str = "within_sources";

/// The flag of a key, without its hyphens in front.
#[must_use]
pub fn flag(key: &str) -> String {
    let named = FLAGS.iter().find(|(known, _)| *known == key);
    named.map_or_else(|| key.replace('_', "-"), |(_, flag)| (*flag).to_owned())
}
