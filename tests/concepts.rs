//! Concept patterns on small texts: what matches, what wins, what is taken away.

use crate::common::{column, folder, rows, run_well, stderr};

/// The matches of a codebook in one document: concept and text, in the order of the text.
fn matches(text: &str, codebook: &str, arguments: &str) -> Vec<(String, String)> {
    let folder = folder(&[("input/a.txt", text), ("input/concepts.yml", codebook)]);
    run_well(folder.path(), &format!("run {arguments}"));
    let mut rows = rows(&folder.path().join("output"), "kwic");
    rows.sort_by_key(|row| row["token"].parse::<u64>().expect("a number"));
    rows.into_iter()
        .map(|row| (row["concept"].clone(), row["match"].clone()))
        .collect()
}

/// The matching texts alone.
fn texts(text: &str, codebook: &str) -> Vec<String> {
    let found = matches(text, codebook, "--language en");
    found.into_iter().map(|(_, text)| text).collect()
}

#[test]
fn words_match_by_form_and_globs_inside_a_word() {
    let text = "Nets and the net. Networks, a network; multilateralism is multilateral.";
    assert_eq!(texts(text, "a: [net]"), ["net"]);
    assert_eq!(texts(text, "a: ['\"the net\"']"), ["the net"]);
    assert_eq!(
        texts(text, "a: ['net*']"),
        ["Nets", "net", "Networks", "network"]
    );
    assert_eq!(texts(text, "a: ['net?']"), ["Nets"]);
    assert_eq!(
        texts(text, "a: ['*lateral*']"),
        ["multilateralism", "multilateral"]
    );
    // Stems would take "popular" and "population" for "populism", and "national" for "nationalism".
    let text =
        "Populism is popular with a population. Nationalism of a national kind divides nations.";
    assert_eq!(texts(text, "a: [populism]"), ["Populism"]);
    assert_eq!(texts(text, "a: [nationalism]"), ["Nationalism"]);
    assert_eq!(texts(text, "a: [nation]"), [""; 0]);
    assert_eq!(
        texts(text, "a: ['popul*']"),
        ["Populism", "popular", "population"]
    );
}

/// Whether a word fits a glob, letter by letter.
fn fits(glob: &[char], word: &[char]) -> bool {
    match (glob.first(), word.first()) {
        (None, None) => true,
        (Some('*'), _) => fits(&glob[1..], word) || !word.is_empty() && fits(glob, &word[1..]),
        (Some(g), Some(w)) => (g == w || *g == '?') && fits(&glob[1..], &word[1..]),
        _ => false,
    }
}

/// The hits of a pattern by plain search, sentence by sentence; matches do not overlap: the first counts.
fn plain_hits(pattern: &str, sentences: &[Vec<&str>]) -> u64 {
    let letters = |word: &str| word.to_lowercase().chars().collect::<Vec<char>>();
    let globs: Vec<Vec<char>> = pattern.split(' ').map(letters).collect();
    let mut hits = 0;
    for sentence in sentences {
        let forms: Vec<Vec<char>> = sentence.iter().map(|word| letters(word)).collect();
        let mut from = 0;
        while from + globs.len() <= forms.len() {
            let here = forms[from..].iter();
            let is_match = globs.iter().zip(here).all(|(glob, form)| fits(glob, form));
            hits += u64::from(is_match);
            from += if is_match { globs.len() } else { 1 };
        }
    }
    hits
}

