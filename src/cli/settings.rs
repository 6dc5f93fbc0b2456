//! Settings that can be typed, in groups, and the groups that act in each command.

use refrain::model::Window;
use serde::Serialize;

use super::comparison_settings::{NetworkArgs, ReuseArgs, SimilarityArgs, WordingArgs};

/// All settings that can be typed; each is also a key of `refrain.toml`, in the section of its field.
#[derive(Debug, clap::Args, Serialize)]
pub(crate) struct SettingArgs {
    #[command(flatten)]
    #[serde(flatten)]
    corpus: CorpusSettings<TokenizeArgs>,
    #[command(flatten)]
    terms: TermArgs,
    #[command(flatten)]
    tfidf: TfidfArgs,
    #[command(flatten)]
    phrases: PhraseArgs,
    #[command(flatten)]
    cooccurrence: CooccurrenceArgs,
    #[command(flatten)]
    keyness: KeynessArgs,
    #[command(flatten)]
    collocates: CollocateArgs,
    #[command(flatten)]
    concepts: ConceptArgs,
    #[command(flatten)]
    reuse: ReuseArgs,
    #[command(flatten)]
    wording: WordingArgs,
    #[command(flatten)]
    similarity: SimilarityArgs,
    #[command(flatten)]
    network: NetworkArgs,
    #[command(flatten)]
    output: OutputArgs,
}

/// Settings of every command that reads documents; what acts of the words is the type.
#[derive(Debug, clap::Args, Serialize)]
pub(crate) struct CorpusSettings<T: clap::Args> {
    #[command(flatten)]
    read: ReadArgs,
    #[command(flatten)]
    tokenize: T,
    #[command(flatten)]
    boilerplate: BoilerplateArgs,
    #[command(flatten)]
    copies: CopiesArgs,
}

/// Settings of `refrain text`.
pub(crate) type TextSettings = CorpusSettings<LanguageArgs>;

/// Settings of `refrain words`.
pub(crate) type WordSettings = CorpusSettings<TokenizeArgs>;

/// Settings of commands that look for patterns and words as they are: `kwic`, `ngrams`.
#[derive(Debug, clap::Args, Serialize)]
pub(crate) struct PatternSettings {
    #[command(flatten)]
    #[serde(flatten)]
    corpus: CorpusSettings<PatternWordArgs>,
    #[command(flatten)]
    concepts: MatchArgs,
}

/// Settings of `refrain collocates`.
#[derive(Debug, clap::Args, Serialize)]
pub(crate) struct CollocateSettings {
    #[command(flatten)]
    #[serde(flatten)]
    corpus: CorpusSettings<TokenizeArgs>,
    #[command(flatten)]
    concepts: MatchArgs,
    #[command(flatten)]
    collocates: WindowArgs,
}

/// Settings of `refrain keyness`.
#[derive(Debug, clap::Args, Serialize)]
pub(crate) struct CompareSettings {
    #[command(flatten)]
    read: FileArgs,
    #[command(flatten)]
    tokenize: TokenizeArgs,
    #[command(flatten)]
    boilerplate: BoilerplateArgs,
    #[command(flatten)]
    copies: CopiesArgs,
    #[command(flatten)]
    keyness: KeyArgs,
}

/// How files are read.
#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Reading")]
struct FileArgs {
    /// Read every file as this: txt, md, html, xml, json, jsonl, csv, tsv, xlsx, docx, odt or pdf
    /// [default: by content, then by ending]
    #[arg(long = "input-format", value_name = "FORMAT")]
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<String>,

    /// Encoding of every text, such as windows-1251 or gb18030 [default: detected]
    #[arg(long, value_name = "NAME")]
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<String>,

    /// Read only files whose name or path matches, as in '*.txt' or '2015/**'; repeatable
    #[arg(long, value_name = "GLOB")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    include: Vec<String>,

    /// Leave out files whose name or path matches; repeatable
    #[arg(long, value_name = "GLOB")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    exclude: Vec<String>,

    /// What the path of a document states, as in {source}/{date}_{id}, or the name of a layout:
    /// ungd, dated, by-year
    #[arg(long, value_name = "TEMPLATE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,

    /// How a file that holds many texts is cut into documents: auto, none (a file is a document),
    /// speeches, or a regular expression of the line that begins one, as in '^Speech \d+$'; named
    /// groups are metadata, as in '^(?<date>\d{4}-\d\d-\d\d) (?<title>.+)$' [default: auto]
    #[arg(long, value_name = "HOW")]
    #[serde(skip_serializing_if = "Option::is_none")]
    split: Option<String>,

