//! The law of the words over the layouts of one kind of file: corpora of Alceste, debates with tags, the
//! Congressional Record, news in SGML and chats of Telegram, each as five programs or times write them.

use crate::law_formats::{ONE, TWO, check};

/// Checks five files of a kind; `more` are the words that each shows besides its texts.
fn check_all(kind: &'static str, name: &'static str, files: [(String, &'static str); 5]) {
    for (file, more) in files {
        check(&(kind, name, file.into_bytes(), more));
    }
}

#[test]
fn corpora_of_alceste() {
    let files = [
        (
            format!("**** *source_Courier *front\n{ONE}\n\n**** *source_Port *back\n{TWO}\n"),
            "Courier Port front back",
        ),
        (
            format!(
                "0001 *source_Courier *year_2014\n{ONE}\n0002 *source_Port *year_2015\n{TWO}\n"
            ),
            "Courier Port 2014 2015",
        ),
        (
            format!(
                "\u{feff}****\t*source_Courier\t*kind_letter\r\n{ONE}\r\n\r\n****\t*source_Port\t*kind_speech\r\n{TWO}\r\n"
            ),
            "Courier Port letter speech",
        ),
        (
            format!(
                "**** *Source_Courier *Date_2014-02-03\n-*weather\n{ONE}\n-*dikes\n{TWO}\n\n**** *Source_Port\nGood night.\n"
            ),
            "Courier Port weather dikes Good night",
        ),
        (
            format!(
                "Corpus of the harbour\n\n**** *source_Courier\n{ONE}\n**** *source_Port\n{TWO}\n"
            ),
            "Corpus of the harbour Courier Port",
        ),
    ];
    check_all("Alceste", "a.txt", files);
}

#[test]
fn debates_with_the_tags_of_europarl() {
    let files = [
        (
            format!(
                "<CHAPTER ID=1>\nLow water\n<SPEAKER ID=1 NAME=\"Reed\">\n{ONE}\n<P>\nThank you.\n<SPEAKER ID=2 LANGUAGE=\"NL\" NAME=\"Holt\" AFFILIATION=\"Green\">\n{TWO}\n"
            ),
            "Low water Reed Thank you Holt Green",
        ),
        (
            format!(
                "<CHAPTER ID=\"004\">\nLow water\n(The sitting opened at nine)\n\n<SPEAKER ID=\"011\" NAME=\"Reed\">\n{ONE}<P>\n\n<SPEAKER ID=\"012\" NAME=\"Holt\">\n{TWO}\n(Applause)\n"
            ),
            "Low water The sitting opened at nine Reed Holt Applause",
        ),
        (
            format!(
                "<SPEAKER ID=1 NAME=\"Reed\">\n{ONE}\n<SPEAKER ID=2 NAME=\"Holt\">\n{TWO}\n<CHAPTER ID=2>\nThe end\n"
            ),
            "Reed Holt The end",
        ),
        (
            format!(
                "\u{feff}<CHAPTER ID=1>\r\nLow water\r\n<SPEAKER ID=1 NAME='Reed'>\r\n. - (SV) {ONE}\r\n<P>\r\n<SPEAKER ID=2 LANGUAGE=FR NAME='Holt'>\r\n{TWO}\r\n"
            ),
            "Low water Reed SV Holt",
        ),
        (
            format!(
                "Sitting of Monday\n<CHAPTER ID=1>\nLow\n<P>\nwater\n<SPEAKER ID=1 NAME=\"Reed\"> {ONE}\n<SPEAKER ID=2 NAME=\"Holt\"> {TWO} 3 < 4\n"
            ),
            "Sitting of Monday Low water Reed Holt 3 4",
        ),
    ];
    check_all("Europarl", "ep-14-02-03.txt", files);
}

#[test]
fn the_congressional_record() {
    let head = "[Congressional Record Volume 160, Number 17 (Monday, February 3, 2014)]\n";
    let from = "From the Congressional Record Online [www.example.gov]\n\n";
    let mut files = [
        (
            format!(
                "{head}[House]\n[Page H101]\n{from}                        LOW WATER\n\n  Mr. HOLT. {ONE}\n  Ms. REED. {TWO}\n\n                          ____________________\n"
            ),
            "Congressional Record House Page H101 Online LOW WATER Mr HOLT Ms REED",
        ),
        (
            format!(
                "{head}[Senate]\n[Pages S77-S78]\n{from}                              {{time}}  0930\n                        LOW WATER\n\n  {ONE}\n\n[[Page S78]]\n\n  {TWO}\n"
            ),
            "Senate Pages S77 S78 time 0930 LOW WATER Page S78",
        ),
        (
            format!(
                "{head}[Extensions of Remarks]\n[Page E5]\n{from}                    IN HONOR OF THE FISHERMEN\n\n                                 ______\n\n                             HON. ANN REED\n\n                              of new quay\n\n  {ONE} {TWO}\n"
            ),
            "Extensions of Remarks E5 IN HONOR OF THE FISHERMEN HON ANN REED of new quay",
        ),
        (
            format!(
                "{head}[Daily Digest]\n[Page D7]\n{from}                        COMMITTEES\n\n  {ONE}\n{head}[House]\n[Page H102]\n{from}                        LOW WATER\n\n  {TWO}\n"
            ),
            "Daily Digest D7 COMMITTEES House H102 LOW WATER",
        ),
        (
            format!(
                "\u{feff}{head}[House]\n[Page H101]\n{from}\n  {ONE}\n\n[[Page H102]]\n\n{TWO}\n"
            )
            .replace('\n', "\r\n"),
            "House H101 Page H102",
        ),
    ];
    // As the printing office shows it.
    if cfg!(feature = "html") {
        files[4].0 = format!(
            "<html><head></head><body><pre>\n{}</pre></body></html>",
            files[0].0
        );
        files[4].1 = files[0].1;
    }
    check_all("Congressional Record", "CREC-1", files);
}

#[test]
fn news_in_sgml() {
    let reuters =
        |inside: &str| format!("<REUTERS NEWID=\"7\"><DATE>26-FEB-1987</DATE>{inside}</REUTERS>\n");
    let two = |first: &str, second: &str| reuters(first) + &reuters(second);
    let files = [
        (
            two(
                &format!(
                    "<TOPICS><D>flood</D></TOPICS><TEXT>&#2;<TITLE>LOW WATER</TITLE><DATELINE>QUAYTON, Feb 26 - </DATELINE><BODY>{ONE}\n Reuter\n&#3;</BODY></TEXT>"
                ),
                &format!("<TEXT><BODY>{TWO}\n REUTER &#3;</BODY></TEXT>"),
            ),
            "flood LOW WATER QUAYTON Reuter REUTER",
        ),
        (
            format!(
                "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n{}",
                two(
                    &format!(
                        "<UNKNOWN>&#5;F\nf0001</UNKNOWN><TEXT TYPE=\"BRIEF\">&#2;\n******<TITLE>LOW WATER</TITLE>{ONE}\n&#3;</TEXT>"
                    ),
                    &format!(
                        "<PLACES><D>usa</D><D>uk</D></PLACES><TEXT TYPE=\"UNPROC\">&#2;\n{TWO}\n&#3;</TEXT>"
                    ),
                )
            ),
            "F f0001 LOW WATER usa uk",
        ),
        (
            two(
                &format!(
                    "<TEXT><TITLE>LOW &lt;LW> WATER</TITLE><AUTHOR>By Ann Reed</AUTHOR><BODY>{ONE}</BODY></TEXT>"
                ),
                &format!("<MKNOTE>seen twice</MKNOTE><TEXT><BODY>{TWO}</BODY></TEXT>"),
            ),
            "LOW LW WATER By Ann Reed seen twice",
        ),
        (
            format!(
                "<DOC>\n<DOCNO> X-1 </DOCNO>\n<FIRST>r a PM</FIRST>\n<HEAD>Low Water</HEAD>\n<TEXT>\n   {ONE}\n</TEXT>\n</DOC>\n<DOC>\n<DOCNO> X-2 </DOCNO>\n<TEXT>\n   {TWO}\n</TEXT>\n<NOTE>late</NOTE>\n</DOC>\n"
            ),
            "X 1 r a PM Low Water X 2 late",
        ),
        (
            format!(
                "<DOC id=\"Y-1\" type=\"story\" >\n<HEADLINE>\nLow water\n</HEADLINE>\n<DATELINE>\nQuayton\n</DATELINE>\n<TEXT>\n<P>\n{ONE}\n</P>\n<P>\n{TWO}\n</P>\n</TEXT>\n</DOC>\nbetween\n<DOC id=\"Y-2\" type=\"other\" >\n<TEXT>\nGood night.\n</TEXT>\n</DOC>\n"
            ),
            "Low water Quayton between Good night",
        ),
    ];
    check_all("SGML", "news.sgm", files);
}

#[cfg(feature = "html")]
#[test]
fn chats_of_telegram() {
    let message = |id: u8, body: &str| {
        format!(
            "<div class=\"message default clearfix\" id=\"message{id}\"><div class=\"body\"><div class=\"pull_right date details\" title=\"03.02.2014 06:1{id}:00\">06:1{id}</div><div class=\"from_name\">Ann</div>{body}</div></div>"
        )
    };
    let said = |text: &str| format!("<div class=\"text\">{text}</div>");
    let page = |messages: &str| {
        format!(
            "<!DOCTYPE html><html><head><title>x</title></head><body><div class=\"page_header\"><div class=\"text bold\">Quay</div></div><div class=\"page_body chat_page\"><div class=\"history\"><div class=\"message service\">3 February</div>{messages}</div></div></body></html>"
        )
    };
    let photo = "<div class=\"media_wrap clearfix\"><div class=\"title bold\">Photo</div><div class=\"status details\">Not included</div></div>";
    let files = [
        (
            page(&(message(1, &said(ONE)) + &message(2, &said(TWO)))),
            "Quay Ann Ann February",
        ),
        (
            page(&(message(1, &(photo.to_owned() + &said(ONE))) + &message(2, &said(TWO)))),
            "Quay Ann Ann Photo Not included",
        ),
        (
            page(
                &(message(1, &said(ONE))
                    + &message(
                        2,
                        &format!(
                            "<div class=\"reply_to details\">In reply to <a href=\"#1\">this message</a></div>{}",
                            said(TWO)
                        ),
                    )),
            ),
            "Quay In reply to this message",
        ),
        (
            page(
                &(message(
                    1,
                    &format!(
                        "<div class=\"forwarded body\"><div class=\"from_name\">Gazette</div>{}</div>",
                        said(ONE)
                    ),
                ) + &message(2, &said(TWO))),
            ),
            "Quay Gazette",
        ),
        (
            page(
                &(message(1, &said(&format!("{ONE}<br><br>{TWO}")))
                    + &message(
                        2,
                        "<div class=\"media_poll\"><div class=\"question bold\">Who rows</div><div class=\"answer\">- Ben</div></div>",
                    )),
            ),
            "Quay Who rows Ben",
        ),
    ];
    check_all("Telegram", "messages.html", files);
}
