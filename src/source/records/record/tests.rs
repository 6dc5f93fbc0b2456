//! Names of fields, and texts that were taken away.

use super::*;

fn places(names: &[&str], config: &ReadConfig) -> [Option<usize>; 6] {
    Roles::find(&names.iter().copied(), config).places
}

#[test]
fn fields_are_found_under_their_usual_names() {
    let config = ReadConfig::default();
    let roles = places(
        &["Full Text", "Headline", "doc_id", "PubDate", "n"],
        &config,
    );
    assert_eq!(roles, [Some(2), None, Some(3), Some(1), Some(0), None]);
    // The surest name wins wherever it stands.
    assert_eq!(places(&["body", "text"], &config)[4], Some(1));
}

#[test]
fn a_text_that_was_taken_away_is_none() {
    for text in [
        "[deleted]",
        " [removed]\n",
        "[ Removed by Reddit ]",
        "[Deleted by user]",
    ] {
        assert_eq!(sign_of_deletion(text), Some(text.trim()));
    }
    for text in ["deleted", "[deleted] by the mayor", "[removal]", "", "[]"] {
        assert_eq!(sign_of_deletion(text), None, "{text}");
    }
}

#[test]
fn papers_are_sources_after_surer_names() {
    let config = ReadConfig::default();
    for name in ["paper", "Newspaper", "zeitung", "journal", "Medium"] {
        assert_eq!(places(&["n", name, "text"], &config)[1], Some(1), "{name}");
    }
    assert_eq!(places(&["paper", "source", "text"], &config)[1], Some(1));
}

#[test]
fn a_name_given_by_the_user_is_the_only_one() {
    let mut config = ReadConfig::default();
    config.fields.insert("text".into(), "speech_en".into());
    assert_eq!(places(&["text", "speech_en"], &config)[4], Some(1));
    assert_eq!(places(&["text"], &config)[4], None);
    let reason = no_text(["text"].into_iter(), &config);
    assert!(reason.starts_with("no field `speech_en`"), "{reason}");
}
