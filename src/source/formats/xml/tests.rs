//! Tests of XML documents: each vocabulary, records, speeches, and the law of the words.

use proptest::strategy::Strategy as _;

use super::*;

fn read(text: &str) -> Result<Split, String> {
    xml(text, &ReadConfig::default(), Speeches::Marked)
}

fn one(text: &str) -> Converted {
    let mut documents = read(text).expect("documents").documents;
    assert_eq!(documents.len(), 1, "{documents:?}");
    documents.remove(0)
}

#[test]
fn tei_gives_its_text_and_states_what_it_is() {
    let tei = "<TEI xmlns='http://www.tei-c.org/ns/1.0' xml:lang='en'><teiHeader><fileDesc><titleStmt><title>On mills</title><author>A. <surname>Miller</surname></author><author>B. Baker</author></titleStmt><publicationStmt><p>x</p><date>2020</date></publicationStmt><sourceDesc><bibl><date when='1815-06-18'>June</date></bibl></sourceDesc></fileDesc></teiHeader>
        <text><body><div><head>The <hi>old</hi> mill</head><fw>Page 3</fw><p>It <choice><sic>trns</sic><corr>turns</corr></choice> slow<note>See below.</note>ly, with<lb break='no'/>out<lb/>wind.</p><lg><l>Round</l><l>and round</l></lg></div></body></text></TEI>";
    let converted = one(tei);
    assert_eq!(
        converted.text,
        "The old mill\n\nSee below.\n\nIt turns slowly, without\nwind.\n\nRound\nand round"
    );
    assert_eq!(converted.title.as_deref(), Some("On mills"));
    assert_eq!(converted.author.as_deref(), Some("A. Miller; B. Baker"));
    assert_eq!(converted.date.as_deref(), Some("1815-06-18"));
    assert_eq!(converted.language.as_deref(), Some("en"));
}

#[test]
fn a_corpus_gives_each_of_its_texts() {
    let text = |title: &str, seg: &str| {
        format!(
            "<TEI><teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt></fileDesc></teiHeader><text><body><u who='#a'><seg>{seg}</seg><kinesic><desc>Applause</desc></kinesic><seg><w>We</w><w>agree</w><pc>.</pc></seg></u></body></text></TEI>"
        )
    };
    let corpus = format!(
        "<teiCorpus><teiHeader><fileDesc><titleStmt><title>All</title></titleStmt></fileDesc></teiHeader>{}{}</teiCorpus>",
        text("One", "Mills."),
        text("Two", "Wind.")
    );
    let documents = read(&corpus).expect("documents").documents;
    let texts: Vec<_> = documents
        .iter()
        .map(|document| document.text.as_str())
        .collect();
    assert_eq!(texts, ["Mills.\n\nWe agree.", "Wind.\n\nWe agree."]);
    assert_eq!(documents[1].title.as_deref(), Some("Two"));
}

