//! Which of its relatives a text is in, where one language is easily taken for another.
//!
//! Takes the words of a text and the language that they were taken for, gives the relative that more speaks
//! for: words that are frequent in it alone of its group, less letters that it does not have. Groups, words
//! and letters are those of `data/relatives.tsv`.

use std::sync::LazyLock;

use icu_properties::props::Script;

use super::script::script_of;
use super::words::for_each_word;
use crate::data::DataFile;
use crate::model::Language;
use crate::sorted::SortedMap;

/// Letters that all languages of their script have; those of ASCII are not looked at either.
const COMMON: &str = "абвгдежзклмнопрстуфхцчшابتجحخدذرزسشصضطظعغفقلمنوهء";
/// From so many letters on a text has one of the usual letters of its language; one less for each of so
/// many more speaks against it.
const USUAL_FROM: usize = 80;
/// How much more must speak for a relative: more for one that the detector does not know, and that few
/// texts are in.
const LEAST_MORE: i64 = 1;
const LEAST_MORE_UNDETECTED: i64 = 3;

/// A language among its relatives.
struct Relative {
    language: Language,
    usual: &'static str,
    letters: &'static str,
}

/// Languages that are taken for each other in one script.
struct Group {
    script: Script,
    relatives: Vec<Relative>,
    /// Words by the place of the only relative that has them.
    words: SortedMap<&'static str, usize>,
}

static GROUPS: LazyLock<Vec<Group>> = LazyLock::new(|| {
    let file = DataFile::new(include_str!("../data/relatives.tsv"));
    let rows: Vec<[&str; 5]> = file.rows().collect();
    let by_group = rows.chunk_by(|a, b| a[0] == b[0]);
    by_group.filter_map(group).collect()
});

