//! What shows a conflict.

use super::lines::Why;
use crate::analysis::Solution;
use crate::finding::explanation::{Line, LineClaim};
use crate::finding::{Conflict, ConflictId, Evidence, Report, SelfContradiction};
use crate::model::{StatementId, StepId};

/// Returns the lines that show a conflict; the last is the conflict itself.
pub(super) fn conflict(solution: &Solution, report: &Report, id: ConflictId) -> Vec<Line> {
    let conflict: &Conflict = report.conflict(id);
    let network = &solution.network;
    let mut lines = Vec::new();
    let said = |statement: StatementId| Line { claim: LineClaim::Said { statement }, cites: vec![statement], rests_on: Vec::new() };
    let plain = |claim: LineClaim| Line { claim, cites: Vec::new(), rests_on: Vec::new() };
    let refused = |step: StepId, all: &[StatementId]| {
        let of_step = network.refusals_of(step).into_iter().filter(|refusal| all.binary_search(refusal).is_ok());
        Line { claim: LineClaim::Refused { step }, cites: of_step.collect(), rests_on: Vec::new() }
    };
    let unanswered = |step: StepId| plain(LineClaim::Unanswered { step, silent: network.silent(step) });
    match &conflict.evidence {
        Evidence::Refusal(refusal) => {
            lines.push(said(refusal.wanting));
            lines.extend(refusal.steps.iter().map(|&step| refused(step, &refusal.refusals)));
        }
        Evidence::Unanswered(gap) => {
            lines.push(said(gap.wanting));
            lines.extend(gap.steps.iter().map(|&step| unanswered(step)));
        }
        Evidence::Shortfall(shortfall) => {
            lines.push(said(shortfall.wanting));
            lines.extend(shortfall.offers.iter().map(|&offer| said(offer)));
            lines.push(unanswered(shortfall.demanded));
        }
        Evidence::Incompatible(clash) => {
            lines.extend(clash.demands.iter().map(|&demand| said(demand)));
            lines.push(plain(LineClaim::Excludes { exclusion: clash.exclusion }));
        }
        Evidence::Deadline(missed) => {
            lines.extend(Why::new(solution).never_or_no_sooner(missed.step.index() as u32));
            lines.push(said(missed.demand));
        }
        Evidence::Definition(clash) => {
            lines.extend(clash.only.iter().map(|&(party, _)| plain(LineClaim::Means { term: clash.term, party })));
        }
        Evidence::Claim(clash) => lines.extend(clash.claims.iter().map(|&claim| plain(LineClaim::Claimed { claim }))),
        Evidence::SelfContradiction(contradiction) => match contradiction {
            SelfContradiction::SaidAndRefused { statement, step, refusals } => {
                lines.extend([said(*statement), refused(*step, refusals)]);
            }
            SelfContradiction::WantedAndRefused { wanting, steps, refusals, .. } => {
                lines.push(said(*wanting));
                lines.extend(steps.iter().map(|&step| refused(step, refusals)));
            }
            SelfContradiction::OwnCircle { deadlock, statements, .. } => {
                let group = &solution.deadlocks[deadlock.index()];
                lines.extend(Why::new(solution).circle(&group.circle.steps, group.is_latent));
                let cited: Vec<StatementId> = lines.iter().flat_map(|line| line.cites.iter().copied()).collect();
                lines.extend(statements.iter().filter(|statement| !cited.contains(statement)).map(|&statement| said(statement)));
            }
        },
    }
    let rests_on = premises(&lines);
    lines.push(Line { claim: LineClaim::Conflict { conflict: id }, cites: Vec::new(), rests_on });
    lines
}

/// Lists the lines that no other line rests on.
fn premises(lines: &[Line]) -> Vec<usize> {
    let mut rested_on = vec![false; lines.len()];
    lines.iter().flat_map(|line| &line.rests_on).for_each(|&line| rested_on[line] = true);
    (0..lines.len()).filter(|&line| !rested_on[line]).collect()
}