#[test]
#[expect(clippy::too_many_lines, reason = "files in full")]
fn news_of_factiva_in_five_forms() {
    let article = |number: u8| {
        format!(
            "<article index='0' reference='distdoc:archive/ArchiveDoc::Article/DEMO{number}'><accessionNo>DEMO{number}</accessionNo><baseLang>en</baseLang><byline>Ann Reed</byline><copyright><paragraph>(c) 2014 Demo Press</paragraph></copyright><headline><paragraph display='Proportional'>The <hlt>dike</hlt></paragraph></headline><leadParas><paragraph>The <hlt>water</hlt> rose.</paragraph></leadParas><tailParas><paragraph>It fell.</paragraph><paragraph>All slept.</paragraph></tailParas><publicationDate><date>2014-02-03</date></publicationDate><sectionName>News</sectionName><sourceCode>DEMO</sourceCode><sourceName>Polder Courier</sourceName><wordCount>6</wordCount></article>"
        )
    };
    let distdoc = |number: u8| {
        format!(
            "<DistDoc><ReplyItem lang='en'><BaseLang value='en'/><Date fid='pd' value='20140203'/><Num fid='wc' value='6'/><SrcCode fid='sc' value='DEMO'/><SrcName fid='sn'>Polder Courier</SrcName><Title><Headline fid='hl'><para lang='en'>The dike</para></Headline></Title></ReplyItem><ArchiveDoc><Article><AccessionNo>DEMO{number}</AccessionNo><Byline>Ann Reed</Byline><SectionName>News</SectionName><LeadPara><para>The water rose.</para></LeadPara><TailParas><para>It fell.</para><para>All slept.</para></TailParas></Article></ArchiveDoc></DistDoc>"
        )
    };
    for (name, file) in [
        (
            "response",
            format!(
                "<ppsArticleResponse><ppsArticleResult>{}{}</ppsArticleResult></ppsArticleResponse>",
                article(1),
                article(2)
            ),
        ),
        (
            "articles, with a namespace",
            format!(
                "<d:articles xmlns:d='u'>{}{}</d:articles>",
                article(1),
                article(2)
            ),
        ),
        (
            "one distdoc of articles",
            format!("<distdoc>{}{}</distdoc>", article(1), article(2)),
        ),
        (
            "a distdoc each",
            format!(
                "<list><distdoc>{}</distdoc><distdoc>{}</distdoc></list>",
                article(1),
                article(2)
            ),
        ),
        (
            "archived",
            format!("<DistDocs>{}{}</DistDocs>", distdoc(1), distdoc(2)),
        ),
    ] {
        let split = read(&file).expect("documents");
        assert_eq!(
            (split.layout, split.documents.len()),
            (Layout::Factiva, 2),
            "{name}"
        );
        for (document, number) in split.documents.iter().zip(1..) {
            let stated = [
                &document.source,
                &document.title,
                &document.author,
                &document.language,
            ];
            let stated = stated.map(|value| value.as_deref().unwrap_or_default());
            assert_eq!(
                stated,
                ["Polder Courier", "The dike", "Ann Reed", "en"],
                "{name}"
            );
            assert_eq!(
                document.date.as_deref().map(|date| date.replace('-', "")),
                Some("20140203".to_owned()),
                "{name}"
            );
            assert_eq!(document.id, Some(format!("DEMO{number}")), "{name}");
            assert_eq!(
                document.text, "The water rose.\n\nIt fell.\n\nAll slept.",
                "{name}"
            );
            let field = |wanted: &str| {
                document
                    .fields
                    .iter()
                    .find(|(name, _)| name == wanted)
                    .map_or("", |(_, value)| value.as_str())
            };
            assert_eq!(
                [field("source_code"), field("section")],
                ["DEMO", "News"],
                "{name}"
            );
        }
    }
}

#[test]
fn news_of_factiva_without_a_text_has_its_headline() {
    let split = read("<r><article><headline>The dike</headline><leadParas/></article><article><headline>The quay</headline><leadParas><paragraph>It held.</paragraph></leadParas></article></r>").expect("documents");
    let texts: Vec<&str> = split
        .documents
        .iter()
        .map(|document| document.text.as_str())
        .collect();
    assert_eq!(texts, ["The dike", "It held."]);
}

#[test]
fn what_looks_like_many_texts_is_noted() {
    let long = "It rose again and fell. ".repeat(12);
    let items = |of: &str| of.replace("LONG", &long).repeat(3);
    for (record, element) in [
        (
            "<artikel><kop>Vloed</kop><inhoud>LONG</inhoud></artikel>",
            "inhoud",
        ),
        (
            "<zpráva n='1'><nadpis>Voda</nadpis><znění><b>X</b> LONG</znění></zpráva>",
            "znění",
        ),
        ("<m><v>7</v><w>LONG</w></m>", "w"),
    ] {
        let document = one(&format!("<lijst>{}</lijst>", items(record)));
        let named = format!("--field text={element} ");
        assert!(document.notes[0].contains(&named), "{:?}", document.notes);
        assert!(document.doubts.has(ReadingDoubt::Split));
    }
    for whole in [
        format!(
            "<boek>{}</boek>",
            items("<hoofdstuk><kop>Vloed</kop><al>LONG</al><al>LONG</al></hoofdstuk>")
        ),
        format!("<boek>{}</boek>", items("<al>LONG</al>")),
        format!("<boek><deel><inhoud>{long}</inhoud></deel></boek>"),
    ] {
        assert_eq!(one(&whole).notes, [""; 0], "{whole}");
    }
}

