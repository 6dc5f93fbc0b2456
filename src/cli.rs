//! What was typed: commands, arguments and flags, nothing resolved yet.

use std::path::PathBuf;

use bytesize::ByteSize;
use clap::{Parser, Subcommand};
use refrain::Error;
use serde::Serialize;

/// Finds what a set of sources keeps repeating.
///
/// Reads a folder of documents, counts terms, key phrases, their company and, with a codebook, its
/// concepts, and writes tables and a summary that can be defended in print.
#[derive(Debug, Parser)]
#[command(
    version,
    max_term_width = 100,
    after_help = "Example:\n  refrain run speeches -o results\n\nExit status: 0 done, 1 failed with nothing half-written, 2 wrong usage or settings,\n3 done but documents were skipped (with --strict)."
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Analyse documents, and write tables and a report
    Run(RunArgs),
    /// Print a concordance: every place where a pattern occurs, with its context
    Kwic(KwicArgs),
    /// Write each document's cleaned text to its own UTF-8 file
    Text(TextArgs),
    /// Write refrain.toml and concepts.yml to start from, with the phrases that recur most as proposals
    Init(InitArgs),
    /// Print the settings in force as TOML, with the origin of each
    Config(InputArgs),
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  refrain run                               input/ to output/\n  refrain run speeches -o results           a folder; each sub-folder is a source\n  refrain run a.jsonl --field text=body     records, one a line\n  zstd -dc c.jsonl.zst | refrain run -      records on standard input\n  refrain run un --path '{source}_{year}'    what the names of the files state\n  refrain run speeches --group-by country   compare countries (a column of metadata.csv)\n  refrain run papers --only document_phrases --phrases-per-document 10   what each is about\n  refrain run speeches --also passages,passage_clusters   what they took over word for word\n  refrain run speeches --concepts mine.yml  follow your own concepts\n  refrain run speeches --format xlsx        a workbook besides the CSV files\n  refrain run news --copies first           count an agency report once, however many printed it"
)]
pub(crate) struct RunArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,

    /// Folder to write; what refrain wrote there before is replaced as a whole
    #[arg(short, long, value_name = "DIR", default_value = "output")]
    pub(crate) output: PathBuf,

    /// Write into a folder that refrain did not write; files of other names in it are kept
    #[arg(long)]
    pub(crate) force: bool,

    /// Exit with status 3 if any document was skipped
    #[arg(long)]
    pub(crate) strict: bool,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  refrain kwic 'climate change' speeches\n  refrain kwic 'negotiat*' speeches > hits.csv\n  refrain kwic '\"climate change\"~3'          in any order, at most 3 words between"
)]
pub(crate) struct KwicArgs {
    /// Words to look for: by stem; with * or ? by form; "in quotes" exactly as they are
    pub(crate) pattern: String,

    #[command(flatten)]
    pub(crate) input: InputArgs,

    /// Write CSV also on a terminal
    #[arg(long)]
    pub(crate) csv: bool,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  refrain text pages -o texts               the main text of each web page\n  refrain text archive.zip -o texts         whatever is inside, as UTF-8\n\nBoilerplate is left out, as from every count; --keep-boilerplate leaves it in."
)]
pub(crate) struct TextArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,

    /// Folder to write, new or empty
    #[arg(short, long, value_name = "DIR", default_value = "texts")]
    pub(crate) output: PathBuf,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Reads the documents in DIR, with the settings of its refrain.toml if there is one, and proposes the\nphrases that recur most as concepts. Existing files are never overwritten."
)]
pub(crate) struct InitArgs {
    /// Folder of the documents; the two files are written into it
    #[arg(default_value = ".", value_name = "DIR")]
    pub(crate) folder: PathBuf,
}

/// Arguments of every command that reads documents.
#[derive(Debug, clap::Args)]
pub(crate) struct InputArgs {
    /// Folders, files and archives to read, `-` for standard input [default: input]
    #[arg(value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,

