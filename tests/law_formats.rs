//! The law of the words where files state facts of their texts: each word that a file shows is counted, or
//! stands in a row of `boilerplate.csv` or in a metadata column; and what left comes back when it is kept.

use std::path::Path;

use refrain::config::Config;
use refrain::model::Corpus;
use refrain::pipeline::{self, Input};
use refrain::progress::Silent;

use crate::common::write;
use crate::law::{Words, words};

/// A file: its kind, its name, its bytes, and all the words that it shows.
pub(crate) type Example = (&'static str, &'static str, Vec<u8>, &'static str);

const SHOWN: &str = "The tide fell at noon. The old dike held against the storm of the night.";
pub(crate) const ONE: &str = "The tide fell at noon.";
pub(crate) const TWO: &str = "The old dike held against the storm of the night.";

fn read(folder: &Path, keep: bool) -> Corpus {
    let input = Input {
        paths: vec![folder.to_owned()],
        ..Input::default()
    };
    let mut config = Config::default();
    config.boilerplate.keep = keep;
    pipeline::read(&input, &config, &Silent).expect("a corpus")
}

/// What is counted and has rows, and what is in metadata columns.
fn found(corpus: &Corpus) -> (String, String) {
    let (mut text, mut columns) = (String::new(), String::new());
    for id in corpus.ids() {
        let document = corpus.document(id);
        text = text + "\n" + &corpus.paragraphs(id);
        for row in &document.left_out {
            text = text + "\n" + &row.text;
        }
        let info = &document.info;
        let facts = [&info.doc_id, &info.source, &info.date, &info.title];
        let fields = info.extra.iter().map(|(_, value)| value);
        for value in facts.into_iter().chain(fields) {
            columns = columns + "\n" + value;
        }
    }
    (text, columns)
}

/// The words that are shown more often than they are there.
fn lost(shown: &str, there: &str) -> Vec<String> {
    let there: Words = words(there);
    let shown = words(shown).into_iter();
    let lost = shown.filter(|(word, times)| there.get(word).copied().unwrap_or(0) < *times);
    lost.map(|(word, _)| word).collect()
}

pub(crate) fn check((kind, name, bytes, more): &Example) {
    let folder = tempfile::tempdir().expect("a folder");
    write(&folder.path().join(name), bytes);
    let corpus = read(folder.path(), false);
    assert!(corpus.skipped.is_empty(), "{kind}: {:?}", corpus.skipped);
    let (text, columns) = found(&corpus);
    let shown = format!("{SHOWN} {more}");
    let all = format!("{text}\n{columns}");
    assert_eq!(lost(&shown, &all), Vec::<String>::new(), "{kind}: {all}");
    // The text itself is no mere metadata.
    assert_eq!(lost(SHOWN, &text), Vec::<String>::new(), "{kind}: {text}");
    let kept = read(folder.path(), true);
    let rows = kept.ids().map(|id| kept.document(id).left_out.len());
    assert_eq!(rows.sum::<usize>(), 0, "{kind}");
    assert_eq!(
        lost(&text, &found(&kept).0),
        Vec::<String>::new(),
        "{kind}, kept"
    );
}

#[test]
#[expect(clippy::too_many_lines, reason = "files in full")]
fn xml_of_many_texts() {
    let record = |id: u8, text: &str| {
        format!(
            "<r><id>r{id}</id><title>Low water</title><place>Quayton</place><text>{text}</text></r>"
        )
    };
    let item = |text: &str| {
        format!(
            "<item><title>Low water</title><category>Floods</category><description>{text}</description></item>"
        )
    };
    let page = |id: u8, text: &str| {
        format!(
            "<page><title>Low water {id}</title><ns>0</ns><id>{id}</id><revision><id>7{id}</id><text>{text} [[Dike|dikes]]</text></revision></page>"
        )
    };
    let report = |id: u8, text: &str| {
        format!(
            "<REUTERS NEWID=\"{id}\"><DATE>26-FEB-1987 15:01:01.79</DATE><TOPICS><D>flood</D></TOPICS><TEXT>&#2;<TITLE>LOW WATER</TITLE><DATELINE>    QUAYTON, Feb 26 - </DATELINE><BODY>{text}\n Reuter\n&#3;</BODY></TEXT></REUTERS>\n"
        )
    };
    let examples: [Example; 4] = [
        (
            "records",
            "r.xml",
            format!("<list>{}{}</list>", record(1, ONE), record(2, TWO)).into_bytes(),
            "r1 r2 Low water Low water Quayton Quayton",
        ),
        (
            "feed",
            "f.xml",
            format!(
                "<rss version='2.0'><channel><title>Gazette</title>{}{}</channel></rss>",
                item(ONE),
                item(TWO)
            )
            .into_bytes(),
            "Low water Low water Floods Floods",
        ),
        (
            "wiki",
            "w.xml",
            format!(
                "<mediawiki><siteinfo><sitename>Wiki</sitename></siteinfo>{}{}</mediawiki>",
                page(1, ONE),
                page(2, TWO)
            )
            .into_bytes(),
            "Low water 1 Low water 2 dikes dikes",
        ),
        (
            "Reuters",
            "reut2-000.sgm",
            format!(
                "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n{}{}",
                report(1, ONE),
                report(2, TWO)
            )
            .into_bytes(),
            "LOW WATER LOW WATER QUAYTON QUAYTON flood flood Reuter Reuter",
        ),
    ];
    examples.iter().for_each(check);
}

#[test]
fn exports_and_messages() {
    let ris = |text: &str| {
        format!(
            "TY  - NEWS\nTI  - Low water\nAU  - Reed, Ann\nJO  - Polder Courier\nDA  - 2014/02/03/\nAB  - {text}\nZZ  - odd\nER  - \n\n"
        )
    };
    let bibtex = |text: &str| {
        format!(
            "@article{{reed2014,\n title = {{Low water}},\n author = \"Reed, Ann\",\n journal = {{Polder Courier}},\n year = 2014, month = feb,\n odd = {{odd}},\n abstract = {{{text}}}\n}}\n\n"
        )
    };
    let news = |text: &str| {
        format!(
            "<article><accessionNo>D7</accessionNo><headline><paragraph>Low water</paragraph></headline><sourceName>Polder Courier</sourceName><wordCount>12</wordCount><leadParas><paragraph>{text}</paragraph></leadParas></article>"
        )
    };
    let mut examples: Vec<Example> = vec![
        ("BibTeX", "b.bib", format!("% by Zotero\n{}{}", bibtex(ONE), bibtex(TWO)).into_bytes(), "by Zotero Low water Low water Reed Ann Polder Courier odd odd"),
        ("Factiva XML", "f.xml", format!("<response>{}{}</response>", news(ONE), news(TWO)).into_bytes(), "D7 D7 Low water Low water Polder Courier 12 12"),
        ("references", "r.ris", (ris(ONE) + &ris(TWO)).into_bytes(), "Low water Low water Reed Ann Polder Courier odd odd"),
        ("Alceste", "a.txt", format!("**** *source_Courier *front\n{ONE}\n\n**** *source_Port *back\n{TWO}\n").into_bytes(), "Courier Port front back"),
        ("subtitles", "s.srt", format!("1\n00:00:01,000 --> 00:00:03,000\n{ONE}\n\n2\n00:00:04,000 --> 00:00:06,000\n{TWO}\n").into_bytes(), ""),
        ("chat", "c.txt", format!("[03.02.14, 06:10:00] Ann: {ONE}\n[03.02.14, 06:11:00] Ben: {TWO}\n[03.02.14, 06:12:00] Ann: Good night to all of you.\n").into_bytes(), "Ann Ben Good night to all of you"),
    ];
    if cfg!(feature = "html") {
        let message = |id: u8, text: &str| {
            format!(
                "<div class=\"message default clearfix\" id=\"message{id}\"><div class=\"body\"><div class=\"pull_right date details\" title=\"03.02.2014 06:1{id}:00\">06:1{id}</div><div class=\"from_name\">Ann</div><div class=\"text\">{text}</div></div></div>"
            )
        };
        let page = format!(
            "<!DOCTYPE html><html><head><title>x</title></head><body><div class=\"page_header\"><div class=\"text bold\">Quay</div></div><div class=\"page_body chat_page\"><div class=\"message service\">3 February</div>{}{}</div></body></html>",
            message(1, ONE),
            message(2, TWO)
        );
        examples.push((
            "Telegram",
            "messages.html",
            page.into_bytes(),
            "Quay Ann Ann 06 11 06 12 February",
        ));
    }
    if cfg!(feature = "mail") {
        let mail = format!(
            "From: Ann Reed <ann@quay.example>\nTo: ben@quay.example\nSubject: Low water\nDate: Mon, 3 Feb 2014 06:10:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n{ONE}\n\n{TWO}\n\nOn Sun, 2 Feb 2014, Ben wrote:\n> Did it hold?\n> Tell us.\n\n-- \nAnn Reed, harbour office\n"
        );
        examples.push((
            "mail",
            "m.eml",
            mail.into_bytes(),
            "Low water Ann Reed Did it hold Tell us Ann Reed harbour office",
        ));
    }
    examples.iter().for_each(check);
}

#[cfg(feature = "html")]
#[test]
fn pages() {
    let article = format!("<h1>Low water</h1><p>{ONE}</p><p>{TWO}</p>");
    let frames: [(&str, String, &str); 4] = [
        (
            "menu and foot",
            format!(
                "<nav><a href='/'>Front page</a></nav><article>{article}</article><footer>Dike Board, Quayton</footer>"
            ),
            "Low water Front page Dike Board Quayton",
        ),
        (
            "comments",
            format!(
                "<main>{article}</main><section class='comments'><h2>Comments</h2><div class='comment'>Well done, Ben.</div></section>"
            ),
            "Low water Comments Well done Ben",
        ),
        (
            "caption and notice",
            format!(
                "<div class='cookie-notice'>We use cookies.</div><article>{article}<figure><img src='a.jpg'><figcaption>Ann at the quay</figcaption></figure></article>"
            ),
            "Low water We use cookies Ann at the quay",
        ),
        ("bare", article, "Low water"),
    ];
    for (kind, body, more) in frames {
        let page = format!("<html><head><title>Low water</title></head><body>{body}</body></html>");
        check(&(kind, "p.html", page.into_bytes(), more));
    }
}
