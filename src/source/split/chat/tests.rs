//! Chats: layouts of dates, lines of the program, what is no chat.

use super::*;

/// Date, author and text of each message.
fn messages(text: &str) -> Vec<[String; 3]> {
    let documents = split(text).expect("a chat").documents;
    let message = |found: Converted| {
        [
            found.date.unwrap_or_default(),
            found.author.unwrap_or_default(),
            found.text,
        ]
    };
    documents.into_iter().map(message).collect()
}

#[test]
fn messages_of_android_and_ios() {
    let android = "12/31/21, 10:15 PM - Messages are encrypted.\n12/31/21, 10:15 PM - Ann Reed: The tide: high\nand rising\n\n1/2/22, 9:01 AM - Ben: Yes\n";
    assert_eq!(
        messages(android),
        [
            ["2021-12-31", "Ann Reed", "The tide: high\nand rising"],
            ["2022-01-02", "Ben", "Yes"]
        ]
    );
    let ios = "\u{200e}[31.12.21, 22:15:01] Ann: \u{200e}image omitted\n[31.12.21, 22:15:02] ~\u{202f}Ann: High\n[01.01.22, 00:00:02] Ann: \u{200e}<attached: 001-PHOTO.jpg>\nthe quay\n";
    assert_eq!(
        messages(ios),
        [
            ["2021-12-31", "Ann", "High"],
            ["2022-01-01", "Ann", "the quay"]
        ]
    );
    for line in [
        "31/12/2021 22:15 - Ann: x",
        "31/12/2021, 10:15 p. m. - Ann: x",
        "2021-12-31 22:15 - Ann: x",
        "2021/12/31 下午10:15 - Ann: x",
        "[2021. 12. 31. 오후 10:15:01] Ann: x",
        "31.12.21, 22.15 - Ann: x",
        "31‏/12‏/2021, 10:15 م - Ann: x",
        "٣١‏/١٢‏/٢٠٢١، ١٠:١٥ م - Ann: x",
        "31/12/2564 22:15 - Ann: x",
        "2021. 12. 31. 22:15 - Ann: x",
        "12/31/21, 22:15 - Ann: x",
        "[2021/12/31, 22:15:01] Ann: x",
        "[31/12/2021 22:15] Ann: x",
        "[12/31/21, 10:15:01\u{202f}PM] Ann: x",
        "[31-12-2021 22:15:01] Ann: x",
        "31-12-2021 22:15 - Ann: x",
        "2021-12-31, 10:15 p.m. - Ann: x",
        "31/12/2021 à 22:15 - Ann: x",
        "31.12.2021 klo 22.15 - Ann: x",
        "Dec 31, 2021, 10:15 PM - Ann: x",
        "31 Dec 2021, 22:15 - Ann: x",
        "31. Dezember 2021, 22:15 - Ann: x",
        "31.12.21, 22:15:01: Ann: x",
        "[22:15, 31/12/2021] Ann: x",
        "[10:15 PM, 12/31/2021] Ann: x",
        "[22:15, 31.12.2021] Ann: x",
        "[下午10:15, 2021/12/31] Ann: x",
    ] {
        let text = format!("{line}\n{line}\n");
        assert_eq!(messages(&text)[0], ["2021-12-31", "Ann", "x"], "{line}");
    }
}

#[test]
fn names_stand_before_the_date_in_copies_of_telegram() {
    for date in ["31.12.21 22:15", "31.12.2021 22:15", "31/12/2021 10:15 PM"] {
        let text = format!("Ann Reed, [{date}]\nHigh\nand rising\n\nBen, [{date}]\nYes [a list]\n");
        assert_eq!(
            messages(&text),
            [
                ["2021-12-31", "Ann Reed", "High\nand rising"],
                ["2021-12-31", "Ben", "Yes [a list]"]
            ],
            "{date}"
        );
    }
}

#[test]
fn full_stops_part_dates_that_begin_with_the_day() {
    for date in ["02.03.14, 10:00", "02.03.2014 10:00", "2.3.14 10.00"] {
        let text = format!("{date} - A: x\n{date} - A: y\n");
        let split = split(&text).expect("a chat");
        assert_eq!(split.documents[0].date.as_deref(), Some("2014-03-02"));
        assert_eq!(split.documents[0].notes, [""; 0], "{date}");
    }
}

