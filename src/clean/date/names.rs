//! The names of months and weekdays, and the small words of dates.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use icu_normalizer::DecomposingNormalizer;

/// A month by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Month {
    pub(super) number: u32,
    pub(super) kind: NameKind,
}

/// How surely a word means a month where only a year follows, as in "May 2015".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameKind {
    /// A name that hardly means anything else.
    Full,
    /// One that is sure with a capital letter: "Dec", "May".
    NeedsCapital,
    /// A short name that may be a word of another language.
    Short,
}

/// The month that a word names; letters of either case, with or without their accents.
pub(super) fn month(word: &str) -> Option<Month> {
    MONTH_NAMES.get(&fold(word)).copied()
}

/// Whether a word names a weekday.
pub(super) fn is_weekday(word: &str) -> bool {
    let word = fold(word);
    WEEKDAYS
        .iter()
        .flat_map(|names| names.split(' '))
        .any(|name| fold(name) == word)
}

/// Whether a word may stand between day, month and year: `16th of December`, `16 de diciembre`.
pub(super) fn is_link(word: &str) -> bool {
    LINKS.contains(&word.to_lowercase().as_str())
}

/// Whether letters right behind a number make it an ordinal: `16th`, `1er`.
pub(super) fn is_ordinal(word: &str) -> bool {
    ORDINALS.contains(&word.to_lowercase().as_str())
}

/// Whether a word says that the number before it is a year: `2015 г.`.
pub(super) fn is_year_word(word: &str) -> bool {
    YEAR_WORDS.contains(&word.to_lowercase().as_str())
}

/// Whether a word may stand around a date and its time: a zone, `a.m.`, `at`.
pub(super) fn is_time_word(word: &str) -> bool {
    TIME_WORDS.contains(&word.to_lowercase().as_str())
}

/// Lower case without accents.
fn fold(word: &str) -> String {
    let decomposed = DecomposingNormalizer::new_nfd();
    let lower = word.to_lowercase();
    let plain = decomposed.normalize(&lower);
    plain
        .chars()
        .filter(|char| !matches!(char, '\u{300}'..='\u{36f}'))
        .collect()
}

static MONTH_NAMES: LazyLock<BTreeMap<String, Month>> = LazyLock::new(|| {
    // What stands in several tables is as sure as the last of them says.
    let tables = [
        (&SHORT[..], NameKind::Short),
        (&FULL[..], NameKind::Full),
        (&ENGLISH_SHORT[..], NameKind::NeedsCapital),
        (&UNSURE[..], NameKind::Short),
    ];
    let mut names = BTreeMap::new();
    for (rows, kind) in tables {
        for row in rows {
            for (number, variants) in (1..).zip(row.split_whitespace()) {
                for name in variants.split('|').map(|name| name.replace('_', " ")) {
                    names.insert(fold(&name), Month { number, kind });
                }
            }
        }
    }
    names
});

/// Full names from January to December, a language a row; `|` between the forms of one month,
/// `_` between the words of one name. Names that are another month in another language of the table
/// are left out.
const FULL: [&str; 25] = [
    "january february march april may june july august september october november december",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre diciembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
    "januar|jänner februar|feber märz|maerz april mai juni juli august september oktober november dezember",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "januar februar marts|mars april maj|mai juni juli august september oktober november december|desember",
    "tammikuuta|tammikuu helmikuuta|helmikuu maaliskuuta|maaliskuu huhtikuuta|huhtikuu toukokuuta|toukokuu kesäkuuta|kesäkuu heinäkuuta|heinäkuu elokuuta|elokuu syyskuuta|syyskuu lokakuuta|lokakuu marraskuuta|marraskuu joulukuuta|joulukuu",
    "január február március április május június július augusztus szeptember október november december",
    "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "января|январь февраля|февраль марта|март апреля|апрель мая|май июня|июнь июля|июль августа|август сентября|сентябрь октября|октябрь ноября|ноябрь декабря|декабрь",
    "січня|січень лютого|лютий березня|березень квітня|квітень травня|травень червня|червень липня|липень серпня|серпень вересня|вересень жовтня|жовтень листопада|листопад грудня|грудень",
    "януари февруари март април май юни юли август септември октомври ноември декември",
    "јануар фебруар март април мај јун|јуни јул|јули август септембар октобар новембар децембар",
    "januar februar mart|marec april maj jun|junij jul|julij avgust septembar|september oktobar|oktober novembar decembar",
    "stycznia|styczeń lutego|luty marca|marzec kwietnia|kwiecień maja|maj czerwca|czerwiec lipca|lipiec sierpnia|sierpień września|wrzesień października|październik listopada|listopad grudnia|grudzień",
    "ledna|leden února|únor března|březen dubna|duben května|květen června|červen července|červenec srpna|srpen září října|říjen listopadu|listopad prosince|prosinec",
    "ιανουαρίου|ιανουάριος φεβρουαρίου|φεβρουάριος μαρτίου|μάρτιος απριλίου|απρίλιος μαΐου|μάιος ιουνίου|ιούνιος ιουλίου|ιούλιος αυγούστου|αύγουστος σεπτεμβρίου|σεπτέμβριος οκτωβρίου|οκτώβριος νοεμβρίου|νοέμβριος δεκεμβρίου|δεκέμβριος",
    "يناير فبراير مارس أبريل|ابريل|إبريل مايو يونيو|يونيه يوليو|يوليه أغسطس|اغسطس سبتمبر أكتوبر|اكتوبر نوفمبر ديسمبر",
    "كانون_الثاني شباط آذار|اذار نيسان أيار|ايار حزيران تموز آب أيلول|ايلول تشرين_الأول تشرين_الثاني كانون_الأول",
    "januari februari maret april mei juni juli agustus september oktober november|nopember desember",
];