    /// Settings file [default: refrain.toml beside the input, if there is one]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,

    /// Number of worker threads, at most 512 [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub(crate) threads: Option<u16>,

    /// Memory to make do with, about, such as 512MiB: what does not fit waits in a temporary file
    /// beside the output [default: as much as it takes]
    #[arg(long, value_name = "SIZE")]
    pub(crate) memory: Option<ByteSize>,

    /// Folder that keeps what was read, so that documents that have not changed are not read again
    #[arg(long, value_name = "DIR")]
    pub(crate) cache: Option<PathBuf>,

    /// Hide progress and the final summary
    #[arg(short, long)]
    pub(crate) quiet: bool,

    #[command(flatten)]
    pub(crate) settings: SettingArgs,
}

impl InputArgs {
    /// What was typed as a layer over the settings file.
    pub(crate) fn layer(&self) -> Result<toml::Table, Error> {
        toml::Table::try_from(&self.settings)
            .map_err(|error| Error::setting("command line", error.to_string()))
    }
}

/// Settings that can be typed; each is also a key of `refrain.toml`, in the section of its field.
#[derive(Debug, clap::Args, Serialize)]
pub(crate) struct SettingArgs {
    #[command(flatten)]
    read: ReadArgs,
    #[command(flatten)]
    tokenize: TokenizeArgs,
    #[command(flatten)]
    boilerplate: BoilerplateArgs,
    #[command(flatten)]
    copies: CopiesArgs,
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
    pub(crate) concepts: ConceptArgs,
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

#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Reading")]
struct ReadArgs {
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

    /// Let a metadata column take the place of the source in every table
    #[arg(long, value_name = "COLUMN")]
    #[serde(skip_serializing_if = "Option::is_none")]
    group_by: Option<String>,

    /// What the path of a document states, as in {source}/{date}_{id}, or the name of a layout:
    /// ungd, dated, by-year
    #[arg(long, value_name = "TEMPLATE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,

    /// Which number is the day in 03/04/2015: day-first or month-first [default: auto, not read]
    #[arg(long, value_name = "ORDER", value_parser = ["auto", "day-first", "month-first"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    date_order: Option<String>,

    /// What ends a paragraph of plain text: blank-line or line [default: blank-line]
    #[arg(long, value_name = "WHAT", value_parser = ["blank-line", "line"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    paragraph_break: Option<String>,

    /// Name of a record field in the data, as in text=body; repeatable
    #[arg(long = "field", value_name = "FIELD=NAME", value_parser = field)]
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "as_map")]
    fields: Vec<(String, String)>,
}

#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Words")]
struct TokenizeArgs {
    /// Language of all documents, as a two-letter code [default: auto]
    #[arg(long, value_name = "CODE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,

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
    /// Tokens on each side of a hit, within its sentence, 1 to 100 [default: 5]
    #[arg(long, value_name = "TOKENS")]
    #[serde(rename = "window", skip_serializing_if = "Option::is_none")]
    collocate_window: Option<u32>,

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

#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Concepts")]
pub(crate) struct ConceptArgs {
    /// Codebook: a file (YAML, LIWC .dic, Yoshikoder .ykd, Lexicoder .lcd or .lc3, WordStat .cat, or
    /// .csv with the columns concept and pattern), one that comes with refrain
    /// (builtin:cyberspace-governance), or none [default: concepts.yml beside the input, else none]
    #[arg(long, value_name = "CODEBOOK")]
    #[serde(rename = "codebook", skip_serializing_if = "Option::is_none")]
    pub(crate) concepts: Option<String>,

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
#[command(next_help_heading = "Shared passages")]
struct ReuseArgs {
    /// Least words of a passage in the document where it is longer, 5 or more [default: 12]
    #[arg(long = "shortest-passage", value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    shortest: Option<u32>,

    /// Least share of the same words in a passage, 0.5 to 1 [default: 0.7]
    #[arg(long = "passage-identity", value_name = "SHARE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    identity: Option<f64>,

