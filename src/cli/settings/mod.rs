//! Settings that can be typed, in groups, and the groups that act in each command.

mod comparison;
mod concepts;
mod counting;
mod reading;
mod words;

use serde::Serialize;

use comparison::{NetworkArgs, PassageArgs, SimilarityArgs, WordingArgs};
use concepts::{ConceptArgs, MatchArgs, OutputArgs, SampledConceptArgs};
use counting::{
    CollocateArgs, CooccurrenceArgs, KeyArgs, KeynessArgs, PhraseArgs, TermArgs, TfidfArgs,
    WindowArgs,
};
use reading::{FileArgs, ReadArgs};
use words::{BoilerplateArgs, CopiesArgs, LanguageArgs, PatternWordArgs, TokenizeArgs};

/// All settings that can be typed; each is also a key of `refrain.toml`, in the section of its field.
#[derive(Debug, clap::Args, Serialize)]
pub(crate) struct SettingArgs {
    #[command(flatten)]
    #[serde(flatten)]
    corpus: CorpusSettings<TokenizeArgs>,
    #[command(flatten)]
    terms: TermArgs,
    #[command(flatten)]
    tfidf: TfidfArgs,
    #[command(flatten)]
    phrases: PhraseArgs,
    #[command(flatten)]
    cooccurrence: CooccurrenceArgs,
    #[command(flatten)]
    keyness: KeynessArgs,
    #[command(flatten)]
    collocates: CollocateArgs,
    #[command(flatten)]
    concepts: ConceptArgs,
    #[command(flatten)]
    passages: PassageArgs,
    #[command(flatten)]
    wording: WordingArgs,
    #[command(flatten)]
    similarity: SimilarityArgs,
    #[command(flatten)]
    network: NetworkArgs,
    #[command(flatten)]
    output: OutputArgs,
}

/// Settings of every command that reads documents; what acts of the words is the type.
#[derive(Debug, clap::Args, Serialize)]
pub(crate) struct CorpusSettings<T: clap::Args> {
    #[command(flatten)]
    read: ReadArgs,
    #[command(flatten)]
    tokenize: T,
    #[command(flatten)]
    boilerplate: BoilerplateArgs,
    #[command(flatten)]
    copies: CopiesArgs,
}

/// Settings of `refrain text`.
pub(crate) type TextSettings = CorpusSettings<LanguageArgs>;

/// Settings of `refrain words`.
pub(crate) type WordSettings = CorpusSettings<TokenizeArgs>;

/// Settings of commands that look for patterns and words as they are: `kwic`, `ngrams`.
#[derive(Debug, clap::Args, Serialize)]
pub(crate) struct PatternSettings {
    #[command(flatten)]
    #[serde(flatten)]
    corpus: CorpusSettings<PatternWordArgs>,
    #[command(flatten)]
    concepts: MatchArgs,
}

/// Settings of `refrain validate sample`.
#[derive(Debug, clap::Args, Serialize)]
pub(crate) struct ValidateSettings {
    #[command(flatten)]
    #[serde(flatten)]
    corpus: CorpusSettings<TokenizeArgs>,
    #[command(flatten)]
    concepts: SampledConceptArgs,
}

/// Settings of `refrain collocates`.
#[derive(Debug, clap::Args, Serialize)]
pub(crate) struct CollocateSettings {
    #[command(flatten)]
    #[serde(flatten)]
    corpus: CorpusSettings<TokenizeArgs>,
    #[command(flatten)]
    concepts: MatchArgs,
    #[command(flatten)]
    collocates: WindowArgs,
}

/// Settings of `refrain keyness`.
#[derive(Debug, clap::Args, Serialize)]
pub(crate) struct CompareSettings {
    #[command(flatten)]
    read: FileArgs,
    #[command(flatten)]
    tokenize: TokenizeArgs,
    #[command(flatten)]
    boilerplate: BoilerplateArgs,
    #[command(flatten)]
    copies: CopiesArgs,
    #[command(flatten)]
    keyness: KeyArgs,
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for this signature"
)]
fn is_unset(flag: &bool) -> bool {
    !flag
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for this signature"
)]
fn negated<S: serde::Serializer>(flag: &bool, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bool(!flag)
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory as _, Parser as _};
    use refrain::config::Resolved;

    use crate::cli::{Args, Command};

    #[test]
    fn the_command_line_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn the_help_names_every_built_in_codebook() {
        let mut command = Args::command();
        let run = command.find_subcommand_mut("run").expect("a command");
        let help = run.render_long_help().to_string();
        for name in refrain::analyze::Codebook::built_in_names() {
            assert!(help.contains(&format!("builtin:{name}")), "{name}");
        }
    }

    #[test]
    fn every_flag_reaches_its_setting() {
        let typed = "refrain config in --input-format html --encoding gb18030 --include *.htm \
            --exclude README* --group-by country --path {date}_{id} --date-order day-first \
            --paragraph-break line --field text=body \
            --language fr --no-stop-words --extra-stop-word mr --min-chars 3 --numbers \
            --stop-word-file stop.txt --unstop us,may --stemmer current --lemmas en=l.tsv --pos NOUN,ADJ \
            --compounds c.txt --synonyms s.tsv \
            --keep-boilerplate --keep-boilerplate-of X --copies first --copy-similarity 0.9 --split none --preset reddit \
            --min-term-count 2 --min-df 3 --max-df 0.9 --weighting smart:ltc --max-phrase-length 3 --min-phrase-count 7 --inner-words all --same-words x \
            --phrases-per-document 5 --document-score yake \
            --scope sentence,window:5 --pair-phrases 50 --min-pair-count 4 --reference X \
            --min-key-count 9 --all-keys --adjustment holm \
            --collocate-window 3 --min-collocate-count 4 --collocates 9 --collocates-of climat* \
            --codebook none --match stems --accents folded --hyphens any --context 6 --candidates 7 --companions 4 --period month --resamples 99 --seed 7 \
            --shortest-passage 20 --passage-identity 0.8 --quoted-passages only \
            --across-sources --passages-of-copies \
            --document-similarity 0.6 --sentence-similarity 0.6 --within-days 3 \
            --neighbours 3 --least-similarity 0.5 --network-phrases 20 --network-terms 9 \
            --least-log-likelihood 3.84 --backbone 0.5 --network-seed 3 --network-compare A,B \
            --only terms,kwic --also document_phrases --no-report --title X --embed none --format matrix-market --excel";
        let png = cfg!(feature = "png").then_some("--png");
        let parquet = cfg!(feature = "parquet");
        let no_csv: &[&str] = if parquet {
            &["--no-csv", "--format", "parquet"]
        } else {
            &[]
        };
        let typed = typed
            .split_whitespace()
            .chain(png)
            .chain(no_csv.iter().copied());
        let args = Args::try_parse_from(typed).expect("parses");
        let Command::Config(input) = args.command else {
            panic!("config was typed")
        };
        let settings = Resolved::from_layers(None, &input.layer().expect("a layer"));
        let toml = settings.expect("settings").to_toml().expect("toml");
        let mut defaults = toml.lines().filter(|line| line.contains("# default"));
        assert!(
            defaults.all(|line| png.is_none() && line.starts_with("png =")
                || !parquet && line.starts_with("csv =")),
            "a setting was not reached:\n{toml}"
        );
        for line in [
            "stop_words = false",
            "weighting = \"smart:ltc\"",
            "context = 6",
        ] {
            assert!(toml.contains(line), "{line} is missing:\n{toml}");
        }
    }
}
