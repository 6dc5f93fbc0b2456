//! JSON files and where their records stand.

use super::*;

fn texts_with(json: &str, text: &str) -> Result<Vec<String>, String> {
    let mut config = ReadConfig::default();
    config.fields.insert("text".into(), text.into());
    let value: Value = serde_json::from_str(json).expect("JSON");
    let records = records_of(vec![value], &config)?;
    Ok(records.iter().map(ToString::to_string).collect())
}

fn count(json: &str) -> usize {
    texts_with(json, "text").expect("records").len()
}

#[test]
fn records_are_found_wherever_they_stand() {
    for json in [
        r#"[{"text": "a"}, {"text": "b"}]"#,
        r#"{"n": 2, "articles": [{"text": "a"}, {"text": "b"}], "tags": [{"x": 1}]}"#,
        r#"{"response": {"docs": [{"fields": {"body": "a"}}, {"fields": {"body": "b"}}]}}"#,
        r#"{"a": {"text": "a"}, "b": {"text": "b"}}"#,
        r#"{"text": ["a", "b"], "date": ["2014", "2015"]}"#,
        r#"{"text": {"0": "a", "1": "b"}, "date": {"0": "2014", "1": null}}"#,
        r#"{"columns": ["date", "text"], "index": [0, 1], "data": [["2014", "a"], ["2015", "b"]]}"#,
        r#"{"chats": {"list": [{"messages": []}, {"messages": [{"text": "a"}]}, {"messages": [{"text": "b"}]}]}}"#,
        r#"[{"feed": 1, "items": [{"text": "a"}]}, {"feed": 2, "items": [{"text": "b"}]}]"#,
        r#"{"status": "ok", "message": "two found", "hits": [{"text": "a"}, {"text": "b"}]}"#,
    ] {
        assert_eq!(count(json), 2, "{json}");
    }
    assert_eq!(
        count(r#"{"text": "a", "comments": [{"text": "b"}, {"text": "c"}]}"#),
        1
    );
    assert_eq!(
        count(r#"{"text": ["a ", {"type": "bold", "text": "b"}], "id": 1}"#),
        1
    );
    assert_eq!(
        count(r#"{"title": "t", "text": ["a", "b"], "tags": ["x", "y"]}"#),
        1
    );
}

#[test]
fn records_know_the_channel_around_them() {
    let message = r#"{"id": 1, "from": "Ann", "date_unixtime": "1580720000", "text": "a"}"#;
    let discord = r#"{"id": "1", "timestamp": "2020-02-03", "content": "a", "author": {"name": "Ann", "discriminator": "0"}}"#;
    for (json, expected) in [
            (
                format!(r#"{{"name": "Quay", "type": "public_channel", "messages": [{message}]}}"#),
                r#""channel":"Quay""#,
            ),
            (
                format!(
                    r#"{{"chats": {{"list": [{{"name": "Quay", "messages": [{message}]}}, {{"name": "Mill", "messages": [{message}]}}]}}}}"#
                ),
                r#""channel":"Mill""#,
            ),
            (
                format!(r#"{{"guild": {{"name": "G"}}, "channel": {{"name": "quay"}}, "messages": [{discord}]}}"#),
                r#""channel":"quay""#,
            ),
            (
                r#"{"version": "https://jsonfeed.org/version/1", "title": "Courier", "items": [{"id": "1", "content_html": "<p>a</p>"}]}"#.to_owned(),
                r#""channel":"Courier""#,
            ),
        ] {
            let records = texts_with(&json, "text").expect("records");
            let last = records.last().expect("a record");
            assert!(last.contains(expected), "{last}");
        }
}

#[test]
fn answers_inside_a_record_are_records() {
    let comment = |id: &str, more: &str| {
        format!(
            r#"{{"id": "{id}", "snippet": {{"topLevelComment": {{"snippet": {{"textOriginal": "a"}}}}}}{more}}}"#
        )
    };
    let answer = r#"{"id": "x", "snippet": {"textOriginal": "b"}}"#;
    let answers = format!(r#", "replies": {{"comments": [{answer}, {answer}]}}"#);
    let json = format!(
        r#"{{"items": [{}, {}]}}"#,
        comment("c", &answers),
        comment("d", "")
    );
    assert_eq!(count(&json), 4);
    assert_eq!(
        count(r#"[{"text": "a", "replies": {"comments": [{"text": "b"}]}}]"#),
        1
    );
    assert_eq!(count(r#"[{"text": "a", "replies": 3}]"#), 1);
}

#[test]
fn of_several_lists_the_settings_name_one() {
    let json = r#"{"posts": [{"text": "a"}], "comments": [{"text": "b"}, {"text": "c"}]}"#;
    let reason = texts_with(json, "text").expect_err("two lists");
    assert!(reason.contains("(`comments`, `posts`)"), "{reason}");
    assert_eq!(
        texts_with(json, "comments.text").map(|all| all.len()),
        Ok(2)
    );
    let json = r#"{"response": {"docs": [{"id": 1, "body": "a"}], "facets": [{"text": "x"}]}}"#;
    assert_eq!(
        texts_with(json, "response.docs.body"),
        Ok(vec![r#"{"id":1,"body":"a"}"#.to_owned()])
    );
}
