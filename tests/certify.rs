//! Findings are confirmed from the statements alone, and what is not so is refused.
#![expect(clippy::print_stdout, reason = "tests print their seeds and counts")]

mod support;

use std::collections::BTreeMap;
use std::fs;

use impasse::finding::{self, Conflict, Deadlock, Evidence, Link, Report, SelfContradiction, Verdict, Want};
use impasse::model::{Date, PartyId, StatementId, StepId, Time, Wait};
use impasse::{Negotiation, analyze, certify};
use support::generate::generate;

const SEEDS: std::ops::Range<u64> = 70_000..71_500;

/// Lists the real negotiations of the cases and examples, and random ones.
fn negotiations() -> Vec<(String, Negotiation)> {
    let mut found = Vec::new();
    for folder in ["tests/cases", "examples", "docs/findings"] {
        for entry in fs::read_dir(folder).expect("it can be listed") {
            let path = entry.expect("it can be listed").path();
            let text = fs::read_to_string(&path).unwrap_or_default();
            let text = if path.extension().is_some_and(|end| end == "md") { first_block(&text).to_owned() } else { text };
            if path.extension().is_some_and(|end| end == "toml" || end == "md") && !text.is_empty() {
                let negotiation = impasse::text::from_toml(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                found.push((path.display().to_string(), negotiation));
            }
        }
    }
    println!("{} files, seeds {SEEDS:?}", found.len());
    found.extend(SEEDS.map(|seed| (format!("seed {seed}"), generate(seed).build().expect("a valid negotiation").0)));
    found
}

/// Returns the first block of TOML of a page.
fn first_block(page: &str) -> &str {
    let block = page.split_once("```toml\n").and_then(|(_, rest)| rest.split_once("```"));
    block.map_or("", |(block, _)| block)
}

#[test]
fn every_conflict_is_confirmed() {
    for (name, negotiation) in negotiations() {
        let report = analyze(&negotiation);
        for conflict in report.conflicts() {
            assert_eq!(certify::conflict(&negotiation, &report, conflict), Ok(()), "{name}: {conflict:#?}");
        }
    }
}

#[test]
fn every_deadlock_is_confirmed() {
    for (name, negotiation) in negotiations() {
        for deadlock in analyze(&negotiation).deadlocks() {
            assert_eq!(certify::deadlock(&negotiation, deadlock), Ok(()), "{name}: {deadlock:#?}");
        }
    }
}

/// Lists the steps that can happen, with their moments.
fn roadmap(negotiation: &Negotiation, report: &Report) -> Vec<(StepId, Time)> {
    negotiation.steps().filter_map(|(step, _)| Some((step, report.time(step)?))).collect()
}

#[test]
fn every_roadmap_can_be_gone_and_no_step_of_it_sooner() {
    let mut sooner = 0;
    for (name, negotiation) in negotiations() {
        let report = analyze(&negotiation);
        let steps = roadmap(&negotiation, &report);
        assert_eq!(certify::roadmap(&negotiation, &steps), Ok(()), "{name}");
        for at in 0..steps.len() {
            let (step, time) = steps[at];
            let earlier = [
                time.phase.checked_sub(1).map(|phase| Time { phase, ..time }),
                (time.day > 0).then(|| Time { day: time.day - 1, phase: 9 }),
            ];
            for earlier in earlier.into_iter().flatten() {
                let mut steps = steps.clone();
                steps[at].1 = earlier;
                assert!(certify::roadmap(&negotiation, &steps).is_err(), "{name}: {} at {earlier}", negotiation.step_key(step));
                sooner += 1;
            }
        }
    }
    assert!(sooner > 1_000, "only {sooner} steps wait for something");
}

#[test]
fn a_roadmap_lacks_nothing_that_its_steps_need_and_holds_nothing_that_never_comes() {
    let (mut needed, mut never) = (0, 0);
    for (name, negotiation) in negotiations() {
        let report = analyze(&negotiation);
        let steps = roadmap(&negotiation, &report);
        for at in 0..steps.len() {
            let mut less = steps.clone();
            let (step, _) = less.remove(at);
            needed += usize::from(certify::roadmap(&negotiation, &less).is_err());
            let is_level = negotiation.steps().any(|(above, _)| negotiation.below(above) == Some(step) && report.time(above).is_some());
            assert!(!is_level || negotiation.is_done(step) || certify::roadmap(&negotiation, &less).is_err(), "{name}");
        }
        for (step, _) in negotiation.steps().filter(|&(step, _)| report.time(step).is_none()) {
            let mut more = steps.clone();
            more.push((step, Time { day: 100_000, phase: 0 }));
            assert_eq!(certify::roadmap(&negotiation, &more), Err(certify::Failure::Moment { step }), "{name}");
            never += 1;
        }
    }
    assert!(needed > 300 && never > 1_000, "{needed} steps are needed by others, {never} never come");
}

/// Without exclusions, whether there is an agreement is whether the earliest roadmap is one.
#[test]
fn there_is_an_agreement_exactly_when_its_roadmap_is_confirmed() {
    let mut counts = BTreeMap::new();
    for (name, negotiation) in negotiations() {
        let report = analyze(&negotiation);
        let confirmed = certify::agreement(&negotiation, &roadmap(&negotiation, &report));
        let is_agreement = report.verdict() == Verdict::Agreement;
        if negotiation.exclusions().len() == 0 {
            assert_eq!(confirmed.is_ok(), is_agreement, "{name}: {confirmed:?}");
        }
        // With exclusions everything that can happen may be too much for the deal, never too little.
        assert!(is_agreement || confirmed.is_err(), "{name}");
        *counts.entry((negotiation.exclusions().len() > 0, is_agreement, confirmed.is_ok())).or_insert(0) += 1;
    }
    println!("with exclusions, agreement, confirmed: {counts:?}");
    assert!(counts[&(false, true, true)] > 50 && counts[&(false, false, false)] > 50 && counts[&(true, true, false)] > 5, "{counts:?}");
}

/// Changes of findings: what was changed, and the finding as changed.
struct Changed<T>(Vec<(&'static str, T)>);

impl<T: Clone> Changed<T> {
    fn push(&mut self, what: &'static str, finding: &T, change: impl FnOnce(&mut T)) {
        let mut changed = finding.clone();
        change(&mut changed);
        self.0.push((what, changed));
    }

    /// Takes each entry of a list out, turns the list round, and puts in an entry that it lacks.
    fn list<E: Clone>(
        &mut self,
        what: &'static str,
        finding: &T,
        list: &[E],
        set: impl Fn(&mut T, Vec<E>),
        other: impl FnOnce(&[E]) -> Option<E>,
    ) {
        let mut lists: Vec<Vec<E>> = (0..list.len()).map(|at| [&list[..at], &list[at + 1..]].concat()).collect();
        if list.len() > 1 {
            lists.push(list.iter().rev().cloned().collect());
        }
        lists.extend(other(list).map(|other| [list, &[other]].concat()));
        for list in lists {
            self.push(what, finding, |changed| set(changed, list));
        }
    }
}

/// What a negotiation has besides what a list has.
struct Others<'n>(&'n Negotiation);

impl Others<'_> {
    fn step(&self, but: &[StepId]) -> Option<StepId> {
        self.0.steps().map(|(step, _)| step).find(|step| !but.contains(step))
    }

    fn party(&self, but: &[PartyId]) -> Option<PartyId> {
        self.0.parties().map(|(party, _)| party).find(|party| !but.contains(party))
    }

    fn statement(&self, but: &[StatementId]) -> Option<StatementId> {
        self.0.statements().map(|(statement, _)| statement).find(|statement| !but.contains(statement))
    }
}

/// Changes each field of a conflict, and of what shows it.
fn changed_conflicts(negotiation: &Negotiation, conflict: &Conflict) -> Vec<(&'static str, Conflict)> {
    let others = Others(negotiation);
    let mut found = Changed(Vec::new());
    found.list("parties", conflict, &conflict.parties, |c, list| c.parties = list, |list| others.party(list));
    found.list("steps", conflict, &conflict.steps, |c, list| c.steps = list.into(), |list| others.step(list));
    found.list("statements", conflict, &conflict.statements, |c, list| c.statements = list, |list| others.statement(list));
    match &conflict.evidence {
        Evidence::Refusal(_) | Evidence::Unanswered(_) | Evidence::Shortfall(_) => change_wanted(&mut found, &others, conflict),
        Evidence::SelfContradiction(_) => change_contradiction(&mut found, &others, conflict),
        _ => change_others(&mut found, &others, conflict),
    }
    found.0
}

/// Changes what is wanted and not had.
fn change_wanted(found: &mut Changed<Conflict>, others: &Others<'_>, conflict: &Conflict) {
    let other_want = |want: Want| match want {
        Want::Demand => Want::Precondition { precondition: 0, any: false },
        Want::Precondition { precondition, any } => Want::Precondition { precondition, any: !any },
    };
    match &conflict.evidence {
        Evidence::Refusal(was) => {
            if let Some(statement) = others.statement(&[was.wanting]) {
                found.push("refusal.wanting", conflict, |c| refusal(c).wanting = statement);
            }
            found.push("refusal.want", conflict, |c| refusal(c).want = other_want(was.want));
            found.push("refusal.want", conflict, |c| refusal(c).want = Want::Precondition { precondition: 1_000, any: false });
            found.list("refusal.steps", conflict, &was.steps, |c, list| refusal(c).steps = list.into(), |list| others.step(list));
            found.list("refusal.parties", conflict, &was.parties, |c, list| refusal(c).parties = list.into(), |list| others.party(list));
            let other = |list: &[StatementId]| others.statement(list);
            found.list("refusal.refusals", conflict, &was.refusals, |c, list| refusal(c).refusals = list.into(), other);
        }
        Evidence::Unanswered(was) => {
            if let Some(statement) = others.statement(&[was.wanting]) {
                found.push("unanswered.wanting", conflict, |c| unanswered(c).wanting = statement);
            }
            found.push("unanswered.want", conflict, |c| unanswered(c).want = other_want(was.want));
            found.list("unanswered.steps", conflict, &was.steps, |c, list| unanswered(c).steps = list.into(), |list| others.step(list));
            found.list("unanswered.silent", conflict, &was.silent, |c, list| unanswered(c).silent = list.into(), |list| others.party(list));
        }
        Evidence::Shortfall(was) => {
            if let Some(statement) = others.statement(&[was.wanting]) {
                found.push("shortfall.wanting", conflict, |c| shortfall(c).wanting = statement);
            }
            if let Some(step) = others.step(&[was.demanded]) {
                found.push("shortfall.demanded", conflict, |c| shortfall(c).demanded = step);
            }
            if let Some(step) = others.step(&[was.offered]) {
                found.push("shortfall.offered", conflict, |c| shortfall(c).offered = step);
            }
            found.list("shortfall.offers", conflict, &was.offers, |c, list| shortfall(c).offers = list, |list| others.statement(list));
        }
        _ => {}
    }
}

macro_rules! evidence {
    ($($name:ident: $variant:ident, $evidence:ty;)*) => {$(
        fn $name(conflict: &mut Conflict) -> &mut $evidence {
            match &mut conflict.evidence {
                Evidence::$variant(evidence) => evidence,
                _ => panic!("another kind of conflict"),
            }
        }
    )*};
}

evidence! {
    refusal: Refusal, finding::Refusal;
    unanswered: Unanswered, finding::Unanswered;
    shortfall: Shortfall, finding::Shortfall;
    incompatible: Incompatible, finding::Incompatible;
    deadline: Deadline, finding::MissedDeadline;
    definition: Definition, finding::ClashingDefinitions;
    claim: Claim, finding::ContradictoryClaims;
    contradiction: SelfContradiction, SelfContradiction;
}

/// Changes what excludes each other, comes too late, or is told in two ways.
fn change_others(found: &mut Changed<Conflict>, others: &Others<'_>, conflict: &Conflict) {
    let negotiation = others.0;
    match &conflict.evidence {
        Evidence::Incompatible(was) => {
            for (exclusion, _) in negotiation.exclusions().filter(|&(exclusion, _)| exclusion != was.exclusion) {
                found.push("incompatible.exclusion", conflict, |c| incompatible(c).exclusion = exclusion);
            }
            found.list("incompatible.needed", conflict, &was.needed, |c, list| incompatible(c).needed = list, |list| others.step(list));
            let other = |list: &[StatementId]| others.statement(list);
            found.list("incompatible.demands", conflict, &was.demands, |c, list| incompatible(c).demands = list, other);
        }
        Evidence::Deadline(was) => {
            if let Some(statement) = others.statement(&[was.demand]) {
                found.push("deadline.demand", conflict, |c| deadline(c).demand = statement);
            }
            if let Some(step) = others.step(&[was.step]) {
                found.push("deadline.step", conflict, |c| deadline(c).step = step);
            }
            found.push("deadline.deadline", conflict, |c| deadline(c).deadline = Date::parse("1900-01-01").expect("a date"));
            found.push("deadline.earliest", conflict, |c| deadline(c).earliest = was.earliest.plus(1));
            found.list("deadline.path", conflict, &was.path, |c, list| deadline(c).path = list, |list| others.step(list));
        }
        Evidence::Definition(was) => {
            for (term, _) in negotiation.terms().filter(|&(term, _)| term != was.term) {
                found.push("definition.term", conflict, |c| definition(c).term = term);
            }
            found.list("definition.shared", conflict, &was.shared, |c, list| definition(c).shared = list, |list| others.step(list));
            found.list("definition.only", conflict, &was.only, |c, list| definition(c).only = list, |_| None);
            for at in 0..was.only.len() {
                let set = |c: &mut Conflict, list| definition(c).only[at].1 = list;
                found.list("definition.only", conflict, &was.only[at].1, set, |list| others.step(list));
            }
        }
        Evidence::Claim(was) => {
            found.list("claim.holds", conflict, &was.holds, |c, list| claim(c).holds = list, |_| None);
            for at in 0..was.holds.len() {
                found.push("claim.holds", conflict, |c| claim(c).holds[at].1 = !was.holds[at].1);
            }
            let other = |list: &[PartyId]| others.party(list);
            found.list("claim.asserted_by", conflict, &was.asserted_by, |c, list| claim(c).asserted_by = list, other);
            found.list("claim.denied_by", conflict, &was.denied_by, |c, list| claim(c).denied_by = list, other);
            found.list(
                "claim.claims",
                conflict,
                &was.claims,
                |c, list| claim(c).claims = list,
                |list| negotiation.claims().map(|(id, _)| id).find(|id| !list.contains(id)),
            );
        }
        _ => {}
    }
}

/// Changes how a party stands in its own way.
fn change_contradiction(found: &mut Changed<Conflict>, others: &Others<'_>, conflict: &Conflict) {
    let Evidence::SelfContradiction(was) = &conflict.evidence else { return };
    let mut put = |what, changed: SelfContradiction| found.push(what, conflict, |c| *contradiction(c) = changed);
    match was.clone() {
        SelfContradiction::SaidAndRefused { statement, step, refusals } => {
            if let Some(statement) = others.statement(&[statement]) {
                put("said-and-refused.statement", SelfContradiction::SaidAndRefused { statement, step, refusals: refusals.clone() });
            }
            if let Some(step) = others.step(&[step]) {
                put("said-and-refused.step", SelfContradiction::SaidAndRefused { statement, step, refusals: refusals.clone() });
            }
            put("said-and-refused.refusals", SelfContradiction::SaidAndRefused { statement, step, refusals: refusals[1..].to_vec() });
        }
        SelfContradiction::WantedAndRefused { wanting, want, steps, refusals } => {
            let changed = |wanting, want, steps: &[StepId], refusals: &[StatementId]| SelfContradiction::WantedAndRefused {
                wanting,
                want,
                steps: steps.into(),
                refusals: refusals.into(),
            };
            if let Some(wanting) = others.statement(&[wanting]) {
                put("wanted-and-refused.wanting", changed(wanting, want, &steps, &refusals));
            }
            put("wanted-and-refused.want", changed(wanting, Want::Precondition { precondition: 1_000, any: false }, &steps, &refusals));
            put("wanted-and-refused.steps", changed(wanting, want, &steps[1..], &refusals));
            put("wanted-and-refused.refusals", changed(wanting, want, &steps, &refusals[1..]));
        }
        SelfContradiction::OwnCircle { party, deadlock, statements } => {
            if let Some(party) = others.party(&[party]) {
                put("own-circle.party", SelfContradiction::OwnCircle { party, deadlock, statements: statements.clone() });
            }
            put("own-circle.statements", SelfContradiction::OwnCircle { party, deadlock, statements: statements[1..].to_vec() });
        }
    }
}

/// Changes each field of a deadlock that is checked; not what stands in front, and not that a circle is not known to be the shortest.
fn changed_deadlocks(negotiation: &Negotiation, deadlock: &Deadlock) -> Vec<(&'static str, Deadlock)> {
    let others = Others(negotiation);
    let mut found = Changed(Vec::new());
    found.list("steps", deadlock, &deadlock.steps, |d, list| d.steps = list, |list| others.step(list));
    found.list("parties", deadlock, &deadlock.parties, |d, list| d.parties = list, |list| others.party(list));
    found.push("latent", deadlock, |d| d.latent = !d.latent);
    if deadlock.steps.len() <= 12 {
        found.push("cycles", deadlock, |d| d.cycles += 7);
        found.push("cycles", deadlock, |d| d.cycles -= 1);
        found.push("cycles_truncated", deadlock, |d| d.cycles_truncated = !d.cycles_truncated);
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
        }
    }
    found.0
}

#[test]
fn no_conflict_is_confirmed_with_any_part_of_it_changed() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, negotiation) in negotiations() {
        let report = analyze(&negotiation);
        for conflict in report.conflicts() {
            for (what, changed) in changed_conflicts(&negotiation, conflict) {
                let checked = certify::conflict(&negotiation, &report, &changed);
                assert!(checked.is_err(), "{name}: {what}\n{conflict:#?}\nchanged to\n{changed:#?}");
                *counts.entry(what).or_default() += 1;
            }
        }
    }
    println!("{counts:#?}");
    assert_eq!(counts.len(), 33, "each field of each kind: {counts:#?}");
}

#[test]
fn no_deadlock_is_confirmed_with_any_part_of_it_changed() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, negotiation) in negotiations() {
        for deadlock in analyze(&negotiation).deadlocks() {
            for (what, changed) in changed_deadlocks(&negotiation, deadlock) {
                let checked = certify::deadlock(&negotiation, &changed);
                assert!(checked.is_err(), "{name}: {what}\n{deadlock:#?}\nchanged to\n{changed:#?}");
                *counts.entry(what).or_default() += 1;
            }
        }
    }
    println!("{counts:#?}");
    assert_eq!(counts.len(), 15, "each field: {counts:#?}");
}