#[test]
fn a_sitting_without_a_date_has_that_of_its_ids() {
    let text = "<publicwhip scraperversion='a' latest='yes'><major-heading id='org.example/debate/2011-02-03.3.0'>Wind</major-heading><speech id='org.example/debate/2011-02-03.3.1' speakername='Ann Lee'><p>It turns.</p></speech><speech id='x.2' speakername='Roy'><p>No.</p></speech></publicwhip>";
    let documents = read(text).expect("speeches").documents;
    let dates: Vec<_> = documents
        .iter()
        .map(|speech| speech.date.as_deref())
        .collect();
    assert_eq!(dates, [Some("2011-02-03"), None]);
}

#[test]
fn what_news_says_again_above_its_body_counts_once() {
    let text = "<nitf><head><title>The mill turns</title></head><body><body.head><hedline><hl1>The mill turns</hl1><hl2 class='online_headline'>The mill turns</hl2></hedline><abstract><p>The mill of the old harbour turns again.</p></abstract></body.head><body.content>\n<block class='lead_paragraph'><p>The mill of the old harbour turns again. It <em>stood</em> for years.</p></block>\n<block class='full_text'><p>The mill of the old harbour turns again. It <em>stood</em> for years.</p><p>No one knows why.</p><p>No one knows why.</p></block></body.content></body></nitf>";
    let document = one(text);
    assert_eq!(
        document.text,
        "The mill turns\n\nThe mill of the old harbour turns again. It stood for years.\n\nNo one knows why.\n\nNo one knows why."
    );
    let rows: Vec<_> = document
        .left_out
        .iter()
        .filter(|row| row.rule.name() == "copy")
        .map(|row| (row.line, row.text.as_str()))
        .collect();
    assert_eq!(
        rows,
        [
            (Some(1), "The mill turns"),
            (Some(1), "The mill of the old harbour turns again."),
            (
                Some(1),
                "The mill of the old harbour turns again. It stood for years."
            )
        ]
    );
}

#[test]
fn news_gives_its_body() {
    let nitf = "<nitf><head><title>Slug</title><docdata><date.issue norm='20151216'/></docdata></head><body><body.head><hedline><hl1>Mill turns</hl1></hedline><byline>By A. Miller</byline></body.head><body.content><p>It <em>turns</em>.</p><p>Still.</p></body.content></body></nitf>";
    let converted = one(nitf);
    assert_eq!(
        converted.text,
        "Mill turns\n\nBy A. Miller\n\nIt turns.\n\nStill."
    );
    assert_eq!(converted.title.as_deref(), Some("Mill turns"));
    assert_eq!(converted.date.as_deref(), Some("20151216"));
    let g2 = "<newsItem xml:lang='en'><contentMeta><headline>Mill</headline><contentCreated>2015-12-16T08:00:00Z</contentCreated></contentMeta><contentSet><inlineXML><html><head><title>no</title></head><body><p>It turns.</p></body></html></inlineXML></contentSet></newsItem>";
    let converted = one(g2);
    assert_eq!(
        (converted.text.as_str(), converted.title.as_deref()),
        ("It turns.", Some("Mill"))
    );
    assert_eq!(converted.language.as_deref(), Some("en"));
}