#[test]
fn hits_are_those_of_a_plain_search_over_forms() {
    let words = "river rivers riverbed bank banks banker the of Old older bold bridge bridges toll \
        tolls Québec québecois straße 2030 o'clock Moon monsoon";
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut place = 7;
    let sentences = (0..400).map(|_| {
        let sentence = (0..9).map(|_| {
            place = (place * 31 + 17) % 10_007;
            words[place % words.len()]
        });
        ["We", "saw"]
            .into_iter()
            .chain(sentence)
            .collect::<Vec<_>>()
    });
    let sentences: Vec<Vec<&str>> = sentences.collect();
    #[rustfmt::skip]
    let patterns = [
        "river", "river*", "RIVERS", "bank", "bank?", "bank*",
        "*old", "?ld", "old bridge", "the old", "bridge of", "toll bridge*",
        "t* bridge", "o'clock", "québec", "québec*", "straße", "2030",
        "m*oon", "*oo?", "the * of", "bridges", "bold river", "of the bank*",
    ];
    let book = patterns.iter().enumerate();
    let book: String = book
        .map(|(number, pattern)| format!("c{number}: ['{}']\n", pattern.replace('\'', "''")))
        .collect();
    let text: String = sentences
        .iter()
        .map(|sentence| format!("{}. ", sentence.join(" ")))
        .collect();
    let folder = folder(&[("input/a.txt", &text), ("input/concepts.yml", &book)]);
    run_well(
        folder.path(),
        "run --language en --only patterns --keep-boilerplate",
    );
    let hits = column(&folder.path().join("output"), "patterns", "pattern", "hits");
    for pattern in patterns {
        let expected = plain_hits(pattern, &sentences).to_string();
        assert_eq!(hits[pattern], expected, "{pattern}");
    }
}

#[test]
fn inflection_is_asked_for() {
    let text = "A nation among nations. National rules; the state and its states; A Nation.";
    let by_stem = ["nation", "nations", "National", "Nation"];
    assert_eq!(texts(text, "a: [nation]"), ["nation", "Nation"]);
    // As YAML reads it without quotation marks, a prefix and its pattern are a key and a value.
    for book in [
        "a: [stem: nation]",
        "a: ['stem: nation']",
        "a: ['stem:nation']",
        "a:\n  - stem: nation\n",
        "a: {stem: nation}",
        "match: stems\na: [nation]",
        "_meta: {match: stems}\na: [nation]",
        "a: {match: stems, b: [nation]}",
        "a: [match: stems, nation]",
    ] {
        assert_eq!(texts(text, book), by_stem, "{book}");
    }
    let found = matches(text, "a: [nation]", "--language en --match stems");
    assert_eq!(found.len(), 4);
    // A concept may differ from its book, and a pattern from its concept.
    let book = "match: stems\na: {match: forms, b: [nation]}\n";
    assert_eq!(texts(text, book), ["nation", "Nation"]);
    assert_eq!(texts(text, "match: stems\na: [form: nations]"), ["nations"]);
    assert_eq!(texts(text, "match: stems\na: ['\"states\"']"), ["states"]);
    assert_eq!(texts(text, "a: [the stem:states]"), ["the state"]);
    assert_eq!(
        texts(text, "a: {b: [nations], exclude: [stem: nation]}"),
        [""; 0]
    );
}

#[test]
fn letters_as_written() {
    let text = "The WHO asks who pays. In the US it is us; IT firms, it says, and It. L’OMS dit.";
    assert_eq!(texts(text, "a: [case: WHO]"), ["WHO"]);
    assert_eq!(texts(text, "a: ['case:US']"), ["US"]);
    assert_eq!(texts(text, "a: ['case: IT firms']"), ["IT firms"]);
    assert_eq!(texts(text, "a: ['case:I*']"), ["In", "IT", "It"]);
    assert_eq!(texts(text, "a: ['the case:WHO asks']"), ["The WHO asks"]);
    let found = |book: &str, language: &str| {
        let arguments = format!("--language {language}");
        let found = matches(
            "L’OMS et l’oms. OMS. İSTANBUL ve istanbul, İstanbul",
            book,
            &arguments,
        );
        found.into_iter().map(|(_, text)| text).collect::<Vec<_>>()
    };
    assert_eq!(found("a: [case: OMS]", "fr"), ["L’OMS", "OMS"]);
    assert_eq!(found("a: [case: İstanbul]", "tr"), ["İstanbul"]);
    assert_eq!(found("a: [istanbul]", "tr").len(), 3);
}

