//! Exports that are pages.

use super::super::page;
use super::super::page_blocks::page_blocks;
use super::*;

const TEXT: &str = "L'eau est montée pendant la nuit.\n\nLe maire a demandé des pompes.";

/// The page as this layout, its words all there.
fn split_page(name: &str, html: &str, layout: Layout) -> Split {
    let split = page::split(html).unwrap_or_else(|| panic!("{name}: not recognised"));
    assert_eq!(split.layout, layout, "{name}");
    let visible: Vec<String> = page_blocks(html)
        .into_iter()
        .map(|block| block.text)
        .collect();
    assert_law(name, &visible.join("\n"), &split);
    split
}

#[test]
fn europresse_in_five_forms() {
    let old = |author: &str| {
        format!(
            "<table><tr><td><span class=\"DocPublicationName\">Le Courrier</span><br><span class=\"DocHeader\">Politique, </span><span class=\"DocHeader\">lundi 3 février 2014, p. 4</span><br><span class=\"TitreArticleVisu\">La digue a tenu</span><br><br>{author}<p></p>L'eau est montée pendant la nuit.<p>Le maire a demandé des pompes.</p><b><i>© 2014 Le Courrier. Tous droits réservés.</i></b><p></p>Numéro de document : news·20140203·CP·1<table><tr><td>Copie délivrée à <b>Université</b></td></tr></table></td></tr></table>"
        )
    };
    let new = |title: &str, text: &str, end: &str| {
        format!(
            "<article><header><div class=\"rdp__DocPublicationName\"><span class=\"DocPublicationName\">Le Courrier, no. 1234</span></div><div class=\"rdp__DocHeader\"><span class=\"DocHeader\">Politique, lundi 3 février 2014 - 11:15 UTC +01:00 532 mots, p. 4</span></div><div class=\"titreArticle\">{title}</div><div class=\"docAuthors\">Anne Roseau</div></header><section><div class=\"docOcurContainer\"><div class=\"DocText clearfix\">{text}</div></div></section>{end}</article>"
        )
    };
    let title = "<p class=\"titreArticleVisu rdp__articletitle\">La digue a tenu</p>";
    let text = "<p>L'eau est <mark>montée</mark> pendant la nuit.</p><p>Le maire a demandé des pompes.</p>";
    let end = "<footer><div class=\"publiC-lblNodoc\">news·20140203·CP·1</div><small>© 2014 Le Courrier. Tous droits réservés.</small></footer><aside>Certificat émis le 4 février 2014</aside>";
    for (name, article, author) in [
        ("old", old("Anne Roseau<br>"), "Anne Roseau"),
        ("old without author", old(""), ""),
        ("new", new(title, text, end), "Anne Roseau"),
        (
            "new, title without a paragraph",
            new("La digue a tenu", text, end),
            "Anne Roseau",
        ),
        (
            "new, text with a picture",
            new(
                title,
                &format!("{text}<p>Illustration(s) : la digue</p><p>© 2014 Le Courrier</p>"),
                "",
            ),
            "Anne Roseau",
        ),
    ] {
        let html = format!(
            "<html><body><div>Nombre de documents : 2</div>{article}{article}</body></html>"
        );
        let split = split_page(name, &html, Layout::Europresse);
        assert_eq!(
            (split.documents.len(), split.stated),
            (2, Some(2)),
            "{name}"
        );
        for document in &split.documents {
            assert_eq!(
                told(document),
                ["Le Courrier", "2014-02-03", "La digue a tenu", author, TEXT],
                "{name}"
            );
            assert_eq!(
                [field(document, "section"), field(document, "page")],
                ["Politique", "4"],
                "{name}"
            );
        }
    }
}

fn each_is_the_article(name: &str, split: &Split) {
    let article = [
        "Le Courrier",
        "2014-02-03",
        "La digue a tenu",
        "Anne Roseau",
        TEXT,
    ];
    for document in &split.documents {
        assert_eq!(told(document), article, "{name}");
    }
}

/// An article of Factiva as a table of codes.
fn of_codes(language: &str, date: &str) -> String {
    let paragraph =
        |text: &str| format!("<p class='articleParagraph {language}articleParagraph'>{text}</p>");
    let fields = [
        (
            "HD",
            format!("<span class='{language}Headline'>La digue a tenu</span>"),
        ),
        ("BY", "Anne Roseau".to_owned()),
        ("WC", "9 mots".to_owned()),
        ("PD", date.to_owned()),
        ("SN", "Le Courrier".to_owned()),
        ("LA", "Français".to_owned()),
        ("CY", "(c) 2014 Démo".to_owned()),
        ("LP", paragraph("L'eau est montée pendant la nuit.")),
        ("TD", paragraph("Le maire a demandé des pompes.")),
        ("AN", "Document DEMO000020140203ea23".to_owned()),
    ];
    let rows = fields.map(|(code, value)| {
        format!("<tr><td class='index'><b>{code}</b>&nbsp;</td><td>{value}</td></tr>")
    });
    let rows = rows.concat();
    format!("<div class='article {language}Article'><table>{rows}</table></div>")
}

/// An article of Factiva as it is displayed.
fn shown(language: &str, above: &str, words: &str, date: &str) -> String {
    let paragraph = format!("<p class='articleParagraph {language}articleParagraph'>");
    let head = format!(
        "<div class='article {language}Article'><p>&nbsp;</p>{above}<div id='hd'><span class='{language}Headline'>La digue a tenu</span></div><div class='author'>Anne Roseau</div>"
    );
    let facts = format!(
        "<div>{words}</div><div>{date}</div><div>08:15</div><div>Le Courrier</div><div>DEMO</div><div>Français</div><div>(c) 2014 Démo</div>"
    );
    format!(
        "{head}{facts}{paragraph}L'eau est <b>montée</b> pendant la nuit.</p>{paragraph}Le maire a demandé des pompes.</p><p>Document DEMO000020140203ea23</p></div>"
    )
}