fn group(rows: &[[&'static str; 5]]) -> Option<Group> {
    let mut relatives = Vec::new();
    let mut places: Vec<(&str, Vec<usize>)> = Vec::new();
    for &[_, code, usual, letters, words] in rows {
        let listed = words.split(' ').map(|word| (word, vec![relatives.len()]));
        places.extend(listed);
        let given = |column: &'static str| if column == "-" { "" } else { column };
        relatives.push(Relative {
            language: Language::from_code(code)?,
            usual: given(usual),
            letters: given(letters),
        });
    }
    let places = SortedMap::joined(places, |places, more| places.extend(more));
    let of_one = places.into_iter().filter_map(|(word, places)| {
        let [place] = places[..] else { return None };
        Some((word, place))
    });
    Some(Group {
        script: script_of(rows.first()?[4].chars().next()?),
        relatives,
        words: of_one.collect(),
    })
}

/// The relative of a language that clearly more speaks for in a text of this script, and its share of what
/// speaks for either.
pub(super) fn nearer(text: &str, script: Script, taken_for: Language) -> Option<(Language, f64)> {
    let mut groups = GROUPS.iter().filter(|group| group.script == script);
    let (group, own) = groups.find_map(|group| Some((group, group.place(taken_for)?)))?;
    let points = group.points(text);
    let own = points[own];
    let more = |language: Language| {
        if language.is_detected() {
            LEAST_MORE
        } else {
            LEAST_MORE_UNDETECTED
        }
    };
    let relatives = group.relatives.iter().zip(points);
    let nearer = relatives.filter(|(relative, points)| {
        let more = more(relative.language);
        // What speaks for a language that few texts are in must be words of its own.
        *points >= own + more && (more == LEAST_MORE || *points >= more)
    });
    // On a tie the first of the group.
    let (relative, points) = nearer.rev().max_by_key(|(_, points)| *points)?;
    let (points, own) = (points.max(1) as f64, own.max(0) as f64);
    Some((relative.language, points / (points + own)))
}

impl Group {
    fn place(&self, language: Language) -> Option<usize> {
        let mut relatives = self.relatives.iter();
        relatives.position(|relative| relative.language == language)
    }

    /// How much speaks for each relative.
    fn points(&self, text: &str) -> Vec<i64> {
        let text = text.to_lowercase();
        let mut points = vec![0; self.relatives.len()];
        for_each_word(&text, |range| {
            if let Some(&place) = self.words.get(&text[range]) {
                points[place] += 1;
            }
        });
        let letters = text.chars().filter(|c| c.is_alphabetic());
        let all = letters.clone().count();
        let special: Vec<char> = letters
            .filter(|&c| !c.is_ascii() && !COMMON.contains(c))
            .collect();
        for (relative, points) in self.relatives.iter().zip(&mut points) {
            *points -= relative.foreign_letters(&special, all) as i64;
        }
        points
    }
}

impl Relative {
    /// How many letters speak against the language, those missing included.
    fn foreign_letters(&self, special: &[char], all: usize) -> usize {
        if self.usual.is_empty() && self.letters.is_empty() {
            return 0;
        }
        let is_usual = |c: &&char| self.usual.contains(**c);
        let is_foreign = |c: &&char| !is_usual(c) && !self.letters.contains(**c);
        let foreign = special.iter().filter(is_foreign).count();
        // Text without any special letter may be written in ASCII.
        let lacks_usual =
            !self.usual.is_empty() && !special.is_empty() && !special.iter().any(|c| is_usual(&c));
        let missing = if lacks_usual { all / USUAL_FROM } else { 0 };
        foreign + missing
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokenize::detect;

    #[test]
    fn every_group_is_of_one_script_and_of_known_languages() {
        let file = DataFile::new(include_str!("../data/relatives.tsv"));
        assert_eq!(
            file.rows::<5>().count(),
            GROUPS
                .iter()
                .map(|group| group.relatives.len())
                .sum::<usize>()
        );
        for group in GROUPS.iter() {
            for (word, _) in group.words.iter() {
                let script = word.chars().next().map(script_of);
                assert_eq!(script, Some(group.script), "{word}");
            }
            for (place, relative) in group.relatives.iter().enumerate() {
                let own = group.words.iter().filter(|(_, own)| **own == place).count();
                assert!(own > 0, "{}", relative.language.code());
            }
        }
    }

    /// Sentences of relatives, each with the language that it is in.
    #[rustfmt::skip]
    static SENTENCES: &[(&str, &str)] = &[
        ("gl", "A nova ponte non abrirá ata o verán, porque as obras aínda non remataron e a xente do barrio ten que dar unha volta moi longa pola outra beira do río."),
        ("gl", "O concello aprobou onte unha axuda para as persoas que perderon a súa casa coa choiva, pero aínda non se sabe cando a van recibir."),
        ("pt", "A nova ponte não abrirá até ao verão, porque as obras ainda não acabaram e as pessoas do bairro têm de dar uma volta muito longa pela outra margem do rio."),
        ("es", "El puente nuevo no se abrirá hasta el verano, porque las obras no han terminado y la gente del barrio tiene que dar una vuelta muy larga por la otra orilla."),
        ("da", "Broen åbner først til sommer, for man er ikke blevet færdig med arbejdet, og folk må køre en lang vej ud af byen, hvis de vil over åen."),
        ("da", "Hun sagde, at der ikke var noget at gøre ved det nu, og at mange af dem havde vidst det hele tiden."),
        ("no", "Broen åpner først til sommeren, for man har ikke blitt ferdig med arbeidet, og folk må kjøre en lang vei ut av byen hvis de vil over elva."),
        ("no", "Ho sa at det ikkje var noko å gjere med det no, og at mange av dei hadde visst det heile tida."),
        ("uk", "Міст відкриють лише влітку, бо роботи ще не закінчили, і людям доводиться їхати довгою дорогою через сусіднє село."),
        ("ru", "Мост откроют только летом, потому что работы еще не закончили, и людям приходится ехать длинной дорогой через соседнее село."),
        ("be", "Мост адкрыюць толькі летам, бо работы яшчэ не скончылі, і людзям даводзіцца ехаць доўгай дарогай праз суседнюю вёску."),
        ("bg", "Мостът ще бъде отворен чак през лятото, защото работата още не е завършена и хората трябва да заобикалят през съседното село."),
        ("hr", "Most će se otvoriti tek na ljeto jer radovi nisu gotovi, a ljudi iz naselja uvijek moraju ići dužim putem, gdje ih čeka mnogo vozila."),
        ("sr", "Most će biti otvoren tek na leto, jer radovi nisu gotovi, a ljudi iz naselja uvek moraju da idu dužim putem, gde ih čeka mnogo vozila."),
        ("sl", "Most bodo odprli šele poleti, ker dela še niso končana, zato morajo ljudje iz naselja vsak dan po daljši poti, kjer je zelo veliko vozil."),
        ("cs", "Most se otevře až v létě, protože práce ještě neskončily a lidé ze sídliště musí každý den jezdit delší cestou, která je často plná."),
        ("sk", "Most sa otvorí až v lete, pretože práce sa ešte neskončili a ľudia zo sídliska musia každý deň jazdiť dlhšou cestou, ktorá je často plná."),
        ("id", "Jembatan itu baru akan dibuka pada musim kemarau karena pekerjaannya belum selesai, dan warga harus memutar lewat desa sebelah kalau mau ke kota."),
        ("tr", "Köprü ancak yazın açılacak, çünkü çalışmalar henüz bitmedi ve mahallede oturanlar her gün çok daha uzun bir yoldan gitmek zorunda."),
        ("az", "Körpü yalnız yayda açılacaq, çünki işlər hələ bitməyib və məhəllədə yaşayanlar hər gün daha uzun yolla getməli olurlar."),
        ("af", "Die brug sal eers in die somer oopmaak, want die werk is nog nie klaar nie en die mense moet elke dag met 'n ompad dorp toe ry."),
        ("nl", "De brug gaat pas in de zomer open, want het werk is nog niet klaar en de mensen moeten elke dag met een omweg naar het dorp rijden."),
        ("am", "ድልድዩ ገና አልተከፈተም ነገር ግን ሰው ሁሉ ወደ ከተማ በሌላ መንገድ ይሄዳል"),
        ("hi", "पुल अभी नहीं खुला है और लोग हर दिन दूसरे रास्ते से शहर को जाते हैं क्योंकि काम पूरा नहीं किया गया है।"),
        ("mr", "पूल अजून उघडला नाही आणि लोक रोज दुसऱ्या रस्त्याने शहरात जातात कारण काम पूर्ण झाले नाही असे सांगितले आहे."),
    ];

    #[test]
    fn relatives_are_told_apart() {
        for &(code, text) in SENTENCES {
            let found = detect(text).detected.language;
            assert_eq!(found.code(), code, "{text}");
        }
    }

    #[test]
    fn what_speaks_for_no_relative_changes_nothing() {
        let of = |text: &str, code: &str| {
            let language = Language::from_code(code)?;
            nearer(text, Script::Latin, language)
        };
        assert_eq!(of("Rio, ponte, casa.", "pt"), None);
        assert_eq!(of("A ponte non abriu.", "pt"), None);
        assert_eq!(of("Le pont est fermé.", "fr"), None);
    }
}