#[test]
fn articles_give_abstract_and_body() {
    let jats = "<article><front><journal-meta><x>Journal</x></journal-meta><article-meta><title-group><article-title>Mills</article-title></title-group><contrib-group><contrib><name><surname>Miller</surname><given-names>A.</given-names></name></contrib></contrib-group><abstract><p>Short.</p></abstract></article-meta></front><body><sec><title>Wind</title><p>It turns <xref>[1]</xref>.</p></sec></body><back><ref-list><ref>Other</ref></ref-list></back></article>";
    let converted = one(jats);
    assert_eq!(converted.text, "Short.\n\nWind\n\nIt turns .");
    assert_eq!(converted.title.as_deref(), Some("Mills"));
    assert_eq!(converted.author.as_deref(), Some("Miller A."));
    let docbook = "<article><info><title>Mills</title><date>2015</date></info><section><title>Wind</title><para>It <emphasis>turns</emphasis>.<footnote><para>Slowly.</para></footnote></para></section></article>";
    let converted = one(docbook);
    assert_eq!(converted.text, "Wind\n\nSlowly.\n\nIt turns.");
    assert_eq!(
        (converted.title.as_deref(), converted.date.as_deref()),
        (Some("Mills"), Some("2015"))
    );
}

#[test]
fn other_elements_are_told_by_where_they_stand() {
    let minutes = "<minutes><meeting><place>Hall</place><remark><who>Mayor</who> spoke of <thing>mills</thing>.</remark><remark><who>Clerk</who> agreed.</remark></meeting><style>x</style></minutes>";
    assert_eq!(
        one(minutes).text,
        "Hall\n\nMayor spoke of mills.\n\nClerk agreed."
    );
    let titled = "<doc lang='fr'><title>Moulins</title><body>Le vent.</body></doc>";
    let converted = one(titled);
    assert_eq!(converted.text, "Moulins\n\nLe vent.");
    assert_eq!(
        (converted.title.as_deref(), converted.language.as_deref()),
        (Some("Moulins"), Some("fr"))
    );
}

#[test]
fn bombs_and_broken_files_are_refused_and_nesting_is_not() {
    let bomb = "<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><a>&b;</a>";
    assert!(read(bomb).expect_err("refused").contains("&b;"));
    assert!(
        read("<a><b>")
            .expect_err("broken")
            .starts_with("invalid XML")
    );
    assert!(read("").is_err());
    assert_eq!(read("<a><b/></a>"), Err("it contains no text".to_owned()));
    let deep = 100_000;
    let nested = format!("{}x{}", "<a>".repeat(deep), "</a>".repeat(deep));
    assert_eq!(one(&nested).text, "x");
}

/// The documents of a file, with each field named `field` of the user called as `name` says.
fn read_with(text: &str, fields: &[(&str, &str)]) -> Result<Vec<Converted>, String> {
    let mut config = ReadConfig::default();
    for (field, name) in fields {
        config
            .fields
            .insert((*field).to_owned(), (*name).to_owned());
    }
    Ok(xml(text, &config, Speeches::Marked)?.documents)
}

/// Text, id, date, title and source of each document.
fn shown(documents: &[Converted]) -> Vec<[&str; 5]> {
    let shown = documents.iter().map(|document| {
        let stated = [
            &document.id,
            &document.date,
            &document.title,
            &document.source,
        ];
        let [id, date, title, source] = stated.map(|value| value.as_deref().unwrap_or_default());
        [document.text.as_str(), id, date, title, source]
    });
    shown.collect()
}

