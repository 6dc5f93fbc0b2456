//! Notices about cookies that unrelated sites share are neither text of them nor make them copies.

use std::fs;

use crate::common::{column, run_well, write};

/// A language, the notice of a plug-in as three blogs show it, and their posts.
type Blogs = (&'static str, [&'static str; 3], [&'static str; 3]);

const BLOGS: [Blogs; 4] = [
    (
        "en",
        [
            "This site uses cookies. By continuing to use this website, you agree to their use. To find out more, including how to control cookies, see our cookie policy.",
            "We care about your privacy. We and our partners store or read information on your device, such as identifiers in cookies, and process personal data for advertising that suits you.",
            "You may accept all or manage your choices before you consent. Some vendors process your data on the basis of a legitimate interest, to which you may object at any time in the settings.",
        ],
        [
            "The hens have stopped laying since the clocks went back. I gave them a lamp and a radio.",
            "My father repaired the garden gate on Sunday, with a hinge from the old boat, and it squeaks.",
            "Nobody came to the reading but the caretaker, who stayed until the very end and asked for a copy.",
        ],
    ),
    (
        "de",
        [
            "Diese Seite verwendet Cookies. Wenn Sie weiterlesen, stimmen Sie ihrer Verwendung zu. Wie Sie Cookies ablehnen, steht in unserer Datenschutzerklärung.",
            "Wir nutzen gemeinsam mit unseren Partnern Cookies und ähnliche Verfahren, um Informationen auf Ihrem Gerät zu speichern und personenbezogene Daten zu verarbeiten.",
            "Ihre Einwilligung können Sie jederzeit in den Einstellungen widerrufen. Einige Anbieter berufen sich auf ein berechtigtes Interesse; dem können Sie widersprechen.",
        ],
        [
            "Die Quitten sind reif, und der Nachbar hat wieder keine Leiter. Also pflücke ich.",
            "Heute fiel der Strom aus, und plötzlich hörte man den Bach bis in die Küche.",
            "Der Zug hielt auf freier Strecke, und alle im Abteil fingen an, von früher zu erzählen.",
        ],
    ),
    (
        "fr",
        [
            "En poursuivant votre navigation, vous acceptez l'utilisation de cookies. Pour en savoir plus et paramétrer les traceurs, consultez notre politique de confidentialité.",
            "Avec votre accord, nos partenaires et nous utilisons des cookies pour stocker des informations sur votre appareil et traiter vos données personnelles.",
            "Vous pouvez retirer votre consentement à tout moment. Certains partenaires se fondent sur un intérêt légitime, auquel vous pouvez vous opposer dans les paramètres.",
        ],
        [
            "Le boulanger a fermé pour deux semaines, et la rue ne sent plus rien le matin.",
            "J'ai retrouvé la clé de la cave dans un bocal de haricots, sans savoir pourquoi.",
            "Le chat de la voisine dort sur mon courrier, et le facteur lui demande pardon.",
        ],
    ),
    (
        "ru",
        [
            "Мы используем файлы cookie, чтобы сайт работал лучше. Оставаясь на сайте, вы соглашаетесь с нашей политикой конфиденциальности.",
            "Мы и наши партнёры обрабатываем персональные данные и храним файлы cookie на вашем устройстве, чтобы показывать рекламу.",
            "Вы можете в любой момент отозвать согласие в настройках. Некоторые партнёры обрабатывают персональные данные без него.",
        ],
        [
            "Утром выпал первый снег, и дворник сказал, что лопату он продал кому-то ещё весной.",
            "Сосед научил своего скворца свистеть гимн, и теперь мы встаём в шесть часов.",
            "На рынке пахло яблоками, а продавщица читала вслух чужое письмо, и все молчали.",
        ],
    ),
];

/// Three layouts of a blog with the notice in a place of its own.
fn page(layout: usize, language: &str, notice: &[&str; 3], post: &str) -> String {
    let paragraphs: String = notice.iter().map(|text| format!("<p>{text}</p>")).collect();
    let button = ["Accept", "Akzeptieren", "Accepter", "Принять"];
    let button = BLOGS
        .iter()
        .zip(button)
        .find(|(blogs, _)| blogs.0 == language);
    let button = button.map_or("", |(_, button)| button);
    let body = match layout {
        0 => format!(
            "<div class='popup-layer'><div>{paragraphs}<button>{button}</button></div></div>\
             <div id='blog'><h1>Post</h1><div class='text'><p>{post}</p></div></div>"
        ),
        1 => format!(
            "<main><article><h2>Post</h2><p>{post}</p></article></main>\
             <section id='eu-bar'>{paragraphs}<a href='#'>{button}</a></section>"
        ),
        _ => format!(
            "<table><tr><td>{}<a href='/p'>{button}</a></td></tr><tr><td><h1>Post</h1>{post}</td></tr></table>",
            notice.join("<br>")
        ),
    };
    format!(
        "<!doctype html><html lang={language}><meta charset=utf-8><title>Post</title><body>{body}</body></html>"
    )
}

#[test]
#[cfg_attr(not(feature = "html"), ignore = "needs the feature `html`")]
fn a_notice_that_blogs_share_is_no_text_and_makes_no_copies() {
    let folder = tempfile::tempdir().expect("a folder");
    for (language, notice, posts) in BLOGS {
        for (number, post) in posts.into_iter().enumerate() {
            let name = format!("in/{language}{number}/post.html");
            let page = page(number, language, &notice, post);
            write(&folder.path().join(name), page.as_bytes());
        }
    }
    run_well(folder.path(), "text in -o texts");
    for (language, _, posts) in BLOGS {
        for (number, post) in posts.into_iter().enumerate() {
            let text = folder
                .path()
                .join(format!("texts/{language}{number}/post.txt"));
            let text = fs::read_to_string(text).expect("a text");
            assert_eq!(text.trim(), post, "{language}{number}");
        }
    }
    run_well(folder.path(), "run in -o out");
    let clusters = column(
        &folder.path().join("out"),
        "documents",
        "doc_id",
        "copy_cluster",
    );
    assert_eq!(clusters.len(), 12);
    assert!(clusters.values().all(String::is_empty), "{clusters:?}");
}