#[test]
fn accents_as_written_or_folded() {
    let text = "Cote, Côte; Straße, strasse. Łódź Lodz. Élysée ELYSEE";
    assert_eq!(texts(text, "a: [côte]"), ["Côte"]);
    assert_eq!(texts(text, "a: [cote]"), ["Cote"]);
    for pattern in ["cote", "CÔTE"] {
        let book = format!("accents: folded\na: [{pattern}]");
        assert_eq!(texts(text, &book), ["Cote", "Côte"], "{pattern}");
    }
    assert_eq!(texts(text, "a: [accents: straße]"), ["Straße", "strasse"]);
    assert_eq!(texts(text, "a: ['accents: lod*']"), ["Łódź", "Lodz"]);
    assert_eq!(texts(text, "a: [accents: elysee]"), ["Élysée", "ELYSEE"]);
    assert_eq!(texts(text, "a: ['accents:case:Elysee']"), ["Élysée"]);
    let found = matches(
        "Großmächte, Grossmaechte",
        "a: [accents: grossmachte]",
        "--language de",
    );
    assert_eq!(found.len(), 1);
}

#[test]
fn patterns_find_the_words_of_an_expression_that_counts_as_one() {
    let text = "Climate change is here; CLIMATE-CHANGE policy, climate, change. The rule of law \
        holds, and Mean Sea Levels rise. A sea level.";
    let files = [
        ("input/a.txt", text),
        (
            "c.txt",
            "climate change\nrule of law\nmean sea levels\nsea level\n",
        ),
    ];
    let found = |pattern: &str| -> Vec<String> {
        let folder = folder(&files);
        let book = format!("a: [{pattern}]\n");
        std::fs::write(folder.path().join("concepts.yml"), book).expect("a codebook");
        let command = "run input --language en --compounds c.txt --concepts concepts.yml";
        run_well(folder.path(), command);
        let rows = rows(&folder.path().join("output"), "kwic");
        rows.iter().map(|row| row["match"].clone()).collect()
    };
    // Without the list, the comma would be no obstacle either.
    let both = ["Climate change", "CLIMATE CHANGE", "climate, change"];
    assert_eq!(found("climate change"), both);
    assert_eq!(found("'clim* chang?'"), both);
    assert_eq!(found("'stem: climates changing'"), both);
    assert_eq!(found("'hyphens: climate-change'"), both);
    assert_eq!(found("'case: CLIMATE CHANGE'"), ["CLIMATE CHANGE"]);
    assert_eq!(found("climate change policy"), ["CLIMATE CHANGE policy"]);
    assert_eq!(found("rule of law"), ["rule of law"]);
    assert_eq!(found("rule of law holds"), ["rule of law holds"]);
    assert_eq!(found("'law * rule'"), [""; 0]);
    assert_eq!(found("'/climate change/'"), both);
    assert_eq!(found("mean sea levels"), ["Mean Sea Levels"]);
    assert_eq!(found("sea level"), ["sea level"]);
    let any_order = found("'\"change climate\"~3'");
    assert_eq!(any_order[..2], both[..2], "{any_order:?}");
    assert_eq!(
        found("'\"policy change climate\"~1'"),
        ["CLIMATE CHANGE policy"]
    );
    // A word, or some words, of the expression are not the expression.
    assert_eq!(found("climate"), ["climate"]);
    assert_eq!(found("rule of"), [""; 0]);
    // The longest match wins, by the words of the pattern.
    assert_eq!(found("rule of law, '*of*'"), ["rule of law"]);
}

#[test]
fn any_hyphens() {
    let text =
        "Multi-party talks, multi party talks, multiparty talks, multi–party talks; multi, party.";
    let four = ["Multi-party", "multi party", "multiparty", "multi–party"];
    for pattern in ["multi-party", "multiparty", "multi party"] {
        let book = format!("hyphens: any\na: [{pattern}]");
        let found = texts(text, &book);
        assert_eq!(found[..4], four, "{pattern}");
        // Other marks may stand where the pattern has a blank or a hyphen, as ever.
        assert_eq!(found.len(), if pattern == "multiparty" { 4 } else { 5 });
    }
    assert_eq!(texts(text, "a: ['hyphens: multi-part*']").len(), 5);
    // "multi-" is a prefix, whose hyphen joins in any case.
    assert_eq!(
        texts(text, "a: [multiparty]"),
        ["Multi-party", "multiparty"]
    );
    let text =
        "Co-operation Council and Cooperation Council; the co-\noperation of e-mail and email.";
    assert_eq!(
        texts(text, "a: {hyphens: any, b: [cooperation council, e-mail]}"),
        [
            "Co-operation Council",
            "Cooperation Council",
            "e-mail",
            "email"
        ]
    );
}

