use super::*;

const ONE: &str = "The council of the island met on Monday, and it voted for a second ferry to the mainland, which the people had asked for since the old one broke down.";
const TWO: &str = "Money is short, as the treasurer said; still, the boat shall be ordered before the winter, and paid for by a loan that runs for twenty years.";
const THREE: &str = "Not everyone is content, however. The fishermen fear for their berths, and the hotel owner would rather have seen a bridge, she told the meeting.";
const FOUR: &str = "A decision on the landing place is expected in the spring, when the survey of the sea bed is done and the neighbours have been heard.";
const ZH_ONE: &str =
    "岛上的议会星期一举行会议，投票决定购买第二艘渡轮，居民们自从旧船出故障以来一直要求增加班次。";
const ZH_TWO: &str =
    "司库表示，资金虽然紧张，但是新船仍将在冬天之前订购，费用由一笔为期二十年的贷款支付。";
const ZH_THREE: &str =
    "并非所有人都满意，渔民们担心失去泊位，旅馆老板则在会上说，她更希望看到一座桥。";
const ZH_FOUR: &str =
    "码头的位置预计在春天决定，届时海底测量将会完成，邻近的居民也将表达他们的意见。";

fn joined(paragraphs: &[&str]) -> String {
    paragraphs.join("\n\n")
}

fn english() -> String {
    joined(&[ONE, TWO, THREE, FOUR])
}

fn chinese() -> String {
    joined(&[ZH_ONE, ZH_TWO, ZH_THREE, ZH_FOUR])
}

#[test]
fn a_blog_post_without_its_surroundings() {
    let page = read_page(&format!(
        "<html lang=en><head><title>A second ferry - Island Blog</title><meta property=og:site_name content='Island Blog'>
        <meta property='article:published_time' content='2018-03-04T05:06:07Z'></head><body class='single no-comments'>
        <nav><a href=/>Home</a></nav><article class=post><h1 class=entry-title>A second ferry</h1>
        <p class=byline>By <a rel=author href=/a>Jane Roe</a></p><div class=entry-content><p>{ONE}</p><p>{TWO}</p>
        <figure><img src=x><figcaption>The old ferry.</figcaption></figure><p><a href=/x>Read also: A bridge?</a></p>
        <p>{THREE}</p><p>{FOUR}</p><div class=sharedaddy>Share this: <a href=/t>Twitter</a></div></div></article>
        <h3>Related posts</h3><ul><li><a href=/1>One</a><li><a href=/2>Two</a></ul>
        <div id=comments><p>I do not like ferries, they make me sick, and they are always late.</p></div></body>"
    ));
    assert_eq!(page.text(), english());
    assert_eq!(page.title.as_deref(), Some("A second ferry"));
    assert_eq!(page.author.as_deref(), Some("Jane Roe"));
    assert_eq!(page.site.as_deref(), Some("Island Blog"));
    assert_eq!(page.date.as_deref(), Some("2018-03-04T05:06:07Z"));
    assert_eq!(page.language.as_deref(), Some("en"));
    assert_eq!(page.note, None);
    let caption = page.left_out();
    let caption = caption.iter().find(|piece| piece.text == "The old ferry.");
    assert_eq!(caption.map(|piece| piece.rule), Some(Rule::Caption));
}

#[test]
fn an_old_chinese_page_of_tables() {
    let page = read_page(&format!(
        "<html><head><title>岛上将有第二艘渡轮_本地新闻_某某网</title></head><body><table><tr><td><a href=/>首页</a> <a href=/n>新闻</a></td></tr></table>
        <table><tr><td><font size=4>岛上将有第二艘渡轮</font></td></tr><tr><td>http://a.example 2005年03月21日 11:21 某报</td></tr>
        <tr><td><font>　　{ZH_ONE}<br>　　{ZH_TWO}<br>　　{ZH_THREE}<br>　　{ZH_FOUR}<br>（责任编辑：某某）</font></td></tr></table>
        <table><tr><td>相关新闻</td></tr><tr><td><a href=/1>第一条新闻的标题</a></td></tr></table>
        <table><tr><td>版权所有 某某网</td></tr></table></body></html>"
    ));
    assert_eq!(page.text(), chinese());
    assert_eq!(page.title.as_deref(), Some("岛上将有第二艘渡轮"));
    assert_eq!(page.date.as_deref(), Some("2005年03月21日 11:21"));
}

