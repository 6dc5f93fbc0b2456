//! Takes the elements of a page that hold running text, completes what was found to be the article: by
//! the parts that are built like those found (the posts of a thread, the answers to a question), and
//! by the end of the element that the page's system calls the body of its text.

use std::collections::{BTreeMap, HashMap};

use dom_query::{NodeId, NodeRef};

use super::article::Choice;
use super::blocks::{Block, running};
use super::elements::{is_body, is_named_for_text};
use super::share::Share;

/// The elements of a page that are named for the text they hold.
pub(super) struct Parts {
    /// What the elements of each tag and class hold, in the order of the page.
    alike: BTreeMap<String, Vec<Share>>,
    /// What the outermost elements hold that are called the body of a text.
    bodies: Vec<Share>,
}

/// The parts of a page below its body.
pub(super) fn parts(body: NodeRef<'_>, shares: &HashMap<NodeId, Share>) -> Parts {
    let mut parts = Parts {
        alike: BTreeMap::new(),
        bodies: Vec::new(),
    };
    let mut stack = vec![(body, false)];
    while let Some((node, in_body)) = stack.pop() {
        let share = shares.get(&node.id).copied();
        // Elements that are no lines of their own have no share, and may hold lines all the same.
        if share.is_some_and(|share| share.running_blocks == 0) {
            continue;
        }
        let mut is_body_or_within = in_body;
        if let Some(share) = share {
            is_body_or_within |= is_body(&node);
            if is_body_or_within && !in_body {
                parts.bodies.push(share);
            }
            if let Some(name) = is_named_for_text(&node) {
                parts.alike.entry(name).or_default().push(share);
            }
        }
        if share.is_none_or(|share| share.span.1 > share.span.0 + 1) {
            let start = stack.len();
            let children = node.children_it(false).filter(NodeRef::is_element);
            stack.extend(children.map(|child| (child, is_body_or_within)));
            stack[start..].reverse();
        }
    }
    parts
}

/// Adds the parts that are built like those found, and ends the article with the body of the text.
pub(super) fn complete(blocks: &[Block], parts: &Parts, choice: &mut Choice) {
    end_with_body(blocks, &parts.bodies, choice);
    let all = running_of(blocks, &choice.found, (0, blocks.len()));
    if all == 0 {
        return;
    }
    let holds_found = |share: &Share| running_of(blocks, &choice.found, share.span);
    let groups = parts.alike.values().filter(|group| {
        let found: usize = group.iter().map(holds_found).sum();
        group.len() > 1 && found * 4 >= all * 3
    });
    let longest = |group: &&Vec<Share>| {
        let found = group.iter().filter(|share| holds_found(share) > 0);
        found.map(|share| share.span.1 - share.span.0).max()
    };
    // A part of one block may be any paragraph.
    let groups = groups.filter(|group| longest(group) > Some(1));
    let Some(group) = groups.min_by_key(longest) else {
        return;
    };
    let missed: Vec<Share> = group
        .iter()
        .copied()
        .filter(|share| holds_found(share) == 0 && !share.titled && share.linked * 5 < share.weight)
        .collect();
    for Share {
        span: (first, end), ..
    } in missed
    {
        for at in first..end {
            let is_text = blocks.get(at).is_some_and(|block| block.outside.is_none());
            let is_dense = choice.dense.get(at).is_some_and(|dense| *dense);
            if let Some(found) = choice.found.get_mut(at).filter(|_| is_text && is_dense) {
                *found = true;
            }
        }
    }
}

/// Takes away what stands behind the body of the text, if a good part of the text is in it.
fn end_with_body(blocks: &[Block], bodies: &[Share], choice: &mut Choice) {
    let Some(end) = bodies.iter().map(|share| share.span.1).max() else {
        return;
    };
    let held: usize = bodies.iter().map(|share| share.running).sum();
    let dense = running_of(blocks, &choice.dense, (0, blocks.len()));
    let found = running_of(blocks, &choice.found, (0, end));
    if held < 150 || held * 10 < dense * 3 || found * 2 < held {
        return;
    }
    for of_text in [&mut choice.found, &mut choice.dense] {
        of_text
            .iter_mut()
            .skip(end)
            .for_each(|of_text| *of_text = false);
    }
}

/// The weight of the running text among the blocks that are meant, within a span.
fn running_of(blocks: &[Block], meant: &[bool], (first, end): (usize, usize)) -> usize {
    let blocks = blocks.iter().zip(meant).take(end).skip(first);
    running(blocks.filter(|(_, meant)| **meant).map(|(block, _)| block))
}

#[cfg(test)]
mod tests {
    use super::super::read_page;

    const ONE: &str = "The pump fails in frost, though I have wrapped it twice, and the well itself is never frozen.";
    const TWO: &str = "Lift the foot valve out and look at the seal: after ten winters, ours was as hard as a coin.";
    const THREE: &str = "A lamp of forty watts in the pump house has kept mine alive since the cold year, day and night.";

    #[test]
    fn the_parts_of_a_thread_are_found_together() {
        let post = |class: &str, text: &str| {
            format!(
                "<div class={class}><div class=post-text><p>{text}</p><p>{text}</p></div></div>"
            )
        };
        let page = read_page(&format!(
            "<title>Frozen pump</title><h1>Frozen pump</h1><div id=q>{}</div><div id=a>{}{}</div>",
            post("asked", ONE),
            post("answer", TWO),
            post("answer", THREE)
        ));
        assert_eq!(page.text(), [ONE, ONE, TWO, TWO, THREE, THREE].join("\n\n"));
    }

    #[test]
    fn the_article_ends_with_the_body_of_its_text() {
        let page = read_page(&format!(
            "<title>Frozen pump</title><main><h1>Frozen pump</h1><div class=entry-content><p>{ONE}</p><p>{TWO}</p><p>{ONE}</p></div>\
             <div class=box9><h3>A. Miller</h3><p>{THREE}</p><p>{THREE}</p></div></main>"
        ));
        assert_eq!(page.text(), [ONE, TWO, ONE].join("\n\n"));
    }
}