    /// Which number is the day in 03/04/2015: day-first or month-first [default: auto, not read]
    #[arg(long, value_name = "ORDER", value_parser = ["auto", "day-first", "month-first"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    date_order: Option<String>,

    /// What ends a paragraph of plain text: blank-line or line [default: blank-line]
    #[arg(long, value_name = "WHAT", value_parser = ["blank-line", "line"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    paragraph_break: Option<String>,

    /// Platform whose export the records are: auto (known by their fields), none, or a name such as
    /// twitter, reddit or guardian [default: auto]
    #[arg(long, value_name = "NAME")]
    #[serde(skip_serializing_if = "Option::is_none")]
    preset: Option<String>,

    /// Name of a record field in the data, as in text=body or text=response.docs.body; repeatable
    #[arg(long = "field", value_name = "FIELD=NAME", value_parser = field)]
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "as_map")]
    fields: Vec<(String, String)>,
}

/// How files are read, and what sources are.
#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Reading")]
struct ReadArgs {
    #[command(flatten)]
    #[serde(flatten)]
    files: FileArgs,

    /// Let a metadata column take the place of the source in every table
    #[arg(long, value_name = "COLUMN")]
    #[serde(skip_serializing_if = "Option::is_none")]
    group_by: Option<String>,
}

/// What a word is.
#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Words")]
pub(crate) struct LanguageArgs {
    /// Language of all documents, as a code of ISO 639 such as en, ga or ast [default: auto]
    #[arg(long, value_name = "CODE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
}

/// What makes words one: `stem:` and `lemma:` in a pattern go by it, too.
#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Words")]
struct LexiconArgs {
    /// What makes one term of several forms: auto, snowball (rust-stemmers), current (Snowball's main
    /// line), none or lemmas [default: auto, for each language the better of the first two]
    #[arg(long, value_name = "NAME", value_parser = ["auto", "snowball", "current", "none", "lemmas"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    stemmer: Option<String>,

    /// List of lemmas that terms are made by: form and lemma, also as AntConc and Sketch Engine have
    /// them; de=FILE for one language; repeatable
    #[arg(long, value_name = "FILE")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lemmas: Vec<String>,

    /// File of expressions that count as one word, one a line; repeatable
    #[arg(long, value_name = "FILE")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    compounds: Vec<String>,

    /// Table of words and what they are counted as, also a thesaurus of VOSviewer; repeatable
    #[arg(long, value_name = "FILE")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    synonyms: Vec<String>,
}

/// What a word of a pattern is.
#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Words")]
pub(crate) struct PatternWordArgs {
    #[command(flatten)]
    #[serde(flatten)]
    language: LanguageArgs,
    #[command(flatten)]
    #[serde(flatten)]
    lexicon: LexiconArgs,
}

/// What a word is, and which words are terms.
#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Words")]
pub(crate) struct TokenizeArgs {
    #[command(flatten)]
    #[serde(flatten)]
    language: LanguageArgs,

    /// Count stop words as terms
    #[arg(long = "no-stop-words")]
    #[serde(
        rename = "stop_words",
        skip_serializing_if = "is_unset",
        serialize_with = "negated"
    )]
    no_stop_words: bool,

    /// A further stop word; repeatable
    #[arg(long = "stop-word", value_name = "WORD")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    extra_stop_words: Vec<String>,

    /// File of further stop words, one a line; repeatable
    #[arg(long = "stop", value_name = "FILE")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stop_word_files: Vec<String>,

    /// Words that are no stop words, whatever the lists say, as in us,may
    #[arg(long, value_name = "WORDS", value_delimiter = ',')]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unstop: Vec<String>,

    #[command(flatten)]
    #[serde(flatten)]
    lexicon: LexiconArgs,

    /// Parts of speech of the words that count as terms, as the list of lemmas names them
    #[arg(long = "pos", value_name = "TAGS", value_delimiter = ',')]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts_of_speech: Vec<String>,

    /// Least number of characters of a term [default: 1]
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    min_chars: Option<u32>,

    /// Count numbers as terms
    #[arg(long)]
    #[serde(skip_serializing_if = "is_unset")]
    numbers: bool,
}

#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Boilerplate")]
struct BoilerplateArgs {
    /// Count menus, by-lines, copyright lines and paragraphs that a source repeats around its texts;
    /// of web pages the main text is taken all the same
    #[arg(long = "keep-boilerplate")]
    #[serde(skip_serializing_if = "is_unset")]
    keep: bool,