#[test]
fn a_government_page_with_an_editor_box() {
    let page = read_page(&format!(
        "<html><head><meta name=ArticleTitle content=岛上将有第二艘渡轮><meta name=PubDate content='2015-12-17 08:32'></head><body>
        <div class=location>您现在的位置：<a href=/>首页</a> > <a href=/x>要闻</a></div><h1>岛上将有第二艘渡轮</h1><div>来源：某办公室</div>
        <div class=TRS_Editor><p>　　{ZH_ONE}</p><p>　　{ZH_TWO}</p><p>　　{ZH_THREE}</p><p>　　{ZH_FOUR}</p></div>
        <div>【<a href=#>打印</a>】【<a href=#>关闭</a>】</div><div class=footer>主办单位：某办公室　京ICP备1号</div></body></html>"
    ));
    assert_eq!(page.text(), chinese());
    assert_eq!(page.date.as_deref(), Some("2015-12-17 08:32"));
}

#[test]
fn a_text_that_only_json_ld_holds() {
    let body = format!("{ONE}\\n{TWO}\\n{THREE}\\n{FOUR}");
    let page = read_page(&format!(
        "<html><head><script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"Ferry\",\"articleBody\":\"{body}\"}}</script>
        </head><body><div id=app>Loading</div></body></html>"
    ));
    for paragraph in [ONE, TWO, THREE, FOUR] {
        assert!(page.text().contains(paragraph));
    }
    assert!(page.note.is_some_and(|note| note.contains("JSON-LD")));
    assert_eq!(page.title.as_deref(), Some("Ferry"));
}

#[test]
fn the_entries_of_a_live_blog() {
    let entry =
        |time: &str, text: &str| format!("<div class=entry><time>{time}</time><p>{text}</p></div>");
    let page = read_page(&format!(
        "<body><main><h1>The vote, live</h1>{}{}{}{}</main></body>",
        entry("09:10", ONE),
        entry("09:30", TWO),
        entry("10:00", THREE),
        entry("10:45", FOUR)
    ));
    for paragraph in [ONE, TWO, THREE, FOUR] {
        assert!(page.text().contains(paragraph), "{}", page.text());
    }
}

#[test]
fn the_short_turns_of_a_press_conference() {
    let turns = format!(
        "<p>记者：渡轮何时到达？</p><p>发言人：{ZH_ONE}</p><p>记者：费用由谁承担？</p><p>发言人：{ZH_TWO}</p><p>记者：居民怎么看？</p><p>发言人：{ZH_THREE}</p>"
    );
    let page = read_page(&format!(
        "<body><h1>例行记者会</h1><div class=time>2019-05-06 15:00</div><div class=TRS_Editor>{turns}</div><div>打印</div></body>"
    ));
    assert_eq!(page.text().matches("记者：").count(), 3, "{}", page.text());
    assert_eq!(page.date.as_deref(), Some("2019-05-06 15:00"));
}

#[test]
fn paragraphs_made_of_line_breaks() {
    let page = read_page(&format!(
        "<body><div>{ONE}<br><br>{TWO}<br/><br/>{THREE}<br>{FOUR}</div></body>"
    ));
    assert_eq!(page.text(), format!("{ONE}\n\n{TWO}\n\n{THREE}\n{FOUR}"));
}

#[test]
fn an_index_page_is_kept_and_noted() {
    let links: String = (0..40)
        .map(|number| format!("<li><a href=/{number}>Title of story {number}</a></li>"))
        .collect();
    let page = read_page(&format!("<body><h1>News</h1><ul>{links}</ul></body>"));
    assert!(page.text().contains("Title of story 39"));
    assert!(page.note.is_some_and(|note| note.contains("no main text")));
}

#[test]
fn empty_and_broken_pages() {
    for html in [
        "",
        " \n",
        "<html></html>",
        "<!-- only a remark",
        "<script>x",
    ] {
        let page = read_page(html);
        assert_eq!(page.text(), "");
        assert!(page.note.is_some());
    }
    let page = read_page(&format!(
        "<div><p>{ONE}<p <b>{TWO}</i></div></span><td>{THREE}<p>{FOUR}"
    ));
    for paragraph in [ONE, THREE, FOUR] {
        assert!(page.text().contains(paragraph), "{}", page.text());
    }
}

#[test]
fn deep_nesting_costs_neither_stack_nor_text() {
    let depth = 100_000;
    let page = read_page(&format!(
        "{}<p>{ONE}</p>{}<p>{TWO}</p>",
        "<div>".repeat(depth),
        "</div>".repeat(depth)
    ));
    assert!(
        page.text().contains(ONE) && page.text().contains(TWO),
        "{:?}",
        page.note
    );
}