#[test]
fn regular_expressions_match_whole_words_of_a_sentence() {
    let text =
        "Populism and populists. The rule of law; a law of nature. Law ends. The rule of the law.";
    assert_eq!(
        texts(text, "a: ['/popul(ism|ist)s?/']"),
        ["Populism", "populists"]
    );
    assert_eq!(texts(text, "a: ['/popul(ism|ist)/']"), ["Populism"]);
    assert_eq!(
        texts(text, "a: ['/rule of (the )?law/']"),
        ["rule of law", "rule of the law"]
    );
    assert_eq!(texts(text, "a: ['/law.*/']"), ["law", "law", "Law", "law"]);
    assert_eq!(texts(text, "a: [/LAW/]").len(), 4);
    assert_eq!(texts(text, "a: ['/nature law/']"), [""; 0]);
    assert_eq!(
        texts(text, "a: {b: [law], exclude: ['/rule of( the)? law/']}"),
        ["law", "Law"]
    );
    assert_eq!(texts("L'été, un été", "a: ['/[ée]t[ée]/']").len(), 1);
}

#[test]
fn what_is_doubtful_is_noted_and_listed() {
    let text = "The populations and the population of a popular nation; e-mail, \
                e-mail, e-mail, e-mail, e-mail and freedom.";
    let book = "a: [population]\nd: ['popul*']\ne: [stem: populate]\nf: [email]\ng: [nation, 'n*tion']\nb: {c: ['freedom, liberty', (a|the) nation, absent], exlude: [nation]}\n";
    let folder = folder(&[("input/a.txt", text), ("input/concepts.yml", book)]);
    let out = stderr(&run_well(folder.path(), "run --language en"));
    let summary = std::fs::read_to_string(folder.path().join("output/summary.md"));
    let summary = summary.expect("a summary").replace('\\', "");
    for note in [
        "concepts.yml, line 6: `exlude` is read as the name of a sub-concept; did you mean `exclude`?",
        "4 patterns without hits: for example `email`, `freedom, liberty`, `(a|the) nation` (see patterns.csv)",
        "1 pattern with matches that are all hits of other patterns of the concept, or excluded: `n*tion`",
        "2 patterns with hits that are mostly other forms than the one written; check that they fit: `popul*`",
        "1 pattern with a comma, which does not separate patterns",
        "1 pattern with ( ) or |",
        "`email` (e-mail 5)",
    ] {
        assert!(out.contains(note), "{note} is not in {out}");
        let start = note.split('`').next().unwrap_or(note);
        assert!(summary.contains(start), "{start} is not in {summary}");
    }
    let output = folder.path().join("output");
    let forms = column(&output, "patterns", "pattern", "forms");
    assert_eq!(forms["population"], "population 1");
    assert_eq!(forms["popul*"], "popular 1, population 1, populations 1");
    let notes = column(&output, "patterns", "pattern", "notes");
    assert!(notes["(a|the) nation"].contains("between slashes"));
    assert_eq!(notes["absent"], "");
}

#[test]
fn spellings_with_a_hyphen_are_noted_where_they_are_many() {
    let note = |text: &str, pattern: &str| {
        let book = format!("a: [{pattern}]\n");
        let folder = folder(&[("input/a.txt", text), ("input/concepts.yml", &book)]);
        let out = stderr(&run_well(folder.path(), "run --language en"));
        out.contains("with or without a hyphen")
    };
    let (joined, parted) = ("A tollgate here. ", "A toll-gate there. ");
    assert!(!note(&parted.repeat(4), "tollgate"));
    assert!(note(&parted.repeat(5), "tollgate"));
    assert!(!note(&joined.repeat(4), "toll-gate"));
    assert!(note(&joined.repeat(5), "toll-gate"));
    // Five in a hundred hits are enough, five in more are not.
    assert!(note(&(joined.repeat(100) + &parted.repeat(5)), "tollgate"));
    assert!(!note(&(joined.repeat(101) + &parted.repeat(5)), "tollgate"));
    assert!(!note(
        &(parted.repeat(121) + &joined.repeat(6)),
        "toll-gate"
    ));
    assert!(note(&(parted.repeat(120) + &joined.repeat(6)), "toll-gate"));
}

