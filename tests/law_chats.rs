//! The law of the words in chats as telephones, browsers and programs export them, and in documents of old
//! versions of Word.

use crate::law_formats::{Example, ONE, TWO, check};

/// Three messages, of which two have the words of the law's text, by lines that begin a message.
fn chat(stamps: [&str; 3]) -> String {
    let [first, second, third] = stamps;
    format!("{first}{ONE}\n{second}{TWO}\n{third}Good night to all of you.\n")
}

#[test]
#[expect(clippy::too_many_lines, reason = "lines in full")]
fn messages_of_telephones_and_browsers() {
    let layouts = [
        (
            "WhatsApp, iOS",
            [
                "[03.02.14, 06:10:00] Ann: ",
                "[03.02.14, 06:11:00] Ben: ",
                "[03.02.14, 06:12:00] Ann: ",
            ],
        ),
        (
            "WhatsApp, Android",
            [
                "03/02/2014, 06:10 - Ann: ",
                "03/02/2014, 06:11 - Ben: ",
                "13/02/2014, 06:12 - Ann: ",
            ],
        ),
        (
            "WhatsApp, America",
            [
                "2/13/14, 6:10 AM - Ann: ",
                "2/13/14, 6:11 AM - Ben: ",
                "2/13/14, 6:12 PM - Ann: ",
            ],
        ),
        (
            "WhatsApp, China",
            [
                "2014/2/13 上午6:10 - Ann: ",
                "2014/2/13 上午6:11 - Ben: ",
                "2014/2/13 下午6:12 - Ann: ",
            ],
        ),
        (
            "WhatsApp, a browser",
            [
                "[06:10, 13/02/2014] Ann: ",
                "[06:11, 13/02/2014] Ben: ",
                "[06:12, 13/02/2014] Ann: ",
            ],
        ),
        (
            "Telegram, copied",
            [
                "Ann, [13.02.14 06:10]\n",
                "\nBen, [13.02.14 06:11]\n",
                "\nAnn, [13.02.14 06:12]\n",
            ],
        ),
        (
            "Signal",
            [
                "[2014-02-13 06:10] Ann: ",
                "[2014-02-13 06:11] Ben: ",
                "[2014-02-13 06:12] Ann: ",
            ],
        ),
        (
            "Signal, with seconds",
            [
                "[2014-02-13, 06:10:05] Ann: ",
                "[2014-02-13, 06:11:05] Ben: ",
                "[2014-02-13, 06:12:05] Ann: ",
            ],
        ),
    ];
    for (kind, stamps) in layouts {
        let bytes = chat(stamps).into_bytes();
        check(&(kind, "c.txt", bytes, "Ann Ben Ann Good night to all of you"));
    }
    let system = "13/02/2014, 06:09 - Messages are encrypted.\n";
    let omitted = "13/02/2014, 06:13 - Ben: <Media omitted>\n";
    let stamps = [
        "13/02/2014, 06:10 - Ann: ",
        "13/02/2014, 06:11 - Ben: ",
        "13/02/2014, 06:12 - Ann: ",
    ];
    let bytes = format!("{system}{}{omitted}", chat(stamps)).into_bytes();
    let more = "Messages are encrypted Ann Ben Media omitted Good night to all of you";
    check(&("WhatsApp, lines of the program", "c.txt", bytes, more));
}

#[test]
fn messages_as_records() {
    let telegram = format!(
        r#"{{"name":"Quay","type":"private_group","id":7,"messages":[{{"id":1,"type":"message","date":"2014-02-13T06:10:00","from":"Ann","text":"{ONE}"}},{{"id":2,"type":"message","date":"2014-02-13T06:11:00","from":"Ben","text":["The old ",{{"type":"bold","text":"dike"}}," held against the storm of the night."]}}]}}"#
    );
    let signal = format!(
        "{}\n{}\n",
        serde_json::json!({"date": "2014-02-13 06:10", "sender": "Ann", "body": ONE}),
        serde_json::json!({"date": "2014-02-13 06:11", "sender": "Ben", "body": TWO})
    );
    let slack = serde_json::json!([
        {"type": "message", "user": "U1", "ts": "1392271800.000100", "text": ONE},
        {"type": "message", "user": "U2", "ts": "1392271860.000200", "text": TWO}
    ]);
    let discord = serde_json::json!({"channel": {"name": "quay"}, "messages": [
        {"id": "1", "timestamp": "2014-02-13T06:10:00+00:00", "content": ONE, "author": {"name": "Ann"}},
        {"id": "2", "timestamp": "2014-02-13T06:11:00+00:00", "content": TWO, "author": {"name": "Ben"}}
    ]});
    let messenger = serde_json::json!({"participants": [{"name": "Ann"}, {"name": "Ben"}], "messages": [
        {"sender_name": "Ann", "timestamp_ms": 1_392_271_800_000_u64, "content": ONE},
        {"sender_name": "Ben", "timestamp_ms": 1_392_271_860_000_u64, "content": TWO}
    ]});
    let examples: [Example; 5] = [
        ("Telegram", "result.json", telegram.into_bytes(), "Ann Ben"),
        ("Signal", "c.jsonl", signal.into_bytes(), "Ann Ben"),
        ("Slack", "day.json", slack.to_string().into_bytes(), ""),
        ("Discord", "d.json", discord.to_string().into_bytes(), ""),
        (
            "Messenger",
            "message_1.json",
            messenger.to_string().into_bytes(),
            "",
        ),
    ];
    examples.iter().for_each(check);
}

/// A document of Word 97 with a body and a head of its pages.
#[cfg(feature = "ole")]
fn word(body: &str, head: &str) -> Vec<u8> {
    use std::io::Write as _;

    let mut main = vec![0; 0x200];
    main[..2].copy_from_slice(&0xA5EC_u16.to_le_bytes());
    main[2..4].copy_from_slice(&193_u16.to_le_bytes());
    for (text, at) in [(body, 0x4C), (head, 0x54)] {
        main[at..at + 4].copy_from_slice(&(text.len() as u32).to_le_bytes());
    }
    let text = format!("{body}{head}");
    let mut table = vec![2];
    for number in [16, 0, text.len() as u32] {
        table.extend(number.to_le_bytes());
    }
    table.extend([0, 0]);
    table.extend(((main.len() as u32 * 2) | 0x4000_0000).to_le_bytes());
    table.extend([0, 0]);
    main.extend(text.bytes());
    main[0x1A6..0x1AA].copy_from_slice(&(table.len() as u32).to_le_bytes());
    let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).expect("a file");
    for (name, bytes) in [("/WordDocument", main), ("/0Table", table)] {
        let mut stream = file.create_stream(name).expect("a stream");
        stream.write_all(&bytes).expect("written");
    }
    file.into_inner().into_inner()
}

#[cfg(feature = "ole")]
#[test]
fn documents_of_old_word() {
    for (kind, body) in [
        ("paragraphs", format!("{ONE}\r{TWO}\r")),
        ("cells", format!("{ONE}\x07{TWO}\x07\x07\r")),
        (
            "a field",
            format!("{ONE}\r\x13 HYPERLINK x \x14{TWO}\x15\r"),
        ),
        ("a line break", format!("{ONE}\x0b{TWO}\r")),
        ("a page break", format!("{ONE}\x0c{TWO}\r")),
    ] {
        let bytes = word(&body, "Harbour office\r");
        check(&(kind, "d.doc", bytes, "Harbour office"));
    }
}