#[test]
fn a_large_page_keeps_its_text() {
    let body: String = (0..8_000)
        .map(|number| format!("<p>{number}: {ONE}</p>"))
        .collect();
    let page = read_page(&format!("<body><article>{body}</article></body>"));
    assert!(page.text().starts_with("0: The council") && page.text().contains("7999: The"));
}

/// A page of random elements around words that each occur once, and how many words.
#[expect(clippy::too_many_lines, reason = "lists of what a page is made of")]
fn generated(seed: u64) -> (String, usize) {
    const TAGS: [&str; 24] = [
        "p",
        "div",
        "section",
        "article",
        "ul",
        "li",
        "table",
        "td",
        "h2",
        "h3",
        "span",
        "b",
        "aside",
        "nav",
        "footer",
        "blockquote",
        "pre",
        "figure",
        "figcaption",
        "form",
        "button",
        "ruby",
        "rt",
        "main",
    ];
    const NAMES: [&str; 16] = [
        "",
        "",
        "",
        "",
        " class=teaser",
        " class=share-bar",
        " id=comments",
        " class=related",
        " id=social-policy",
        " class=cookie-notice",
        " class=byline",
        " style='display:none'",
        " class=author-box",
        " class=ad",
        " role=navigation",
        " class=entry-content",
    ];
    const LINES: [&str; 8] = [
        "Comments",
        "Related articles",
        "By",
        "Copyright",
        "Read more",
        "2015-12-17",
        "Share this",
        "",
    ];
    let mut state = seed;
    let mut next = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let (mut page, mut open, mut words) =
        (String::from("<title>w0x w1x</title><body>"), Vec::new(), 0);
    for _ in 0..150 {
        match next(6) {
            0 | 1 => {
                let tag = TAGS[next(TAGS.len())];
                page.push_str(&format!("<{tag}{}>", NAMES[next(NAMES.len())]));
                open.push(tag);
            }
            2 if !open.is_empty() => page.push_str(&format!("</{}>", open.pop().unwrap())),
            3 => {
                page.push_str(&format!(
                    " <a href=/{words}>w{words}x w{}x</a><br> ",
                    words + 1
                ));
                words += 2;
            }
            _ => {
                page.push_str(&format!(" {} ", LINES[next(LINES.len())]));
                for _ in 0..next(20) {
                    page.push_str(&format!("w{words}x, "));
                    words += 1;
                }
                page.push_str(["the end. ", "no end "][next(2)]);
            }
        }
    }
    (page, words)
}

#[test]
fn every_visible_word_is_in_the_text_or_left_out_by_a_rule_once() {
    for seed in 0..400 {
        let (html, words) = generated(seed);
        let page = read_page(&html);
        let mut all = page.text();
        let whole = page.whole_text();
        for piece in page.left_out() {
            all.push(' ');
            all.push_str(&piece.text);
        }
        let count = |text: &str| {
            let is_word = |word: &&str| word.starts_with('w') && word.ends_with('x');
            let mut found: Vec<String> = text
                .split(|symbol: char| !symbol.is_alphanumeric())
                .filter(is_word)
                .map(str::to_owned)
                .collect();
            found.sort();
            found
        };
        let mut expected: Vec<String> = (0..words).map(|word| format!("w{word}x")).collect();
        expected.sort();
        assert_eq!(count(&all), expected, "{seed}: {html}");
        assert_eq!(count(&whole), expected, "{seed}: {html}");
    }
}

#[test]
fn a_page_of_one_sentence_is_read_without_its_menu() {
    let page = read_page(
        "<html lang=en><head><title>Ferry</title></head><body><nav><a href=/>Home</a><a href=/n>News</a></nav>
        <article><h1>Ferry</h1><p>The boat left at five.</p></article><h3>Read also</h3><ul><li><a href=/1>Another story of the island</a></li></ul></body></html>",
    );
    let text = page.text();
    assert!(text.contains("The boat left at five."), "{text}");
    assert!(
        !text.contains("News") && !text.contains("Another story"),
        "{text}"
    );
    let rows: Vec<_> = page
        .left_out()
        .iter()
        .map(|piece| piece.text.clone())
        .collect();
    assert!(
        rows.iter().any(|row| row == "Another story of the island"),
        "{rows:?}"
    );
}
