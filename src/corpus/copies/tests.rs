//! Clusters worked by hand, and the order and the cost of finding them.

use proptest::prelude::*;

use super::*;

/// So many made-up words without digits; others for another seed.
fn words(seed: usize, number: usize) -> Vec<String> {
    let letters = |number: usize| -> String {
        let digits = number.to_string().into_bytes();
        digits
            .iter()
            .map(|digit| char::from(digit - b'0' + b'a'))
            .collect()
    };
    let words = (0..number).map(|n| format!("w{}x{}", letters(seed), letters(n)));
    words.collect()
}

fn text(seed: usize, number: usize) -> String {
    words(seed, number).join(" ")
}

fn join(parts: &[&str]) -> String {
    parts.join(". ")
}

/// What `find_copies` says of records with an id, a date and a text: lines of
/// "document copies representative".
fn copies(records: &[(&str, &str, &str)]) -> Vec<String> {
    shown(&find_copies(&[Segment::of_texts(records)], 0.7))
}

fn shown(copies: &Copies) -> Vec<String> {
    let links = copies
        .links
        .iter()
        .filter(|(_, link)| link.similarity.is_some());
    let lines = links.map(|(id, link)| {
        let representative = &copies.clusters[link.cluster as usize].representative;
        format!("{id} copies {representative}")
    });
    lines.collect()
}

#[test]
fn case_punctuation_and_blanks_do_not_matter() {
    let found = find_copies(
        &[Segment::of_texts(&[
            ("a", "", "Rules for all, or for none."),
            ("b", "", "RULES for all\n\nor\tfor none"),
            ("c", "", "rules for none or for all"),
        ])],
        0.7,
    );
    assert_eq!(shown(&found), ["b copies a"]);
    assert_eq!(
        found.links.get("b").map(|link| link.similarity),
        Some(Some(1.0))
    );
    assert_eq!(found.links.get("a").map(|link| link.similarity), Some(None));
    assert_eq!(found.clusters[0].documents, 2);
}

#[test]
fn the_earliest_represents_then_the_longest_then_the_first_id() {
    let long = text(1, 100);
    let short = text(1, 90);
    let dated = [
        ("a", "", &*long),
        ("b", "2019-05", &*short),
        ("c", "2018", &*short),
    ];
    assert_eq!(copies(&dated), ["a copies c", "b copies c"]);
    let undated = [("b", "", &*long), ("a", "", &*long)];
    assert_eq!(copies(&undated), ["b copies a"]);
}

#[test]
fn a_changed_word_costs_itself() {
    let all = words(1, 100);
    let mut changed = all.clone();
    for place in [10, 13, 50] {
        changed[place] = "other".to_owned();
    }
    let segment = Segment::of_texts(&[("a", "", &all.join(" ")), ("b", "", &changed.join(" "))]);
    let found = find_copies(&[segment], 0.7);
    assert_eq!(
        found.links.get("b").map(|link| link.similarity),
        Some(Some(0.97))
    );
}

#[test]
fn a_copy_may_have_every_sixth_word_replaced_or_left_out() {
    let all = words(1, 200);
    let others = words(2, 200);
    let is_changed = |place: usize| matches!(place % 18, 3 | 7 | 11);
    let replaced = (0..200).map(|n| if is_changed(n) { &*others[n] } else { &*all[n] });
    let left_out = (0..200).filter(|n| !is_changed(*n)).map(|n| &*all[n]);
    let (replaced, left_out) = (replaced.collect::<Vec<_>>(), left_out.collect::<Vec<_>>());
    let found = copies(&[
        ("a", "", &all.join(" ")),
        ("b", "", &replaced.join(" ")),
        ("c", "", &left_out.join(" ")),
    ]);
    assert_eq!(found, ["b copies a", "c copies a"]);
}

