//! The solution of every step: when it can happen, what is hopeless, and which steps wait in circles.

use super::deadlock::{self, Group};
use crate::finding::Status;
use crate::graph::{Fate, Hopeless, NEVER, Network, Solver};
use crate::model::{Negotiation, Time};

/// What is calculated once and every check looks at.
pub(super) struct Solution {
    pub(super) network: Network,
    /// By step, then by meaning; `NEVER` for what cannot happen.
    pub(super) times: Vec<Time>,
    /// By step; what the times would be if no offer lapsed.
    pub(super) lasting: Vec<Time>,
    pub(super) status: Vec<Status>,
    /// By step, then by meaning: whether it cannot come whatever the order.
    pub(super) hopeless: Vec<bool>,
    /// The circles that hold steps now, by first step, then those that would if refusals and silence were gone.
    pub(super) deadlocks: Vec<Group>,
}

impl Solution {
    pub(super) fn new(negotiation: &Negotiation) -> Self {
        let network = Network::new(negotiation);
        let (times, lasting, deadlocks, deadlocked, hopeless) = {
            let mut solver = Solver::new(&network);
            let mut times: Vec<Time> = network.fate.iter().map(|&fate| if fate == Fate::Done { Time::default() } else { NEVER }).collect();
            let scope = network.open();
            solver.solve(&scope, &mut times, true);
            let mut lasting = times.clone();
            if network.has_until {
                let scope: Vec<u32> = scope.into_iter().filter(|&step| times[step as usize] == NEVER).collect();
                solver.solve(&scope, &mut lasting, false);
            }
            let hopeless = Hopeless::find(&network);
            let (deadlocks, deadlocked) = find_deadlocks(&network, &mut solver, &lasting, &hopeless);
            (times, lasting, deadlocks, deadlocked, hopeless.step)
        };
        let status = (0..network.step_count())
            .map(|step| match network.fate[step] {
                Fate::Done => Status::Done,
                Fate::Refused => Status::Refused,
                Fate::Unanswered => Status::Unanswered,
                Fate::Open if times[step] != NEVER => Status::Performable,
                Fate::Open if deadlocked[step] => Status::Deadlocked,
                Fate::Open if lasting[step] != NEVER => Status::Expired,
                Fate::Open => Status::Waiting,
            })
            .collect();
        Self { network, times, lasting, status, hopeless, deadlocks }
    }
}

/// Finds the actual deadlocks, then the latent ones; and by step whether it is in any.
fn find_deadlocks(network: &Network, solver: &mut Solver<'_>, lasting: &[Time], hopeless: &Hopeless) -> (Vec<Group>, Vec<bool>) {
    let stuck = |times: &[Time], hopeless: &Hopeless| -> Vec<u32> {
        (0..network.node_count() as u32).filter(|&step| times[step as usize] == NEVER && !hopeless.step[step as usize]).collect()
    };
    let mut deadlocks = deadlock::find(network, solver, hopeless, stuck(lasting, hopeless), false);
    let mut deadlocked = vec![false; network.step_count()];
    for deadlock in &deadlocks {
        deadlock.circle.steps.iter().for_each(|&step| deadlocked[step as usize] = true);
    }
    if network.fate.iter().any(|fate| matches!(fate, Fate::Refused | Fate::Unanswered)) {
        let mut granted = lasting.to_vec();
        let scope: Vec<u32> = (0..network.node_count() as u32).filter(|&step| granted[step as usize] == NEVER).collect();
        solver.solve(&scope, &mut granted, false);
        let nothing = Hopeless::nothing(network);
        let mut latent = deadlock::find(network, solver, &nothing, stuck(&granted, &nothing), true);
        latent.retain(|group| group.circle.steps.iter().any(|&step| !deadlocked[step as usize]));
        for group in &latent {
            group.circle.steps.iter().for_each(|&step| deadlocked[step as usize] = true);
        }
        deadlocks.append(&mut latent);
    }
    (deadlocks, deadlocked)
}
