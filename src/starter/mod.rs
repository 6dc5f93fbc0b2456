//! The files of `refrain init`: settings and a codebook to start from.
//!
//! Takes the results of a corpus, gives the text of `refrain.toml` and of a `concepts.yml` whose commented
//! proposals are the phrases that recur most there. Each proposal is a valid line of the codebook once its
//! comment sign is taken off, and finds the phrase.

mod proposals;

use crate::analyze::Results;
use crate::report::text::plural as counted;
use proposals::proposals;

/// The settings file, each line a commented default.
pub const SETTINGS: &str = include_str!("refrain.toml");

/// A codebook without concepts, with a commented example.
const CODEBOOK: &str = include_str!("concepts.yml");

/// The most phrases that are proposed.
const PROPOSALS: usize = 30;

/// A codebook to start from, with the phrases that recur most as commented proposals.
#[derive(Debug, Clone)]
pub struct StartingCodebook {
    /// Its text.
    pub text: String,
    /// How many phrases it proposes, or why it proposes none.
    pub proposals: Result<usize, String>,
}

impl StartingCodebook {
    /// The codebook for a corpus.
    #[must_use]
    pub fn of(results: &Results) -> Self {
        let proposals = proposals(results, PROPOSALS);
        if proposals.is_empty() {
            return Self::without_proposals("no phrase of two or more words occurs often enough");
        }
        let sources = results.corpus.sources.len();
        let order = if sources > 1 {
            "the most widely shared across sources first"
        } else {
            "the highest score first"
        };
        let mut text = format!(
            "{CODEBOOK}\n# The leading phrases in the {} of {}, {order}.\n# Sort them into concepts of your own, or remove the \"# \" before these lines to use them as they are:\n#\n# my_phrases:\n",
            counted(results.corpus.documents.len(), "document"),
            counted(sources, "source"),
        );
        for proposal in &proposals {
            text.push_str(&format!("#   - {}\n", proposal.line(sources)));
        }
        Self {
            text,
            proposals: Ok(proposals.len()),
        }
    }

    /// The codebook where nothing can be proposed, for a reason of which the first line is shown.
    #[must_use]
    pub fn without_proposals(reason: &str) -> Self {
        let reason = reason.lines().next().unwrap_or_default();
        Self {
            text: format!(
                "{CODEBOOK}\n# No phrases are proposed: {reason}.\n# For proposals, add documents to the folder, delete this file and run `refrain init` again.\n"
            ),
            proposals: Err(reason.to_owned()),
        }
    }
}