#[test]
fn records_are_documents_whatever_they_are_called() {
    let one = ["The mill turns.", "7", "2011-02-03", "Wind", "Echo"];
    let two = ["It stopped.", "8", "2011-02-04", "Calm", "Echo"];
    let layouts = [
        "<news><item><id>7</id><headline>Wind</headline><source>Echo</source><date>2011-02-03</date><body><p>The mill turns.</p></body></item><item><id>8</id><headline>Calm</headline><source>Echo</source><date>2011-02-04</date><body>It stopped.</body></item></news>",
        "<posts><row Id='7' Body='The mill turns.' Title='Wind' Date='2011-02-03' Source='Echo'/><row Id='8' Body='It stopped.' Title='Calm' Date='2011-02-04' Source='Echo'/></posts>",
        "<response><result><doc><str name='id'>7</str><str name='title'>Wind</str><arr name='text'><str>The mill turns.</str></arr><date name='date'>2011-02-03</date><str name='source'>Echo</str></doc><doc><str name='id'>8</str><str name='title'>Calm</str><arr name='text'><str>It stopped.</str></arr><date name='date'>2011-02-04</date><str name='source'>Echo</str></doc></result></response>",
        "<dump><row><field name='id'>7</field><field name='title'>Wind</field><field name='content'>The mill turns.</field><field name='date'>2011-02-03</field><field name='source'>Echo</field></row><row><field name='id'>8</field><field name='title'>Calm</field><field name='content'>It stopped.</field><field name='date'>2011-02-04</field><field name='source'>Echo</field></row></dump>",
        "<texts source='Echo'><text id='7' date='2011-02-03' title='Wind'>The mill turns.</text><text id='8' date='2011-02-04' title='Calm'>It stopped.</text></texts>",
        "<set><day><paper><meta><id>7</id><date>2011-02-03</date><title>Wind</title><source>Echo</source></meta><full_text>The mill turns.</full_text></paper><paper><meta><id>8</id><date>2011-02-04</date><title>Calm</title><source>Echo</source></meta><full_text>It stopped.</full_text></paper></day></set>",
    ];
    for layout in layouts {
        let documents = read_with(layout, &[]).expect(layout);
        assert_eq!(shown(&documents), [one, two], "{layout}");
    }
}

#[test]
fn a_record_without_text_is_refused_and_fields_can_be_named() {
    let text = "<all><e nr='1'><says>Mills turn.</says><tag>a</tag><tag>b</tag></e><e nr='2'><tag>c</tag></e></all>";
    let documents = read_with(text, &[("text", "says"), ("id", "@nr")]).expect("records");
    assert_eq!(documents[0].text, "Mills turn.");
    assert_eq!(documents[0].id.as_deref(), Some("1"));
    assert_eq!(documents[0].fields, [("tag".to_owned(), "a; b".to_owned())]);
    assert_eq!(
        documents[1].refused.as_deref(),
        Some("the `says` of the record is missing or empty")
    );
    let dotted = "<all><e><a><b>One.</b></a><c><b>x</b></c></e><e><a><b>Two.</b></a></e></all>";
    let documents = read_with(dotted, &[("text", "a.b")]).expect("records");
    let texts: Vec<_> = documents
        .iter()
        .map(|document| document.text.as_str())
        .collect();
    assert_eq!(texts, ["One.", "Two."]);
    let refused = read_with(text, &[("text", "speech")]).expect_err("refused");
    assert!(
        refused.starts_with("no element or attribute `speech` (it has: all, e, @nr, says, tag)"),
        "{refused}"
    );
}

