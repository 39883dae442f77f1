//! The verdict in a sentence.

use super::{Phrase, join, phrase, plural};
use crate::finding::{ConflictKind, Report, Verdict};
use crate::model::Negotiation;

/// Says whether all demands can be met, and how many cannot: `Impasse: none of the 4 demands can be met as things stand.`
pub fn verdict(_n: &Negotiation, report: &Report) -> Phrase {
    let Counts { demands, unmet } = Counts::of(report);
    match report.verdict() {
        Verdict::Agreement => match demands {
            0 if hangs(report) => phrase!["Nothing is demanded, so no demand is at stake; but some of what was offered cannot happen."],
            0 => phrase!["Nothing is demanded: there is nothing to disagree about."],
            1 => phrase!["Agreement is possible: the one demand can be met."],
            _ => phrase!["Agreement is possible: all ", demands, " demands can be met."],
        },
        Verdict::Impasse => phrase!["Impasse: ", stuck(report, demands, unmet)],
    }
}

/// Returns whether conflicts or circles stand in the way of something, demanded or not.
fn hangs(report: &Report) -> bool {
    let harmless = |kind| matches!(kind, ConflictKind::Definition | ConflictKind::Claim);
    !report.deadlocks().is_empty() || report.conflicts().iter().any(|conflict| !harmless(conflict.kind()))
}

fn stuck(report: &Report, demands: usize, unmet: usize) -> Phrase {
    match (demands, unmet) {
        (0, _) => phrase!["nothing is demanded, but ", why_still(report), "."],
        (1, 0) => phrase!["the one demand can be met, but ", why_still(report), "."],
        (_, 0) => phrase!["each of the ", demands, " demands can be met, but ", why_still(report), "."],
        (1, _) => phrase!["the one demand cannot be met as things stand."],
        (_, _) if unmet == demands => phrase!["none of the ", demands, " demands can be met as things stand."],
        _ => phrase![unmet, " of the ", demands, " demands cannot be met as things stand."],
    }
}

/// Why there is an impasse although each demand by itself can be met.
fn why_still(report: &Report) -> Phrase {
    let circles: Vec<_> = report.deadlocks().iter().filter(|d| !d.latent).collect();
    let steps: usize = circles.iter().map(|d| d.steps.len()).sum();
    let mut reasons = Vec::new();
    if steps == 1 {
        reasons.push(phrase!["1 step waits for itself"]);
    } else if steps > 1 {
        reasons.push(phrase![steps, " steps wait for one another in ", plural(circles.len(), "a circle", "circles")]);
    }
    if report.conflicts().iter().any(|c| c.kind() == ConflictKind::Incompatible) || reasons.is_empty() {
        reasons.push(phrase!["not all of what is wanted fits into one deal"]);
    }
    let count = reasons.len();
    join(reasons, count, "and", 2)
}

/// How many demands there are, and how many of them are not met; a demand of a term is one.
struct Counts {
    demands: usize,
    unmet: usize,
}

impl Counts {
    fn of(report: &Report) -> Self {
        let by_statement = report.demands().chunk_by(|a, b| a.statement == b.statement);
        by_statement.fold(Self { demands: 0, unmet: 0 }, |counts, rows| Self {
            demands: counts.demands + 1,
            unmet: counts.unmet + usize::from(rows.iter().any(|row| !row.met)),
        })
    }
}
