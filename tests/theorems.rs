//! What always holds, whatever the negotiation.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use impasse::draft::{Draft, StatementDraft};
use impasse::finding::{Report, Root};
use impasse::model::{Negotiation, PartyId, StatementId, StepId, Time, Wait};
use proptest::prelude::*;

use support::generate::{Case, Random, generate};
use support::oracle::deadlock::{hopeless, is_stuck_alone};
use support::oracle::{Alternative, Condition, Positions, System};
use support::renaming::{new_name, renamed};

/// How many negotiations a theorem is tried on that proptest does not choose.
const SEEDS: u64 = 3_000;

fn build(case: &Case) -> Negotiation {
    case.build().unwrap_or_else(|error| panic!("not valid: {error}\n{}", case.describe())).0
}

/// Returns when each step can happen.
fn times(case: &Case) -> BTreeMap<String, Option<Time>> {
    let negotiation = build(case);
    let report = impasse::analyze(&negotiation);
    negotiation.steps().map(|(step, _)| (negotiation.step_key(step).into_owned(), report.time(step))).collect()
}

/// Checks that no step that could happen has become impossible or later.
fn nothing_is_later(before: &Case, after: &Case) -> Result<(), TestCaseError> {
    let new = times(after);
    for (step, old) in times(before) {
        let no_later = old.is_none_or(|old| new[&step].is_some_and(|new| new <= old));
        prop_assert!(no_later, "{step} from {old:?} to {:?}\nbefore, {}\nafter, {}", new[&step], before.describe(), after.describe());
    }
    Ok(())
}

fn with_preconditions(draft: &Draft<'_>) -> Vec<usize> {
    let waits = |said: &StatementDraft<'_>| !(said.after.is_empty() && said.with.is_empty() && said.promise.is_empty());
    (0..draft.statements.len()).filter(|&place| waits(&draft.statements[place])).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn dropping_a_precondition_never_blocks_a_step(seed: u64, choice: prop::sample::Index) {
        let case = generate(seed);
        let places = with_preconditions(&case.draft);
        prop_assume!(!places.is_empty());
        let mut eased = case.clone();
        let said = &mut eased.draft.statements[places[choice.index(places.len())]];
        let count = said.after.len() + said.with.len() + said.promise.len();
        let mut lists = [&mut said.after, &mut said.with, &mut said.promise].map(|list| &mut list.0);
        let mut place = choice.index(count);
        for list in &mut lists {
            if place < list.len() {
                list.remove(place);
                break;
            }
            place -= list.len();
        }
        nothing_is_later(&case, &eased)?;
    }

    #[test]
    fn adding_an_alternative_never_blocks_a_step(seed: u64, choice: prop::sample::Index, other: prop::sample::Index) {
        let case = generate(seed);
        let acts = |said: &StatementDraft<'_>| said.offers.is_some() || said.accepts.is_some();
        let places: Vec<usize> = (0..case.draft.statements.len()).filter(|&place| acts(&case.draft.statements[place])).collect();
        prop_assume!(!places.is_empty());
        let place = *other.get(&places);
        // It stands in the same round, with the preconditions of another statement or none.
        let preconditions = choice.get(&case.draft.statements).clone();
        let mut alternative = StatementDraft { id: None, until: None, ..case.draft.statements[place].clone() };
        let mut eased = case.clone();
        (alternative.after, alternative.with, alternative.promise) = (preconditions.after, preconditions.with, preconditions.promise);
        eased.draft.statements.insert(place + 1, alternative.clone());
        if eased.build().is_err() {
            (alternative.after, alternative.with, alternative.promise) = Default::default();
            eased.draft.statements[place + 1] = alternative;
        }
        nothing_is_later(&case, &eased)?;
    }

    #[test]
    fn renaming_and_reordering_change_nothing_but_names_and_order(seed: u64, order: u64) {
        let mut case = generate(seed);
        for (place, said) in case.draft.statements.iter_mut().enumerate() {
            said.id(format!("statement-{place}"));
        }
        let negotiation = build(&case);
        let json = renamed(&reordered(&case.draft, order));
        let draft: Draft<'_> = serde_json::from_str(&json).expect("what was written can be read");
        let other = draft.build_as_of(case.as_of.as_deref()).unwrap_or_else(|error| panic!("no longer valid: {error}\n{json}"));
        let before = essence(&negotiation, &impasse::analyze(&negotiation), new_name);
        let after = essence(&other, &impasse::analyze(&other), str::to_owned);
        prop_assert_eq!(before, after, "{}\nother, {}", case.describe(), json);
    }
}

