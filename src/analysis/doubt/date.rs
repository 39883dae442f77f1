//! Days that do not fit together.

use std::collections::HashMap;

use crate::finding::doubt::Doubt;
use crate::model::{Date, Negotiation, RoundId, When};

pub(super) fn find(n: &Negotiation, found: &mut Vec<Doubt>) {
    let mut later = n.statements().filter(|(_, said)| n.is_yet_to_come(said.when)).map(|(statement, _)| statement).peekable();
    if later.peek().is_some() && n.statements().all(|(_, said)| n.is_yet_to_come(said.when)) {
        found.push(Doubt::AsOfBeforeEverything);
    }
    found.extend(later.map(|statement| Doubt::NotYetSaid { statement }));
    done(n, found);
    claims(n, found);
}

fn done(n: &Negotiation, found: &mut Vec<Doubt>) {
    let has_rounds = n.rounds().len() > 0;
    for (measure, declared) in n.measures() {
        match declared.done.map(|done| done.on) {
            Some(Some(on)) if n.as_of().is_some_and(|zero| on.first_day() > zero) => found.push(Doubt::DoneLater { measure }),
            Some(None) if has_rounds => found.push(Doubt::UndatedDone { measure }),
            _ => {}
        }
    }
}

/// Claims that bear the very date of a round and do not say that they belong to it.
fn claims(n: &Negotiation, found: &mut Vec<Doubt>) {
    let mut rounds: HashMap<Date, RoundId> = HashMap::new();
    for (id, round) in n.rounds() {
        rounds.entry(round.date).or_insert(id);
    }
    for (claim, said) in n.claims() {
        if let When::On(date) = said.when {
            found.extend(rounds.get(&date).map(|&round| Doubt::ClaimOutsideRound { claim, round }));
        }
    }
}
