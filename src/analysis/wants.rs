//! Which statements want which steps: as demands, or as preconditions that nothing else can meet.

use std::cell::LazyCell;

use super::{Solution, shortfall};
use crate::finding::Want;
use crate::graph::Fate;
use crate::model::{Act, StatementId, StepId};

/// A statement that wants a step which is refused or unanswered.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Wanted {
    pub(super) statement: StatementId,
    pub(super) step: StepId,
    pub(super) want: Want,
    /// Whether nothing but this step would do: a demand, or a precondition without other options.
    pub(super) only: bool,
    /// Of a demand of an unanswered level, the highest lower level that all performers offer.
    pub(super) offered_below: Option<StepId>,
}

/// Lists who wants what is refused or unanswered: each pair of a statement and a step once, by statement, then by step.
///
/// The options of a precondition count only when every one of them is refused or unanswered.
pub(super) fn find(solution: &Solution) -> Vec<Wanted> {
    let network = &solution.network;
    let barred = |step: u32| matches!(network.fate[step as usize], Fate::Refused | Fate::Unanswered);
    // It takes a walk over every step, which is needed only where a demand is unanswered.
    let offered_below = LazyCell::new(|| shortfall::offered_below(network));
    let short_of = |step: StepId| if network.fate[step.index()] == Fate::Unanswered { offered_below[step.index()] } else { None };
    let mut found = Vec::new();
    for (statement, said) in network.negotiation.standing() {
        let first = found.len();
        if matches!(said.act, Act::Demands | Act::Offers) {
            for plain in network.negotiation.step_acts(statement) {
                if plain.act == Act::Demands && barred(plain.step.index() as u32) {
                    let offered_below = short_of(plain.step);
                    found.push(Wanted { statement, step: plain.step, want: Want::Demand, only: true, offered_below });
                }
            }
        }
        for clause in network.clauses_of(statement.index() as u32) {
            let options = network.options_of(clause);
            if options.iter().all(|&option| barred(option)) {
                let only = options.iter().all(|&option| option == options[0]);
                let want = Want::Precondition;
                let wanted = |&option: &u32| Wanted { statement, step: StepId::new(option as usize), want, only, offered_below: None };
                found.extend(options.iter().map(wanted));
            }
        }
        let new = &mut found[first..];
        new.sort_unstable_by_key(|wanted| (wanted.step, wanted.want, !wanted.only));
        let mut kept = first;
        for i in first..found.len() {
            if kept == first || found[kept - 1].step != found[i].step {
                found[kept] = found[i];
                kept += 1;
            } else {
                found[kept - 1].only |= found[i].only;
            }
        }
        found.truncate(kept);
    }
    found
}
