//! What holds a step back, chosen so that the explanation is short.

use super::ranking::{Ranking, UNRANKED};
use crate::analysis::Solution;
use crate::finding::explanation::{Blocker, BlockingReason};
use crate::graph::{Clause, Network, Ready, first_of, first_option, ready_outside_circles};
use crate::model::{PartyId, StatementId, StepId, Subject, Time, Wait};

pub(super) fn step_id(step: u32) -> StepId {
    StepId::new(step as usize)
}

/// Holds of one or several steps, and the other steps that they rest on.
#[derive(Clone, Default)]
pub(super) struct Held {
    pub(super) holds: Vec<Blocker>,
    pub(super) rests_on: Vec<u32>,
    /// Whether more may be named than is needed.
    pub(super) is_generous: bool,
}

/// Names a clause as a reason, and of a precondition on a term the step of it that is the reason.
fn reason_of(network: &Network, clause: usize, options: &[u32]) -> BlockingReason {
    let Clause { statement, precondition, .. } = network.clauses[clause];
    let statement = StatementId::new(statement as usize);
    let precondition = precondition as usize;
    let is_term = matches!(network.negotiation.subject(&network.negotiation.preconditions(statement)[precondition]), Subject::Term(_));
    let of_term = is_term.then(|| step_id(options[0]));
    BlockingReason { statement, precondition: Some(precondition), of_term, lapses: false }
}

fn statements_of(network: &Network, group: usize) -> impl Iterator<Item = u32> {
    network.uses_of(group).map(|entry| network.uses[entry])
}

fn party(network: &Network, group: usize) -> PartyId {
    network.groups[group].party
}

/// Returns what holds a stuck step that follows from steps of lower rank alone.
pub(super) fn never_alone(solution: &Solution, ranking: &Ranking, step: u32) -> Held {
    let network = &solution.network;
    let rank = ranking.rank[step as usize];
    if let Some(below) = network.below(step).filter(|&below| ranking.rank[below as usize] < rank) {
        return Held {
            holds: vec![Blocker::Level { step: step_id(step), below: step_id(below) }],
            rests_on: vec![below],
            is_generous: false,
        };
    }
    let highest = |clause: usize| network.options_of(clause).iter().map(|&option| ranking.rank[option as usize]).max();
    let mut best: Option<(u32, Held)> = None;
    for group in network.groups_of(step) {
        let mut held = Held::default();
        let mut reasons = Vec::new();
        let mut worst = 0;
        for statement in statements_of(network, group) {
            let earlier = network.clauses_of(statement).filter_map(|clause| Some((highest(clause)?, clause)));
            let Some((highest, clause)) = earlier.min().filter(|&(highest, _)| highest < rank) else {
                worst = UNRANKED;
                break;
            };
            worst = worst.max(highest);
            let options = ranking.first_fallen(network, clause);
            reasons.push(reason_of(network, clause, options));
            held.rests_on.extend_from_slice(options);
        }
        if worst != UNRANKED && best.as_ref().is_none_or(|(least, _)| worst < *least) {
            held.holds.push(Blocker::Party { step: step_id(step), party: party(network, group), reasons });
            best = Some((worst, held));
        }
    }
    best.map_or_else(|| everything(solution, &[step]), |(_, held)| held)
}

/// Returns what holds a circle of steps: strict waits alone where those suffice, else everything that does.
pub(super) fn circle(solution: &Solution, steps: &[u32], never: impl Fn(u32) -> bool) -> Held {
    let network = &solution.network;
    let inside = |step: u32| steps.binary_search(&step).is_ok();
    let barred = |step: &u32| inside(*step) || never(*step);
    let mut held = Held::default();
    for &step in steps {
        if let Some(below) = network.below(step).filter(barred) {
            held.holds.push(Blocker::Level { step: step_id(step), below: step_id(below) });
            held.rests_on.extend((!inside(below)).then_some(below));
            continue;
        }
        let strict = |clause: usize| {
            let is_strict = network.clauses[clause].wait == Wait::After;
            let options = is_strict.then(|| network.conditions_of(clause).find(|options| options.iter().all(barred)));
            options.flatten().map(|options| (clause, options))
        };
        let hold = network.groups_of(step).find_map(|group| {
            let clauses: Option<Vec<(usize, &[u32])>> =
                statements_of(network, group).map(|statement| network.clauses_of(statement).find_map(strict)).collect();
            clauses.map(|clauses| (group, clauses))
        });
        let Some((group, clauses)) = hold else {
            return everything(solution, steps);
        };
        for (_, options) in &clauses {
            held.rests_on.extend(options.iter().filter(|&&option| !inside(option)));
        }
        let reasons = clauses.into_iter().map(|(clause, options)| reason_of(network, clause, options)).collect();
        held.holds.push(Blocker::Party { step: step_id(step), party: party(network, group), reasons });
    }
    held
}

