//! Holds a report against the oracle's answer, one part at a time.

use std::fmt::Debug;

use impasse::Report;
use impasse::finding::{self, Evidence, Verdict, Want};
use impasse::model::{Negotiation, StepId};

use super::oracle::{Answer, Conflict, Deadlock, Detail, How, Link, Root, Time, check_cycle};

/// How many roots a report lists.
const MOST_ROOTS: usize = 16;

/// Says where a report and the oracle part, if they do.
pub(crate) fn compare(negotiation: &Negotiation, report: &Report, answer: &Answer) -> Result<(), String> {
    times(negotiation, report, answer)?;
    statuses(negotiation, report, answer)?;
    deadlocks(negotiation, report, answer)?;
    roots(negotiation, report, answer)?;
    demands(negotiation, report, answer)?;
    conflicts(negotiation, report, answer)?;
    same("agreement", report.verdict() == Verdict::Agreement, answer.agreement)
}

fn same<T: PartialEq + Debug>(what: impl AsRef<str>, report: T, oracle: T) -> Result<(), String> {
    if report == oracle {
        return Ok(());
    }
    Err(format!("{}\n  in the report: {report:?}\n  by the oracle: {oracle:?}", what.as_ref()))
}

fn times(negotiation: &Negotiation, report: &Report, answer: &Answer) -> Result<(), String> {
    for (step, _) in negotiation.steps() {
        let time = match answer.times[step] {
            Time::At { day, phase } => Some((day, phase)),
            Time::Never => None,
        };
        let reported = report.time(step).map(|time| (time.day, i64::from(time.phase)));
        same(format!("day and phase of {}", negotiation.step_key(step)), reported, time)?;
    }
    Ok(())
}

fn statuses(negotiation: &Negotiation, report: &Report, answer: &Answer) -> Result<(), String> {
    for (step, _) in negotiation.steps() {
        let reported = format!("{:?}", report.status(step));
        same(format!("status of {}", negotiation.step_key(step)), reported, format!("{:?}", answer.status[step]))?;
    }
    Ok(())
}

fn roots(negotiation: &Negotiation, report: &Report, answer: &Answer) -> Result<(), String> {
    for (step, _) in negotiation.steps() {
        let (reported, all) = report.roots(step);
        let what = format!("roots of {}", negotiation.step_key(step));
        same_roots(&what, negotiation, (reported, !all.is_proven()), &answer.roots[step])?;
    }
    Ok(())
}

fn same_roots(what: &str, negotiation: &Negotiation, reported: (&[finding::Root], bool), all: &[Root]) -> Result<(), String> {
    let listed: Vec<String> = all.iter().take(MOST_ROOTS).map(|&root| root_name(negotiation, root)).collect();
    let in_report = reported.0.iter().map(|&root| match root {
        finding::Root::Step(step) => Root::Step(step),
        finding::Root::Deadlock(deadlock) => Root::Deadlock(deadlock.index()),
        new => unreachable!("{new:?} is not compared yet"),
    });
    let in_report: Vec<String> = in_report.map(|root| root_name(negotiation, root)).collect();
    same(what, (in_report, reported.1), (listed, all.len() > MOST_ROOTS))
}

fn root_name(negotiation: &Negotiation, root: Root) -> String {
    match root {
        Root::Step(step) => negotiation.step_key(step).into_owned(),
        Root::Deadlock(place) => format!("D{}", place + 1),
    }
}

fn demands(negotiation: &Negotiation, report: &Report, answer: &Answer) -> Result<(), String> {
    let row = |statement, party, step, met| {
        let (statement, party) = (negotiation.statement_key(statement), negotiation.party_key(party));
        format!("{statement} of {party}: {} met {met}", negotiation.step_key(step))
    };
    let reported: Vec<_> = report.demands().iter().map(|demand| row(demand.statement, demand.party, demand.step, demand.met)).collect();
    let expected: Vec<_> = answer.demands.iter().map(|demand| row(demand.statement, demand.party, demand.step, demand.met)).collect();
    same("demands", reported, expected)?;
    for demand in report.demands() {
        same("a demand's deadline", demand.deadline, negotiation.statement(demand.statement).deadline())?;
    }
    Ok(())
}

fn deadlocks(negotiation: &Negotiation, report: &Report, answer: &Answer) -> Result<(), String> {
    let brief = |steps: &[StepId], latent: bool| format!("{} latent {latent}", names(negotiation, steps));
    let reported: Vec<_> = report.deadlocks().iter().map(|deadlock| brief(&deadlock.steps, deadlock.latent)).collect();
    let expected: Vec<_> = answer.deadlocks.iter().map(|deadlock| brief(&deadlock.steps, deadlock.latent)).collect();
    same("deadlocks", reported, expected)?;
    for (place, (reported, expected)) in report.deadlocks().iter().zip(&answer.deadlocks).enumerate() {
        same_deadlock(negotiation, reported, expected).map_err(|error| format!("of D{}: {error}", place + 1))?;
    }
    Ok(())
}