    /// Count them in the texts of one source; repeatable
    #[arg(long = "keep-boilerplate-of", value_name = "SOURCE")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keep_sources: Vec<String>,
}

#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Copies")]
struct CopiesArgs {
    /// Documents that copy another: count them all, only the first of each text, or off to not
    /// look for copies [default: count]
    #[arg(long = "copies", value_name = "HOW", value_parser = ["count", "first", "off"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    weigh: Option<String>,

    /// Minimum share, 0.5 to 1, of the shorter document's words that must recur in the copy, in runs
    /// of five or more [default: 0.65]
    #[arg(long = "copy-similarity", value_name = "SHARE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    similarity: Option<f64>,
}

#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Terms")]
struct TermArgs {
    /// Least occurrences of a term in the corpus [default: 1]
    #[arg(long, value_name = "N")]
    #[serde(rename = "min_count", skip_serializing_if = "Option::is_none")]
    min_term_count: Option<u32>,

    /// Least documents that hold a term [default: 1]
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    min_df: Option<u32>,

    /// The largest share of the documents in its language that may hold a term [default: 1]
    #[arg(long, value_name = "SHARE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    max_df: Option<f64>,
}

#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "TF-IDF")]
struct TfidfArgs {
    /// smooth (as scikit-learn), tidytext, quanteda, or smart: and three letters [default: smooth]
    #[arg(long, value_name = "NAME")]
    #[serde(skip_serializing_if = "Option::is_none")]
    weighting: Option<String>,
}

#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Key phrases")]
struct PhraseArgs {
    /// Most words of a key phrase, 1 to 5 [default: 5]
    #[arg(long, value_name = "N")]
    #[serde(rename = "max_length", skip_serializing_if = "Option::is_none")]
    max_phrase_length: Option<u32>,

    /// Least occurrences of a key phrase [default: 2, and 1 more for each 500,000 tokens]
    #[arg(long, value_name = "N")]
    #[serde(rename = "min_count", skip_serializing_if = "Option::is_none")]
    min_phrase_count: Option<u32>,

    /// Stop words inside a key phrase: none, linking ("rule of law") or all [default: linking]
    #[arg(long, value_name = "WHICH")]
    #[serde(skip_serializing_if = "Option::is_none")]
    inner_words: Option<String>,

    /// Words that count as one when near-variants of phrases are grouped, as in 'labour work';
    /// repeatable [default: none]
    #[arg(long = "same-words", value_name = "WORDS")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    same_words: Vec<String>,

    /// How many key phrases of each document are listed, 1 to 100 [default: 15]
    #[arg(long = "phrases-per-document", value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    per_document: Option<u32>,

    /// How the key phrases of a document are scored: refrain or yake (1 to 3 words; low is
    /// good) [default: refrain]
    #[arg(long, value_name = "NAME", value_parser = ["refrain", "yake"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    document_score: Option<String>,
}

#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Co-occurrence")]
struct CooccurrenceArgs {
    /// Scopes: sentence, paragraph, document, window:K; several with commas [default: sentence]
    #[arg(long = "scope", value_name = "SCOPE", value_delimiter = ',')]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    scopes: Vec<String>,

    /// How many key phrases take part, the best-scored first [default: 100]
    #[arg(long, value_name = "N")]
    #[serde(rename = "phrases", skip_serializing_if = "Option::is_none")]
    pair_phrases: Option<u32>,

    /// Least number of units that hold a pair [default: 2]
    #[arg(long, value_name = "N")]
    #[serde(rename = "min_count", skip_serializing_if = "Option::is_none")]
    min_pair_count: Option<u32>,
}

#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Keyness")]
struct KeynessArgs {
    /// The source that all others are compared with, by its name or that of its folder [default: each
    /// with all others together]
    #[arg(long, value_name = "SOURCE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<String>,

    #[command(flatten)]
    #[serde(flatten)]
    keys: KeyArgs,
}

/// What keyness lists.
#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Keyness")]
struct KeyArgs {
    /// Least occurrences, in the source and its reference together, of what is compared [default: 5]
    #[arg(long, value_name = "N")]
    #[serde(rename = "min_count", skip_serializing_if = "Option::is_none")]
    min_key_count: Option<u32>,

    /// List candidates whose conservative log ratio is 0 too
    #[arg(long)]
    #[serde(rename = "all", skip_serializing_if = "is_unset")]
    all_keys: bool,

