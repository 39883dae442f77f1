//! Says whether every demand can be met, all exclusions kept.

use super::Solution;
use super::deal::{Deal, Met};
use crate::finding::{Demand, Proof, Verdict};
use crate::limits::{Exhausted, Limits, Work};
use crate::model::ExclusionId;

/// The verdict, how sure it is, and the exclusions that alone stand in the way.
pub(super) struct Judgement {
    pub(super) verdict: Verdict,
    pub(super) proof: Proof,
    pub(super) in_the_way: Vec<ExclusionId>,
}

/// Judges: `Agreement` when for some choice of what stays under every exclusion, with the rest left out, every demand is met and no step
/// waits in a deadlock.
///
/// # Complexity
///
/// Without exclusions the answer is read off; with them there is a search, which ends at the limit of work: see [`Deal::can_be_met`].
pub(super) fn find(solution: &Solution, demands: &[Demand], limits: &Limits) -> Judgement {
    let judged = |verdict, proof| Judgement { verdict, proof, in_the_way: Vec::new() };
    let actual = solution.deadlocks.iter().any(|group| !group.is_latent);
    if actual || demands.iter().any(|demand| !demand.met) {
        return judged(Verdict::Impasse, Proof::Proven);
    }
    let exclusions: Vec<u32> = (0..solution.network.negotiation.exclusions().len() as u32).collect();
    if exclusions.is_empty() {
        return judged(Verdict::Agreement, Proof::Proven);
    }
    let mut work = Work::within(limits);
    let mut deal = Deal::new(&solution.network, &solution.times, demands.iter().map(|&demand| vec![demand]).collect());
    let wishes: Vec<u32> = (0..demands.len() as u32).collect();
    match deal.can_be_met(&wishes, &exclusions, &mut work) {
        Ok(Met::Together) => judged(Verdict::Agreement, Proof::Proven),
        Err(Exhausted) => judged(Verdict::Impasse, Proof::AtLimit),
        Ok(Met::Never { exclusions, .. }) => {
            let fewest = deal.fewest_exclusions(&wishes, exclusions.clone(), &mut work).unwrap_or(exclusions);
            let in_the_way = fewest.into_iter().map(|exclusion| ExclusionId::new(exclusion as usize)).collect();
            Judgement { in_the_way, ..judged(Verdict::Impasse, Proof::Proven) }
        }
    }
}
