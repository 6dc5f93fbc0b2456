//! Records the commit that a release is built from, for `refrain --version`.
//!
//! Takes it from the variable `REFRAIN_COMMIT`, else from git, if this folder is the root of a repository.
//! Other builds do not record it, since each commit would mean to compile the crate again.

use std::process::Command;

const VARIABLE: &str = "REFRAIN_COMMIT";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed={VARIABLE}");
    let given = std::env::var(VARIABLE).ok();
    let is_release = std::env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let given = given.filter(|commit| !commit.trim().is_empty());
    let commit = given.or_else(|| is_release.then(commit_of_repository).flatten());
    if let Some(commit) = commit {
        println!("cargo::rustc-env={VARIABLE}={}", commit.trim());
    }
}

/// The commit of the repository whose root this folder is.
fn commit_of_repository() -> Option<String> {
    let folder_below_root = git(&["rev-parse", "--show-prefix"])?;
    if !folder_below_root.is_empty() {
        return None;
    }
    // It grows with each commit and each change of branch.
    let log = git(&["rev-parse", "--git-path", "logs/HEAD"])?;
    println!("cargo::rerun-if-changed={log}");
    git(&["rev-parse", "--short=12", "HEAD"])
}

/// What a command of git prints, if it succeeds.
fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}
