//! Takes the blocks of a page and which of them were found to be the article, adds those around and
//! amid them that belong to it: leads, gaps and ends that were missed.

use super::article::Choice;
use super::blocks::Block;
use super::endings::{ends_article_with, opens_comments};
use super::measure::{ends_sentence, same_words};
use super::rules::{default_rule, is_linked, page_line};
use crate::model::Rule;

/// The least weight of a heading that says what a lead does.
pub(super) const LONG_HEADING: usize = 60;

/// The greatest weight of a lead.
const LONGEST_LEAD: usize = 400;

/// The blocks of the article, with what was missed.
pub(super) fn reach(blocks: &[Block], choice: Choice, title: Option<&str>) -> Vec<bool> {
    let Choice { mut found, dense } = choice;
    drop_scraps(blocks, &mut found);
    let Some(first) = found.iter().position(|found| *found) else {
        return found;
    };
    drop_stray_lines(blocks, &mut found, &dense);
    let last = found.iter().rposition(|found| *found).unwrap_or(first);
    fill_gaps(blocks, &mut found, (first, last));
    add_lead(blocks, &mut found, first, title);
    add_end(blocks, &mut found, last, &dense);
    found
}

/// Drops what was found far from the text: behind or before many blocks that were not found, with
/// little running text.
fn drop_scraps(blocks: &[Block], found: &mut [bool]) {
    /// So many blocks between two that were found make a gap.
    const FAR: usize = 8;
    let mut groups: Vec<(std::ops::Range<usize>, usize)> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        if !found.get(at).is_some_and(|found| *found) {
            continue;
        }
        let weight = if block.running { block.weight } else { 0 };
        match groups.last_mut() {
            Some((range, running)) if at < range.end + FAR => {
                range.end = at + 1;
                *running += weight;
            }
            _ => groups.push((at..at + 1, weight)),
        }
    }
    let all: usize = groups.iter().map(|(_, running)| running).sum();
    for (range, running) in groups {
        if all > 0 && running * 6 < all {
            found
                .get_mut(range)
                .into_iter()
                .flatten()
                .for_each(|found| *found = false);
        }
    }
}

/// Drops a few lines behind all running text that was found, if they stand outside of the element that has
/// most of it: in another column of a table.
fn drop_stray_lines(blocks: &[Block], found: &mut [bool], dense: &[bool]) {
    let end = dense
        .iter()
        .rposition(|dense| *dense)
        .map_or(0, |last| last + 1);
    let within = weight_of(found.iter().zip(blocks).take(end));
    let behind = weight_of(found.iter().zip(blocks).skip(end));
    let mut rest = found.iter().zip(blocks).skip(end);
    if behind * 5 > within || rest.any(|(found, block)| *found && block.running) {
        return;
    }
    found.iter_mut().skip(end).for_each(|found| *found = false);
}

/// The weight of the blocks that were found.
fn weight_of<'a>(blocks: impl Iterator<Item = (&'a bool, &'a Block)>) -> usize {
    let found = blocks.filter(|(found, _)| **found);
    found.map(|(_, block)| block.weight).sum()
}

/// Adds what was left out between the first and the last block.
fn fill_gaps(blocks: &[Block], found: &mut [bool], (first, last): (usize, usize)) {
    let mut next_found = true;
    for at in (first..last).rev() {
        let (Some(block), Some(found)) = (blocks.get(at), found.get_mut(at)) else {
            return;
        };
        if block.outside.is_some() {
            continue;
        }
        *found |= fills_gap(block, next_found);
        next_found = *found;
    }
}

/// Whether a block amid an article is part of it; a heading or a short item if the next block is.
fn fills_gap(block: &Block, next_found: bool) -> bool {
    if block.running {
        return block.linked * 2 < block.length;
    }
    let is_plain = block.is_mostly_plain();
    (block.quoted && !is_linked(block))
        || block.preformatted
        || (block.is_heading() && next_found && !is_linked(block))
        || (block.item && next_found && is_plain)
        || (ends_sentence(&block.text) && is_plain && block.weight >= 15)
}

/// Adds the sentences between the title and the first block.
fn add_lead(blocks: &[Block], found: &mut [bool], first: usize, title: Option<&str>) {
    let is_title = |block: &Block| {
        block.heading == 1 || title.is_some_and(|title| same_words(title, &block.text))
    };
    let before = blocks.get(..first).unwrap_or_default();
    let Some(title_at) = before
        .iter()
        .rposition(|block| block.outside.is_none() && is_title(block))
    else {
        return;
    };
    // A sentence of the text, put before it once more, is no lead.
    let stands_in_text = |lead: &Block| {
        let text = blocks.iter().skip(first).take(40);
        text.filter(|block| block.running)
            .any(|block| block.text.contains(&lead.text))
    };
    let is_item = |block: &Block| {
        block.item && block.outside.is_none() && block.linked == 0 && page_line(block).is_none()
    };
    let behind_title = before.iter().skip(title_at + 1);
    let are_points = behind_title.filter(|block| is_item(block)).count() > 1;
    for (at, block) in before.iter().enumerate().skip(title_at + 1) {
        // A lead ends as a sentence does, is a long heading, or is one of several points.
        let is_like_lead = match () {
            () if ends_sentence(&block.text) => block.weight >= 30,
            () if block.is_heading() => block.weight >= LONG_HEADING,
            () => are_points && is_item(block),
        };
        let is_lead = block.outside.is_none()
            && block.weight <= LONGEST_LEAD
            && is_like_lead
            && block.linked * 4 < block.length
            && page_line(block).is_none()
            && !ends_article_with(block)
            && opens_comments(block).is_none()
            && default_rule(block, true) == Rule::Page
            && !stands_in_text(block);
        if let Some(found) = found.get_mut(at).filter(|_| is_lead) {
            *found = true;
        }
    }
}

/// Adds running text close behind the last block, with what stands before it, as far as the element
/// reaches that has most of the running text, and up to a heading that ends the article.
fn add_end(blocks: &[Block], found: &mut [bool], last: usize, dense: &[bool]) {
    /// How many other blocks may stand before a further running one: a heading, a short line.
    const CLOSE: usize = 2;
    let mut added = last;
    for (at, block) in blocks.iter().enumerate().skip(last + 1) {
        let is_dense = dense.get(at).is_some_and(|dense| *dense);
        let ends = ends_article_with(block) || opens_comments(block).is_some();
        if block.outside.is_some() {
            added += usize::from(added + 1 == at);
            continue;
        }
        if ends || !is_dense || is_linked(block) || at > added + CLOSE + 1 {
            return;
        }
        if block.running && block.linked * 3 < block.length && ends_sentence(&block.text) {
            let gap = blocks.iter().zip(&mut *found).take(at + 1).skip(added + 1);
            for (block, found) in gap {
                *found |= block.outside.is_none();
            }
            added = at;
        }
    }
}
