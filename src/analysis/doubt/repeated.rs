//! Statements that say once more what has been said.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::finding::doubt::Doubt;
use crate::model::{Act, Date, Negotiation, PartyId, StatementId, StepId, Subject, Target, TermId, Wait, When};

/// What two statements have in common that may say the same.
type Kin = (PartyId, Act, Target, When);

/// The rest of what a statement says, and who reports it; where it was read does not count, nor how dearly it is held.
#[derive(PartialEq, Eq, Hash)]
struct Rest<'n> {
    preconditions: Vec<(Wait, Option<u32>, Awaited<'n>)>,
    deadline: Option<Date>,
    until: Option<Date>,
    reported_by: Option<&'n str>,
    quote: Option<&'n str>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Awaited<'n> {
    Step(StepId),
    Term(TermId),
    Any(&'n [StepId]),
}

/// The statements that are of one kin: a single one is not looked at closely.
enum Group<'n> {
    One(StatementId),
    Several(HashMap<Rest<'n>, StatementId>),
}

pub(super) fn find(n: &Negotiation, found: &mut Vec<Doubt>) {
    let mut groups: HashMap<Kin, Group<'_>, foldhash::fast::RandomState> = HashMap::default();
    for (statement, said) in n.statements() {
        match groups.entry((said.party, said.act, said.target, said.when)) {
            Entry::Vacant(group) => {
                group.insert(Group::One(statement));
            }
            Entry::Occupied(mut group) => {
                if let Group::One(first) = *group.get() {
                    group.insert(Group::Several(HashMap::from([(rest(n, first), first)])));
                }
                let Group::Several(known) = group.get_mut() else { continue };
                let earlier = *known.entry(rest(n, statement)).or_insert(statement);
                found.extend((earlier != statement).then_some(Doubt::RepeatedStatement { statement, earlier }));
            }
        }
    }
}

fn rest(n: &Negotiation, id: StatementId) -> Rest<'_> {
    let said = n.statement(id);
    let awaited = |precondition| match n.subject(precondition) {
        Subject::Step(step) => Awaited::Step(step),
        Subject::Term(term) => Awaited::Term(term),
        Subject::Any(steps) => Awaited::Any(steps),
    };
    let mut preconditions: Vec<_> = n.preconditions(id).iter().map(|wait| (wait.wait, wait.days, awaited(wait))).collect();
    preconditions.sort_unstable();
    Rest { preconditions, deadline: said.deadline(), until: said.until(), reported_by: said.reported_by(), quote: said.quote() }
}
