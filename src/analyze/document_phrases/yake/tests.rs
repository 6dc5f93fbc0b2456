//! YAKE on a text, against the package.

use std::io::Write as _;

use crate::analyze::{Results, spell};
use crate::config::{Config, DocumentScore};
use crate::pipeline::{Input, analyse};
use crate::progress::Silent;

const TEXT: &str = "Judges of the Strasbourg court defend the rule of law. \
    The rule of law binds the NATO members, and NATO protects the rule of law in Europe. \
    In 1998 the Austrian constitution changed, while the Australian constitution remained. \
    Courts in Vienna and Canberra compared the Austrian constitution with the Australian \
    constitution. Freedom of speech needs independent judges, wrote Maria Huber. \
    Parliament and government follow Maria Huber.";

/// What the package `yake` 0.6.0 gives for [`TEXT`] with `n=3, top=1000, dedup_lim=0.9` and the
/// English list of the crate `stop-words` (NLTK) that refrain has too, in its order. It cuts the
/// text into the same words and sentences. Left out is "courts", which it lists behind "court" with
/// the same score: here they are one. That "australian constitution" is missing shows that what is
/// nearly "austrian constitution" is left out.
const PACKAGE: [(&str, f64); 63] = [
    ("strasbourg court defend", 0.006_052_857_687_275_549),
    ("rule of law", 0.012_643_487_366_520_963),
    ("strasbourg court", 0.029_925_409_364_629_642),
    ("defend the rule", 0.032_049_447_333_721_705),
    ("maria huber", 0.042_321_092_898_594_155),
    ("austrian constitution", 0.052_031_821_716_105_514),
    ("rule", 0.055_676_179_027_233_38),
    ("wrote maria huber", 0.064_663_080_226_094_77),
    ("austrian constitution changed", 0.067_205_930_488_095_96),
    ("australian constitution remained", 0.067_205_930_488_095_96),
    ("strasbourg", 0.071_031_542_123_482_17),
    ("law", 0.072_930_290_484_551_19),
    ("follow maria huber", 0.075_371_776_316_487_96),
    ("protects the rule", 0.079_776_459_915_837_8),
    ("court defend", 0.082_312_362_080_449_94),
    ("nato members", 0.084_817_008_213_931_95),
    ("nato protects", 0.095_700_502_335_675_79),
    ("nato", 0.098_728_407_766_855_97),
    ("constitution", 0.102_639_973_089_521_43),
    ("law binds", 0.107_148_283_234_496_85),
    ("austrian", 0.114_788_505_549_823_85),
    ("australian", 0.114_788_505_549_823_85),
    ("vienna and canberra", 0.115_392_733_358_610_82),
    ("huber", 0.126_904_256_580_482_66),
    ("law in europe", 0.128_735_022_601_596_75),
    ("maria", 0.153_731_971_826_231_38),
    ("compared the austrian", 0.155_484_296_731_236_1),
    ("defend", 0.185_921_391_824_140_53),
    ("europe", 0.189_362_900_593_818_2),
    ("binds the nato", 0.190_181_559_550_347_38),
    ("wrote maria", 0.213_367_885_572_911_14),
    ("judges", 0.223_302_286_890_477_57),
    ("canberra compared", 0.232_324_160_617_484_9),
    ("follow maria", 0.244_985_873_342_636_97),
    ("constitution changed", 0.250_877_698_687_511_86),
    ("constitution remained", 0.250_877_698_687_511_86),
    ("government follow maria", 0.280_664_119_600_646_86),
    ("courts in vienna", 0.295_445_135_388_315_57),
    ("vienna", 0.321_643_904_158_957_05),
    ("canberra", 0.321_643_904_158_957_05),
    ("independent judges", 0.381_073_678_056_816_36),
    ("members", 0.395_962_752_931_878_94),
    ("court", 0.409_056_298_143_747_33),
    ("needs independent judges", 0.418_461_858_329_062_7),
    ("binds", 0.442_333_903_515_816),
    ("protects", 0.442_333_903_515_816),
    ("changed", 0.488_506_882_304_226_23),
    ("remained", 0.488_506_882_304_226_23),
    ("freedom of speech", 0.546_443_683_394_741_4),
    ("freedom", 0.571_929_323_553_083_3),
    ("wrote", 0.571_929_323_553_083_3),
    ("compared", 0.586_130_186_210_399_1),
    ("parliament", 0.595_020_513_155_551_7),
    ("parliament and government", 0.615_026_928_803_668_3),
    ("speech needs", 0.617_373_990_720_187_5),
    ("needs independent", 0.617_373_990_720_187_5),
    ("speech", 0.617_829_921_226_47),
    ("needs", 0.617_829_921_226_47),
    ("independent", 0.617_829_921_226_47),
    ("government", 0.640_003_612_546_823_9),
    ("follow", 0.640_003_612_546_823_9),
    ("government follow", 0.693_780_203_528_593_9),
    ("speech needs independent", 0.722_250_284_886_777_1),
];