#[test]
fn words_in_sequence_cross_punctuation_but_no_sentence_end() {
    let text = "Peaceful, secure and open. A digital\ndivide. It was digital. Divide it; two-party talks, a re-election.";
    assert_eq!(texts(text, "a: [peaceful secure]"), ["Peaceful, secure"]);
    assert_eq!(texts(text, "a: [digital divide]"), ["digital divide"]);
    assert_eq!(texts(text, "a: [two party]"), ["two-party"]);
    assert_eq!(texts(text, "a: [two-party]"), ["two-party"]);
    assert_eq!(texts(text, "a: [reelection]"), ["re-election"]);
    assert_eq!(texts(text, "a: [re-election]"), ["re-election"]);
}

#[test]
fn lemmas_find_their_forms_where_the_run_has_a_list() {
    let text = "The mice ran. A mouse runs. He was running; they are here.";
    let lemmas = (
        "l.tsv",
        "mice\tmouse\nran\trun\nruns\trun\nrunning\trun\nwas\tbe\nare\tbe\n",
    );
    let book = "a: ['lemma: mouse']\nb: ['lemma: run']\nc: ['he lemma:be lemma:run']\nd: [run]\n";
    let folder = folder(&[("input/a.txt", text), lemmas, ("input/concepts.yml", book)]);
    let hits = |arguments: &str| {
        let command =
            format!("run --language en --only patterns,concepts --keep-boilerplate {arguments}");
        let notes = stderr(&run_well(folder.path(), &command));
        let hits = column(&folder.path().join("output"), "concepts", "concept", "hits");
        let hits = ["a", "b", "c", "d"].map(|concept| hits[concept].clone());
        (hits, notes)
    };
    let (with_list, _) = hits("--lemmas l.tsv");
    assert_eq!(with_list, ["2", "3", "1", "0"]);
    let (without, notes) = hits("");
    assert_eq!(without, ["0", "0", "0", "0"]);
    assert!(notes.contains("lemma"), "{notes}");
}

#[test]
fn any_order_with_words_between() {
    let text = "The divide that is digital grows. A digital and very deep divide. Digital but not any longer a divide.";
    assert_eq!(
        texts(text, "a: ['\"digital divide\"~3']"),
        ["divide that is digital", "digital and very deep divide"]
    );
    assert_eq!(texts(text, "a: ['\"digital divide\"~0']"), [""; 0]);
    // A word asked for twice needs two words.
    assert_eq!(
        texts("net by net, one net.", "a: ['\"net net\"~1']"),
        ["net by net"]
    );
}

#[test]
fn the_longest_match_wins_inside_a_concept_and_places_count_once() {
    let book = "s:\n  cyber: [cyber sovereignty, sovereignty in cyberspace]\n  general: ['sovereign*']\nother: [cyber]\n";
    let text = "Cyber sovereignty in cyberspace and sovereignty.";
    let found = matches(text, book, "--language en");
    let found: Vec<_> = found
        .iter()
        .map(|(c, t)| (c.as_str(), t.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("other", "Cyber"),
            ("s.cyber", "sovereignty in cyberspace"),
            ("s.general", "sovereignty")
        ]
    );
}

#[test]
fn exclusions_take_away_what_is_no_longer_than_they_are() {
    let book = "s:\n  general: ['sovereign*', sovereign wealth transparency initiative]\n  exclude: [sovereign wealth]\n";
    let text =
        "A sovereign wealth fund, a sovereign state, the sovereign wealth transparency initiative.";
    assert_eq!(
        texts(text, book),
        ["sovereign", "sovereign wealth transparency initiative"]
    );
    // Inside a sub-concept they leave the others alone.
    let book = "s:\n  a: {x: [sovereign debt], exclude: [sovereign debt]}\n  b: ['sovereign*']\n";
    let found = matches("Sovereign debt.", book, "--language en");
    assert_eq!(found, [("s.b".to_owned(), "Sovereign".to_owned())]);
}

#[test]
fn addresses_and_turkish_letters_are_found() {
    assert_eq!(
        texts("We follow #BlackLives here.", "a: ['#BlackLives']"),
        ["#BlackLives"]
    );
    let found = matches(
        "İnternet egemenliği ve ışık.",
        "a: [İnternet, 'IŞ*']",
        "--language tr",
    );
    let found: Vec<_> = found.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(found, ["İnternet", "ışık"]);
}