fn same_deadlock(negotiation: &Negotiation, reported: &finding::Deadlock, expected: &Deadlock) -> Result<(), String> {
    same("parties", &reported.parties, &expected.parties)?;
    same("number of cycles, and whether there are more", (reported.cycles, !reported.all_cycles.is_proven()), expected.cycles)?;
    let cycle: Vec<Link> = reported.cycle.iter().map(link).collect();
    check_cycle(expected, &cycle)?;
    if reported.shortest.is_proven() {
        let steps: Vec<StepId> = cycle.iter().map(|link| link.step).collect();
        same("length of the shortest cycle", steps.len(), expected.shortest.len())?;
        same("the first of the shortest cycles", names(negotiation, &steps), names(negotiation, &expected.shortest))?;
    }
    same_roots("what stands in front", negotiation, (&reported.behind, !reported.all_behind.is_proven()), &expected.behind)
}

fn link(link: &finding::Link) -> Link {
    let said = match *link {
        finding::Link::Wait { statement, party, wait, .. } => Some((statement, party, wait)),
        finding::Link::Level { .. } => None,
        new => unreachable!("{new:?} is not compared yet"),
    };
    Link { step: link.step(), waits_for: link.waits_for(), said }
}

fn conflicts(negotiation: &Negotiation, report: &Report, answer: &Answer) -> Result<(), String> {
    for conflict in report.conflicts() {
        evidence_matches(conflict)?;
    }
    let line = |conflict: &Conflict| {
        let parties: Vec<_> = conflict.parties.iter().map(|&party| negotiation.party_key(party)).collect();
        let statements: Vec<_> = conflict.statements.iter().map(|&statement| negotiation.statement_key(statement)).collect();
        let (kind, steps, detail) = (conflict.kind, names(negotiation, &conflict.steps), &conflict.detail);
        format!("{kind} of {} over {steps} in {}: {detail:?}", parties.join(" "), statements.join(" "))
    };
    let reported: Vec<String> = report.conflicts().iter().map(|conflict| line(&plain(negotiation, conflict))).collect();
    let expected: Vec<String> = answer.conflicts.iter().map(line).collect();
    for place in 0..reported.len().max(expected.len()) {
        same(format!("conflict C{}", place + 1), reported.get(place), expected.get(place))?;
    }
    Ok(())
}

/// Puts a reported conflict as the oracle would.
fn plain(negotiation: &Negotiation, conflict: &finding::Conflict) -> Conflict {
    let detail = match &conflict.evidence {
        Evidence::Refusal(refusal) => Detail::Wanted(how(refusal.want)),
        Evidence::Unanswered(unanswered) => Detail::Silent(how(unanswered.want), unanswered.silent.to_vec()),
        Evidence::Shortfall(shortfall) => Detail::Offered(shortfall.offered),
        Evidence::Incompatible(incompatible) => Detail::Exclusion(incompatible.exclusion),
        Evidence::Deadline(missed) => {
            Detail::Earliest(missed.earliest.since(negotiation.as_of().expect("a negotiation with a deadline has a day 0")))
        }
        Evidence::Definition(clash) => Detail::Meanings { term: clash.term, shared: clash.shared.clone(), only: clash.only.clone() },
        Evidence::Claim(clash) => {
            Detail::Claims { proposition: clash.proposition, holds: clash.holds.clone(), claims: clash.claims.clone() }
        }
        Evidence::SelfContradiction(finding::SelfContradiction::OwnCircle { deadlock, .. }) => Detail::Circle(deadlock.index()),
        Evidence::SelfContradiction(finding::SelfContradiction::WantedAndRefused { want, .. }) => Detail::Wanted(how(*want)),
        _ => Detail::Nothing,
    };
    Conflict {
        kind: conflict.kind().word(),
        parties: conflict.parties.clone(),
        steps: conflict.steps.to_vec(),
        statements: conflict.statements.clone(),
        detail,
    }
}

/// Puts as the oracle would how a statement wants steps.
fn how(want: Want) -> How {
    want.precondition().map(|place| (place, want.is_option()))
}

/// Checks that a conflict's evidence names the same steps and statements as the conflict itself.
fn evidence_matches(conflict: &finding::Conflict) -> Result<(), String> {
    use finding::SelfContradiction::{OwnCircle, SaidAndRefused, WantedAndRefused};
    let (steps, statements) = match &conflict.evidence {
        Evidence::Refusal(refusal) => (refusal.steps.to_vec(), [&[refusal.wanting], &*refusal.refusals].concat()),
        Evidence::Unanswered(unanswered) => (unanswered.steps.to_vec(), vec![unanswered.wanting]),
        Evidence::Shortfall(shortfall) => (vec![shortfall.demanded], [&[shortfall.wanting], &*shortfall.offers].concat()),
        Evidence::Incompatible(incompatible) => (incompatible.needed.clone(), incompatible.demands.clone()),
        Evidence::Deadline(missed) => (vec![missed.step], vec![missed.demand]),
        Evidence::SelfContradiction(SaidAndRefused { statement, step, refusals }) => (vec![*step], [&[*statement], &**refusals].concat()),
        Evidence::SelfContradiction(WantedAndRefused { wanting, steps, refusals, .. }) => {
            (steps.to_vec(), [&[*wanting], &**refusals].concat())
        }
        Evidence::SelfContradiction(OwnCircle { statements, .. }) => (conflict.steps.to_vec(), statements.clone()),
        _ => return Ok(()),
    };
    same(
        format!("steps and statements of {conflict:?}, and of its evidence"),
        (&*conflict.steps, &conflict.statements),
        (&*steps, &statements),
    )
}

fn names(negotiation: &Negotiation, steps: &[StepId]) -> String {
    let names: Vec<_> = steps.iter().map(|&step| negotiation.step_key(step)).collect();
    format!("[{}]", names.join(" "))
}
