//! What is drawn on a terminal page: circles and curves.

use std::fmt;

use super::page::{Page, Style};
use super::sparkline;
use crate::render::document::{Circle, Curve, Wait};

/// The side of a circle, beside a step and beside a wait.
const SIDE: &str = "    │   ";
const WAIT: &str = "    │     │  ";
const DOWN: &str = "    │     ▼";

/// Draws a circle from top to bottom, the last step joined to the first.
pub(super) fn circle(page: &mut Page<'_, '_>, circle: &Circle) -> fmt::Result {
    for (i, link) in circle.links.iter().enumerate() {
        if let Some((_, said)) = circle.gap.as_ref().filter(|(after, _)| *after == i) {
            page.phrase(SIDE, SIDE, said)?;
            page.words(DOWN, "", Style::Plain, "")?;
        }
        page.phrase(if i == 0 { "    ┌─▶ " } else { SIDE }, SIDE, &link.at)?;
        wait(page, link, i + 1 == circle.links.len())?;
    }
    circle.caption.iter().try_for_each(|caption| page.phrase("    ", "    ", caption))
}

fn wait(page: &mut Page<'_, '_>, link: &Wait, closing: bool) -> fmt::Result {
    page.phrase(WAIT, WAIT, &link.how)?;
    link.cited.iter().try_for_each(|cited| page.citation(WAIT, WAIT, cited))?;
    page.words(if closing { "    └─────┘" } else { DOWN }, "", Style::Plain, "")
}

/// Draws curves, one below the other.
pub(super) fn curves(page: &mut Page<'_, '_>, curves: &[Curve]) -> fmt::Result {
    curves.iter().try_for_each(|curve| {
        let bars = sparkline::line(curve.shares.iter().copied());
        page.words(&format!("  {:<10}  ", curve.title.as_str()), &" ".repeat(14), Style::Plain, &bars)
    })
}