/// Declares things in another order. What is said in which order matters only where something is withdrawn.
fn reordered(draft: &Draft<'static>, order: u64) -> Draft<'static> {
    let mut random = Random::new(order);
    let mut draft = draft.clone();
    random.shuffle(&mut draft.sources.0);
    random.shuffle(&mut draft.parties.0);
    random.shuffle(&mut draft.issues.0);
    random.shuffle(&mut draft.measures.0);
    random.shuffle(&mut draft.terms.0);
    for (_, term) in &mut draft.terms.0 {
        random.shuffle(&mut term.by.0);
    }
    random.shuffle(&mut draft.exclusions);
    if !draft.statements.iter().any(|said| said.withdraws.is_some()) {
        random.shuffle(&mut draft.statements);
    }
    draft
}

type Names = BTreeSet<String>;

/// What a report says, whatever the order and the numbers.
#[derive(Debug, PartialEq)]
struct Essence {
    verdict: String,
    /// Of each step, its status, time and roots.
    steps: BTreeMap<String, (String, Option<Time>, Names)>,
    /// The steps, parties, number of cycles, shortest length of a cycle, and what stands in front.
    deadlocks: BTreeSet<(Names, bool, Names, usize, Option<usize>, Names)>,
    /// The statement, the step, and whether it is met.
    demands: BTreeSet<(String, String, bool)>,
    /// The kind, parties, steps and statements.
    conflicts: Vec<(String, Names, Names, Names)>,
}

fn essence(negotiation: &Negotiation, report: &Report, name: impl Fn(&str) -> String) -> Essence {
    let step_name = |step: StepId| name(&negotiation.step_key(step));
    let step_names = |steps: &[StepId]| steps.iter().map(|&step| step_name(step)).collect::<Names>();
    let party_names = |parties: &[PartyId]| parties.iter().map(|&party| name(negotiation.party_key(party))).collect::<Names>();
    let statement_name = |statement: StatementId| negotiation.statement_key(statement).into_owned();
    let root_name = |root: &Root| match *root {
        Root::Step(step) => step_name(step),
        Root::Deadlock(id) => format!("{:?} latent {}", step_names(&report.deadlock(id).steps), report.deadlock(id).latent),
        new => unreachable!("{new:?} has no name yet"),
    };
    let root_names = |roots: &[Root]| roots.iter().map(root_name).collect::<Names>();
    let of_step = |step| (format!("{:?}", report.status(step)), report.time(step), root_names(report.roots(step).0));
    let deadlocks = report.deadlocks().iter().map(|deadlock| {
        let length = deadlock.shortest.is_proven().then_some(deadlock.cycle.len());
        let (steps, parties) = (step_names(&deadlock.steps), party_names(&deadlock.parties));
        (steps, deadlock.latent, parties, deadlock.cycles, length, root_names(&deadlock.behind))
    });
    let mut conflicts: Vec<_> = report
        .conflicts()
        .iter()
        .map(|conflict| {
            let statements = conflict.statements.iter().map(|&statement| statement_name(statement)).collect();
            (conflict.kind().word().to_owned(), party_names(&conflict.parties), step_names(&conflict.steps), statements)
        })
        .collect();
    conflicts.sort();
    Essence {
        verdict: report.verdict().word().to_owned(),
        steps: negotiation.steps().map(|(step, _)| (step_name(step), of_step(step))).collect(),
        deadlocks: deadlocks.collect(),
        demands: report.demands().iter().map(|demand| (statement_name(demand.statement), step_name(demand.step), demand.met)).collect(),
        conflicts,
    }
}

#[test]
fn a_roadmap_exists_for_exactly_the_performable_steps() {
    for seed in 0..SEEDS {
        let mut case = generate(seed);
        roadmap_keeps_every_word(&case);
        // Where no days run out, what comes in batches is all that can come.
        for said in &mut case.draft.statements {
            said.until = None;
            said.promise.0.iter_mut().for_each(|promise| promise.within = None);
        }
        let (negotiation, as_of) = case.build().expect("the draft is valid without these as well");
        let report = impasse::analyze(&negotiation);
        let performable: BTreeSet<StepId> = negotiation.steps().map(|(step, _)| step).filter(|&step| report.time(step).is_some()).collect();
        let come = come_in_batches(&System::actual(&Positions::as_of(&negotiation, as_of)));
        assert_eq!(performable, come, "seed {seed}, {}", case.describe());
    }
}

/// Checks that at its time every performable step has everybody's consent.
#[track_caller]
fn roadmap_keeps_every_word(case: &Case) {
    let (negotiation, as_of) = case.build().expect("the draft is valid");
    let report = impasse::analyze(&negotiation);
    let system = System::actual(&Positions::as_of(&negotiation, as_of));
    for (step, _) in negotiation.steps() {
        let (Some(time), node) = (report.time(step), &system.nodes[step]) else { continue };
        let is_kept =
            |condition: &Condition| condition.options.iter().any(|&option| is_kept(condition, report.time(option), node.takes, time));
        let is_consent = |alternative: &Alternative| {
            alternative.conditions.iter().all(is_kept) && time.day >= node.takes && alternative.until.is_none_or(|until| time.day <= until)
        };
        let consent = node.consents.iter().all(|consent| consent.alternatives.iter().any(is_consent));
        let below = node.below.is_none_or(|below| report.time(below).is_some_and(|below| below <= time));
        let holds = node.done || !node.never && consent && below;
        assert!(holds, "{} cannot happen at {time}, {}", negotiation.step_key(step), case.describe());
    }
}

fn is_kept(condition: &Condition, option: Option<Time>, takes: i64, time: Time) -> bool {
    let Some(option) = option else { return false };
    match condition.wait {
        Wait::After => Time { day: option.day + condition.days + takes, phase: option.phase + 1 } <= time,
        Wait::With => option <= time,
        Wait::Promise => condition.within.is_none_or(|within| option.day <= time.day + within),
    }
}

/// Returns all that comes in batches, no promise broken.
fn come_in_batches(system: &System) -> BTreeSet<StepId> {
    let mut promised: BTreeSet<StepId> = system.steps.iter().copied().collect();
    loop {
        let come = batches(system, &promised);
        if come == promised {
            return come;
        }
        promised = come;
    }
}

/// Takes, again and again, the largest batch of steps each of which has everybody's consent when all of the batch is taken at once.
fn batches(system: &System, promised: &BTreeSet<StepId>) -> BTreeSet<StepId> {
    let mut done: BTreeSet<StepId> = system.steps.iter().copied().filter(|&step| system.nodes[step].done).collect();
    loop {
        let mut batch: BTreeSet<StepId> =
            system.steps.iter().copied().filter(|step| !done.contains(step) && !system.nodes[*step].never).collect();
        loop {
            let is_kept = |condition: &Condition| {
                condition.options.iter().any(|option| match condition.wait {
                    Wait::After => done.contains(option),
                    Wait::With => done.contains(option) || batch.contains(option),
                    Wait::Promise => promised.contains(option),
                })
            };
            let is_ready = |step: &StepId| {
                let node = &system.nodes[*step];
                let is_consent = |alternative: &Alternative| alternative.conditions.iter().all(is_kept);
                node.consents.iter().all(|consent| consent.alternatives.iter().any(is_consent))
                    && node.below.is_none_or(|below| done.contains(&below) || batch.contains(&below))
            };
            let ready: BTreeSet<StepId> = batch.iter().copied().filter(is_ready).collect();
            if ready == batch {
                break;
            }
            batch = ready;
        }
        if batch.is_empty() {
            return done;
        }
        done.extend(batch);
    }
}

#[test]
fn every_deadlock_stays_stuck_when_isolated() {
    for seed in 0..SEEDS {
        let case = generate(seed);
        let (negotiation, as_of) = case.build().expect("the draft is valid");
        let positions = Positions::as_of(&negotiation, as_of);
        let actual = System::actual(&positions).without_until();
        let granted = System::granted(&positions).without_until();
        for deadlock in impasse::analyze(&negotiation).deadlocks() {
            let group = deadlock.steps.iter().copied().collect();
            let is_stuck = match deadlock.latent {
                true => is_stuck_alone(&granted, &group, &BTreeSet::new()),
                false => is_stuck_alone(&actual, &group, &hopeless(&positions, &actual)),
            };
            assert!(is_stuck, "seed {seed}: {group:?} comes by itself, {}", case.describe());
        }
    }
}
