//! The parties side by side (`docs/comparison.md`): what each says on each step and term, who wants it, and where it stands.

use std::collections::BTreeSet;

use impasse::model::{Act, IssueId, PartyId, StatementId, StepId, Subject, Target, TermId};

use super::positions::conditions;
use super::{Answer, Positions, Said, Status, Time};

/// Where a step or term stands, from the worst to the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    Refused,
    Deadlocked,
    Unanswered,
    Shortfall,
    Waiting,
    Expired,
    Conditional,
    Unrequested,
    Agreed,
    Undisputed,
}

/// A step or term with what is said on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) subject: Target,
    pub(crate) issue: Option<IssueId>,
    pub(crate) standing: Standing,
    pub(crate) wanted_by: Vec<PartyId>,
    pub(crate) silent: Vec<PartyId>,
    pub(crate) offered: Option<StepId>,
    pub(crate) cells: Vec<Cell>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) party: PartyId,
    pub(crate) said: Vec<StatementId>,
    pub(crate) bearing: Vec<StatementId>,
    pub(crate) awaiting: Vec<StatementId>,
}

/// Lists the rows: the steps of each issue, the steps of none, the terms.
pub(crate) fn rows(positions: &Positions<'_>, answer: &Answer) -> Vec<Row> {
    let negotiation = positions.negotiation;
    let issues = negotiation.issues().map(|(issue, _)| Some(issue)).chain([None]);
    let steps = issues.flat_map(|issue| {
        let has_row = |step: &StepId| issue_of(positions, *step) == issue && has_row(positions, *step);
        positions.steps().filter(has_row).collect::<Vec<_>>()
    });
    let terms = negotiation.terms().map(|(term, _)| term).filter(|&term| is_used(positions, term));
    let of_step = |step: StepId| Row {
        subject: Target::Step(step),
        issue: issue_of(positions, step),
        standing: standing(positions, answer, step),
        wanted_by: parties(positions, |party| wants(positions, party, step)),
        silent: if positions.is_done(step) || positions.is_given(step) { Vec::new() } else { positions.silent(step) },
        offered: if standing(positions, answer, step) == Standing::Shortfall { offered_by_all(positions, step) } else { None },
        cells: cells(positions, Target::Step(step)),
    };
    let of_term = |term: TermId| Row {
        subject: Target::Term(term),
        issue: None,
        standing: meant_by_anybody(positions, term).into_iter().map(|step| standing(positions, answer, step)).min().unwrap(),
        wanted_by: parties(positions, |party| wants_term(positions, party, term)),
        silent: Vec::new(),
        offered: None,
        cells: cells(positions, Target::Term(term)),
    };
    steps.map(of_step).chain(terms.map(of_term)).collect()
}

fn issue_of(positions: &Positions<'_>, step: StepId) -> Option<IssueId> {
    positions.negotiation.measure(positions.negotiation.step(step).measure).issue
}

fn parties(positions: &Positions<'_>, which: impl Fn(PartyId) -> bool) -> Vec<PartyId> {
    positions.negotiation.parties().map(|(party, _)| party).filter(|&party| which(party)).collect()
}

/// A step has a row when it is named; the top level of a measure also when no level is.
fn has_row(positions: &Positions<'_>, step: StepId) -> bool {
    let levels: Vec<StepId> =
        positions.steps().filter(|&other| positions.is_at_or_below(other, step) || positions.is_at_or_below(step, other)).collect();
    let is_top = levels.last() == Some(&step);
    is_named(positions, step) || is_top && !levels.iter().any(|&level| is_named(positions, level))
}

/// A step is named by itself, by a term, or in a precondition.
fn is_named(positions: &Positions<'_>, step: StepId) -> bool {
    positions.standing.iter().any(|&id| {
        let said = positions.negotiation.statement(id);
        let itself = said.target == Target::Step(step);
        let by_term = matches!(said.target, Target::Term(term) if positions.meaning(term, said.party).contains(&step));
        itself || by_term || conditions(positions.negotiation, id).iter().any(|condition| condition.options.contains(&step))
    })
}

fn waits_for_term(positions: &Positions<'_>, id: StatementId, term: TermId) -> bool {
    let negotiation = positions.negotiation;
    negotiation.preconditions(id).iter().any(|precondition| negotiation.subject(precondition) == Subject::Term(term))
}

fn is_used(positions: &Positions<'_>, term: TermId) -> bool {
    let on_it = |id: StatementId| positions.negotiation.statement(id).target == Target::Term(term);
    positions.standing.iter().any(|&id| on_it(id) || waits_for_term(positions, id, term))
}

/// Lists the steps that a party which defines or uses a term means by it.
fn meant_by_anybody(positions: &Positions<'_>, term: TermId) -> BTreeSet<StepId> {
    let negotiation = positions.negotiation;
    let definers = negotiation.term(term).definitions.iter().map(|definition| definition.party);
    let uses = |id: StatementId| negotiation.statement(id).target == Target::Term(term) || waits_for_term(positions, id, term);
    let users = positions.standing.iter().filter(|&&id| uses(id)).map(|&id| negotiation.statement(id).party);
    definers.chain(users).flat_map(|party| positions.meaning(term, party)).collect()
}