#[test]
fn columns_with_the_same_frame_are_no_copies() {
    // Five words in six of each column are the frame, with a figure here and there.
    let frame = words(1, 100);
    let column = |week: usize| {
        let mut column = frame.clone();
        for place in (0..100).filter(|place| place % 10 == 3 || place % 20 == 6) {
            column[place] = format!("figure{week}x{place}");
        }
        column.splice(50..50, words(100 + week, 20));
        column.join(" ")
    };
    let columns: Vec<(String, String)> = (0..6).map(|n| (format!("w{n}"), column(n))).collect();
    let records: Vec<_> = columns
        .iter()
        .map(|(id, text)| (&**id, "", &**text))
        .collect();
    assert_eq!(copies(&records), [""; 0]);
}

#[test]
fn releases_with_other_names_are_no_copies_but_a_changed_release_is() {
    let release = |firm: &str, town: &str, name: &str, year: u32, staff: u32| {
        format!(
            "{firm} of {town} has named {name} as its new head of sales. The change takes effect on the \
             first of May {year}. For the last {} years {name} led a team of {} people in {town} and helped \
             the company to open shops in other towns. {firm} employs {staff} people and makes pumps for \
             farms and gardens. In {} it sold {} pumps, most of them in the south of the country.",
            staff % 17,
            staff / 9,
            year - 1,
            staff * 7
        )
    };
    let first = release("Halden", "Quorn", "Ruth Amsel", 2011, 340);
    let second = release("Orvane", "Tarbeck", "Ivo Lindqvist", 2014, 905);
    let third = release("Belmarsh", "Nettle", "Ada Prior", 2019, 77);
    let changed = first
        .replace(" helped ", " urged ")
        .replace("new head of sales", "head of the sales staff")
        .replace(" people ", " women ")
        .replace("takes effect", "begins")
        .replace("most of them", "half of these");
    let found = copies(&[
        ("a", "", &first),
        ("b", "", &second),
        ("c", "", &third),
        ("d", "", &changed),
    ]);
    assert_eq!(found, ["d copies a"]);
}

#[test]
fn a_good_copy_is_found_though_the_head_has_additions() {
    let (story, footer) = (text(1, 70), text(2, 50));
    let framed = |by: usize| join(&[&text(by, 10), &story, &footer]);
    let mut changed = words(1, 70);
    for place in [3, 13, 23, 33, 43, 53] {
        changed[place] = "other".to_owned();
    }
    let found = copies(&[
        ("a", "", &framed(3)),
        ("b", "", &framed(4)),
        ("c", "", &story),
        ("d", "", &changed.join(" ")),
        ("e", "", &join(&[&text(5, 60), &footer])),
    ]);
    assert_eq!(found, ["b copies a", "c copies a", "d copies a"]);
}

#[test]
fn the_earliest_represents_copies_of_a_text_that_it_was_cut_from() {
    let parts: Vec<String> = (0..6).map(|part| text(part, 30)).collect();
    let pick = |picked: &[usize]| {
        let picked: Vec<&str> = picked.iter().map(|&part| &*parts[part]).collect();
        join(&picked)
    };
    let (whole, head, tail) = (
        pick(&[0, 1, 2, 3, 4, 5]),
        pick(&[0, 1, 2]),
        pick(&[3, 4, 5]),
    );
    let records = [
        ("head", "2020-01-01", &*head),
        ("tail", "2020-01-02", &*tail),
        ("whole", "2020-01-03", &*whole),
        ("again", "2020-01-04", &*whole),
    ];
    let found = find_copies(&[Segment::of_texts(&records)], 0.7);
    let shown = shown(&found);
    assert_eq!(
        shown,
        ["again copies head", "tail copies head", "whole copies head"]
    );
    for id in ["again", "tail", "whole"] {
        let similarity = found.links.get(id).and_then(|link| link.similarity);
        assert_eq!(similarity, Some(1.0), "{id}");
    }
}

