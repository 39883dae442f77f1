//! How each party holds back each step, whoever wants it.

use crate::analysis::Solution;
use crate::finding::Report;
use crate::finding::distance::HoldBack;
use crate::graph::{NEVER, Network};
use crate::model::{PartyId, StatementId, StepId, Time, Wait};

/// The resistance of a step that a performer has offered nothing of; a shortfall has a share of it.
const SILENCE: f64 = 0.5;
/// The resistance that a consent approaches as its preconditions grow more and stricter.
const CONDITIONS: f64 = 0.5;
/// The least resistance, for the performers, of a demand with a deadline that is not met, and of an offer that lapses.
pub(super) const LATE: f64 = 0.125;
/// By how much a firm refusal weighs more than another.
const FIRM: f64 = 2.0;

/// One party's hold on a step.
#[derive(Clone, Copy, Debug)]
pub(super) struct Resistance {
    pub(super) party: PartyId,
    pub(super) back: HoldBack,
    pub(super) resistance: f64,
    /// The weight of the refusal, 1 for any other hold.
    pub(super) weight: f64,
    pub(super) performs: bool,
}

/// By step, every party that performs it, refuses it or has accepted it or a lower level, on conditions or not; each once.
pub(super) struct Resistances {
    by_step: Vec<Vec<Resistance>>,
}

impl Resistances {
    /// Looks at every step that does not come.
    pub(super) fn find(solution: &Solution, report: &Report) -> Self {
        let network = &solution.network;
        let mut by_step: Vec<Vec<Resistance>> = Vec::with_capacity(network.step_count());
        // Of each performer of a measure, how many levels it offers, as far as the levels have been looked at.
        let mut offered: Vec<usize> = Vec::new();
        for step in 0..network.step_count() as u32 {
            let performers = network.negotiation.performers(StepId::new(step as usize));
            if network.below(step).is_none() {
                offered.clear();
                offered.resize(performers.len(), 0);
            }
            for (party, levels) in performers.iter().zip(&mut offered) {
                *levels += usize::from(network.groups_of(step).any(|group| network.groups[group].party == *party));
            }
            let holds = found(solution, report, step, &offered, &by_step);
            by_step.push(holds);
        }
        Self { by_step }
    }

    pub(super) fn of(&self, step: StepId) -> &[Resistance] {
        &self.by_step[step.index()]
    }
}

/// Lists the holds on one step, given how many levels each performer offers up to it and the holds on the levels below.
fn found(solution: &Solution, report: &Report, step: u32, offered: &[usize], below: &[Vec<Resistance>]) -> Vec<Resistance> {
    let network = &solution.network;
    let negotiation = &network.negotiation;
    let id = StepId::new(step as usize);
    let measure = negotiation.measure_of(id);
    if negotiation.is_done(id) {
        return Vec::new();
    }
    let mut holds: Vec<Resistance> = Vec::new();
    for refusal in network.refusals_of(id) {
        let refusal = negotiation.statement(refusal);
        let weight = f64::from(refusal.weight) * if refusal.firm { FIRM } else { 1.0 };
        let performs = measure.by.contains(&refusal.party);
        take(&mut holds, Resistance { party: refusal.party, back: HoldBack::Refused, resistance: 1.0, weight, performs });
    }
    for group in network.groups_of(step) {
        let party = network.groups[group].party;
        let statements = network.uses[network.uses_of(group)].iter().map(|&statement| StatementId::new(statement as usize));
        let performs = measure.by.contains(&party);
        let lasting = solution.lasting[step as usize];
        let consents = statements.map(|statement| consent(network, report, statement, lasting));
        // Of offers alike, one that would last lets the step come.
        let least = consents.min_by(|a, b| a.0.total_cmp(&b.0).then_with(|| (a.1 == HoldBack::Late).cmp(&(b.1 == HoldBack::Late))));
        let (resistance, back) = least.unwrap_or((0.0, HoldBack::Conditional));
        take(&mut holds, Resistance { party, back, resistance, weight: 1.0, performs });
    }
    // An offer covers the levels below, so whoever offers as many levels as there are up to here offers this one.
    let levels = negotiation.step(id).level + 1;
    for (&party, &offered) in measure.by.iter().zip(offered).filter(|&(_, &offered)| offered < levels) {
        let resistance = if measure.given { 0.0 } else { SILENCE * (levels - offered) as f64 / levels as f64 };
        let back = if offered > 0 { HoldBack::Shortfall } else { HoldBack::Unanswered };
        take(&mut holds, Resistance { party, back, resistance, weight: 1.0, performs: true });
    }
    // Whoever lets a lower level happen only on conditions holds back this one too. Performers are judged by what covers this level.
    if let Some(lower) = network.below(step) {
        below[lower as usize].iter().filter(|hold| !hold.performs).for_each(|&hold| take(&mut holds, hold));
    }
    holds
}

/// Takes in a hold; of one party the firmest counts.
fn take(holds: &mut Vec<Resistance>, hold: Resistance) {
    match holds.iter_mut().find(|known| known.party == hold.party) {
        None => holds.push(hold),
        Some(known) if (hold.resistance, hold.weight) > (known.resistance, known.weight) => *known = hold,
        Some(_) => {}
    }
}

/// Returns how open a step is by one statement that consents to it, for a wish that is not met: by its preconditions out of reach; and by
/// its end, which counts whether or not the step would come in time if nobody else held it back, so that a concession of another never makes
/// it count for more. `lasting` is when the step would come if no offer lapsed.
fn consent(network: &Network, report: &Report, statement: StatementId, lasting: Time) -> (f64, HoldBack) {
    let mut out_of_reach: Vec<(Vec<u32>, f64)> = Vec::new();
    let clauses = network.clauses_of(statement.index() as u32);
    for (clause, options) in clauses.flat_map(|clause| network.conditions_of(clause).map(move |options| (clause, options))) {
        if options.iter().any(|&option| report.time(StepId::new(option as usize)).is_some()) {
            continue;
        }
        let strictness = strictness(network.clauses[clause].wait);
        let mut options = options.to_vec();
        options.sort_unstable();
        options.dedup();
        out_of_reach.push((options, strictness));
    }
    // What is said twice, in one way or in two, counts once, in the strictest.
    out_of_reach.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    out_of_reach.dedup_by(|again, first| again.0 == first.0);
    let within_reach: f64 = out_of_reach.iter().map(|(_, strictness)| 1.0 - strictness).product();
    let resistance = CONDITIONS * (1.0 - within_reach);
    if resistance < LATE && network.negotiation.statement(statement).until().is_some() {
        let lapses = lasting != NEVER && network.until[statement.index()] < lasting.day;
        return (LATE, if lapses { HoldBack::Late } else { HoldBack::Limited });
    }
    (resistance, HoldBack::Conditional)
}

const fn strictness(wait: Wait) -> f64 {
    match wait {
        Wait::After => 0.75,
        Wait::With => 0.5,
        Wait::Promise => 0.25,
    }
}