    /// How p-values are adjusted: benjamini-hochberg or holm [default: benjamini-hochberg]
    #[arg(long, value_name = "HOW", value_parser = ["benjamini-hochberg", "holm"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    adjustment: Option<String>,
}

#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Collocates")]
struct CollocateArgs {
    /// Tokens on each side of a hit, within its sentence, 1 to 100: 5, or 5L,3R [default: 5]
    #[arg(long, value_name = "TOKENS")]
    #[serde(rename = "window", skip_serializing_if = "Option::is_none")]
    collocate_window: Option<Window>,

    /// Least number of tokens of a collocate inside windows [default: 3]
    #[arg(long, value_name = "N")]
    #[serde(rename = "min_count", skip_serializing_if = "Option::is_none")]
    min_collocate_count: Option<u32>,

    /// Most collocates of a concept, in all sources and in each [default: 50]
    #[arg(long, value_name = "N")]
    #[serde(rename = "most", skip_serializing_if = "Option::is_none")]
    collocates: Option<u32>,

    /// A pattern that has collocates besides the concepts, such as 'climat*'; may be repeated
    #[arg(long = "collocates-of", value_name = "PATTERN")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    nodes: Vec<String>,
}

/// What `refrain collocates` looks at.
#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Collocates")]
struct WindowArgs {
    /// Tokens on each side of a hit, within its sentence, 1 to 100: 5, or 5L,3R [default: 5]
    #[arg(short, long, value_name = "TOKENS")]
    #[serde(skip_serializing_if = "Option::is_none")]
    window: Option<Window>,

    /// Least number of tokens of a collocate inside windows [default: 3]
    #[arg(long = "min-count", value_name = "N")]
    #[serde(rename = "min_count", skip_serializing_if = "Option::is_none")]
    min_collocate_count: Option<u32>,
}

/// How patterns match, in the section of concepts.
#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Patterns")]
struct MatchArgs {
    /// What patterns match where neither they nor the codebook say so: forms, stems or lemmas
    /// [default: forms]
    #[arg(long = "match", value_name = "BY", value_parser = ["forms", "stems", "lemmas"])]
    #[serde(rename = "match", skip_serializing_if = "Option::is_none")]
    match_by: Option<String>,

    /// Accents of patterns: as written, or folded (resume finds résumé) [default: written]
    #[arg(long, value_name = "HOW", value_parser = ["written", "folded"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    accents: Option<String>,

    /// Hyphens of patterns: as written, or any (multi-party, multi party, multiparty) [default: written]
    #[arg(long, value_name = "HOW", value_parser = ["written", "any"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    hyphens: Option<String>,
}

#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Concepts")]
struct ConceptArgs {
    /// Codebook: a file (YAML, LIWC .dic, Yoshikoder .ykd, Lexicoder .lcd or .lc3, WordStat .cat, or
    /// .csv with the columns concept and pattern), one that comes with refrain
    /// (builtin:cyberspace-governance), or none [default: concepts.yml beside the input, else none]
    #[arg(long, value_name = "CODEBOOK")]
    #[serde(rename = "codebook", skip_serializing_if = "Option::is_none")]
    concepts: Option<String>,

    #[command(flatten)]
    #[serde(flatten)]
    matching: MatchArgs,

    /// Words shown on each side of a hit [default: 12]
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    context: Option<u32>,

    /// Most candidates listed for a concept [default: 25]
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    candidates: Option<u32>,

    /// Most companions listed for a concept in all sources, in a source and in a period [default: 10]
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    companions: Option<u32>,

    /// Follow concepts by year, quarter or month, or none [default: auto, by what the dates allow]
    #[arg(long, value_name = "UNIT", value_parser = ["auto", "year", "quarter", "month", "none"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<String>,

    /// Permutations of periods for changes and turns of trends; 0: no changes and turns [default: 1000]
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    resamples: Option<u32>,

    /// Random seed of these permutations [default: 1]
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<u64>,
}

#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Output")]
struct OutputArgs {
    /// Tables to write, several with commas [default: all but those of --also]
    #[arg(long, value_name = "TABLE", value_delimiter = ',')]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    only: Vec<String>,

    /// Tables to write besides, which take longer: document_phrases, similarity, source_similarity,
    /// passages, passage_clusters, parallel_sentences, wording, networks, network_nodes,
    /// network_edges, network_differences, companions; or all
    #[arg(long, value_name = "TABLE", value_delimiter = ',')]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<String>,