#[test]
fn factiva_in_five_forms() {
    for (name, article) in [
        ("codes", of_codes("en", "3 February 2014")),
        ("German codes", of_codes("de", "3. Februar 2014")),
        ("shown", shown("en", "", "532 words", "3 February 2014")),
        (
            "French, with a section",
            shown("fr", "<div>Politique</div>", "532 mots", "3 février 2014"),
        ),
        ("German", shown("de", "", "532 Wörter", "3 Februar 2014")),
    ] {
        let html = format!(
            "<html><body><div>Factiva</div>{article}<br>{article}<table><tr><td>Search Summary</td></tr><tr><td>Results Found</td><td>1,234</td></tr></table></body></html>"
        );
        let split = split_page(name, &html, Layout::Factiva);
        assert_eq!(
            (split.documents.len(), split.stated),
            (2, Some(1234)),
            "{name}"
        );
        each_is_the_article(name, &split);
    }
}

#[test]
fn nexis_as_pages() {
    let article = |number, open: &str, close: &str| {
        format!(
            "{open}<DIV CLASS=\"c0\"><P CLASS=\"c1\"><SPAN CLASS=\"c2\">{number} of 2 DOCUMENTS</SPAN></P></DIV><BR><DIV CLASS=\"c0\"><BR><P CLASS=\"c1\"><SPAN CLASS=\"c2\">Le Courrier</SPAN></P></DIV><DIV CLASS=\"c3\"><P CLASS=\"c1\"><SPAN CLASS=\"c4\">February 3</SPAN><SPAN CLASS=\"c2\">, 2014 Monday</SPAN></P></DIV><DIV CLASS=\"c5\"><P CLASS=\"c6\"><SPAN CLASS=\"c7\">La digue a tenu</SPAN></P></DIV><DIV CLASS=\"c5\"><P CLASS=\"c6\"><SPAN CLASS=\"c8\">BYLINE: </SPAN><SPAN CLASS=\"c2\">Anne Roseau</SPAN></P><P CLASS=\"c6\"><SPAN CLASS=\"c8\">LENGTH: </SPAN><SPAN CLASS=\"c2\">9 words</SPAN></P></DIV><DIV CLASS=\"c5\"><P CLASS=\"c9\"><SPAN CLASS=\"c2\">L'eau est montée pendant la nuit.</SPAN></P><P CLASS=\"c9\"><SPAN CLASS=\"c2\">Le maire a demandé des pompes.</SPAN></P></DIV><DIV CLASS=\"c5\"><P CLASS=\"c6\"><SPAN CLASS=\"c8\">LOAD-DATE: </SPAN><SPAN CLASS=\"c2\">May 4, 2014</SPAN></P></DIV><DIV CLASS=\"c0\"><P CLASS=\"c1\">Copyright 2014 Démo<BR>All Rights Reserved</P></DIV>{close}"
        )
    };
    for (name, open, close) in [
        ("old", "<DOCFULL>", "</DOCFULL>"),
        ("without its own element", "", "<HR>"),
        ("below a link", "<A NAME=\"DOC_ID_0_0\"></A>", ""),
    ] {
        let html = format!(
            "<HTML><BODY>{}{}</BODY></HTML>",
            article(1, open, close),
            article(2, open, close)
        );
        let split = split_page(name, &html, Layout::Nexis);
        assert_eq!(
            (split.documents.len(), split.stated),
            (2, Some(2)),
            "{name}"
        );
        each_is_the_article(name, &split);
    }
}

#[test]
fn ordinary_pages_are_no_exports() {
    for html in [
        "<html><body><p>LexisNexis and ProQuest documents</p></body></html>",
        "<html><body><p class=articleParagraph>The tide.</p><p>2 of 3 DOCUMENTS</p></body></html>",
        "<html><body><span class=DocPublicationName>Le Courrier</span></body></html>",
    ] {
        assert_eq!(page::split(html), None, "{html}");
    }
}

#[test]
fn books_and_records_are_read_from_pages_too() {
    let book = "<html><body><section><p><b>Title</b>: Sand</p><div>*** START OF THE PROJECT GUTENBERG EBOOK SAND ***</div></section><p>The tide came in.</p><p>It went out.</p><section><div>*** END OF THE PROJECT GUTENBERG EBOOK SAND ***</div><p>Donate.</p></section></body></html>";
    let split = split_page("book", book, Layout::Book);
    assert_eq!(
        told(&split.documents[0]),
        ["", "", "Sand", "", "The tide came in.\n\nIt went out."]
    );
    let record = "<html><body><pre>\n[Congressional Record Volume 150, Number 9 (Tuesday, March 4, 2014)]\n[Senate]\n[Page S77]\nFrom the Congressional Record Online [<a href=\"x\">www.example.gov</a>]\n\n                        WIND MILLS\n\n  Mr. MOORE. The mills turn.\n</pre></body></html>";
    let split = split_page("record", record, Layout::Speeches);
    assert_eq!(split.documents[0].title.as_deref(), Some("WIND MILLS"));
    assert_eq!(split.documents[0].text, "Mr. MOORE. The mills turn.");
}