#[test]
fn a_part_of_a_text_is_found_beside_its_parts_in_another_order() {
    let parts: Vec<String> = (0..6).map(|part| text(part, 30)).collect();
    let pick = |picked: &[usize]| {
        let picked: Vec<&str> = picked.iter().map(|&part| &*parts[part]).collect();
        join(&picked)
    };
    let found = copies(&[
        ("a", "2020-01-01", &pick(&[4, 5, 0, 1, 2, 3])),
        ("b", "2020-01-02", &pick(&[0, 1, 2, 3, 4, 5])),
        ("c", "2020-01-03", &pick(&[0, 1])),
    ]);
    assert_eq!(found, ["b copies a", "c copies a"]);
}

#[test]
fn parts_in_another_order_are_copies() {
    let (a, b, c) = (text(1, 30), text(2, 30), text(3, 30));
    let (one, other) = (join(&[&a, &b, &c]), join(&[&c, &a, &b]));
    assert_eq!(
        copies(&[("a", "", &one), ("b", "", &other)]),
        ["b copies a"]
    );
    let cut = join(&[&c, &a]);
    assert_eq!(copies(&[("a", "", &one), ("b", "", &cut)]), ["b copies a"]);
}

#[test]
fn a_shared_quotation_or_footer_is_no_copy() {
    let quotation = text(9, 120);
    let (a, b) = (
        join(&[&text(1, 80), &quotation]),
        join(&[&text(2, 80), &quotation]),
    );
    assert_eq!(copies(&[("a", "", &a), ("b", "", &b)]), [""; 0]);
    let footer = text(8, 60);
    let (a, b) = (
        join(&[&text(1, 40), &footer]),
        join(&[&text(2, 40), &footer]),
    );
    assert_eq!(copies(&[("a", "", &a), ("b", "", &b)]), [""; 0]);
}

#[test]
fn an_item_quoted_whole_in_a_longer_article_is_no_copy() {
    let item = text(1, 60);
    let article = join(&[&text(2, 50), &item, &text(3, 20)]);
    assert_eq!(
        copies(&[("article", "", &article), ("item", "", &item)]),
        [""; 0]
    );
    let with_byline = join(&[&text(2, 10), &item, &text(3, 20)]);
    let found = copies(&[("article", "", &with_byline), ("item", "", &item)]);
    assert_eq!(found, ["item copies article"]);
}

