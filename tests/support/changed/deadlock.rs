//! Deadlocks with one part changed.

use impasse::Negotiation;
use impasse::finding::{Deadlock, Link, Proof};
use impasse::model::{StatementId, Wait};

use super::{Changed, Others};

/// Changes each field of a deadlock that is checked; not what stands in front, and not that a circle is not known to be the shortest.
pub(crate) fn changed_deadlocks(negotiation: &Negotiation, deadlock: &Deadlock) -> Vec<(&'static str, Deadlock)> {
    let others = Others(negotiation);
    let mut found = Changed(Vec::new());
    found.list("steps", deadlock, &deadlock.steps, |d, list| d.steps = list, |list| others.step(list));
    found.list("parties", deadlock, &deadlock.parties, |d, list| d.parties = list, |list| others.party(list));
    found.push("latent", deadlock, |d| d.latent = !d.latent);
    if deadlock.steps.len() <= 12 {
        found.push("cycles", deadlock, |d| d.cycles += 7);
        found.push("cycles", deadlock, |d| d.cycles -= 1);
        let other = if deadlock.all_cycles.is_proven() { Proof::AtLimit } else { Proof::Proven };
        found.push("all_cycles", deadlock, |d| d.all_cycles = other);
    }
    found.list("cycle", deadlock, &deadlock.cycle, |d, list| d.cycle = list, |list| list.first().copied());
    for (at, link) in deadlock.cycle.iter().enumerate() {
        let mut put = |what, changed| found.push(what, deadlock, |d| d.cycle[at] = changed);
        match *link {
            Link::Level { step, waits_for } => {
                put("level.step", Link::Level { step: others.step(&[step]).unwrap_or(waits_for), waits_for });
                put("level.waits_for", Link::Level { step, waits_for: others.step(&[waits_for]).unwrap_or(step) });
            }
            Link::Wait { step, waits_for, wait, statement, party, precondition, has_way_past } => {
                let same = Link::Wait { step, waits_for, wait, statement, party, precondition, has_way_past };
                assert_eq!(same, *link);
                if let Some(step) = others.step(&[step]) {
                    put("link.step", Link::Wait { step, waits_for, wait, statement, party, precondition, has_way_past });
                }
                if let Some(waits_for) = others.step(&[waits_for]) {
                    put("link.waits_for", Link::Wait { step, waits_for, wait, statement, party, precondition, has_way_past });
                }
                let wait = if wait == Wait::After { Wait::With } else { Wait::After };
                put("link.wait", Link::Wait { step, waits_for, wait, statement, party, precondition, has_way_past });
                let Link::Wait { wait, .. } = *link else { continue };
                let has_own = |&(_, said): &(StatementId, &impasse::model::Statement)| said.party != party;
                if let Some((statement, _)) = negotiation.statements().find(has_own) {
                    put("link.statement", Link::Wait { step, waits_for, wait, statement, party, precondition, has_way_past });
                }
                if let Some(party) = others.party(&[party]) {
                    put("link.party", Link::Wait { step, waits_for, wait, statement, party, precondition, has_way_past });
                }
                let beyond = negotiation.preconditions(statement).len();
                put("link.precondition", Link::Wait { step, waits_for, wait, statement, party, precondition: beyond, has_way_past });
                put("link.has_way_past", Link::Wait { step, waits_for, wait, statement, party, precondition, has_way_past: !has_way_past });
            }
            new => unreachable!("{new:?} is not changed yet"),
        }
    }
    found.0
}
