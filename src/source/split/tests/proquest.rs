//! ProQuest as text, old and new, in several languages.

use super::*;

const RULE: &str = "____________________________________________________________";
const TEXT: &str =
    "The water rose overnight.\n\nLocation: a word of the text.\n\nVolunteers filled sandbags.";

/// Number, labels, date and language, as each language of the database has them.
type Tongue = (&'static str, [&'static str; 8], &'static str, &'static str);

const TONGUES: [Tongue; 5] = [
    (
        "Document 1 of 2",
        [
            "Author",
            "Full text",
            "Subject",
            "Title",
            "Publication title",
            "Publication date",
            "ProQuest document ID",
            "Language of publication",
        ],
        "Feb 3, 2014",
        "English",
    ),
    (
        "Dokument 1 von 2",
        [
            "Autor",
            "Volltext",
            "Fachgebiet",
            "Titel",
            "Titel der Publikation",
            "Erscheinungsdatum",
            "ProQuest-Dokument-ID",
            "Publikationssprache",
        ],
        "3. Februar 2014",
        "Englisch",
    ),
    (
        "Document 1 de 2",
        [
            "Auteur",
            "Texte intégral",
            "Sujet",
            "Titre",
            "Titre de la publication",
            "Date de publication",
            "ID du document ProQuest",
            "Langue de publication",
        ],
        "3 février 2014",
        "Anglais",
    ),
    (
        "Documento 1 de 2",
        [
            "Autor",
            "Texto completo",
            "Materia",
            "Título",
            "Título de publicación",
            "Fecha de publicación",
            "ID del documento de ProQuest",
            "Idioma de la publicación",
        ],
        "3 de febrero de 2014",
        "Inglés",
    ),
    (
        "Document 1 van 2",
        [
            "Auteur",
            "Volledige tekst",
            "Onderwerp",
            "Titel",
            "Publicatietitel",
            "Publicatiedatum",
            "ProQuest-document-ID",
            "Taal van publicatie",
        ],
        "3 februari 2014",
        "Engels",
    ),
];

#[test]
fn articles_in_five_languages() {
    for (mark, labels, date, language) in TONGUES {
        let [author, full, subject, title, source, published, id, tongue] = labels;
        let article = |number: usize| {
            format!(
                "{RULE}\n\n{}\n\nThe dike {number}\n\n{author}: Reed, Ann\n\nhttp://example.org/{number}\n\n{full}: {TEXT}\n\n{subject}: Floods; Dikes\n\n{title}: The dike {number}\n\n{source}: Polder Courier\n\n{published}: {date}\n\n{tongue}: {language}\n\n{id}: 10{number}\n\nDatabase: ProQuest Demo\n\n",
                mark.replacen('1', &number.to_string(), 1)
            )
        };
        let file = format!(
            "{}{}{RULE}\n\nContact us at: http://example.org\n",
            article(1),
            article(2)
        );
        let split = split(mark, &file, Layout::ProQuest);
        assert_eq!(
            (split.documents.len(), split.stated),
            (2, Some(2)),
            "{mark}"
        );
        for (document, number) in split.documents.iter().zip(1..) {
            let title = format!("The dike {number}");
            assert_eq!(
                told(document),
                ["Polder Courier", "2014-02-03", &title, "Reed, Ann", TEXT],
                "{mark}"
            );
            assert_eq!(document.language.as_deref(), Some("en"), "{mark}");
            assert_eq!(
                field(document, "document_id"),
                format!("10{number}"),
                "{mark}"
            );
        }
    }
}

#[test]
fn newer_exports_have_no_numbers() {
    let file = format!(
        "{RULE}\n\nThe dike\n\nAuthor: Reed, Ann\n\nPublication info: Polder Courier; Hoorn. 03 Feb 2014: A1.\n\nProQuest document link\n\nABSTRACT (ENGLISH)\n\nA flood.\n\nFULL TEXT\n\nThe water rose.\n\nIt fell.\n\nDETAILS\n\nSubject: Floods\n\nISSN: 1234\n\n{RULE}\n\nContact ProQuest\n"
    );
    let split = split("newer", &file, Layout::ProQuest);
    let [document] = split.documents.as_slice() else {
        panic!("one")
    };
    assert_eq!(
        told(document),
        [
            "Polder Courier",
            "2014-02-03",
            "The dike",
            "Reed, Ann",
            "The water rose.\n\nIt fell."
        ]
    );
}

#[test]
fn without_a_full_text_the_abstract_is_the_text() {
    let file = format!(
        "{RULE}\n\nDocument 1 of 1\n\nThe dike\n\nAbstract: The water rose.\n\nIt fell.\n\nFull text: Not available.\n\nTitle: The dike\n\nPublication title: Polder Courier\n\nPublication date: 2014\n\nProQuest document ID: 7\n\n{RULE}\n"
    );
    let split = split("abstract", &file, Layout::ProQuest);
    assert_eq!(
        told(&split.documents[0]),
        [
            "Polder Courier",
            "2014",
            "The dike",
            "",
            "The water rose.\n\nIt fell."
        ]
    );
}