#[test]
fn day_and_month_are_told_by_the_whole_file() {
    let rising = "03/02/2014 10:00 - A: x\n05/02/2014 10:00 - A: x\n01/03/2014 10:00 - A: x\n";
    let dates: Vec<_> = messages(rising)
        .into_iter()
        .map(|[date, ..]| date)
        .collect();
    assert_eq!(dates, ["2014-02-03", "2014-02-05", "2014-03-01"]);
    let months = "2/3/14, 10:00 - A: x\n2/5/14, 10:00 - A: x\n3/1/14, 10:00 - A: x\n";
    let dates: Vec<_> = messages(months)
        .into_iter()
        .map(|[date, ..]| date)
        .collect();
    assert_eq!(dates, ["2014-02-03", "2014-02-05", "2014-03-01"]);
    let open = "02/03/2014 10:00 - A: x\n02/03/2014 10:00 - A: y\n";
    let split = split(open).expect("a chat");
    assert_eq!(split.documents[0].date.as_deref(), Some("2014-03-02"));
    assert!(split.documents[0].notes[0].contains("day/month"));
}

#[test]
fn what_the_program_writes_is_in_rows() {
    let text = "31/12/2021 22:10 - Ann created group \"Mills: now\"\n31/12/2021 22:15 - Ann: Yes <This message was edited>\n31/12/2021 22:16 - Ben: <Media omitted>\n31/12/2021 22:17 - Ben: IMG-1.jpg (file attached)\n31/12/2021 22:18 - Ben: Diese Nachricht wurde gelöscht.\n31/12/2021 22:19 - Ben left\n31/12/2021 22:20 - Ben: 👍\n";
    let split = split(text).expect("a chat");
    assert_eq!(split.documents.len(), 2);
    let [first, second] = &split.documents[..] else {
        panic!("two messages");
    };
    assert_eq!(first.text, "Yes");
    let lines: Vec<_> = first.left_out.iter().map(|row| row.line).collect();
    assert_eq!(lines, [1, 2, 3, 4, 5, 6].map(Some));
    assert_eq!(second.text, "👍");
    assert_eq!(second.fields, [("time".to_owned(), "22:20".to_owned())]);
}

#[test]
fn what_the_program_writes_under_the_name_of_a_group_is_in_rows() {
    for line in [
        "Messages and calls are end-to-end encrypted. Only people in this chat can read them.",
        "Ann created this group",
        "Ann hat dich hinzugefügt.",
        "Les messages et les appels sont chiffrés de bout en bout.",
        "Los mensajes y las llamadas están cifrados de extremo a extremo.",
        "Your security code with Ben changed. Tap to learn more.",
    ] {
        let text = format!(
            "[31.12.21, 22:15:01] Quay: \u{200e}{line}\n[31.12.21, 22:16:01] Ann: They created this group of stones\n[31.12.21, 22:17:01] Ben: \u{200e}POLL:\nHigh?\n"
        );
        let split = split(&text).expect("a chat");
        let authors: Vec<_> = split
            .documents
            .iter()
            .map(|found| found.author.as_deref())
            .collect();
        assert_eq!(authors, [Some("Ann"), Some("Ben")], "{line}");
        assert!(split.documents[0].left_out[0].text.contains(line));
    }
}

#[test]
fn logs_are_no_chat() {
    for line in [
        "2021-12-31 22:15:01 - ERROR: no tide",
        "2021-12-31 22:15:01 - harbour.gate: opened",
        "2021-12-31 22:15:01,123 - ERROR: no tide",
        "2021-12-31 22:15 - WARNING: no tide",
        "31/12/2021 22:15 - harbour.gate [info]: opened",
        "[2021-12-31 22:15:01] DEBUG: no tide",
        "2021-12-31 22:15:01: harbour: no tide",
        "22:15, the tide - harbour: none",
    ] {
        let text = format!("{line}\n{line}\n{line}\n");
        assert!(split(&text).is_none(), "{line}");
    }
}

#[test]
fn other_texts_are_no_chat() {
    for text in [
        "",
        "31/12/2021 they met - Ann: yes\n31/12/2021 they met - Ann: yes\n",
        "31/12/2021 22:15 - Ann: only one\n",
        "31/12/2021 22:15 - nobody\n31/12/2021 22:16 - nobody\n",
        "The tide\n31/12/2021 22:15 - Ann: x\n31/12/2021 22:15 - Ann: x\n",
    ] {
        assert!(split(text).is_none(), "{text}");
    }
}
