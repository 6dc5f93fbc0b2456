//! Mail, chats, subtitles, slides and books through the command line.

use std::io::Write as _;
use std::path::Path;

use crate::common::{folder, rows, run_well, write};

/// Two columns of each row of a table, sorted.
fn pairs(output: &Path, table: &str, columns: [&str; 2]) -> Vec<String> {
    let [first, second] = columns;
    let rows = rows(output, table).into_iter();
    let mut pairs: Vec<_> = rows
        .map(|row| format!("{} {}", row[first], row[second]))
        .collect();
    pairs.sort();
    pairs
}

#[cfg(feature = "mail")]
#[test]
fn mail_is_known_by_its_content() {
    let mail = "From ann@example.org Mon Feb  3 06:10:00 2014\nFrom: Ann Reed <ann@example.org>\nSubject: =?utf-8?Q?The_caf=C3=A9?=\nDate: Mon, 3 Feb 2014 06:10:00 +0100\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nThe caf=C3=A9 floo=\nded.\n\nOn Sunday Ben wrote:\n> Did it?\n\nFrom ben@example.org Tue Feb  4 07:00:00 2014\nFrom: Ben Holt <ben@example.org>\nSubject: Re: dike\nDate: Tue, 4 Feb 2014 07:00:00 +0100\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\nSXQgaG9sZHMuCg==\n";
    let folder = folder(&[
        ("in/inbox", mail),
        ("in/2014-February.txt", &mail.replace("ded.", "ded again.")),
        (
            "in/one.eml",
            "From: c@example.org\nSubject: Alone\nDate: Wed, 5 Feb 2014 07:00:00 +0100\nMessage-ID: <1@x>\n\nA single message.\n",
        ),
    ]);
    run_well(folder.path(), "run in");
    let output = folder.path().join("output");
    let dates = pairs(&output, "documents", ["date", "title"]);
    assert_eq!(
        dates,
        [
            "2014-02-03 The café",
            "2014-02-03 The café",
            "2014-02-04 Re: dike",
            "2014-02-04 Re: dike",
            "2014-02-05 Alone"
        ]
    );
    let rules = pairs(&output, "boilerplate", ["rule", "text"]);
    assert_eq!(rules.len(), 2, "{rules:?}");
    assert!(
        rules
            .iter()
            .all(|row| row.starts_with("quotation ") && row.contains("Did it?"))
    );
}

#[test]
fn subtitles_and_chats_are_texts() {
    let folder = folder(&[
        (
            "in/talk.vtt",
            "WEBVTT\nKind: captions\nLanguage: en\n\nNOTE checked\n\n1\n00:00:01.000 --> 00:00:03.500 align:start position:0%\n<v Ann Reed>Good<00:00:01.400><c> evening</c> to all.\n\n2\n00:00:03.600 --> 00:00:07.250\n<v Ben>The quay froze.</v>\n",
        ),
        (
            "in/chat.txt",
            "[31.12.21, 22:15:01] Ann: High tide\n[31.12.21, 22:16:01] Ben: <Media omitted>\n[01.01.22, 00:01:00] Ben: Low tide\n",
        ),
    ]);
    run_well(folder.path(), "text in -o texts");
    run_well(folder.path(), "run in");
    let output = folder.path().join("output");
    let tokens = pairs(&output, "documents", ["tokens", "date"]);
    assert_eq!(tokens, ["2 2021-12-31", "2 2022-01-01", "7 "]);
    let rules = pairs(&output, "boilerplate", ["rule", "text"]);
    assert!(
        rules.iter().all(|row| row.starts_with("mark ")),
        "{rules:?}"
    );
}

#[test]
fn office_files_and_books_are_texts() {
    let folder = folder(&[(
        "in/a.rtf",
        "{\\rtf1\\ansi{\\info{\\title Mills}}The caf\\'e9 turns.\\par}",
    )]);
    let zip = |files: &[(&str, &str)]| {
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, text) in files {
            archive
                .start_file(*name, zip::write::SimpleFileOptions::default())
                .expect("a member");
            archive.write_all(text.as_bytes()).expect("written");
        }
        archive.finish().expect("an archive").into_inner()
    };
    let slides = zip(&[
        ("[Content_Types].xml", "<Types/>"),
        ("ppt/presentation.xml", "<p><sldId r:id='r1'/></p>"),
        (
            "ppt/_rels/presentation.xml.rels",
            "<r><Relationship Id='r1' Type='x/slide' Target='slides/slide1.xml'/></r>",
        ),
        (
            "ppt/slides/slide1.xml",
            "<p:sld><a:p><a:t>One slide.</a:t></a:p></p:sld>",
        ),
    ]);
    let book = zip(&[
        (
            "META-INF/container.xml",
            "<c><rootfile full-path='b.opf'/></c>",
        ),
        (
            "b.opf",
            "<package><metadata><title>Sand</title></metadata><manifest><item id='a' href='a.xhtml'/></manifest><spine><itemref idref='a'/></spine></package>",
        ),
        (
            "a.xhtml",
            "<html><body><p>The tide fell again.</p></body></html>",
        ),
    ]);
    write(&folder.path().join("in/b.pptx"), &slides);
    write(&folder.path().join("in/c.epub"), &book);
    write(&folder.path().join("in/scan.xml"), b"<?xml version='1.0'?><alto><TextBlock><TextLine><String CONTENT='Old'/><SP/><String CONTENT='print.'/></TextLine></TextBlock></alto>");
    run_well(folder.path(), "run in");
    let output = folder.path().join("output");
    let formats = pairs(&output, "documents", ["format", "tokens"]);
    assert_eq!(formats, ["epub 4", "rtf 3", "slides 2", "xml 2"]);
}
