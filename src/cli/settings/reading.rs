//! Settings of reading: what files are, and what their records and paths state.

use serde::Serialize;

/// How files are read.
#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Reading")]
pub(super) struct FileArgs {
    /// Read every file in this format [default: by content, then by extension]
    #[arg(long, value_name = "FORMAT", value_parser = ["auto", "txt", "md", "html", "xml", "json", "jsonl", "csv", "tsv", "xlsx", "docx", "odt", "pdf"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    input_format: Option<String>,

    /// Read every text in this encoding, as in windows-1251 [default: detected]
    #[arg(long, value_name = "NAME")]
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<String>,

    /// Read only files that match a glob; repeatable
    ///
    /// The glob is compared with the name and with the path of a file, as in '*.txt' or '2015/**'.
    #[arg(long, value_name = "GLOB")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    include: Vec<String>,

    /// Skip files that match a glob; repeatable
    #[arg(long, value_name = "GLOB")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    exclude: Vec<String>,

    /// Read metadata from paths, as in {source}/{date}_{id}
    ///
    /// Layouts with a name: ungd is {source}_{session}_{year}, dated is {date}_{id}, by-year is
    /// {source}/{year}/{id}.
    #[arg(long, value_name = "TEMPLATE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,

    /// Cut files that hold several texts into documents [default: auto]
    ///
    /// auto cuts files whose layout refrain knows, none reads each file as one document, and speeches cuts
    /// transcripts into speeches. A regular expression describes the line that begins a document, as in
    /// '^Speech \d+$'; its named groups become metadata, as in '^(?<date>\d{4}-\d\d-\d\d) (?<title>.+)$'.
    #[arg(long, value_name = "HOW")]
    #[serde(skip_serializing_if = "Option::is_none")]
    split: Option<String>,

    /// Set the order of day and month in dates such as 03/04/2015 [default: auto]
    ///
    /// With auto, dates of which the order is not clear are not read.
    #[arg(long, value_name = "ORDER", value_parser = ["auto", "day-first", "month-first"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    date_order: Option<String>,

    /// Set what ends a paragraph of plain text [default: blank-line]
    #[arg(long, value_name = "WHAT", value_parser = ["blank-line", "line"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    paragraph_break: Option<String>,

    /// Read records of a platform [default: auto]
    #[arg(long, value_name = "NAME")]
    #[serde(skip_serializing_if = "Option::is_none")]
    preset: Option<String>,

    /// Name a record field in the data, as in text=body; repeatable
    ///
    /// The fields are id, source, date, title, text and language. Dots lead into nested records, as in
    /// text=response.docs.body.
    #[arg(long = "field", value_name = "FIELD=NAME", value_parser = field)]
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "as_map")]
    fields: Vec<(String, String)>,
}

/// How files are read, and what sources are.
#[derive(Debug, clap::Args, Serialize)]
#[command(next_help_heading = "Reading")]
pub(super) struct ReadArgs {
    #[command(flatten)]
    #[serde(flatten)]
    files: FileArgs,

    /// Use a metadata column as the source
    ///
    /// The column takes the place of the source in every table.
    #[arg(long, value_name = "COLUMN")]
    #[serde(skip_serializing_if = "Option::is_none")]
    group_by: Option<String>,
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
