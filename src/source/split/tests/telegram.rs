//! Chats of Telegram as pages.

use super::super::telegram::split;
use super::*;

/// A page of an export with this chat's name and messages.
fn page(name: &str, messages: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html><head><title>Exported Data</title><style>no</style></head>\n <body onload=\"CheckLocation();\">\n  <div class=\"page_wrap\">\n   <div class=\"page_header\"><div class=\"content\"><div class=\"text bold\">\n{name}\n </div></div></div>\n   <div class=\"page_body chat_page\"><div class=\"history\">\n<a class=\"pagination block_link\" href=\"messages.html\">\nPrevious messages\n</a>\n{messages}</div></div></div></body></html>"
    )
}

fn message(id: u8, more: &str, body: &str) -> String {
    format!(
        "<div class=\"message default clearfix{more}\" id=\"message{id}\">\n<div class=\"body\">\n<div class=\"pull_right date details\" title=\"03.02.2014 10:15:2{id} UTC+01:00\">\n10:15\n</div>\n{body}</div></div>\n"
    )
}

const SERVICE: &str = "<div class=\"message service\" id=\"message-1\"><div class=\"body details\">\n3 February 2014\n</div></div>\n";

#[test]
#[expect(clippy::too_many_lines, reason = "files in full")]
fn messages_are_documents_in_four_kinds_of_chat() {
    let name = "<div class=\"from_name\">\nAnn Reed\n</div>\n";
    let text = "<div class=\"text\">\nThe <strong>water</strong> rose.<br><br>Was it <a href=\"x\">high</a>?<br>Yes.\n</div>\n";
    let expected = "The water rose.\n\nWas it high?\nYes.";
    let picture = "<div class=\"pull_left userpic_wrap\"><div class=\"userpic\"><div class=\"initials\">AR</div></div></div>";
    let photo = "<div class=\"media_wrap clearfix\"><div class=\"media\"><div class=\"body\"><div class=\"title bold\">Photo</div><div class=\"status details\">Not included, 97 KB</div></div></div></div>";
    let reply = "<div class=\"reply_to details\">In reply to <a href=\"#go_to_message1\">this message</a></div>";
    let reactions = "<span class=\"reactions\"><span class=\"reaction\"><span class=\"emoji\">x</span><span class=\"count\">3</span></span></span>";
    for (kind, first, second) in [
        ("group", format!("{picture}{name}{text}"), text.to_owned()),
        (
            "with a photo",
            format!("{name}{photo}{text}"),
            format!("{photo}{text}"),
        ),
        (
            "answers",
            format!("{name}{reply}{text}{reactions}"),
            format!("{reply}{text}"),
        ),
        (
            "channel",
            format!("{name}{text}<div class=\"signature details\">Ben</div>"),
            text.to_owned(),
        ),
    ] {
        let messages = format!(
            "{SERVICE}{}{}{}",
            message(1, "", &first),
            message(2, " joined", &second),
            message(3, " joined", photo)
        );
        let split = split(&page("Quay &amp; Mill", &messages)).expect("a chat");
        assert_eq!(split.layout, Layout::Chat);
        assert_eq!(split.documents.len(), 2, "{kind}");
        for (document, id) in split.documents.iter().zip(["1", "2"]) {
            assert_eq!(
                told(document),
                ["Quay & Mill", "2014-02-03", "", "Ann Reed", expected],
                "{kind}"
            );
            assert_eq!(document.id.as_deref(), Some(id));
        }
        assert_eq!(field(&split.documents[0], "time"), "10:15:21 UTC+01:00");
        let rows = all_left_out(&split);
        for words in [
            "Quay & Mill",
            "Previous messages",
            "3 February 2014",
            "10:15 Photo Not included, 97 KB",
        ] {
            assert!(rows.contains(words), "{kind}: {rows}");
        }
        let rest = [
            ("group", "AR"),
            ("answers", "In reply to this message"),
            ("channel", "Ben"),
            ("answers", "x3"),
        ];
        for (_, words) in rest.iter().filter(|(of, _)| *of == kind) {
            assert!(rows.contains(words), "{kind}: {rows}");
        }
    }
}

#[test]
fn polls_and_forwarded_messages_have_their_text() {
    let poll = "<div class=\"from_name\">Ann</div><div class=\"media_wrap clearfix\"><div class=\"media_poll\"><div class=\"question bold\">Is it high?</div><div class=\"details\">Anonymous poll</div><div class=\"answer\">- Yes <span class=\"details\">3 votes</span></div><div class=\"total details\">3 votes</div></div></div>";
    let forwarded = "<div class=\"from_name\">Ann</div><div class=\"pull_left forwarded userpic_wrap\"></div><div class=\"forwarded body\"><div class=\"from_name\">Ben <span class=\"date details\" title=\"01.01.2014 08:00:00\">01.01.2014 08:00:00</span></div><div class=\"text\">It is high.</div></div>";
    let split = split(&page(
        "Quay",
        &(message(1, "", poll) + &message(2, "", forwarded)),
    ))
    .expect("a chat");
    let [first, second] = &split.documents[..] else {
        panic!("two messages");
    };
    assert_eq!(first.text, "Is it high?\n\n- Yes");
    assert_eq!(
        told(second),
        ["Quay", "2014-02-03", "", "Ann", "It is high."]
    );
    assert_eq!(field(second, "forwarded_from"), "Ben");
}

#[test]
fn other_pages_are_no_chat() {
    for html in [
        "<html><body><p class=\"message \">chat_page</p></body></html>".to_owned(),
        page("Quay", SERVICE),
        "<html><body>The tide.</body></html>".to_owned(),
    ] {
        assert!(split(&html).is_none(), "{html}");
    }
}