#[test]
fn counts_go_up_to_the_concept() {
    let folder = folder(&[
        ("input/x/a.txt", "Cyber sovereignty. Sovereignty."),
        ("input/y/b.txt", "Sovereignty, they said, and a summit."),
        (
            "input/concepts.yml",
            "s:\n  cyber: [cyber sovereignty]\n  general: [sovereignty]\nunused: [nothing here]\n",
        ),
    ]);
    run_well(folder.path(), "run --language en");
    let output = folder.path().join("output");
    let hits = column(&output, "concepts", "concept", "hits");
    let found: Vec<_> = hits
        .iter()
        .map(|(name, hits)| (name.as_str(), hits.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("s", "3"),
            ("s.cyber", "1"),
            ("s.general", "2"),
            ("unused", "0")
        ]
    );
    let documents = column(&output, "concepts", "concept", "documents");
    assert_eq!(
        (documents["s"].as_str(), documents["s.cyber"].as_str()),
        ("2", "1")
    );
    let sources = rows(&output, "concepts_by_source");
    let general: Vec<_> = sources
        .iter()
        .filter(|row| row["concept"] == "s.general")
        .map(|row| {
            (
                row["source"].as_str(),
                row["hits"].as_str(),
                row["tokens"].as_str(),
            )
        })
        .collect();
    assert_eq!(general, [("x", "1", "3"), ("y", "1", "6")]);
}

/// A corpus of two sources, two years and a gap between them; one document has no date.
fn dated(order: [usize; 14], arguments: &str) -> [String; 3] {
    let mut lines = String::new();
    for n in order {
        let text = "net ".repeat(n % 4) + &"word ".repeat(10 + n);
        let date = ["1946-02-01", "1948-03", ""][if n == 13 { 2 } else { n % 2 }];
        let source = ["x", "y"][n / 7];
        lines += &format!(
            "{{\"id\":\"d{n:02}\",\"source\":\"{source}\",\"date\":\"{date}\",\"text\":\"{text}\"}}\n"
        );
    }
    let folder = folder(&[
        ("input/a.jsonl", &lines),
        ("input/concepts.yml", "a: [net]"),
    ]);
    run_well(
        folder.path(),
        &format!("run --language en --copies off --period year {arguments}"),
    );
    ["concepts", "concepts_by_source", "concepts_by_period"].map(|table| {
        let path = folder.path().join(format!("output/tables/{table}.csv"));
        std::fs::read_to_string(path).expect("a table")
    })
}

#[test]
fn intervals_do_not_depend_on_order_threads_or_seeds() {
    let order = std::array::from_fn(|n| n);
    let tables = dated(order, "--resamples 60 --seed 5 --threads 1");
    let reversed = order.map(|n| 13 - n);
    assert_eq!(
        tables,
        dated(reversed, "--resamples 60 --seed 5 --threads 2")
    );
    // Nothing in these tables is drawn.
    assert_eq!(tables, dated(order, "--resamples 0 --seed 6"));
    let periods: Vec<&str> = tables[2].lines().collect();
    assert_eq!(periods.len(), 4, "{periods:?}");
    // By hand: documents 0, 2, ... 12 with 0 and 2 hits by turns, then 1, 3, ... 11 with 1 and 3.
    assert!(
        periods[1].starts_with("\"a\",\"1946\",6,3,7,118,2,508.47"),
        "{periods:?}"
    );
    assert_eq!(periods[2], "\"a\",\"1947\",0,0,0,0,0,,,");
    assert!(
        periods[3].starts_with("\"a\",\"1948\",12,6,6,108,2,1111.11"),
        "{periods:?}"
    );
    for table in &tables {
        let lows = cells(table, "per_10k_low");
        let known: Vec<&String> = lows.iter().filter(|low| !low.is_empty()).collect();
        assert!(!known.is_empty(), "{table}");
        assert!(
            known
                .iter()
                .all(|low| low.parse::<f64>().expect("a number") > 0.0)
        );
    }
    assert!(cells(&tables[1], "p").iter().all(|p| !p.is_empty()));
}

