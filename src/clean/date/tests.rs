//! Dates by hand, and every date of the calendar.

use proptest::prelude::*;

use super::*;

fn parsed(text: &str) -> Option<String> {
    parse_date(text).map(|date| date.to_string())
}

/// Checks that each of the texts is read as this date, and names all that are not.
fn all_are(texts: &[&str], date: &str) {
    let read = texts.iter().map(|&text| (text, parsed(text)));
    let wrong: Vec<_> = read
        .filter(|(_, read)| read.as_deref() != Some(date))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Checks that each of the texts is refused for this reason, and names all that are not.
fn all_fail(texts: &[&str], reason: NoDate) {
    let read = texts
        .iter()
        .map(|&text| (text, read_date(text, DateOrder::Auto)));
    let wrong: Vec<_> = read.filter(|(_, read)| *read != Err(reason)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn date_in(line: &str) -> Option<(&str, String)> {
    find_date(line).map(|(range, date)| (&line[range], date.to_string()))
}

#[test]
fn a_day_is_read_however_it_is_written() {
    all_are(
        &[
            "2015-12-16",
            "2015-12-16T10:11:12Z",
            "2015-12-16T10:11:12.345+08:00",
            "20151216T101112Z",
            "2015-12-16 08:32",
            "2015-12-16 08:32:10.5 -0500",
            "2015-12-16+01:00",
            "2015-12-16Z",
            "20151216",
            "2015/12/16",
            "2015.12.16",
            "2015. 12. 16.",
            " 2015-12-16 - 10:11 ",
            "Dec. 16, 2015",
            "Dec 16 2015",
            "DECEMBER 16TH, 2015",
            "Wednesday, December 16, 2015 at 10:11 a.m. EST",
            "Dec 16, 2015, 8 p.m.",
            "16 December 2015",
            "16 Dec, 2015",
            "16-Dec-2015",
            "16/Dec/2015:10:11:12 +0000",
            "16th of December, 2015",
            "10:11 GMT 16 December 2015",
            "Wed, 16 Dec 2015 10:11:12 GMT",
            "Wed Dec 16 10:11:12 +0000 2015",
            "Wed Dec 16 10:11:12 CET 2015",
            "16/12/2015",
            "12/16/2015",
            "12/16/2015 10:11 PM",
            "16.12.2015",
            "16. 12. 2015",
        ],
        "2015-12-16",
    );
}

#[test]
#[expect(clippy::too_many_lines, reason = "a list")]
fn a_day_is_read_in_any_language() {
    all_are(
        &[
            "2015年12月16日",
            "2015 年 12 月 16 日 08:32",
            "2015年12月16日 星期三 上午10时32分",
            "２０１５年１２月１６日（星期三）",
            "二〇一五年十二月十六日",
            "二○一五年十二月十六日",
            "2015년 12월 16일",
            "16 décembre 2015",
            "16. prosinca 2015.",
            "16. decembra 2015",
            "2015. december 16.",
            "2015 m. gruodžio 16 d.",
            "2015. gada 16. decembrī",
            "16. detsember 2015",
            "16 دسامبر 2015",
            "16 בדצמבר 2015",
            "16 दिसम्बर 2015",
            "ngày 16 tháng 12 năm 2015",
            "16 tháng 12, 2015",
            "16 Δεκ 2015",
            "16 Disember 2015",
            "mercredi 16 decembre 2015 à 10h11",
            "16 de diciembre de 2015",
            "16 de diciembre del 2015",
            "16 de dezembro de 2015",
            "16º de dezembro de 2015",
            "quarta-feira, 16 dez. 2015",
            "mercoledì 16 dicembre 2015",
            "16 декабря 2015 г.",
            "16-го декабря 2015 года, 10:11 (МСК)",
            "среда, 16 дек 2015",
            "16 грудня 2015 року",
            "16. Dezember 2015, 10.11 Uhr",
            "Mi., 16.12.2015",
            "16 grudnia 2015 r.",
            "16. prosince 2015",
            "16 december 2015",
            "16. joulukuuta 2015",
            "16 Aralık 2015 Çarşamba",
            "16 Δεκεμβρίου 2015",
            "16 d\u{2019}desembre de 2015",
            "١٦ ديسمبر ٢٠١٥",
            "16 كانون الأول/ديسمبر 2015",
            "۲۰۱۵/۱۲/۱۶",
        ],
        "2015-12-16",
    );
    for (text, date) in [
        ("1er janvier 2016", "2016-01-01"),
        ("1° gennaio 2016", "2016-01-01"),
        ("29 Feb 2016", "2016-02-29"),
        ("05/05/2015", "2015-05-05"),
        ("3.4.2015", "2015-04-03"),
        ("二〇一五年十月二十日", "2015-10-20"),
        ("3 août 2015", "2015-08-03"),
        ("2 марта 1917", "1917-03-02"),
    ] {
        assert_eq!(parsed(text).as_deref(), Some(date), "{text}");
    }
}

#[test]
fn no_more_precision_is_given_than_was_written() {
    all_are(
        &[
            "2015-12",
            "12/2015",
            "December 2015",
            "Dec. 2015",
            "Dec, 2015",
            "2015年12月",
            "二〇一五年十二月",
            "2015년 12월",
            "décembre 2015",
            "diciembre de 2015",
            "декабрь 2015 г.",
            "Dezember 2015",
            "16-18 December 2015",
            "16. – 18. Dezember 2015",
            "December 16-18, 2015",
        ],
        "2015-12",
    );
    all_are(
        &[
            "2015",
            " (2015) ",
            "[2015]",
            "2015.",
            "2015年",
            "２０１５年",
            "二〇一五年",
            "2015 г.",
            "2015 год",
            "٢٠١٥",
        ],
        "2015",
    );
}

#[test]
fn what_may_be_two_days_is_none_unless_an_order_is_given() {
    for text in ["03/04/2015", "3-4-2015", "03/04/2015 10:00"] {
        assert_eq!(
            read_date(text, DateOrder::Auto),
            Err(NoDate::Ambiguous),
            "{text}"
        );
        let read = |order| read_date(text, order).map(|date| date.to_string());
        assert_eq!(read(DateOrder::DayFirst).as_deref(), Ok("2015-04-03"));
        assert_eq!(read(DateOrder::MonthFirst).as_deref(), Ok("2015-03-04"));
    }
    let read = read_date("12/16/2015", DateOrder::DayFirst);
    assert_eq!(
        read.map(|date| date.to_string()).as_deref(),
        Ok("2015-12-16")
    );
}

#[test]
fn what_the_calendar_does_not_have_is_refused() {
    all_fail(
        &[
            "2015-13-01",
            "2015-00-10",
            "2015-02-29",
            "1900-02-29",
            "31 February 2015",
            "April 31, 2015",
            "0 May 2015",
            "45/45/2015",
            "32.01.2015",
            "2015年13月",
            "0999",
            "2201-01-01",
            "2015-13",
            "20151316",
            "18-16 December 2015",
            "۱۳۹۴/۱۳/۲۵",
        ],
        NoDate::Impossible,
    );
}

#[test]
fn what_is_no_date_is_none() {
    all_fail(
        &[
            "",
            " ",
            "December",
            "16 December",
            "12/16",
            "16/12/15",
            "December 16",
            "1995 -",
            "1995-",
            "in 2015",
            "2015 was long",
            "15",
            "20151",
            "1450261872",
            "1450261872000",
            "2015-12-16-7",
            "2015-12-16 of May",
            "2015/12-16",
            "978-3-16-148410-0",
            "10:11",
            "Wednesday",
            "2014-2015",
            "2015/16",
            "2.0.2015.1",
            "16 Decemberish 2015",
            "二〇一五",
            "三月",
            "2015年度",
            "the 16th of December, 2015, in the evening",
        ],
        NoDate::NotADate,
    );
    assert_eq!(parse_date(&format!("2015-12-16{}", " ".repeat(300))), None);
}

#[test]
fn the_first_date_of_a_line_is_found() {
    for (line, text, date) in [
        (
            "GENEVA, 16 December 2015 - Delegates met.",
            "16 December 2015",
            "2015-12-16",
        ),
        (
            "Posted on Dec. 3, 2015; updated Jan. 4, 2016",
            "Dec. 3, 2015",
            "2015-12-03",
        ),
        (
            "Published: 2015-12-16T10:11Z, desk",
            "2015-12-16",
            "2015-12-16",
        ),
        ("来源：电台 2015-12-17 08:32", "2015-12-17", "2015-12-17"),
        ("（本台2015年12月16日电）", "2015年12月16日", "2015-12-16"),
        (
            "Lyon, le 1er janvier 2016.",
            "1er janvier 2016",
            "2016-01-01",
        ),
        ("It opened in May 2015.", "May 2015", "2015-05"),
        ("El plan de mayo de 2015 sigue", "mayo de 2015", "2015-05"),
        (
            "On 31 February 2015 or 3 March 2015",
            "3 March 2015",
            "2015-03-03",
        ),
        (
            "03/04/2015, that is 3 April 2015",
            "3 April 2015",
            "2015-04-03",
        ),
        (
            "https://example.org/2015/12/16/118/story",
            "2015/12/16",
            "2015-12-16",
        ),
        (
            "The meeting of 16-18 December 2015 ended",
            "16-18 December 2015",
            "2015-12",
        ),
        ("Berlin, den 16.12.2015.", "16.12.2015", "2015-12-16"),
    ] {
        assert_eq!(date_in(line), Some((text, date.to_owned())), "{line}");
    }
}

#[test]
fn prose_and_numbers_hold_no_dates() {
    for line in [
        "In 2015 the fund grew, as it had since 1995 - and before.",
        "They may 2015 times ask; we march 2000 miles.",
        "It ran out 2015 items ago.",
        "Call +41 22 791 21 11 or 022-12-16-2015.",
        "ISBN 978-92-1-101246-0, version 2015.1.2, paragraph 1.2.2015-4",
        "Resolution 70/125 of the 2015-16 session, item 12/2015",
        "In December. 2015 was dry.",
        "The summit of Rio de Janeiro, 1992, and Rio de Janeiro 2012",
        "20151216 is a number here, and so is 2015-12.",
        "Serial A2015-12-16, 2015-12-16b and 2015-12-16-3",
        "2015年，二〇一六年",
        "31 February 2015",
        "03/04/2015",
        "",
    ] {
        assert_eq!(date_in(line), None, "{line}");
    }
}

#[test]
fn imprecise_dates_stand_before_the_days_that_they_hold() {
    let texts = [
        "2014-12-31",
        "2015",
        "2015-01",
        "2015-01-01",
        "2015-02",
        "2016",
    ];
    let dates: Vec<Date> = texts.iter().filter_map(|text| parse_date(text)).collect();
    assert!(dates.is_sorted() && dates.len() == texts.len(), "{dates:?}");
    assert!(texts.is_sorted());
}

proptest! {
    #[test]
    fn every_date_is_read_as_it_is_shown(year in 1000_u32..=2200, month in 1_u32..=12, day in 1_u32..=31, precision in 0..3) {
        let date = match precision {
            0 => Date::new(year, None, None),
            1 => Date::new(year, Some(month), None),
            _ => Date::new(year, Some(month), Some(day)),
        };
        if let Some(date) = date {
            prop_assert_eq!(parse_date(&date.to_string()), Some(date));
        }
    }

    #[test]
    fn any_text_is_taken(text in "\\PC{0,60}", parts in "[0-9年月日./:T -]{0,30}") {
        for text in [text, parts] {
            let _ = parse_date(&text);
            if let Some((range, date)) = find_date(&text) {
                prop_assert!(Date::new(date.year.into(), date.month.map(u32::from), date.day.map(u32::from)).is_some());
                prop_assert!(!text[range].is_empty());
            }
        }
    }
}

#[test]
fn a_year_may_be_cut_to_two_digits() {
    all_are(
        &[
            "12 March '18",
            "12 March ’18",
            "March 12, '18",
            "12. März '18",
            "12 mars ‘18",
            "Mon 12 Mar '18, 10:15",
        ],
        "2018-03-12",
    );
    assert_eq!(parsed("7 May '85").as_deref(), Some("1985-05-07"));
    assert_eq!(
        date_in("Sent on 12 March '18 by A. Lund").map(|(_, date)| date),
        Some("2018-03-12".to_owned())
    );
    all_fail(&["12 March 18", "March '180", "'18"], NoDate::NotADate);
}

#[test]
fn months_of_smaller_languages_are_read() {
    all_are(
        &[
            "9 жніўня 2019",
            "9 август 2019",
            "9 Awst 2019",
            "9 gusht 2019",
            "9 de agosto de 2019",
            "2019ko abuztuaren 9a",
            "9 Lúnasa 2019",
            "9 აგვისტო 2019",
            "9 օգոստոսի 2019",
            "9 avqust 2019",
            "9 тамыз 2019",
            "9 Augustus 2019",
            "9 أوت 2019",
            "9 ஆகஸ்ட் 2019",
            "9 ఆగస్టు 2019",
            "9 ಆಗಸ್ಟ್ 2019",
            "9 ഓഗസ്റ്റ് 2019",
            "9 ऑगस्ट 2019",
            "9 ઑગસ્ટ 2019",
            "9 ਅਗਸਤ 2019",
        ],
        "2019-08-09",
    );
}

#[test]
fn names_that_are_months_only_behind_a_day_with_a_dot() {
    for (text, date) in [
        ("12. led 2021", "2021-01-12"),
        ("3. říj. 2020", "2020-10-03"),
        ("3. tammi 2020", "2020-01-03"),
        ("12. listopada 2021.", "2021-10-12"),
        ("12 listopada 2021", "2021-11-12"),
        ("12. jaanuaril 2021", "2021-01-12"),
        ("12 ม.ค. 2021", "2021-01-12"),
        ("12 มิ.ย. 2564", "2021-06-12"),
        ("23. febr. 2021", "2021-02-23"),
        ("2021 жылғы 12 қаңтар", "2021-01-12"),
        ("14. elokuuta 2019 klo 9.15", "2019-08-14"),
        ("3 maja 2020 roku", "2020-05-03"),
        ("den 12. januar 2021", "2021-01-12"),
        ("2021. január 12., kedd", "2021-01-12"),
        ("úterý 12. ledna 2021", "2021-01-12"),
    ] {
        assert_eq!(parsed(text).as_deref(), Some(date), "{text}");
    }
    for text in ["12 led 2021", "12 Pro 2021", "led 2021", "12 elo 2019"] {
        assert_eq!(parsed(text), None, "{text}");
    }
    assert_eq!(date_in("The 12 led 2021 sales."), None);
}
