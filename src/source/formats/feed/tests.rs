//! Feeds and the documents of their items.

use super::*;

#[test]
fn a_title_keeps_what_is_no_reference() {
    assert_eq!(plain_title("R&D &amp; <b>mills</b>"), "R&D & mills");
}

#[test]
fn rss_items_are_documents() {
    let rss = "<rss><channel><title>Gazette</title><language>en-gb</language><item><title>Mill</title><media:title>Photo</media:title><dc:creator>A. Miller</dc:creator><pubDate>Wed, 16 Dec 2015 08:00:00 GMT</pubDate><description>Short.</description><content:encoded><![CDATA[<p>It turns &amp; turns.</p>]]></content:encoded></item><item><title>No text</title></item><item><description>Fish &amp; chips, 3 &lt; 4</description></item></channel></rss>";
    let documents = feed(rss).expect("items");
    assert_eq!(documents.len(), 3);
    assert_eq!(documents[0].text, "<p>It turns &amp; turns.</p>");
    assert!(documents[0].is_html);
    assert_eq!(documents[0].title.as_deref(), Some("Mill"));
    assert_eq!(documents[0].author.as_deref(), Some("A. Miller"));
    assert_eq!(documents[0].language.as_deref(), Some("en-gb"));
    assert_eq!(documents[1].text, "No text");
    assert_eq!(documents[2].text, "Fish & chips, 3 < 4");
    assert!(!documents[2].is_html);
}

#[test]
fn atom_entries_are_documents() {
    let atom = "<feed xml:lang='en'><title>Gazette</title><author><name>Desk</name></author><entry><title>Mill</title><author><name>A. Miller</name><uri>http://x</uri></author><updated>2015-12-17</updated><published>2015-12-16</published><content type='xhtml'><div><p>It <b>turns</b> &amp; turns.</p></div></content></entry></feed>";
    let documents = feed(atom).expect("entries");
    assert_eq!(documents.len(), 1);
    assert_eq!(
        documents[0].text,
        "<div><p>It <b>turns</b> &amp; turns.</p></div>"
    );
    assert!(documents[0].is_html);
    assert_eq!(documents[0].author.as_deref(), Some("A. Miller"));
    assert_eq!(documents[0].date.as_deref(), Some("2015-12-16"));
    assert_eq!(documents[0].language.as_deref(), Some("en"));
}

#[test]
fn titles_have_their_signs() {
    for (title, expected) in [
        ("Fares &amp;amp; crane", "Fares & crane"),
        (
            "Caf&amp;eacute;s &amp;#8211; &lt;i&gt;now&lt;/i&gt;",
            "Cafés – now",
        ),
        ("Q&amp;A", "Q&A"),
        ("Fish &amp; chips", "Fish & chips"),
    ] {
        let atom = format!(
            "<feed><entry><title type='html'>{title}</title><summary>It turns.</summary></entry></feed>"
        );
        let documents = feed(&atom).expect("entries");
        assert_eq!(documents[0].title.as_deref(), Some(expected));
    }
}

#[test]
fn a_feed_that_breaks_gives_the_items_before() {
    assert!(feed("<rss><channel><item>").is_err());
    let item = |n: u32| {
        format!(
            "<item><title>Mill {n}</title><guid>g{n}</guid><link>http://m.example/{n}</link><category>Wind</category><category>Grain</category><description>It turns.</description><comments>{n}</comments></item>\n"
        )
    };
    for end in [
        "<item><title>Mill 3</title><descr",
        "<item><b></item></channel></rss>",
        "",
    ] {
        let rss = format!(
            "<rss><channel><title>Gazette</title>{}{}{end}",
            item(1),
            item(2)
        );
        let items = feed(&rss).expect("items");
        assert_eq!(items.len(), 2, "{end}");
        assert!(
            items[1].notes[0].contains("cut off or invalid"),
            "{:?}",
            items[1].notes
        );
        assert_eq!(items[1].id.as_deref(), Some("g2"));
        let fields: Vec<_> = items[1]
            .fields
            .iter()
            .map(|(_, value)| value.as_str())
            .collect();
        assert_eq!(fields, ["http://m.example/2", "Wind; Grain"]);
    }
    let rss = format!(
        "<rss><channel><title>Gazette</title>{}<item><title>Mill 3</title><descr",
        item(1)
    );
    let rows: Vec<_> = feed(&rss).expect("items")[0]
        .left_out
        .iter()
        .map(|row| (row.line, row.text.clone()))
        .collect();
    assert_eq!(
        rows,
        [
            (Some(1), "1".to_owned()),
            (Some(1), "Gazette".to_owned()),
            (Some(2), "Mill 3".to_owned())
        ]
    );
}

#[test]
fn what_stands_between_items_is_a_row_of_the_item_before() {
    let items = feed(
        "<rss><channel>Head<title>Gazette</title>\n<item><title>Mill</title></item>\nfirst<x>stretch</x>\n<item><title>Pond</title></item>\nsecond\n<item><title>Weir</title></item>end</channel></rss>",
    )
    .expect("a feed");
    let rows: Vec<Vec<_>> = items
        .iter()
        .map(|item| {
            let rows = item.left_out.iter();
            rows.map(|row| (row.line, row.text.as_str())).collect()
        })
        .collect();
    assert_eq!(
        rows,
        [
            vec![(Some(3), "first stretch"), (Some(1), "Head Gazette")],
            vec![(Some(5), "second")],
            vec![(Some(6), "end")],
        ]
    );
}

#[test]
fn a_feed_cut_in_the_end_of_an_item_has_the_item() {
    for (text, titles) in [
        (
            "<rss><channel><item><title>Mill</title></item><item><title>Pond</title></ite",
            2,
        ),
        (
            "<feed><entry><title>Mill</title></entry><entry><title>Pond</title></entry",
            2,
        ),
        (
            "<feed><entry><title>Mill</title></entry><entry><title>Pond</titl",
            1,
        ),
        (
            "<rss><channel><item><title>Mill</title></item><item><title>Pond</title></",
            1,
        ),
    ] {
        assert_eq!(feed(text).expect("a feed").len(), titles, "{text}");
    }
}

#[test]
fn an_extension_may_have_the_only_text() {
    for (item, text) in [
        (
            "<media:group><media:title>Mill</media:title><media:description>It turns.</media:description></media:group>",
            "It turns.",
        ),
        ("<itunes:summary>It turns.</itunes:summary>", "It turns."),
        (
            "<itunes:summary>Short.</itunes:summary><description>It turns.</description>",
            "It turns.",
        ),
        ("<media:description>A photo.</media:description>", "Mill"),
    ] {
        let rss = format!("<rss><channel><item><title>Mill</title>{item}</item></channel></rss>");
        assert_eq!(feed(&rss).expect("a feed")[0].text, text, "{item}");
    }
}
