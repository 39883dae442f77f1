//! Whether a conflict follows from the lines that show it.

use crate::finding::explanation::{Line, LineClaim};
use crate::finding::{Conflict, Evidence, Report, SelfContradiction};
use crate::model::{Negotiation, StepId};

/// Returns whether a conflict follows from the lines it rests on: each of its statements is cited by one of them, and what kind of conflict it
/// is, is said by one.
pub(super) fn follows(negotiation: &Negotiation, report: &Report, conflict: &Conflict, lines: &[&Line]) -> bool {
    let cited = conflict.statements.iter().all(|statement| lines.iter().any(|line| line.cites.contains(statement)));
    let says = |claim: &dyn Fn(&LineClaim) -> bool| lines.iter().any(|line| claim(&line.claim));
    let refused = |wanted: StepId| says(&|claim| matches!(claim, LineClaim::Refused { step } if *step == wanted));
    let unanswered = |wanted: StepId| says(&|claim| matches!(claim, LineClaim::Unanswered { step, .. } if *step == wanted));
    cited
        && match &conflict.evidence {
            Evidence::Refusal(refusal) => refusal.steps.iter().all(|&step| refused(step)),
            Evidence::Unanswered(gap) => gap.steps.iter().all(|&step| unanswered(step)),
            Evidence::Shortfall(shortfall) => unanswered(shortfall.demanded),
            Evidence::Incompatible(clash) => {
                says(&|claim| matches!(claim, LineClaim::Excludes { exclusion } if *exclusion == clash.exclusion))
            }
            Evidence::Deadline(missed) => {
                let days = negotiation.as_of().map(|zero| missed.deadline.last_day().since(zero));
                says(&|claim| match claim {
                    LineClaim::Held { steps, not_before, .. } => steps
                        .iter()
                        .zip(not_before)
                        .any(|(step, time)| *step == missed.step && time.is_none_or(|time| Some(time.day) > days)),
                    _ => false,
                })
            }
            Evidence::Definition(clash) => clash
                .only
                .iter()
                .all(|(user, _)| says(&|claim| matches!(claim, LineClaim::Means { term, party } if *term == clash.term && party == user))),
            Evidence::Claim(clash) => {
                clash.claims.iter().all(|made| says(&|claim| matches!(claim, LineClaim::Claimed { claim } if claim == made)))
            }
            Evidence::SelfContradiction(contradiction) => match contradiction {
                SelfContradiction::SaidAndRefused { step, .. } => refused(*step),
                SelfContradiction::WantedAndRefused { steps, .. } => steps.iter().all(|&step| refused(step)),
                SelfContradiction::OwnCircle { deadlock, .. } => {
                    let group = &report.deadlock(*deadlock).steps;
                    says(
                        &|claim| matches!(claim, LineClaim::Held { steps, not_before, .. } if steps == group && not_before.iter().all(Option::is_none)),
                    )
                }
            },
        }
}
