//! Which demands can be met together, and which parties can.

use super::statement::reference;
use super::{Phrase, join, name, phrase, plural};
use crate::finding::Status;
use crate::finding::agreeable::{AgreeableSet, AgreeableSets, Groups, LeftOut, WhyLeftOut};
use crate::model::{ExclusionId, Negotiation, PartyId, StatementId, Target};

/// How many demands one sentence names.
const NAMED: usize = 8;

/// How many agreeable sets there are, and whether these are all.
pub(in crate::render) fn sets_counted(sets: &AgreeableSets) -> Phrase {
    let count = sets.sets.len();
    match (sets.complete.is_proven(), sets.weightiest.is_proven()) {
        (true, _) if sets.sets.iter().all(|set| set.demands.is_empty()) => phrase!["No demand can be met as things stand:"],
        (true, _) if count == 1 => phrase!["Of the demands, these can all be met together as things stand:"],
        (true, _) => phrase!["There are ", count, " ways to choose demands that can all be met together, the weightiest first:"],
        (false, _) if count == 0 => phrase!["Too many demands compete to find out which can be met together."],
        (false, true) => phrase!["There are more ways to choose demands that can all be met together; the weightiest ", count, ":"],
        (false, false) => phrase!["The best choice found of demands that can all be met together; there may be weightier ones:"],
    }
}

/// An agreeable set: its weight and its demands.
pub(in crate::render) fn set(n: &Negotiation, set: &AgreeableSet) -> Phrase {
    match set.demands.len() {
        0 => phrase!["No demand."],
        count => phrase![
            count,
            plural(count, " demand", " demands"),
            " of weight ",
            usize::try_from(set.weight).unwrap_or(usize::MAX),
            ": ",
            join(set.demands.iter().map(|&demand| wish(n, demand)), count, "and", NAMED),
            "."
        ],
    }
}

/// Why a demand is not in an agreeable set.
pub(in crate::render) fn left_out(n: &Negotiation, left: &LeftOut) -> Phrase {
    let why = match &left.why {
        WhyLeftOut::Unmet { step, status } => unmet(n, left.demand, *step, *status),
        WhyLeftOut::Clash { with, exclusions } => clash(n, with, exclusions),
    };
    phrase!["Without ", wish(n, left.demand), ": ", why, "."]
}

/// Why a demand cannot be met at all; the step is named where the demand is of a term.
fn unmet(n: &Negotiation, demand: StatementId, step: crate::model::StepId, status: Status) -> Phrase {
    let how = match status {
        Status::Refused => "is refused",
        Status::Unanswered => "is not offered",
        Status::Deadlocked => "waits in a circle",
        Status::Expired => "waits until an offer has lapsed",
        Status::Waiting => "waits for what cannot come",
        Status::Done | Status::Performable => "comes too late",
    };
    match n.statement(demand).target {
        Target::Step(_) => phrase!["it ", how],
        Target::Term(_) => phrase![name::step(n, step), " ", how],
    }
}

fn clash(n: &Negotiation, with: &[StatementId], exclusions: &[ExclusionId]) -> Phrase {
    let against = match with.len() {
        0 => phrase!["it cannot be met"],
        count => phrase!["it cannot be met together with ", join(with.iter().map(|&demand| wish(n, demand)), count, "and", NAMED)],
    };
    let excluded = exclusions.iter().map(|&id| phrase!["only one of ", name::steps_and(n, &n.exclusion(id).steps), " can be in the deal"]);
    phrase![against, ", for ", join(excluded, exclusions.len(), "and", NAMED)]
}

/// A demand by who made it: `North's … `, as `“a” (North [s1])`.
fn wish(n: &Negotiation, demand: StatementId) -> Phrase {
    let said = n.statement(demand);
    let what = match said.target {
        Target::Step(step) => name::step(n, step),
        Target::Term(term) => name::term(n, term),
    };
    phrase![what, " (", name::party(n, said.party), " ", reference(n, demand), ")"]
}

/// How many groups there are, and whether these are all.
pub(in crate::render) fn groups_counted(groups: &Groups) -> Phrase {
    let more = (!groups.complete.is_proven()).then_some(" There are more; these are the ones found.");
    match groups.groups.len() {
        0 if groups.complete.is_proven() => phrase!["No party's demands could be met even if everybody else went along."],
        0 => phrase!["The positions are too many to find out who stands together."],
        _ => phrase!["Parties whose demands could all be met together if everybody else went along:", more],
    }
}

/// The members of a group.
pub(in crate::render) fn group_members(n: &Negotiation, group: &[PartyId]) -> Phrase {
    name::parties(n, group, "and")
}

/// Parties that cannot be satisfied together.
pub(in crate::render) fn apart(n: &Negotiation, parties: &[PartyId]) -> Phrase {
    match parties {
        [single] => phrase![name::party(n, *single), " demanded what only its own position withholds"],
        several => phrase![name::parties(n, several, "and"), " cannot all be satisfied together"],
    }
}