fn results(text: &str, most: u32, longest: u32) -> Results {
    let mut file = tempfile::Builder::new().suffix(".txt").tempfile().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    let input = Input {
        paths: vec![file.path().to_owned()],
        ..Input::default()
    };
    let mut config = Config::default();
    config.tokenize.language = "en".into();
    config.output.only = vec![crate::model::TableId::DocumentPhrases];
    config.phrases.per_document = most;
    config.phrases.max_length = longest;
    config.phrases.document_score = DocumentScore::Yake;
    analyse(&input, &config, &Silent).unwrap()
}

/// The wordings of the first document with their scores.
fn ranked(results: &Results) -> Vec<(String, f64)> {
    let found = &results.document_phrases.as_ref().unwrap().by_document[0];
    let wording = |forms: &[_]| spell(&results.corpus, forms);
    let ranked = found
        .iter()
        .map(|phrase| (wording(&phrase.variants[0].0), phrase.score));
    ranked.collect()
}

#[test]
fn scores_are_those_of_the_package() {
    let found = ranked(&results(TEXT, 100, 5));
    let phrases: Vec<&str> = found.iter().map(|(phrase, _)| phrase.as_str()).collect();
    assert_eq!(phrases, PACKAGE.map(|(phrase, _)| phrase));
    for ((phrase, score), (_, expected)) in found.iter().zip(PACKAGE) {
        assert!((score - expected).abs() < 1e-9, "{phrase}: {score}");
    }
}

/// Scores go by the whole list, so that a shorter one is its start; candidates are no longer than
/// the longest phrase.
#[test]
fn a_list_has_the_best_and_no_longer_phrases_than_asked_for() {
    let results = results(TEXT, 2, 2);
    let found = ranked(&results);
    let short = |&&(phrase, _): &&(&'static str, f64)| phrase.split(' ').count() <= 2;
    let expected = PACKAGE.iter().filter(short);
    let expected: Vec<&str> = expected.map(|&(phrase, _)| phrase).take(2).collect();
    assert_eq!(
        found
            .iter()
            .map(|phrase| phrase.0.as_str())
            .collect::<Vec<_>>(),
        expected
    );
}

#[test]
fn the_counts_beside_the_score_are_those_of_the_terms() {
    let results = results(TEXT, 100, 3);
    let found = &results.document_phrases.as_ref().unwrap().by_document[0];
    let ranked = ranked(&results);
    let place = |phrase| {
        ranked
            .iter()
            .position(|(wording, _)| wording == phrase)
            .unwrap()
    };
    let rule = &found[place("rule of law")];
    // Around a stop word every occurrence is its own.
    assert_eq!((rule.facts.n, rule.facts.alone, rule.sentences), (3, 3, 2));
    assert_eq!((rule.facts.words, rule.facts.first, rule.df), (2, 7, 1));
    assert!((rule.facts.cohesion() - 1.0).abs() < 1e-12);
    // "court" is part of a longer run, "courts" is not.
    let court = &found[place("court")];
    assert_eq!((court.facts.n, court.facts.alone), (2, 1));
    assert_eq!(court.variants.len(), 2);
}
