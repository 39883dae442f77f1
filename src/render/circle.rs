//! A circle of waits, drawn as one.

use std::fmt;

use super::StatementLines;
use super::paper::{Paper, Style};
use super::phrase;
use crate::finding::{Deadlock, Link};
use crate::model::Negotiation;

/// Circles of more links than this are drawn with a gap.
const WHOLE: usize = 12;
/// How many links are drawn before and after the gap.
const FIRST: usize = 8;
const LAST: usize = 2;

/// Draws the witness circle of a deadlock from top to bottom, the last step joined to the first.
pub(super) fn draw(paper: &mut Paper<'_, '_>, n: &Negotiation, deadlock: &Deadlock, lines: Option<&StatementLines>) -> fmt::Result {
    let links = &deadlock.cycle;
    let (first, last) = parts(links);
    let gap = links.len() - first.len() - last.len();
    for (i, link) in first.iter().enumerate() {
        step(paper, n, link, if i == 0 { "    ┌─▶ " } else { "    │   " })?;
        wait(paper, n, link, lines, gap == 0 && i + 1 == links.len())?;
    }
    if gap > 0 {
        paper.phrase("    │   ", "    │   ", &phrase::links_omitted(gap))?;
        paper.words("    │     ▼", "", Style::Plain, "")?;
    }
    for (i, link) in last.iter().enumerate() {
        step(paper, n, link, "    │   ")?;
        wait(paper, n, link, lines, i + 1 == last.len())?;
    }
    Ok(())
}

/// Returns the links that are shown: all of them as the first part, or the first and the last.
pub(super) fn parts(links: &[Link]) -> (&[Link], &[Link]) {
    if links.len() <= WHOLE { (links, &[]) } else { (&links[..FIRST], &links[links.len() - LAST..]) }
}

fn step(paper: &mut Paper<'_, '_>, n: &Negotiation, link: &Link, prefix: &str) -> fmt::Result {
    paper.phrase(prefix, "    │   ", &phrase::step_and_key(n, link.step()))
}

fn wait(paper: &mut Paper<'_, '_>, n: &Negotiation, link: &Link, lines: Option<&StatementLines>, closing: bool) -> fmt::Result {
    let side = "    │     │  ";
    paper.phrase(side, side, &phrase::link(n, link))?;
    if let Some(id) = link.statement() {
        paper.citation(side, side, &phrase::link_citation(n, id, lines))?;
    }
    let end = if closing { "    └─────┘" } else { "    │     ▼" };
    paper.words(end, end, Style::Plain, "")
}