    /// Passages within quotation marks: mark, leave-out, or only those [default: mark]
    #[arg(long = "quoted-passages", value_name = "HOW", value_parser = ["mark", "leave-out", "only"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    quoted: Option<String>,

    /// Look for passages between documents of different sources only
    #[arg(long = "across-sources")]
    #[serde(
        rename = "within_sources",
        skip_serializing_if = "is_unset",
        serialize_with = "negated"
    )]
    across_sources: bool,

    /// Compare copies of a document too, not only the one that represents them
    #[arg(long = "passages-of-copies")]
    #[serde(skip_serializing_if = "is_unset")]
    copies: bool,
}

#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Parallel wording")]
struct WordingArgs {
    /// Least similarity of two documents that render the same event, 0 to 1 [default: 0.25]
    #[arg(long = "document-similarity", value_name = "SHARE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    documents: Option<f64>,

    /// Least similarity of two sentences that say the same, 0 to 1 [default: 0.45]
    #[arg(long = "sentence-similarity", value_name = "SHARE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    sentences: Option<f64>,

    /// Most days between two such documents, where both dates are known [default: 7]
    #[arg(long = "within-days", value_name = "DAYS")]
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<u32>,
}

#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Similarity")]
struct SimilarityArgs {
    /// Most neighbours listed for a document, 1 to 1000 [default: 10]
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    neighbours: Option<u32>,

    /// Least cosine of a neighbour, 0 to 1 [default: 0.1]
    #[arg(long = "least-similarity", value_name = "COSINE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    least: Option<f64>,
}

#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Networks")]
struct NetworkArgs {
    /// How many key phrases of two words or more may be nodes, the best-scored first [default: 150]
    #[arg(long, value_name = "N")]
    #[serde(rename = "phrases", skip_serializing_if = "Option::is_none")]
    network_phrases: Option<u32>,

    /// How many key phrases of one word may be nodes, the best-scored first [default: 50]
    #[arg(long, value_name = "N")]
    #[serde(rename = "terms", skip_serializing_if = "Option::is_none")]
    network_terms: Option<u32>,

    /// Least log-likelihood of an edge [default: 10.83, which is p = 0.001]
    #[arg(long = "least-association", value_name = "G2")]
    #[serde(skip_serializing_if = "Option::is_none")]
    least_log_likelihood: Option<f64>,

    /// Level of the disparity filter that leaves the backbone, above 0 to 1; 1 keeps all edges
    /// [default: 0.3]
    #[arg(long = "backbone", value_name = "ALPHA")]
    #[serde(skip_serializing_if = "Option::is_none")]
    alpha: Option<f64>,

    /// Random seed for community detection [default: 1]
    #[arg(long, value_name = "N")]
    #[serde(rename = "seed", skip_serializing_if = "Option::is_none")]
    network_seed: Option<u64>,

    /// Two sources whose networks are compared, in network_differences [default: the two largest]
    #[arg(long = "network-compare", value_name = "A,B", value_delimiter = ',')]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    compare: Vec<String>,
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
fn is_unset(flag: &bool) -> bool {
    !flag
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for this signature"
)]
fn negated<S: serde::Serializer>(flag: &bool, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bool(!flag)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;
    use refrain::config::Resolved;

    use super::*;

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
            --keep-boilerplate --keep-boilerplate-of X --copies first --copy-similarity 0.9 \
            --min-term-count 2 --min-df 3 --max-df 0.9 --weighting smart:ltc --max-phrase-length 3 --min-phrase-count 7 --inner-words all --same-words x \
            --phrases-per-document 5 --document-score yake \
            --scope sentence,window:5 --pair-phrases 50 --min-pair-count 4 --reference X \
            --min-key-count 9 --all-keys --adjustment holm \
            --collocate-window 3 --min-collocate-count 4 --collocates 9 --collocates-of climat* \
            --concepts none --context 6 --candidates 7 --companions 4 --period month --resamples 99 --seed 7 \
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
