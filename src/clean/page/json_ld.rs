//! Takes a page's JSON-LD scripts, gives what they say of the article.
//!
//! Scripts that are no JSON are passed over; of several objects the first article counts, then any
//! page that has a publication date.

use dom_query::{Document, NodeRef};
use serde_json::{Map, Value};

/// What dates are those of, in a script that cannot be parsed.
const OTHERS: [&str; 4] = ["Event\"", "Review\"", "Comment\"", "JobPosting\""];

/// What the JSON-LD of a page says of its article.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct JsonLd {
    pub(super) headline: Option<String>,
    pub(super) author: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) published: Option<String>,
    pub(super) body: Option<String>,
}

/// Reads the JSON-LD of a page.
pub(super) fn read(page: &Document) -> JsonLd {
    let mut articles = Vec::new();
    let mut others = Vec::new();
    for script in page.select("script[type='application/ld+json' i]").nodes() {
        let Some(value) = parse(&script.text()) else {
            continue;
        };
        collect(&value, &mut articles, &mut others);
    }
    let mut stated = JsonLd::default();
    for object in articles.into_iter().chain(others) {
        fill(&mut stated, object);
    }
    stated
}

/// Whether a script is JSON-LD that can be read, or is of something that has a date of its own.
pub(super) fn is_read(script: &NodeRef<'_>) -> bool {
    let kind = script.attr("type").unwrap_or_default();
    let is_json_ld = kind.trim().eq_ignore_ascii_case("application/ld+json");
    let text = script.text();
    let mut others = OTHERS.iter();
    is_json_ld && (parse(&text).is_some() || others.any(|other| text.contains(other)))
}

/// Parses a script; raw line ends inside strings, which many sites write, become blanks.
fn parse(script: &str) -> Option<Value> {
    let cleaned: String = script
        .chars()
        .map(|symbol| if symbol.is_control() { ' ' } else { symbol })
        .collect();
    let cleaned = cleaned.replace("<![CDATA[", " ").replace("]]>", " ");
    let start = cleaned.find(['{', '['])?;
    let end = cleaned.rfind(['}', ']'])?;
    serde_json::from_str(cleaned.get(start..=end)?).ok()
}

fn collect(value: &Value, articles: &mut Vec<JsonLd>, others: &mut Vec<JsonLd>) {
    let mut stack = vec![value];
    while let Some(value) = stack.pop() {
        match value {
            Value::Array(values) => stack.extend(values.iter().rev()),
            Value::Object(object) => {
                stack.extend(
                    ["@graph", "mainEntity", "mainEntityOfPage"]
                        .iter()
                        .rev()
                        .filter_map(|key| object.get(*key)),
                );
                let kind = kind_of(object);
                if is_article(&kind) && !is_of_reader(&kind, object) {
                    articles.push(read_object(object));
                } else if kind.ends_with("WebPage") {
                    let published = text_of(object.get("datePublished"));
                    others.push(JsonLd {
                        published,
                        ..JsonLd::default()
                    });
                }
            }
            _ => {}
        }
    }
}

fn kind_of(object: &Map<String, Value>) -> String {
    match object.get("@type") {
        Some(Value::Array(kinds)) => kinds
            .iter()
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
            .join(" "),
        kind => text_of(kind).unwrap_or_default(),
    }
}

fn is_article(kind: &str) -> bool {
    let ends = [
        "Article",
        "Posting",
        "Report",
        "Review",
        "CreativeWork",
        "Recipe",
        "HowTo",
    ];
    kind.split(' ')
        .any(|kind| !kind.ends_with("JobPosting") && ends.iter().any(|end| kind.ends_with(end)))
}

/// Whether it is what a reader or customer wrote about something: a review that nobody published.
fn is_of_reader(kind: &str, object: &Map<String, Value>) -> bool {
    let is_review = kind.split(' ').all(|kind| {
        let name = kind.rsplit(['/', ':']).next().unwrap_or(kind);
        matches!(name, "Review" | "UserReview" | "EmployerReview")
    });
    is_review && names_of(object.get("publisher")).is_none()
}

fn read_object(object: &Map<String, Value>) -> JsonLd {
    JsonLd {
        headline: text_of(object.get("headline")).or_else(|| text_of(object.get("name"))),
        author: names_of(object.get("author")),
        publisher: names_of(object.get("publisher")),
        published: text_of(object.get("datePublished"))
            .or_else(|| text_of(object.get("dateCreated"))),
        body: text_of(object.get("articleBody")),
    }
}