#[test]
fn a_text_cut_to_half_or_less_is_a_copy() {
    let all: Vec<String> = (0..10).map(|part| text(part, 20)).collect();
    let pick = |parts: &[usize]| {
        let parts: Vec<&str> = parts.iter().map(|&part| &*all[part]).collect();
        join(&parts)
    };
    let whole = pick(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    for parts in [
        &[0, 1, 2, 3, 4][..],
        &[6, 7, 8, 9],
        &[1, 4, 6, 8],
        &[0, 3, 5, 7],
        &[0, 1, 2],
        &[2, 5, 7],
    ] {
        let found = copies(&[("cut", "", &pick(parts)), ("whole", "", &whole)]);
        assert_eq!(found, ["cut copies whole"], "{parts:?}");
    }
    for parts in [&[3, 4, 5, 6][..], &[0, 1], &[2, 7]] {
        let found = copies(&[("cut", "", &pick(parts)), ("whole", "", &whole)]);
        assert_eq!(found, [""; 0], "{parts:?}");
    }
}

#[test]
fn a_headline_is_a_copy_of_the_same_headline_only() {
    let found = copies(&[
        ("a", "", "Ministers open summit on cyber rules"),
        ("b", "", "MINISTERS OPEN SUMMIT ON CYBER RULES!"),
        ("c", "", "Ministers open summit on cyber rules today"),
        ("d", "", "Yes"),
        ("e", "", "yes."),
    ]);
    assert_eq!(found, ["b copies a", "e copies d"]);
}

#[test]
fn a_chain_of_small_changes_ends_behind_the_copies_of_its_head() {
    // Each text drops twenty words of the one before and adds twenty.
    let all = words(1, 300);
    let texts: Vec<String> = (0..11)
        .map(|n| all[n * 20..n * 20 + 100].join(" "))
        .collect();
    let ids: Vec<String> = (0..11).map(|n| format!("d{n:02}")).collect();
    let records: Vec<_> = ids
        .iter()
        .zip(&texts)
        .map(|(id, text)| (&**id, "", &**text))
        .collect();
    let found = copies(&records);
    // Each cluster is of a head, of texts like it, and of texts like those.
    let expected = [
        "d01 copies d00",
        "d03 copies d02",
        "d04 copies d02",
        "d05 copies d02",
        "d06 copies d02",
        "d08 copies d07",
        "d09 copies d07",
    ];
    assert_eq!(found, expected);
}

#[test]
fn text_that_thousands_share_costs_no_more_than_other_text() {
    let boilerplate = text(0, 100);
    let texts_by_id: Vec<(String, String)> = (1..=4_000)
        .map(|n| {
            (
                format!("d{n:04}"),
                join(&[&boilerplate, &text(1 + n / 2, 60)]),
            )
        })
        .collect();
    let records: Vec<_> = texts_by_id
        .iter()
        .map(|(id, text)| (&**id, "", &**text))
        .collect();
    let found = copies(&records);
    // Each text stands there twice, but for the first and the last.
    assert_eq!(found.len(), 1_999);
    assert_eq!(found[0], "d0003 copies d0002");
}

#[test]
fn short_notices_after_one_pattern_are_no_copies() {
    let foot = "Sign up for the weekly letter of the harbour office and never miss a tide.";
    let topics = [
        "boats and ropes",
        "salt on winter roads",
        "a choir",
        "the price of bread",
    ];
    let letters: Vec<(String, String)> = (1..)
        .zip(topics)
        .map(|(n, topic)| {
            let text = format!("Letter {n} speaks of {topic}.\n\nMembers had {n} questions about {topic}.\n\n{foot}\n");
            (format!("d{n}"), text)
        })
        .collect();
    let records: Vec<_> = letters
        .iter()
        .map(|(id, text)| (&**id, "", &**text))
        .collect();
    assert!(copies(&records).is_empty(), "{:?}", copies(&records));
}

/// A few documents cut and put together from the same stretches of words, none twice in one: what
/// a text repeats counts once when candidates are looked for.
fn mixed() -> impl Strategy<Value = Vec<(u32, Vec<usize>)>> {
    let parts = Just((0..6).collect::<Vec<usize>>()).prop_shuffle();
    let parts = (parts, 1..6_usize).prop_map(|(parts, length)| parts[..length].to_vec());
    let document = (0..3_u32, parts);
    prop::collection::vec(document, 1..9)
}

fn spelled(mixed: &[(u32, Vec<usize>)]) -> Vec<(String, String, String)> {
    let documents = mixed.iter().enumerate().map(|(index, (date, parts))| {
        let date = ["", "2019", "2020-01"][*date as usize];
        let parts: Vec<String> = parts.iter().map(|&part| text(part, 8 + 3 * part)).collect();
        (format!("d{index}"), date.to_owned(), parts.join(" "))
    });
    documents.collect()
}

proptest! {
    /// What is found depends neither on the segments nor on the order of documents.
    #[test]
    fn clusters_depend_on_the_documents_alone(mixed in mixed(), cut in 0..9_usize) {
        let documents = spelled(&mixed);
        let mut records: Vec<_> =
            documents.iter().map(|(id, date, text)| (&**id, &**date, &**text)).collect();
        let one = find_copies(&[Segment::of_texts(&records)], 0.7);
        records.reverse();
        let (first, second) = records.split_at(cut.min(records.len()));
        let cut = find_copies(&[Segment::of_texts(first), Segment::of_texts(second)], 0.7);
        prop_assert_eq!(one, cut);
    }

    /// The members of a cluster are similar to one of them, or to one that is, by a plain comparison, and two
    /// documents in none are no copies.
    #[test]
    fn clusters_are_those_of_a_plain_comparison(mixed in mixed()) {
        let documents = spelled(&mixed);
        let records: Vec<_> =
            documents.iter().map(|(id, date, text)| (&**id, &**date, &**text)).collect();
        let found = find_copies(&[Segment::of_texts(&records)], 0.7);
        let text_of = |id: &str| -> Vec<&str> {
            let document = documents.iter().find(|(doc_id, ..)| doc_id == id);
            document.map_or_else(Vec::new, |(_, _, text)| text.split(' ').collect())
        };
        for cluster in 0..found.clusters.len() as u32 {
            let members = found.links.iter().filter(|(_, link)| link.cluster == cluster);
            let members: Vec<Vec<&str>> = members.map(|(id, _)| text_of(id)).collect();
            let is_alike = |a: &Vec<&str>, b: &Vec<&str>| share(a, b) >= 0.6;
            let follows = |head: &Vec<&str>, member: &Vec<&str>| {
                members.iter().any(|one| is_alike(head, one) && is_alike(one, member))
            };
            let leads = |head: &Vec<&str>| members.iter().all(|member| follows(head, member));
            prop_assert!(members.iter().any(leads));
        }
        // Each is compared with the three that share most with it.
        let is_few = documents.len() <= 4;
        let alone = documents.iter().filter(|(id, ..)| found.links.get(id).is_none());
        let alone: Vec<Vec<&str>> = alone.map(|(id, ..)| text_of(id)).collect();
        for (index, a) in alone.iter().enumerate() {
            for b in &alone[..index] {
                prop_assert!(!is_few || !are_copies(a, b) && !are_copies(b, a));
            }
        }
    }
}

/// The share of the shorter text's words that the other has, too, every run of five words compared with every
/// other.
fn share(a: &[&str], b: &[&str]) -> f64 {
    let (shorter, longer) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if a == b {
        return 1.0;
    }
    let mut is_shared = vec![false; shorter.len()];
    for (start, run) in shorter.windows(5).enumerate() {
        if longer.windows(5).any(|other| other == run) {
            is_shared[start..start + 5].fill(true);
        }
    }
    let shared = is_shared.iter().filter(|shared| **shared).count();
    shared as f64 / shorter.len() as f64
}

/// Whether two texts are copies by a plain comparison.
fn are_copies(a: &[&str], b: &[&str]) -> bool {
    let (shorter, longer) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if a == b || shorter.len() < LEAST_WORDS as usize {
        return a == b;
    }
    let share = share(a, b);
    let shared = (share * shorter.len() as f64).round() as usize;
    let least = if shorter.len() < 50 { 0.8 } else { 0.7 };
    share >= least && (2 * shared > longer.len() || is_cut_plainly(shorter, longer, shared))
}

/// Whether the shorter text is the longer one cut, every run of five words compared with every other.
fn is_cut_plainly(shorter: &[&str], longer: &[&str], shared: usize) -> bool {
    let mut is_shared = vec![false; longer.len()];
    for (start, run) in longer.windows(5).enumerate() {
        if shorter.windows(5).any(|other| other == run) {
            is_shared[start..start + 5].fill(true);
        }
    }
    let places: Vec<usize> = (0..longer.len()).filter(|&n| is_shared[n]).collect();
    let (Some(first), Some(last)) = (places.first(), places.last()) else {
        return false;
    };
    let edge = longer.len() / 20;
    let is_at_edge = *first <= edge || longer.len() - 1 - last <= edge;
    let within = (*first..*last).filter(|&n| !is_shared[n]).count();
    let is_out = is_at_edge || within * 8 >= longer.len();
    shared * 5 >= shorter.len() * 4 && shared * 4 >= longer.len() && is_out
}