/// A column of a table.
fn cells(table: &str, column: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let at = header
        .iter()
        .position(|name| name == column)
        .expect("a column");
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.map(|row| row.get(at).expect("a cell").to_owned())
        .collect()
}

#[test]
fn the_summary_says_how_sure_a_rate_is_and_when_it_was_highest() {
    let lines: String = (0..24)
        .map(|n| {
            let date = ["1946", "1948", "1950", ""][n / 6 % 4];
            let text = "net ".repeat(1 + n / 6 % 2) + &format!("{} w{n}", "word ".repeat(7));
            format!(
                "{{\"id\":\"d{n}\",\"source\":\"x\",\"date\":\"{date}\",\"text\":\"{text}\"}}\n"
            )
        })
        .collect();
    let folder = folder(&[
        ("input/a.jsonl", &lines),
        ("input/concepts.yml", "a: [net]"),
    ]);
    run_well(folder.path(), "run --language en --copies off");
    let read =
        || std::fs::read_to_string(folder.path().join("output/summary.md")).expect("a summary");
    let summary = read();
    for part in [
        "6 documents without a date that gives the year; rates over time leave them out.",
        "1,579 per 10,000 tokens (95 % interval ",
        "; 24 documents).",
        "Hits from 1946 to 1950. Peak among the 3 years with at least 5 documents: 1948, 2,000 per 10,000 tokens (95 % interval ",
        "95 % confidence intervals. Their unit is the text",
        "by the test of texts",
    ] {
        assert!(summary.contains(part), "{part}: {summary}");
    }
    run_well(
        folder.path(),
        "run --language en --copies off --force --only terms,concepts_by_document",
    );
    let summary = read();
    for part in [
        "95 % interval",
        "Their unit is the text",
        "test of texts",
        "Peak among the",
        "without a date",
    ] {
        assert!(!summary.contains(part), "{part}: {summary}");
    }
}

/// The rates of a concept in ten documents of one source, and their intervals.
fn rates_of_ten(text: impl Fn(usize) -> String, arguments: &str) -> Vec<[String; 3]> {
    let lines: String = (0..10)
        .map(|n| {
            format!(
                "{{\"id\":\"d{n}\",\"source\":\"{}\",\"text\":\"{}\"}}\n",
                ["x", "y"][usize::from(n > 5)],
                text(n)
            )
        })
        .collect();
    let folder = folder(&[
        ("input/a.jsonl", &lines),
        ("input/concepts.yml", "a: [net]"),
    ]);
    run_well(folder.path(), &format!("run --language en {arguments}"));
    rows(&folder.path().join("output"), "concepts_by_source")
        .into_iter()
        .map(|row| ["per_10k", "per_10k_low", "per_10k_high"].map(|name| row[name].clone()))
        .collect()
}

#[test]
fn documents_of_one_rate_are_as_sure_as_their_hits_and_few_have_no_interval() {
    // One hit in eight words, however often: x has six documents and 21 hits, y four documents.
    let text = |n: usize| format!("net w{n} b c d e f g ").repeat(n + 1);
    let found = rates_of_ten(text, "--copies off");
    assert_eq!(found[0][0], "1250.0");
    let [low, high] = [1, 2].map(|end| found[0][end].parse::<f64>().expect("a number"));
    // 1.96 times the standard error of the logarithm, 1/√21, after the correction for gamma rates.
    assert!(
        (low - 830.5).abs() < 1.0 && (high - 1973.8).abs() < 1.0,
        "{low} {high}"
    );
    assert_eq!(found[1], ["1250.0", "", ""]);
}

#[test]
fn copies_of_a_text_are_one_unit() {
    // Six documents, of which three are copies: four units.
    let words: String = (0..80).map(|n| format!("word{n} ")).collect();
    let text = |n: usize| match n {
        0..3 => format!("{words} net extra{n}"),
        _ => format!("net {}", format!("own{n} ").repeat(20 + n)),
    };
    let found = rates_of_ten(text, "--copies count");
    assert_eq!(found[0][1..], ["", ""]);
    let found = rates_of_ten(text, "--copies off");
    assert_ne!(found[0][1..], ["", ""]);
}