fn fill(stated: &mut JsonLd, object: JsonLd) {
    let or = |field: &mut Option<String>, value: Option<String>| {
        if field.is_none() {
            *field = value;
        }
    };
    or(&mut stated.headline, object.headline);
    or(&mut stated.author, object.author);
    or(&mut stated.publisher, object.publisher);
    or(&mut stated.published, object.published);
    or(&mut stated.body, object.body);
}

fn text_of(value: Option<&Value>) -> Option<String> {
    let text = match value? {
        Value::String(text) => text.trim(),
        Value::Array(values) => values.first()?.as_str()?.trim(),
        _ => return None,
    };
    (!text.is_empty()).then(|| text.to_owned())
}

/// The names of a person or organisation, or of several.
fn names_of(value: Option<&Value>) -> Option<String> {
    let name = |value: &Value| match value {
        Value::Object(object) => text_of(object.get("name")),
        value => text_of(Some(value)),
    };
    let names: Vec<String> = match value? {
        Value::Array(values) => values.iter().filter_map(name).collect(),
        value => name(value).into_iter().collect(),
    };
    (!names.is_empty()).then(|| names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_in_cdata_lists_and_articles_of_all_kinds_are_read() {
        for script in [
            r#"<![CDATA[{"@type":"NewsArticle","datePublished":"2020-02-03"}]]>"#,
            r#"//<![CDATA[
            {"@type":"SocialMediaPosting","datePublished":"2020-02-03"}
            //]]>"#,
            r#"[{"@type":"BreadcrumbList"},{"@type":"BlogPosting","datePublished":"2020-02-03"}]"#,
            r#"{"@graph":[{"@type":"Person"},{"@type":"http://schema.org/Report","datePublished":"2020-02-03"}]}"#,
            r#"{"@type":["Article","DiscussionForumPosting"],"datePublished":["2020-02-03"]}"#,
        ] {
            let page = format!("<script type='application/ld+json'>{script}</script>");
            let stated = read(&Document::from(page.as_str()));
            assert_eq!(stated.published.as_deref(), Some("2020-02-03"), "{script}");
        }
        let page = r#"<script type='application/ld+json'>{"@type":"JobPosting","datePublished":"2020-02-03"}</script>"#;
        assert_eq!(read(&Document::from(page)).published, None);
    }

    #[test]
    fn what_readers_wrote_is_not_the_page() {
        for (script, date) in [
            (
                r#"{"@type":"Review","datePublished":"2020-02-03","author":{"name":"Bo"}}"#,
                None,
            ),
            (
                r#"[{"@type":"Product","name":"Mill"},{"@type":"http://schema.org/Review","datePublished":"2020-02-03"}]"#,
                None,
            ),
            (
                r#"{"@type":"Review","datePublished":"2020-02-03","publisher":{"name":"The Daily"}}"#,
                Some("2020-02-03"),
            ),
            (
                r#"{"@type":"ClaimReview","datePublished":"2020-02-03"}"#,
                Some("2020-02-03"),
            ),
            (
                r#"{"@type":["Review","Article"],"datePublished":"2020-02-03"}"#,
                Some("2020-02-03"),
            ),
        ] {
            let page = format!("<script type='application/ld+json'>{script}</script>");
            let stated = read(&Document::from(page.as_str()));
            assert_eq!(stated.published.as_deref(), date, "{script}");
        }
    }

    #[test]
    fn the_article_is_found_in_a_graph_and_broken_scripts_are_passed_over() {
        let page = Document::from(
            r#"<script type="application/ld+json">{ broken</script>
            <script type="application/ld+json">{"@graph":[{"@type":"WebPage","datePublished":"2001-01-01"},
            {"@type":["NewsArticle"],"headline":"Rain","author":[{"name":"A"},{"name":"B"}],
            "publisher":{"name":"The Daily"},"datePublished":"2020-02-03T04:05:06Z","articleBody":"It
            rained."}]}</script>"#,
        );
        let stated = read(&page);
        assert_eq!(stated.headline.as_deref(), Some("Rain"));
        assert_eq!(stated.author.as_deref(), Some("A, B"));
        assert_eq!(stated.publisher.as_deref(), Some("The Daily"));
        assert_eq!(stated.published.as_deref(), Some("2020-02-03T04:05:06Z"));
        assert!(
            stated
                .body
                .is_some_and(|body| body.starts_with("It") && body.ends_with("rained."))
        );
    }
}