/// A party wants a step that it or a higher level of which it demands, or makes something wait for, unless it alone would do it.
fn wants(positions: &Positions<'_>, party: PartyId, step: StepId) -> bool {
    let reaches = |wanted: StepId| positions.is_at_or_below(step, wanted);
    let demands = positions.acts(Act::Demands).any(|demand| demand.party == party && reaches(demand.step));
    let awaits = positions.standing.iter().any(|&id| {
        positions.negotiation.statement(id).party == party
            && conditions(positions.negotiation, id).iter().flat_map(|condition| &condition.options).any(|&option| reaches(option))
    });
    (demands || awaits) && positions.performers(step) != [party]
}

fn wants_term(positions: &Positions<'_>, party: PartyId, term: TermId) -> bool {
    let speaks = |id: StatementId| {
        let said = positions.negotiation.statement(id);
        let demands = said.act == Act::Demands && said.target == Target::Term(term);
        said.party == party && (demands || waits_for_term(positions, id, term))
    };
    let alone = positions.meaning(term, party).iter().all(|&step| positions.performers(step) == [party]);
    positions.standing.iter().any(|&id| speaks(id)) && !alone
}

/// The first standing that applies.
fn standing(positions: &Positions<'_>, answer: &Answer, step: StepId) -> Standing {
    let status = answer.status[step];
    let wanted = !parties(positions, |party| wants(positions, party, step)).is_empty();
    let demanded = positions.acts(Act::Demands).any(|demand| positions.is_at_or_below(step, demand.step));
    let offered = positions.performers(step).iter().any(|&party| positions.offers(party, step).next().is_some());
    match () {
        () if status == Status::Done => Standing::Undisputed,
        () if status == Status::Refused => Standing::Refused,
        () if status == Status::Deadlocked => Standing::Deadlocked,
        () if !wanted && offered => Standing::Unrequested,
        () if !wanted => Standing::Undisputed,
        () if status == Status::Unanswered && demanded && offered_by_all(positions, step).is_some() => Standing::Shortfall,
        () if status == Status::Unanswered => Standing::Unanswered,
        () if status == Status::Waiting => Standing::Waiting,
        () if status == Status::Expired => Standing::Expired,
        () if is_agreed(positions, answer, step) => Standing::Agreed,
        () => Standing::Conditional,
    }
}

/// Returns the highest lower level that all performers offer.
fn offered_by_all(positions: &Positions<'_>, step: StepId) -> Option<StepId> {
    positions.steps().filter(|&lower| lower != step && positions.is_at_or_below(lower, step) && positions.silent(lower).is_empty()).last()
}

/// Everybody who has a say has said something on it that is valid on the day on which it comes and waits only for what is done.
fn is_agreed(positions: &Positions<'_>, answer: &Answer, step: StepId) -> bool {
    let Time::At { day, .. } = answer.times[step] else { return false };
    let open = |said: &&Said| {
        let met = |options: &Vec<StepId>| options.iter().any(|&option| positions.is_done(option));
        !said.conditions.iter().all(|condition| met(&condition.options)) || said.until.is_some_and(|until| day > until)
    };
    let performer = |&party: &PartyId| {
        let offers: Vec<&Said> = positions.offers(party, step).collect();
        offers.is_empty() || offers.iter().any(|offer| !open(offer))
    };
    let acceptances: Vec<&Said> = positions.acts(Act::Accepts).filter(|said| said.step == step).collect();
    let acceptor = |party: PartyId| acceptances.iter().any(|said| said.party == party && !open(said));
    positions.performers(step).iter().all(performer) && acceptances.iter().all(|said| acceptor(said.party))
}

/// Lists what each party says on just a step or term, and what of the rest bears on it.
fn cells(positions: &Positions<'_>, subject: Target) -> Vec<Cell> {
    let cell = |party: PartyId| {
        let own: Vec<StatementId> =
            positions.standing.iter().copied().filter(|&id| positions.negotiation.statement(id).party == party).collect();
        let is_on_it = |id: &StatementId| positions.negotiation.statement(*id).target == subject;
        let awaiting: Vec<_> = own.iter().copied().filter(|&id| awaits(positions, id, subject)).collect();
        let (said, others): (Vec<_>, Vec<_>) = own.into_iter().partition(is_on_it);
        let bearing: Vec<_> = others.into_iter().filter(|&id| bears(positions, id, subject)).collect();
        Cell { party, said, bearing, awaiting }
    };
    positions
        .negotiation
        .parties()
        .map(|(party, _)| cell(party))
        .filter(|c| !(c.said.is_empty() && c.bearing.is_empty() && c.awaiting.is_empty()))
        .collect()
}

fn bears(positions: &Positions<'_>, id: StatementId, subject: Target) -> bool {
    let Target::Step(step) = subject else { return false };
    let (below, above) = (|other| positions.is_at_or_below(step, other), |other| positions.is_at_or_below(other, step));
    positions.said.iter().filter(|said| said.statement == id).any(|said| match said.act {
        Act::Offers => below(said.step) || above(said.step),
        Act::Demands => below(said.step),
        Act::Refuses => above(said.step),
        Act::Accepts => said.step == step,
        Act::Withdraws => false,
    })
}

/// A statement waits for what is not its party's own to do alone.
fn awaits(positions: &Positions<'_>, id: StatementId, subject: Target) -> bool {
    let party = positions.negotiation.statement(id).party;
    let alone = |step: StepId| positions.performers(step) == [party];
    match subject {
        Target::Step(step) => {
            let options = || conditions(positions.negotiation, id).into_iter().flat_map(|condition| condition.options);
            !alone(step) && options().any(|option| positions.is_at_or_below(step, option))
        }
        Target::Term(term) => waits_for_term(positions, id, term) && !positions.meaning(term, party).iter().all(|&step| alone(step)),
    }
}