/// Names everything that could hold some steps back; for [`prune`](super::prune::prune_line) to cut down.
pub(super) fn everything(solution: &Solution, steps: &[u32]) -> Held {
    let network = &solution.network;
    let mut held = Held { is_generous: true, ..Held::default() };
    for &step in steps {
        if let Some(below) = network.below(step) {
            held.holds.push(Blocker::Level { step: step_id(step), below: step_id(below) });
            held.rests_on.push(below);
        }
        for group in network.groups_of(step) {
            let mut reasons = Vec::new();
            for statement in statements_of(network, group) {
                let lapses = network.until[statement as usize] != i64::MAX;
                if lapses {
                    let statement = StatementId::new(statement as usize);
                    reasons.push(BlockingReason { statement, precondition: None, of_term: None, lapses });
                }
                for clause in network.clauses_of(statement) {
                    for options in network.conditions_of(clause) {
                        reasons.push(reason_of(network, clause, options));
                        held.rests_on.extend_from_slice(options);
                    }
                }
            }
            held.holds.push(Blocker::Party { step: step_id(step), party: party(network, group), reasons });
        }
    }
    held.rests_on.retain(|step| steps.binary_search(step).is_err() && solution.times[*step as usize] > Time::default());
    held
}

/// Returns what keeps a step that can happen from happening sooner.
pub(super) fn no_sooner(solution: &Solution, step: u32) -> Held {
    let network = &solution.network;
    let times = &solution.times;
    let at = times[step as usize];
    if network.may_lapse(step) {
        return everything(solution, &[step]);
    }
    let takes = network.takes[step as usize];
    if Ready::AT_ONCE.complete(takes) >= at {
        return Held::default();
    }
    let by = |clause: usize, earliest: Time| Ready::by_one(&network.clauses[clause], earliest).complete(takes);
    let holds_group = |group: usize| statements_of(network, group).all(|s| ready_outside_circles(network, s, times).complete(takes) >= at);
    let mut best: Option<(usize, Held)> = None;
    for group in network.groups_of(step).filter(|&group| holds_group(group)) {
        let mut held = Held::default();
        let mut reasons = Vec::new();
        let mut together = 0;
        for statement in statements_of(network, group) {
            let earliest = |clause: usize| times[first_option(network, clause, times) as usize];
            let holding = network.clauses_of(statement).filter(|&clause| by(clause, earliest(clause)) >= at);
            let Some(clause) = holding.min_by_key(|&clause| (network.clauses[clause].wait != Wait::After, clause)) else { continue };
            together += usize::from(network.clauses[clause].wait != Wait::After);
            let holds = |options: &&[u32]| by(clause, times[first_of(options, times) as usize]) >= at;
            let options = network.conditions_of(clause).find(holds).expect("what a clause comes to is the latest of its conditions");
            reasons.push(reason_of(network, clause, options));
            if by(clause, Time::default()) < at {
                held.rests_on.extend_from_slice(options);
            }
        }
        held.holds.push(Blocker::Party { step: step_id(step), party: party(network, group), reasons });
        if best.as_ref().is_none_or(|(least, _)| together < *least) {
            best = Some((together, held));
        }
    }
    match (best, network.below(step).filter(|&below| times[below as usize] >= at)) {
        (Some((0, held)), _) => held,
        (_, Some(below)) => {
            let hold = Blocker::Level { step: step_id(step), below: step_id(below) };
            Held { holds: vec![hold], rests_on: vec![below], is_generous: false }
        }
        (Some((_, held)), None) => held,
        (None, None) => everything(solution, &[step]),
    }
}