#[test]
fn words_of_neighbours_are_two_and_marks_part_none() {
    let cases = [
        (
            "<m><p><role>Chair</role><who>Ann</who>: Yes</p><p>Señor<guest>Yerko</guest> came.</p></m>",
            "Chair Ann: Yes\n\nSeñor Yerko came.",
        ),
        (
            "<m><p>A wind<col>12</col>mill and a water<page>xii</page>mill</p></m>",
            "A windmill and a watermill",
        ),
        ("<m><p>A <b>M</b>ill <i>tur</i>ns</p></m>", "A Mill turns"),
        (
            "<m><p>One<newline/>two<unknown/>three</p></m>",
            "One\ntwothree",
        ),
        (
            "<hansard><series>5</series><date format='1950-06-07'>7 June</date><p><member>Mr. Lee</member><membercontribution>: A wa<col>9</col>ter mill.</membercontribution></p></hansard>",
            "Mr. Lee: A water mill.",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(one(text).text, expected, "{text}");
    }
}

#[test]
fn speeches_are_documents_with_their_speakers() {
    let sittings = [
        "<TEI><teiHeader><profileDesc><particDesc><person xml:id='lee'><persName><forename>Ann</forename><surname>Lee</surname></persName></person></particDesc><settingDesc><setting><date when='2011-02-03'>x</date></setting></settingDesc></profileDesc></teiHeader><text><body><head>Wind</head><note>The chair:</note><u who='#lee' xml:id='u1'><seg>The mill</seg><note>Noise</note><seg>turns.</seg></u><u who='#roy' xml:id='u2'>No.</u></body></text></TEI>",
        "<akomaNtoso><debate><meta><identification><FRBRWork><FRBRdate date='2011-02-03'/></FRBRWork></identification><references><TLCPerson eId='lee' showAs='Ann Lee'/></references></meta><debateBody><debateSection><heading>Wind</heading><speech by='#lee' eId='u1'><p>The mill</p><p>turns.</p></speech><speech by='#roy' eId='u2'><p>No.</p></speech></debateSection></debateBody></debate></akomaNtoso>",
        "<publicwhip date='2011-02-03'><major-heading>Wind</major-heading><speech id='u1' speakername='Ann Lee' colnum='7'><p>The mill</p><p>turns.</p></speech><speech id='u2' speakername='roy'><p>No.</p></speech></publicwhip>",
        "<dbtplenarprotokoll sitzung-datum='2011-02-03'><vorspann><ivz>Seite</ivz></vorspann><sitzungsverlauf><rede id='u1'><p klasse='redner'><redner><name>Ann Lee</name></redner>Ann Lee (Green):</p><p>The mill</p><kommentar>(Beifall)</kommentar><p>turns.</p></rede><rede id='u2'><p><redner><name><vorname>roy</vorname></name></redner></p><p>No.</p></rede></sitzungsverlauf></dbtplenarprotokoll>",
    ];
    for sitting in sittings {
        let split = read(sitting).expect(sitting);
        assert_eq!(split.layout, Layout::Speeches);
        let documents = split.documents;
        let texts: Vec<_> = documents
            .iter()
            .map(|document| (document.text.as_str(), document.id.as_deref()))
            .collect();
        assert_eq!(
            texts,
            [("The mill\n\nturns.", Some("u1")), ("No.", Some("u2"))],
            "{sitting}"
        );
        let speakers: Vec<_> = documents
            .iter()
            .map(|document| document.fields[0].1.as_str())
            .collect();
        assert_eq!(speakers, ["Ann Lee", "roy"], "{sitting}");
        assert_eq!(
            documents[1].date.as_deref(),
            Some("2011-02-03"),
            "{sitting}"
        );
        let joined = xml(sitting, &ReadConfig::default(), Speeches::Joined).expect(sitting);
        assert_eq!(joined.documents.len(), 1);
    }
}

#[test]
fn who_speaks_is_no_word_of_the_speech() {
    let akoma = "<akomaNtoso><debate><meta><TLCPerson eId='lee' showAs='Ann Lee'/></meta><debateBody><speech by='#lee'><from>Ms Lee (Quay)</from><p>The mill turns.</p></speech><speech by='#roy'><from>Mr Roy:</from><p>No.</p></speech><speech><from>Ms Ash</from><p>Yes.</p></speech></debateBody></debate></akomaNtoso>";
    let tei = "<TEI><text><body><sp><speaker>Ann Lee.</speaker><p>The mill turns.</p></sp><sp who='#roy'><speaker>Mr Roy:</speaker><p>No.</p></sp><sp><speaker>Ms Ash</speaker><p>Yes.</p></sp></body></text></TEI>";
    let hansard = "<hansard><chamber.xscript><speech><talk.start><talker><name role='metadata'>Ann Lee</name></talker></talk.start><p><a type='MemberSpeech' href='L'><span class='HPS-MemberSpeech'>Ms LEE</span></a> (<span class='HPS-Electorate'>Quay</span>) (<span class='HPS-Time'>12:01</span>): The mill turns.</p></speech><speech><talker><name>Mr Roy</name></talker><p>No.</p></speech><speech><talker><name>Ms Ash</name></talker><p>Yes.</p></speech></chamber.xscript></hansard>";
    for sitting in [akoma, tei, hansard] {
        let split = xml(sitting, &ReadConfig::default(), Speeches::All).expect(sitting);
        let found = split.documents.iter().map(|speech| {
            (
                speech.text.as_str(),
                speech.fields[0].1.trim_end_matches('.'),
            )
        });
        let found: Vec<_> = found.collect();
        assert_eq!(
            found,
            [
                ("The mill turns.", "Ann Lee"),
                ("No.", "Mr Roy"),
                ("Yes.", "Ms Ash")
            ],
            "{sitting}"
        );
        assert!(!split.documents[1].left_out.is_empty(), "{sitting}");
    }
    let joined = one(hansard);
    assert_eq!(joined.text, "The mill turns.\n\nNo.\n\nYes.");
    let mut rows = joined.left_out.iter();
    assert!(rows.any(|row| row.text.ends_with("Ms LEE (Quay) (12:01):")));
}

#[test]
fn turns_of_hansard_are_cut_for_those_who_ask() {
    let text = "<hansard><housecommons><date format='1950-06-07'>7 June</date><section><title>Mills</title><p><member>Mr. Lee</member><membercontribution>asked when.</membercontribution></p><p><member>Ms Roy</member><membercontribution>: Soon.</membercontribution></p></section></housecommons></hansard>";
    let split = xml(text, &ReadConfig::default(), Speeches::All).expect("turns");
    let turns: Vec<_> = split
        .documents
        .iter()
        .map(|turn| {
            (
                turn.text.as_str(),
                turn.fields[0].1.as_str(),
                turn.fields[1].1.as_str(),
            )
        })
        .collect();
    assert_eq!(
        turns,
        [
            ("asked when.", "Mr. Lee", "Mills"),
            (": Soon.", "Ms Roy", "Mills")
        ]
    );
    assert_eq!(
        one(text).text,
        "Mills\n\nMr. Lee asked when.\n\nMs Roy: Soon."
    );
}

/// What a generated file is made of.
#[derive(Debug, Clone)]
enum Step {
    Open(usize),
    Close,
    Empty(usize),
    Word,
    Blank,
}

const ROOTS: [&str; 12] = [
    "TEI",
    "teiCorpus",
    "akomaNtoso",
    "hansard",
    "publicwhip",
    "articles",
    "minutes",
    "rss",
    "nitf",
    "article",
    "dbtplenarprotokoll",
    "newsItem",
];
const NAMES: [&str; 34] = [
    "p",
    "hi",
    "note",
    "col",
    "u who='#a'",
    "speech by='#b' speakername='B'",
    "text",
    "body",
    "id",
    "date",
    "title",
    "item",
    "article",
    "record",
    "name",
    "meta",
    "head",
    "fw",
    "choice",
    "sic",
    "x",
    "y",
    "lb",
    "w",
    "TEI",
    "teiHeader",
    "b",
    "member",
    "membercontribution",
    "talker",
    "inlineXML",
    "rede",
    "description",
    "category",
];

/// The file of these steps, and its words.
fn built(root: usize, steps: &[Step]) -> (String, Vec<String>) {
    let mut text = format!("<{}>", ROOTS[root]);
    let (mut open, mut words) = (Vec::new(), Vec::new());
    for step in steps {
        match step {
            Step::Open(name) => {
                text.push_str(&format!("<{}>", NAMES[*name]));
                open.push(NAMES[*name].split(' ').next().unwrap_or_default());
            }
            Step::Close => text.extend(open.pop().map(|name| format!("</{name}>"))),
            Step::Empty(name) => text.push_str(&format!("<{}/>", NAMES[*name])),
            Step::Blank => text.push_str(" \n"),
            Step::Word => {
                let word = format!("w{:03}z", words.len());
                text.push_str(&word);
                words.push(word);
            }
        }
    }
    text.extend(open.iter().rev().map(|name| format!("</{name}>")));
    text.push_str(&format!("</{}>", ROOTS[root]));
    (text, words)
}

/// All that documents hold: their texts, fields and rows.
fn all_of(documents: &[Converted]) -> String {
    let mut all = String::new();
    for document in documents {
        let stated = [
            &document.id,
            &document.source,
            &document.title,
            &document.author,
            &document.date,
            &document.language,
        ];
        let stated = stated.into_iter().flatten();
        let fields = document.fields.iter().map(|(_, value)| value);
        let rows = document.left_out.iter().map(|row| &row.text);
        for part in stated.chain(fields).chain(rows).chain([&document.text]) {
            all.push_str(part);
            all.push('\n');
        }
    }
    all
}

proptest::proptest! {
    #[test]
    fn every_word_is_in_a_text_a_field_or_a_row(
        root in 0..ROOTS.len(),
        steps in proptest::collection::vec(
            proptest::prop_oneof![
                3 => (0..NAMES.len()).prop_map(Step::Open),
                3 => proptest::strategy::Just(Step::Close),
                1 => (0..NAMES.len()).prop_map(Step::Empty),
                4 => proptest::strategy::Just(Step::Word),
                1 => proptest::strategy::Just(Step::Blank),
            ],
            0..60,
        ),
    ) {
        let (text, words) = built(root, &steps);
        for speeches in [Speeches::Joined, Speeches::Marked, Speeches::All] {
            if let Ok(split) = xml(&text, &ReadConfig::default(), speeches) {
                let all = all_of(&split.documents);
                for word in &words {
                    proptest::prop_assert!(all.contains(word.as_str()), "{word} is lost: {text}");
                }
            }
        }
    }
}

#[test]
fn records_state_their_facts_in_attributes_or_in_harvested_metadata() {
    let item = |id: u8, text: &str| {
        format!("<item id='m{id}' date='2015-12-1{id}' title='Mill'>{text}</item>")
    };
    let harvested = |id: u8, text: &str| {
        format!(
            "<record><header><identifier>m{id}</identifier><datestamp>2020-01-01</datestamp></header><metadata><dc><title>Mill</title><description>{text}</description><date>2015-12-1{id}</date></dc></metadata></record>"
        )
    };
    let sent = |id: u8, text: &str| {
        format!(
            "<sms id='m{id}' title='Mill' date='{}000' body='{text}'/>",
            1_450_224_000_u32 + (u32::from(id) - 6) * 86_400
        )
    };
    let (one, two) = (
        "The mill turns in the wind.",
        "The mill stands still at night.",
    );
    for file in [
        format!("<news>{}{}</news>", item(6, one), item(7, two)),
        format!(
            "<OAI-PMH><ListRecords>{}{}</ListRecords></OAI-PMH>",
            harvested(6, one),
            harvested(7, two)
        ),
        format!("<smses>{}{}</smses>", sent(6, one), sent(7, two)),
    ] {
        let documents = read(&file).expect("documents").documents;
        let shown: Vec<_> = documents
            .iter()
            .map(|document| {
                (
                    document.id.as_deref(),
                    document.title.as_deref(),
                    document.text.as_str(),
                )
            })
            .collect();
        let mill = Some("Mill");
        assert_eq!(
            shown,
            [(Some("m6"), mill, one), (Some("m7"), mill, two)],
            "{file}"
        );
        assert!(
            documents.iter().all(|document| document
                .date
                .as_deref()
                .is_some_and(|date| date.starts_with("2015-12-1"))),
            "{documents:?}"
        );
    }
}

#[test]
fn subtitles_in_xml_have_a_title_and_no_head() {
    let film = one(
        "<tt xml:lang='en'><head><metadata><title>Mills</title></metadata></head><body><div><p begin='1s'>The mill<br/>turns.</p></div></body></tt>",
    );
    assert_eq!(film.title.as_deref(), Some("Mills"));
    assert_eq!(
        film.text.split_whitespace().collect::<Vec<_>>().join(" "),
        "The mill turns."
    );
}