    /// Write no report.html and no figures
    #[arg(long)]
    #[serde(
        rename = "report",
        skip_serializing_if = "is_unset",
        serialize_with = "negated"
    )]
    no_report: bool,

    /// Draw the figures as PNG too
    #[arg(long)]
    #[serde(skip_serializing_if = "is_unset")]
    png: bool,

    /// Formats to write besides CSV, several with commas: parquet (each table), xlsx (a workbook),
    /// matrix-market (documents and terms)
    #[arg(long = "format", value_name = "FORMAT", value_delimiter = ',')]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    formats: Vec<String>,

    /// Write CSV for a double click in Excel: with a byte-order mark, and ' before text that would
    /// run as a formula
    #[arg(long)]
    #[serde(skip_serializing_if = "is_unset")]
    excel: bool,
}

fn field(text: &str) -> Result<(String, String), String> {
    let (field, name) = text
        .split_once('=')
        .ok_or("expected FIELD=NAME, for example text=body")?;
    Ok((field.to_owned(), name.to_owned()))
}

fn as_map<S: serde::Serializer>(
    pairs: &[(String, String)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().map(|(field, name)| (field, name)))
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for this signature"
)]
pub(super) fn is_unset(flag: &bool) -> bool {
    !flag
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for this signature"
)]
pub(super) fn negated<S: serde::Serializer>(flag: &bool, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bool(!flag)
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory as _, Parser as _};
    use refrain::config::Resolved;

    use crate::cli::{Args, Command};

    #[test]
    fn the_command_line_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn the_help_names_every_built_in_codebook() {
        let mut command = Args::command();
        let run = command.find_subcommand_mut("run").expect("a command");
        let help = run.render_long_help().to_string();
        for name in refrain::analyze::Codebook::built_in_names() {
            assert!(help.contains(&format!("builtin:{name}")), "{name}");
        }
    }

    #[test]
    fn every_flag_reaches_its_setting() {
        let typed = "refrain config in --input-format html --encoding gb18030 --include *.htm \
            --exclude README* --group-by country --path {date}_{id} --date-order day-first \
            --paragraph-break line --field text=body \
            --language fr --no-stop-words --stop-word mr --min-chars 3 --numbers \
            --stop stop.txt --unstop us,may --stemmer current --lemmas en=l.tsv --pos NOUN,ADJ \
            --compounds c.txt --synonyms s.tsv \
            --keep-boilerplate --keep-boilerplate-of X --copies first --copy-similarity 0.9 --split none --preset reddit \
            --min-term-count 2 --min-df 3 --max-df 0.9 --weighting smart:ltc --max-phrase-length 3 --min-phrase-count 7 --inner-words all --same-words x \
            --phrases-per-document 5 --document-score yake \
            --scope sentence,window:5 --pair-phrases 50 --min-pair-count 4 --reference X \
            --min-key-count 9 --all-keys --adjustment holm \
            --collocate-window 3 --min-collocate-count 4 --collocates 9 --collocates-of climat* \
            --concepts none --match stems --accents folded --hyphens any --context 6 --candidates 7 --companions 4 --period month --resamples 99 --seed 7 \
            --shortest-passage 20 --passage-identity 0.8 --quoted-passages only \
            --across-sources --passages-of-copies \
            --document-similarity 0.6 --sentence-similarity 0.6 --within-days 3 \
            --neighbours 3 --least-similarity 0.5 --network-phrases 20 --network-terms 9 \
            --least-association 3.84 --backbone 0.5 --network-seed 3 --network-compare A,B \
            --only terms,kwic --also document_phrases --no-report --format matrix-market --excel";
        let png = cfg!(feature = "png").then_some("--png");
        let args = Args::try_parse_from(typed.split_whitespace().chain(png)).expect("parses");
        let Command::Config(input) = args.command else {
            panic!("config was typed")
        };
        let settings = Resolved::from_layers(None, &input.layer().expect("a layer"));
        let toml = settings.expect("settings").to_toml().expect("toml");
        let mut defaults = toml.lines().filter(|line| line.contains("# default"));
        assert!(
            defaults.all(|line| png.is_none() && line.starts_with("png =")),
            "a setting was not reached:\n{toml}"
        );
        for line in [
            "stop_words = false",
            "weighting = \"smart:ltc\"",
            "context = 6",
        ] {
            assert!(toml.contains(line), "{line} is missing:\n{toml}");
        }
    }
}
