//! The two or three things that matter most.

use super::{Phrase, conflict, deadlock, name, phrase, plural, status, thousands};
use crate::finding::{ConflictKind, Deadlock, Evidence, Obstacle, Report};
use crate::model::Negotiation;

/// How many headlines a report has at most.
const HEADLINES: usize = 3;

/// Chooses what to say first: circles, what stands in the way of most, what excludes itself, hidden circles, missed days, clashing words.
pub(in crate::render) fn headlines(n: &Negotiation, report: &Report) -> Vec<Phrase> {
    let in_the_way = match report.obstacle() {
        Some(obstacle) => Some(in_the_way(n, report, obstacle)),
        None => first_of(n, report, ConflictKind::Refusal).or_else(|| first_of(n, report, ConflictKind::Unanswered)),
    };
    let candidates = [
        circle(n, report, |d| !d.latent),
        in_the_way,
        first_of(n, report, ConflictKind::Incompatible),
        circle(n, report, |d| d.latent),
        first_of(n, report, ConflictKind::Deadline),
        first_of(n, report, ConflictKind::SelfContradiction),
        first_of(n, report, ConflictKind::Definition),
        first_of(n, report, ConflictKind::Claim),
    ];
    candidates.into_iter().flatten().take(HEADLINES).collect()
}

fn in_the_way(n: &Negotiation, report: &Report, obstacle: &Obstacle) -> Phrase {
    let Obstacle { steps, blocks, unmet } = obstacle;
    let of = match (blocks, unmet) {
        (_, 1) => "the demand that is not met".to_owned(),
        (2, 2) => "both demands that are not met".to_owned(),
        _ if blocks == unmet => format!("all {} demands that are not met", thousands(*unmet)),
        _ => format!("{} of the {} demands that are not met", thousands(*blocks), thousands(*unmet)),
    };
    let stand = plural(steps.len(), " stands in the way of ", " each stand in the way of ");
    phrase![name::steps(n, steps, "and", 3), stand, of, ": ", status::lacks(n, report, steps[0]), "."]
}

fn circle(n: &Negotiation, report: &Report, chosen: impl Fn(&Deadlock) -> bool) -> Option<Phrase> {
    let mut found = report.deadlock_ids().map(|id| (id, report.deadlock(id))).filter(|(_, deadlock)| chosen(deadlock));
    let (id, first) = found.next()?;
    let more = found.count();
    let others = (more > 0).then(|| phrase!["; ", more, plural(more, " more circle like it", " more circles like it")]);
    Some(phrase![deadlock::waits_for_one_another(n, first), " (", name::deadlock_id(id), others, ")."])
}

fn first_of(n: &Negotiation, report: &Report, kind: ConflictKind) -> Option<Phrase> {
    let mut found = report.conflict_ids().map(|id| (id, report.conflict(id))).filter(|(_, conflict)| conflict.kind() == kind);
    let (id, first) = found.next()?;
    let more = found.count();
    let said = match &first.evidence {
        Evidence::Definition(clash) => phrase![name::term(n, clash.term), " means different things to the parties"],
        Evidence::Incompatible(needs) => {
            phrase![name::steps_and(n, &needs.needed), " are needed together, but only one of them can be in the deal"]
        }
        _ => conflict::sentence(n, first),
    };
    let others = (more > 0).then(|| phrase!["; ", more, " more of the kind"]);
    Some(phrase![said, " (", name::conflict_id(id), others, ")."])
}