/// English names that are words too, or short.
const ENGLISH_SHORT: [&str; 1] = ["jan feb mar|march apr may jun jul aug sep|sept oct nov dec"];

/// Short names of other languages, which may be words of others still.
const SHORT: [&str; 9] = [
    "janv févr|fév mars avr mai juin juil août sept oct nov déc",
    "ene feb mar abr may jun jul ago sep|set oct nov dic",
    "jan fev mar abr mai jun jul ago set out nov dez",
    "gen feb mar apr mag giu lug ago set|sett ott nov dic",
    "jän|jan feb mär|mrz apr mai jun jul aug sep|sept okt nov dez",
    "jan feb mrt|mar apr mei|maj|mai jun jul aug sep|sept okt nov dec|des",
    "янв фев|февр мар апр май июн июл авг сен|сент окт ноя|нояб дек",
    "oca şub mar nis may haz tem ağu eyl eki kas ara",
    "ian feb mar apr mai iun iul aug sept|sep oct noi|nov dec",
];

/// Full names that are something else besides: "Rio de Janeiro, 1992".
const UNSURE: [&str; 1] = ["janeiro"];

const WEEKDAYS: [&str; 16] = [
    "monday tuesday wednesday thursday friday saturday sunday",
    "mon tue tues wed thu thur thurs fri sat sun",
    "lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim",
    "lunes martes miércoles jueves viernes sábado domingo lun mié jue vie sáb dom",
    "segunda terça quarta quinta sexta feira sábado domingo",
    "lunedì martedì mercoledì giovedì venerdì sabato domenica gio sab",
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo",
    "måndag tisdag onsdag torsdag fredag lördag söndag",
    "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    "maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai",
    "понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс",
    "понеділок вівторок середа четвер пʼятниця субота неділя",
    "poniedziałek wtorek środa czwartek piątek sobota niedziela",
    "pazartesi salı çarşamba perşembe cuma cumartesi pazar",
    "الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
];

const LINKS: [&str; 8] = ["of", "de", "del", "d", "di", "den", "do", "da"];

const ORDINALS: [&str; 14] = [
    "st", "nd", "rd", "th", "er", "re", "ère", "º", "ª", "e", "го", "е", "й", "η",
];

const YEAR_WORDS: [&str; 9] = ["г", "гг", "год", "года", "году", "року", "рік", "р", "r"];

const TIME_WORDS: [&str; 53] = [
    "t", "z", "utc", "gmt", "est", "edt", "et", "cst", "cdt", "ct", "mst", "mdt", "mt", "pst",
    "pdt", "pt", "bst", "wet", "west", "cet", "cest", "mez", "mesz", "eet", "eest", "msk", "ist",
    "jst", "kst", "hkt", "sgt", "pkt", "aest", "aedt", "am", "pm", "a", "p", "m", "at", "on", "um",
    "uhr", "le", "à", "h", "hrs", "hours", "el", "alle", "ore", "мск", "в",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_stands_for_two_months() {
        let mut seen = BTreeMap::new();
        for row in FULL.iter().chain(&ENGLISH_SHORT).chain(&SHORT) {
            let months: Vec<_> = row.split_whitespace().collect();
            assert_eq!(months.len(), 12, "{row}");
            for (number, names) in (1..).zip(months) {
                for name in names.split('|') {
                    let before: u32 = *seen.entry(fold(name)).or_insert(number);
                    assert_eq!(before, number, "{name} in {row}");
                }
            }
        }
    }

    #[test]
    fn names_are_known_in_either_case_and_without_accents() {
        for (word, number) in [
            ("DÉCEMBRE", 12),
            ("fevrier", 2),
            ("Aug", 8),
            ("Декабря", 12),
        ] {
            assert_eq!(
                month(word).map(|month| month.number),
                Some(number),
                "{word}"
            );
        }
        assert_eq!(month("listopada").map(|month| month.number), Some(11));
        assert_eq!(month("monthly"), None);
        assert!(is_weekday("Mercredi") && is_weekday("SÁBADO") && !is_weekday("decembre"));
    }
}
