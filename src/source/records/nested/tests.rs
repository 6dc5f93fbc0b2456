//! Records with values inside one another, made flat.

use super::*;

/// The known fields of a record that have a value, or the reason for none.
fn read(json: &str, config: &ReadConfig) -> Vec<String> {
    let object: Map<String, Value> = serde_json::from_str(json).expect("an object");
    match flat(object, config) {
        Ok((fields, _)) => {
            let fields = fields.iter();
            fields
                .map(|(name, value)| format!("{name}={value}"))
                .collect()
        }
        Err((id, reason)) => vec![id, reason],
    }
}

fn text(json: &str) -> String {
    let fields = read(json, &ReadConfig::default());
    let mut fields = fields
        .iter()
        .filter_map(|field| field.strip_prefix("text="));
    fields.next().unwrap_or_default().to_owned()
}

#[test]
fn texts_in_parts_are_joined() {
    assert_eq!(
        text(
            r#"{"text": ["See ", {"type": "link", "text": "http://x"}, " now", {"type": "bold", "text": "!"}]}"#
        ),
        "See http://x now!"
    );
    assert_eq!(
        text(r#"{"body": ["One here.", "Two there."]}"#),
        "One here.\n\nTwo there."
    );
    assert_eq!(
        text(
            r#"{"content": [{"type": "p", "text": "One."}, {"type": "image"}, {"type": "p", "text": "Two."}]}"#
        ),
        "One.\n\nTwo."
    );
    assert_eq!(text(r#"{"text": {"value": "inside"}}"#), "inside");
}

#[test]
fn fields_further_down_are_found_and_named_with_dots() {
    let json = r#"{"id": 4, "date": {"$date": "2014-02-03"}, "source": {"id": null, "name": "Courier"},
            "doc": {"title": "Dike", "body": "It held."}, "meta": {"place": "Bern"}}"#;
    assert_eq!(
        read(json, &ReadConfig::default()),
        [
            "id=4",
            "source=Courier",
            "date=2014-02-03",
            "title=Dike",
            "text=It held."
        ]
    );
    let mut config = ReadConfig::default();
    config.fields.insert("text".into(), "doc.parts.line".into());
    config.fields.insert("source".into(), "meta.place".into());
    let json =
        r#"{"doc": {"parts": [{"line": "One."}, {"line": "Two."}]}, "meta": {"place": "Bern"}}"#;
    assert_eq!(read(json, &config), ["source=Bern", "text=One.\n\nTwo."]);
}

#[test]
fn a_cut_message_is_read_whole() {
    for json in [
        r#"{"id_str": "1", "text": "The council he…", "truncated": true, "user": {"screen_name": "a"},
                "extended_tweet": {"full_text": "The council hears all."}}"#,
        r#"{"id": 1, "text": "The council he…", "edit_history_tweet_ids": ["1"], "note_tweet": {"text": "The council hears all."}}"#,
    ] {
        assert_eq!(text(json), "The council hears all.", "{json}");
    }
    let json = r#"{"id_str": "2", "full_text": "RT @ann: The council he…", "user": {"screen_name": "b"},
            "retweeted_status": {"full_text": "The council hears all."}}"#;
    assert_eq!(text(json), "RT @ann: The council hears all.");
}

#[test]
fn what_platforms_export_is_recognised_below_another_object() {
    let json = r#"{"kind": "t3", "data": {"id": "x", "subreddit": "sea", "title": "T", "selftext": "Waves.", "created_utc": 1391407800.0}}"#;
    let expected = [
        "kind=t3",
        "id=x",
        "source=sea",
        "date=1391407800.0",
        "title=T",
        "text=Waves.",
    ];
    assert_eq!(read(json, &ReadConfig::default()), expected);
}

#[test]
fn reasons_are_true() {
    for (json, reason) in [
        (r#"{"id": 7, "text": "", "tags": []}"#, "empty text"),
        (
            r#"{"text": [{"href": "x"}]}"#,
            "the field `text` is a list without any text",
        ),
        (
            r#"{"text": {"de": "Der Deich hielt die ganze Nacht."}}"#,
            "the field `text` is an object without a text (it has: text.de); name the text field, as in --field text=text.de",
        ),
        (
            r#"{"id": 7, "meta": {"about": "The old dike held all night."}}"#,
            "no field `text` with a text (it has: id, meta.about); name the text field, as in --field text=meta.about",
        ),
        (
            r#"{"a": {"text": "x"}, "b": {"text": "y"}}"#,
            "no field `text` with a text (it has: a.text, b.text); name the text field, as in --field text=a.text",
        ),
    ] {
        assert_eq!(read(json, &ReadConfig::default())[1], reason, "{json}");
    }
}
