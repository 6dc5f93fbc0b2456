//! The page of a coding sheet: takes the rows of a coder, gives a page in which they are answered by
//! keyboard and saved as CSV. It loads nothing, and texts in it are data.

use askama::Template;
use serde_json::json;

use super::policy::policy;
use crate::error::{Error, Result};
use crate::report::CodingSheet;

const STYLE: &str = include_str!("template/coding/page.css");
const SCRIPT: &str = include_str!("template/coding/page.js");

#[derive(Template)]
#[template(path = "coding/page.html")]
struct CodingPage<'a> {
    policy: String,
    version: &'a str,
    coder: &'a str,
    number: usize,
    sheet: String,
    style: &'a str,
    script: &'a str,
}

/// The page of a sheet, which it saves to a file of this name.
///
/// # Errors
/// [`Error::Page`].
pub fn coding_page(sheet: &CodingSheet<'_>, file: &str) -> Result<String> {
    let questions = sheet.questions.iter();
    let questions = questions.map(
        |question| json!({ "question": question.question, "definition": question.definition }),
    );
    let rows = sheet.items.iter().map(|item| {
        json!({
            "id": item.id,
            "question": item.concept,
            "before": item.before,
            "text": item.text,
            "after": item.after,
        })
    });
    let data = json!({
        "sample": sheet.sample,
        "coder": sheet.coder,
        "file": file,
        "questions": questions.collect::<Vec<_>>(),
        "rows": rows.collect::<Vec<_>>(),
    });
    let page = CodingPage {
        policy: policy(STYLE, SCRIPT),
        version: env!("CARGO_PKG_VERSION"),
        coder: sheet.coder,
        number: sheet.items.len(),
        sheet: data.to_string(),
        style: STYLE,
        script: SCRIPT,
    };
    page.render().map_err(|error| Error::Page {
        message: error.to_string(),
    })
}
