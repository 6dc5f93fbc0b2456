//! Nexis in texts of several years and languages, and Nexis Uni.

use super::*;

/// What differs between the languages of the database.
struct Tongue {
    mark: fn(usize) -> String,
    labels: [&'static str; 6],
    date: &'static str,
    rights: &'static str,
    end: &'static str,
    body: &'static str,
}

const TONGUES: [Tongue; 5] = [
    Tongue {
        mark: |n| format!("{n} of 2 DOCUMENTS"),
        labels: [
            "BYLINE",
            "SECTION",
            "LENGTH",
            "LOAD-DATE",
            "LANGUAGE",
            "PUBLICATION-TYPE",
        ],
        date: "February 3, 2014 Monday",
        rights: "Copyright 2014 Demo Press\n                All Rights Reserved",
        end: "End of Document",
        body: "Body",
    },
    Tongue {
        mark: |n| format!("Dokument {n} von 2"),
        labels: [
            "AUTOR",
            "RUBRIK",
            "LÄNGE",
            "UPDATE",
            "SPRACHE",
            "PUBLICATION-TYPE",
        ],
        date: "3. Februar 2014 Montag",
        rights: "Copyright 2014 Demo Verlag\n                Alle Rechte Vorbehalten",
        end: "Ende des Dokuments",
        body: "Body",
    },
    Tongue {
        mark: |n| format!("Document {n} de 2"),
        labels: [
            "AUTEUR",
            "RUBRIQUE",
            "LONGUEUR",
            "DATE-CHARGEMENT",
            "LANGUE",
            "TYPE-PUBLICATION",
        ],
        date: "lundi 3 février 2014",
        rights: "Copyright 2014 Presse Démo\n                Tous droits réservés",
        end: "Fin du document",
        body: "Corps",
    },
    Tongue {
        mark: |n| format!("Documento {n} de 2"),
        labels: [
            "AUTOR",
            "SECCIÓN",
            "LONGITUD",
            "FECHA-CARGA",
            "LENGUAJE",
            "TIPO-PUBLICACIÓN",
        ],
        date: "3 de febrero de 2014 lunes",
        rights: "Copyright 2014 Prensa Demo\n                Todos los Derechos Reservados",
        end: "Fin del documento",
        body: "Cuerpo",
    },
    Tongue {
        mark: |n| format!("{n} van 2 DOCUMENTEN"),
        labels: [
            "BYLINE",
            "SECTIE",
            "LENGTE",
            "LAAD-DATUM",
            "TAAL",
            "PUBLICATIE-TYPE",
        ],
        date: "3 februari 2014 maandag",
        rights: "Copyright 2014 Demo Pers\n                Alle Rechten Voorbehouden",
        end: "Einde van document",
        body: "Body",
    },
];

const TEXT: &str = "The water rose overnight.\n\nSection: a word of the text, not a field.\n\nVolunteers filled sandbags.";

fn numbered(tongue: &Tongue, number: usize, has_rights_first: bool) -> String {
    let Tongue {
        mark,
        labels: [author, section, length, load, language, kind],
        date,
        rights,
        ..
    } = tongue;
    let (above, below) = if has_rights_first {
        (*rights, "")
    } else {
        ("", *rights)
    };
    format!(
        "                    {}\n\n\n                {above}\n\n                Polder Courier\n\n                {date}\n                Final Edition\n\nThe dike\nat Hoorn {number}\n\n{author}: Ann Reed\n\n{section}: NEWS; Pg. 1\n\n{length}: 9 words\n\n{TEXT}\n\n{load}: 4 May 2014\n\n{language}: ENGLISH\n\n{kind}: Paper\n\n                {below}\n\n",
        mark(number)
    )
}

#[test]
fn numbered_articles_in_five_languages() {
    for (place, tongue) in TONGUES.iter().enumerate() {
        let articles = [1, 2].map(|number| numbered(tongue, number, place % 2 == 1));
        let file = format!("Search of the day\n\n{}", articles.concat());
        let name = (tongue.mark)(1);
        let split = split(&name, &file, Layout::Nexis);
        assert_eq!(split.stated, Some(2), "{name}");
        assert_eq!(split.documents.len(), 2, "{name}");
        for (document, number) in split.documents.iter().zip(1..) {
            let title = format!("The dike at Hoorn {number}");
            assert_eq!(
                told(document),
                ["Polder Courier", "2014-02-03", &title, "Ann Reed", TEXT],
                "{name}"
            );
            assert_eq!(document.language.as_deref(), Some("en"), "{name}");
            let of = |name| field(document, name);
            assert_eq!(
                [of("length"), of("section"), of("edition")],
                ["9 words", "NEWS; Pg. 1", "Final Edition"],
                "{name}"
            );
        }
    }
}

#[test]
fn the_oldest_form_has_labels_for_title_and_text() {
    let file = "3 of 12 DOCUMENTS\n\nCopyright 1994 Demo Press\n\nPolder Courier\n\nFebruary 3, 1994, Thursday\n\nSECTION: NEWS\n\nLENGTH: 9 words\n\nHEADLINE: The dike at Hoorn\n\nBYLINE: Ann Reed\n\nDATELINE: HOORN\n\nBODY:\nThe water rose.\n\nIt fell.\n\nGRAPHIC: Photo, the dike\n\nin the storm\n\nLOAD-DATE: May 4, 1994\n";
    let split = split("oldest", file, Layout::Nexis);
    assert_eq!(split.stated, Some(12));
    let [document] = split.documents.as_slice() else {
        panic!("one")
    };
    assert_eq!(
        told(document),
        [
            "Polder Courier",
            "1994-02-03",
            "The dike at Hoorn",
            "Ann Reed",
            "The water rose.\n\nIt fell."
        ]
    );
    assert_eq!(field(document, "dateline"), "HOORN");
    assert_eq!(field(document, "graphic"), "Photo, the dike");
}

#[test]
fn articles_of_nexis_uni_in_five_languages() {
    for tongue in &TONGUES {
        let Tongue {
            labels: [author, section, length, load, ..],
            date,
            rights,
            end,
            body,
            ..
        } = tongue;
        let title_case = |label: &str| {
            let (first, rest) = label.split_at(1);
            first.to_owned() + &rest.to_lowercase()
        };
        let article = |number| {
            format!(
                "The dike at Hoorn {number}\n\nPolder Courier\n\n{date} 10:15 AM GMT\n\n{}\n\n{}: NEWS; Pg. 1\n\n{}: 9 words\n\n{}: Ann Reed\n\n{body}\n\n{TEXT}\n\nPage 1 of 2\n\nThe dike at Hoorn {number}\n\nAll was well.\n\n{}: 4 May 2014\n\n{end}\n\n",
                rights.replace('\n', " "),
                title_case(section),
                title_case(length),
                title_case(author),
                title_case(load)
            )
        };
        let file = format!(
            "Date and Time: Monday, 10 February 2014 09:00:00\n\nJob Number: 12345\n\nDocuments (2)\n\n1. The dike at Hoorn 1\n\n2. The dike at Hoorn 2\n\nSearch Terms: dike\n\n{}{}Page 9 of 9\n",
            article(1),
            article(2)
        );
        let split = split(end, &file, Layout::Nexis);
        assert_eq!((split.documents.len(), split.stated), (2, Some(2)), "{end}");
        for (document, number) in split.documents.iter().zip(1..) {
            let title = format!("The dike at Hoorn {number}");
            let text = format!("{TEXT}\n\nAll was well.");
            assert_eq!(
                told(document),
                ["Polder Courier", "2014-02-03", &title, "Ann Reed", &text],
                "{end}"
            );
        }
        let cover = split.documents[0]
            .left_out
            .iter()
            .filter(|row| row.rule == crate::model::Rule::Cover);
        assert_eq!(cover.count(), 6, "{end}");
    }
}

#[test]
fn a_single_article_has_no_cover() {
    let file = "The dike\n\nPolder Courier\n\nWinter of the flood\n\nCopyright 2014 Demo\n\nLength: 3 words\n\nBody\n\nThe water rose.\n\nClassification\n\nLanguage: ENGLISH\n\nLoad-Date: May 4, 2014\n\nEnd of Document\n";
    let split = split("single", file, Layout::Nexis);
    let [document] = split.documents.as_slice() else {
        panic!("one")
    };
    assert_eq!(
        told(document),
        ["Polder Courier", "", "The dike", "", "The water rose."]
    );
}

#[test]
fn without_blank_lines_each_line_is_a_paragraph() {
    let file = "Documents (5)\n1. The dike\nThe dike\nPolder Courier\nFebruary 3, 2014 Monday\nCopyright 2014 Demo\nSection: NEWS\nLength: 3 words\nByline: Ann Reed\nBody\nThe water rose.\nIt fell.\nLoad-Date: May 4, 2014\nEnd of Document\n";
    let split = split("close", file, Layout::Nexis);
    assert_eq!(split.stated, Some(5));
    assert_eq!(
        told(&split.documents[0]),
        [
            "Polder Courier",
            "2014-02-03",
            "The dike",
            "Ann Reed",
            "The water rose.\n\nIt fell."
        ]
    );
}
