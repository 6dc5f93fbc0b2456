//! Factiva as text: codes, and articles as they are displayed.

use super::*;

const TEXT: &str = "The water rose overnight.\n\nVolunteers filled sandbags.";

#[test]
fn articles_of_codes() {
    for (apart, between) in [
        ("\t", "\n"),
        ("  ", "\n\n"),
        ("\n", "\n"),
        ("\n\n", "\n\n"),
        ("   ", "\r\n"),
    ] {
        let article = |number| {
            let fields = [
                ("SE", "News"),
                ("HD", "The dike"),
                ("BY", "Ann Reed"),
                ("WC", "6 words"),
                ("PD", "3 February 2014"),
                ("ET", "10:15"),
                ("SN", "Polder Courier"),
                ("SC", "DEMO"),
                ("LA", "English"),
                ("CY", "(c) 2014 Demo Press"),
                ("LP", "The water rose overnight."),
                ("TD", "Volunteers filled sandbags."),
                ("NS", "gflood : Floods | gcat : General"),
                ("RE", "neth : Netherlands"),
                ("PUB", "Demo Press"),
            ];
            let lines = fields.map(|(code, value)| format!("{code}{apart}{value}{between}"));
            format!(
                "{}AN{apart}Document DEMO000020140203ea230000{number}{between}",
                lines.concat()
            )
        };
        let file = format!(
            "{}{}Search Summary{between}Results Found{apart}3{between}",
            article(1),
            article(2)
        );
        let name = format!("{apart:?} {between:?}");
        let split = split(&name, &file, Layout::Factiva);
        assert_eq!(split.documents.len(), 2, "{name}");
        for document in &split.documents {
            assert_eq!(
                told(document),
                ["Polder Courier", "2014-02-03", "The dike", "Ann Reed", TEXT],
                "{name}"
            );
            assert_eq!(field(document, "region"), "neth : Netherlands", "{name}");
        }
    }
}

#[test]
fn articles_as_they_are_displayed() {
    for (words, date, language, rights) in [
        (
            "532 words",
            "3 February 2014",
            "English",
            "(c) 2014 Demo Press",
        ),
        (
            "532 Wörter",
            "3. Februar 2014",
            "Deutsch",
            "Copyright 2014 Demo Verlag",
        ),
        (
            "532 mots",
            "3 février 2014",
            "Français",
            "Copyright 2014. Presse Démo. Tous droits réservés.",
        ),
        (
            "532 palabras",
            "3 febrero 2014",
            "Español",
            "© 2014 Prensa Demo",
        ),
        (
            "1,532 woorden",
            "3 februari 2014",
            "Nederlands",
            "Copyright 2014 Demo Pers",
        ),
    ] {
        let article = |number| {
            format!(
                "The dike\n\nAnn Reed\n\n{words}\n\n{date}\n\n10:15 GMT\n\nPolder Courier\n\nDEMO\n\nA1\n\n{language}\n\n{rights}\n\n{TEXT}\n\nDocument DEMO000020140203ea230000{number}\n\n"
            )
        };
        let file = format!("{}{}", article(1), article(2));
        let split = split(words, &file, Layout::Factiva);
        assert_eq!(split.documents.len(), 2, "{words}");
        for document in &split.documents {
            assert_eq!(
                told(document),
                ["Polder Courier", "2014-02-03", "The dike", "Ann Reed", TEXT],
                "{words}"
            );
            assert_eq!(
                document.language.as_deref().map(str::len),
                Some(2),
                "{words}"
            );
        }
    }
}
