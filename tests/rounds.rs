//! What always holds of rounds: positions in order, changes that lead from one to the next, findings that turn for a reason.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use impasse::draft::{ClaimDraft, DoneDraft, Draft, StatementDraft};
use impasse::finding::Report;
use impasse::finding::rounds::{Cause, Change, Found, Shift, Silence};
use impasse::model::{Act, ClaimId, Negotiation, PartyId, StatementId, StepId, Topic, When};

use support::compare::compare;
use support::generate::{Random, generate};
use support::identity::{identities, identity};
use support::moves::{ROUNDS, Scene, concede, vary};
use support::oracle::{Positions, answer};

/// How many negotiations a theorem is tried on.
const SEEDS: u64 = 3_000;
const SCENES: u64 = 12_000;

fn is_no_harder(shift: Shift) -> bool {
    matches!(shift, Shift::Softened | Shift::Unchanged)
}

fn is_no_softer(shift: Shift) -> bool {
    matches!(shift, Shift::Hardened | Shift::Unchanged)
}

/// Everybody's positions: the statements that stand, by party and target.
type ByPosition = BTreeMap<(PartyId, Topic), Vec<StatementId>>;

fn positions(n: &Negotiation, standing: &[StatementId]) -> ByPosition {
    let mut positions = ByPosition::new();
    for &id in standing {
        let said = n.statement(id);
        positions.entry((said.party, n.topic(said.target))).or_default().push(id);
    }
    positions
}

/// Applies reported changes to earlier positions.
fn apply(mut positions: ByPosition, changes: &[Change]) -> ByPosition {
    for change in changes {
        let before = positions.remove(&(change.party, change.topic)).unwrap_or_default();
        assert_eq!(before, change.before);
        if !change.after.is_empty() {
            positions.insert((change.party, change.topic), change.after.clone());
        }
    }
    positions
}

#[test]
fn changes_lead_from_each_stage_to_the_next() {
    for seed in 0..SEEDS {
        let case = generate(seed);
        let (n, _) = case.build().expect("the draft is valid");
        let mut known = ByPosition::new();
        let counted = impasse::rounds(&n).stages;
        for (stage, counted) in impasse::rounds_in_full(&n).stages.iter().zip(counted) {
            known = apply(known, &stage.changes);
            let oracle = Positions::right_after(&n, stage.when, n.as_of());
            assert_eq!(known, positions(&n, &oracle.standing), "seed {seed}, {:?}, {}", stage.when, case.describe());
            for change in &stage.changes {
                let touched = [Shift::New, Shift::Dropped].contains(&change.shift);
                let (before, after) = (&change.before, &change.after);
                assert_ne!(before, after, "seed {seed}");
                let expected = match (before.is_empty(), after.is_empty()) {
                    (true, _) => Some(Shift::New),
                    (_, true) => Some(Shift::Dropped),
                    _ => None,
                };
                assert_eq!(touched.then_some(change.shift), expected, "seed {seed}");
                let withdrawn = change.withdrawal.map(|id| n.statement(id));
                assert_eq!(withdrawn.is_some(), change.shift == Shift::Dropped, "seed {seed}");
                assert!(withdrawn.is_none_or(|said| said.act == Act::Withdraws && said.party == change.party), "seed {seed}");
            }
            let sorted = stage.changes.is_sorted_by_key(|change| (change.party, change.topic));
            assert!(sorted, "seed {seed}: changes are by party, then by target");
            let moved: BTreeSet<_> = stage.changes.iter().map(|change| (change.party, change.topic)).collect();
            let silent: ByPosition =
                known.iter().filter(|(position, _)| !moved.contains(*position)).map(|(p, s)| (*p, s.clone())).collect();
            let listed = stage.silent.iter().flat_map(|silence| &silence.positions);
            assert!(listed.clone().all(|change| change.shift == Shift::Silent && change.before == change.after), "seed {seed}");
            assert!(listed.clone().map(|change| ((change.party, change.topic), change.after.clone())).eq(silent), "seed {seed}");
            let counts = |silent: &[Silence]| silent.iter().map(|silence| (silence.party, silence.count)).collect::<Vec<_>>();
            let of_party = |silence: &Silence| silence.positions.iter().filter(|change| change.party == silence.party).count();
            let right = |silence: &Silence| [of_party(silence), silence.positions.len()] == [silence.count; 2] && silence.count > 0;
            assert!(stage.silent.iter().all(right), "seed {seed}");
            assert_eq!(counts(&counted.silent), counts(&stage.silent), "seed {seed}");
            assert_eq!((&counted.changes, &counted.appeared), (&stage.changes, &stage.appeared), "seed {seed}");
        }
    }
}

#[test]
fn every_stage_is_the_negotiation_read_right_after_it() {
    let mut stages = 0;
    for seed in 0..SEEDS {
        let case = generate(seed);
        let (n, _) = case.build().expect("the draft is valid");
        let rounds = impasse::rounds(&n);
        assert!(!rounds.stages.is_empty());
        for stage in &rounds.stages {
            let reading = n.read_right_after(stage.when);
            assert_eq!(reading.as_of(), stage.day);
            let report = impasse::analyze(&reading);
            assert_eq!(report.summary(), stage.summary, "seed {seed}");
            let distances = impasse::distances(&reading);
            assert_eq!(distances.overall, stage.distance, "seed {seed}");
            let apart = distances.pairs.iter().map(|pair| (pair.parties, pair.distance));
            assert!(apart.eq(stage.pairs.iter().map(|pair| (pair.parties, pair.distance))), "seed {seed}");
            let oracle = Positions::right_after(&n, stage.when, n.as_of());
            if let Err(difference) = compare(&reading, &report, &answer(&oracle)) {
                panic!("seed {seed}, {:?}: {difference}\n{}", stage.when, case.describe());
            }
            if let When::In(round) = stage.when {
                let asked = case.draft.build_as_of(Some(n.round_key(round))).expect("the round is declared");
                assert_eq!(impasse::analyze(&asked), report, "seed {seed}");
            }
        }
        let moments: Vec<_> = rounds.stages.iter().map(|stage| n.moment(stage.when)).collect();
        assert!(moments.is_sorted_by(|a, b| a < b), "stages are in order of time");
        // The last stage is the negotiation as it is read, but for the time that has passed since.
        let last = rounds.stages.last().expect("a stage");
        let reading = n.read_right_after(last.when);
        let stands = |n: &Negotiation| n.standing().map(|(id, _)| id).collect::<Vec<_>>();
        assert_eq!(stands(&n), stands(&reading), "seed {seed}");
        stages += rounds.stages.len();
    }
    assert!(stages as u64 > SEEDS * 3 / 2, "{stages} stages are too few to show anything");
}

#[test]
fn the_order_of_positions_is_an_order() {
    let mut shifts: BTreeMap<Shift, usize> = BTreeMap::new();
    let (mut softer_twice, mut harder_twice) = (0, 0);
    for seed in 0..SCENES {
        let mut random = Random::new(seed);
        let Some(scene) = Scene::draw(seed, &mut random) else { continue };
        let first = scene.position();
        assert_eq!(scene.play(&[&first]).map(|n| scene.shift(&n, 0, 1)), Some(Shift::Unchanged), "seed {seed}: said again");
        let (mut second, mut third) = (first.clone(), Vec::new());
        vary(&scene, &mut second, &mut random);
        for _ in 0..1 + random.below(2) {
            third.clone_from(&second);
            vary(&scene, &mut third, &mut random);
        }
        if second.is_empty() || third.is_empty() {
            continue;
        }
        let Some(n) = scene.play(&[&second, &third]) else { continue };
        let [there, on, across] = [(0, 1), (1, 2), (0, 2)].map(|(from, to)| scene.shift(&n, from, to));
        *shifts.entry(there).or_default() += 1;
        let back = match there {
            Shift::Softened => Shift::Hardened,
            Shift::Hardened => Shift::Softened,
            same => same,
        };
        assert_eq!(scene.shift(&n, 1, 0), back, "seed {seed}: what softens one way hardens the other");
        if is_no_harder(there) && is_no_harder(on) {
            softer_twice += 1;
            assert!(is_no_harder(across), "seed {seed}: {there:?}, then {on:?}, together {across:?}\n{first:#?}\n{second:#?}\n{third:#?}");
        }
        if is_no_softer(there) && is_no_softer(on) {
            harder_twice += 1;
            assert!(is_no_softer(across), "seed {seed}: {there:?}, then {on:?}, together {across:?}\n{first:#?}\n{second:#?}\n{third:#?}");
        }
    }
    for shift in [Shift::Softened, Shift::Hardened, Shift::Changed, Shift::Unchanged] {
        assert!(shifts.get(&shift).is_some_and(|&count| count > 200), "{shifts:?}");
    }
    assert!(softer_twice > 500 && harder_twice > 500, "{softer_twice}, {harder_twice}");
}

#[test]
fn a_concession_never_hardens_a_position() {
    let mut kinds: BTreeMap<(&str, Shift), usize> = BTreeMap::new();
    for seed in 0..SCENES {
        let mut random = Random::new(seed);
        let Some(scene) = Scene::draw(seed, &mut random) else { continue };
        let mut second = scene.position();
        let Some(concession) = concede(&scene, &mut second, &mut random) else { continue };
        let Some(n) = scene.play(&[&second]) else { continue };
        let shift = scene.shift(&n, 0, 1);
        let holds = is_no_harder(shift) || shift == Shift::Dropped && second.is_empty();
        assert!(holds, "seed {seed}: to {concession} is {shift:?}\n{:#?}\n{second:#?}", scene.position());
        *kinds.entry((concession, shift)).or_default() += 1;
    }
    for (concession, shift) in [
        ("soften a rung", Shift::Softened),
        ("drop a demand", Shift::Softened),
        ("drop a demand", Shift::Dropped),
        ("lift a refusal", Shift::Softened),
        ("lift a refusal", Shift::Dropped),
        ("offer without conditions", Shift::Softened),
    ] {
        assert!(kinds.get(&(concession, shift)).is_some_and(|&count| count > 20), "{kinds:?}");
    }
}

#[test]
fn a_position_no_harder_never_makes_anything_later() {
    let mut moved = 0;
    for seed in 0..SCENES {
        let mut random = Random::new(seed);
        let Some(scene) = Scene::draw(seed, &mut random) else { continue };
        let mut second = scene.position();
        vary(&scene, &mut second, &mut random);
        if random.chance(30) {
            vary(&scene, &mut second, &mut random);
        }
        if second.is_empty() {
            continue;
        }
        let Some(n) = scene.play(&[&second]) else { continue };
        if !is_no_harder(scene.shift(&n, 0, 1)) || accepts_otherwise_too(&scene, &n) {
            continue;
        }
        let report = |round: &str| {
            let reading = n.read_right_after(When::In(n.find_round(round).expect("declared")));
            impasse::analyze(&reading)
        };
        let (before, after) = (report(ROUNDS[0]), report(ROUNDS[1]));
        moved += usize::from(before != after);
        for (step, _) in n.steps() {
            let (old, new) = (before.time(step), after.time(step));
            let no_later = old.is_none_or(|old| new.is_some_and(|new| new <= old));
            let key = n.step_key(step);
            assert!(no_later, "seed {seed}: {key} from {old:?} to {new:?}\n{:#?}\n{second:#?}\n{:#?}", scene.position(), scene.draft);
        }
    }
    assert!(moved > 300, "{moved} positions changed anything");
}

/// Returns whether the party accepts a step of the position in two ways, by itself and by a term: these are alternatives of each other.
fn accepts_otherwise_too(scene: &Scene, n: &Negotiation) -> bool {
    let (party, topic) = scene.handles(n);
    let accepted = |own: bool| {
        let said = n.statements().filter(move |(_, said)| said.party == party && said.act == Act::Accepts);
        let said = said.filter(move |(_, said)| (n.topic(said.target) == topic) == own);
        said.flat_map(|(id, _)| n.step_acts(id)).map(|plain| plain.step).collect::<BTreeSet<StepId>>()
    };
    !accepted(true).is_disjoint(&accepted(false))
}

#[track_caller]
fn assert_is_in(report: &Report, found: &Found) {
    match found {
        Found::Deadlock { id, deadlock } => assert_eq!(report.deadlock(*id), deadlock),
        Found::Conflict { id, conflict } => assert_eq!(report.conflict(*id), conflict),
        other => panic!("a finding of a new kind: {other:?}"),
    }
}

#[test]
fn findings_turn_when_they_come_and_go_and_not_otherwise() {
    for seed in 0..SEEDS {
        let case = generate(seed);
        let (n, _) = case.build().expect("the draft is valid");
        let mut known: BTreeMap<String, isize> = BTreeMap::new();
        let mut last: Option<Report> = None;
        for stage in impasse::rounds(&n).stages {
            let report = impasse::analyze(&n.read_right_after(stage.when));
            for turn in &stage.appeared {
                assert_is_in(&report, &turn.found);
                *known.entry(identity(&n, &report, turn.found.finding())).or_default() += 1;
            }
            for turn in &stage.disappeared {
                let report = last.as_ref().expect("nothing disappears at first");
                assert_is_in(report, &turn.found);
                *known.get_mut(&identity(&n, report, turn.found.finding())).expect("it was there") -= 1;
            }
            known.retain(|_, count| *count != 0);
            assert_eq!(known, identities(&n, &report), "seed {seed}");
            last = Some(report);
        }
    }
}

/// Two stages that follow one another, and the negotiation that they are of.
struct Step<'a> {
    n: &'a Negotiation,
    draft: &'a Draft<'static>,
    before: Option<When>,
    now: When,
}

impl Step<'_> {
    /// Returns the negotiation at one of the two stages, with what a cause names as it is at the other.
    fn mixed(&self, cause: &Cause, named_is_new: bool) -> Negotiation {
        let n = self.n;
        let reading = |when: Option<When>| when.map(|when| n.read_right_after(when));
        let (before, now) = (reading(self.before), reading(Some(self.now)));
        let (named, rest) = if named_is_new { (&now, &before) } else { (&before, &now) };
        let position = |id: StatementId| (n.statement(id).party, n.topic(n.statement(id).target));
        let positions: BTreeSet<_> = match cause {
            Cause::Said { statements } | Cause::NoLongerSaid { statements, .. } => statements.iter().map(|&id| position(id)).collect(),
            _ => BTreeSet::new(),
        };
        let mut draft = self.draft.clone();
        let source = |is_named: bool| if is_named { named.as_ref() } else { rest.as_ref() };
        let stands = |id: &StatementId| source(positions.contains(&position(*id))).is_some_and(|n| n.stands(*id));
        let kept = n.statements().map(|(id, _)| id).filter(stands).map(|id| self.draft.statements[id.index()].clone());
        draft.statements = kept.map(|said| StatementDraft { id: None, round: None, date: None, ..said }).collect();
        let is_made = |id: &ClaimId| {
            let is_named = matches!(cause, Cause::Claimed { claims } if claims.contains(id));
            source(is_named).is_some_and(|n| n.is_made(*id))
        };
        let kept = n.claims().map(|(id, _)| id).filter(is_made).map(|id| self.draft.claims[id.index()].clone());
        draft.claims = kept.map(|claim| ClaimDraft { round: None, date: None, ..claim }).collect();
        for (place, (_, measure)) in draft.measures.0.iter_mut().enumerate() {
            let is_named = matches!(cause, Cause::Done { steps } if steps.iter().any(|&step| n.step(step).measure.index() == place));
            let (measure_id, _) = n.measures().nth(place).expect("as many as drafted");
            let done = |n: &Negotiation| n.steps_of(measure_id).rfind(|&step| n.is_done(step));
            measure.done = source(is_named).and_then(done).map(|step| match n.level_name(step) {
                Some(level) => DoneDraft::Level(level.to_owned().into()),
                None => DoneDraft::Whole(true),
            });
        }
        let day = source(*cause == Cause::Time).or(named.as_ref()).or(rest.as_ref());
        draft.as_of = day.and_then(Negotiation::as_of).map(|day| day.to_string().into());
        draft.build().expect("what is left out leaves it valid")
    }
}

#[test]
fn what_is_named_as_a_cause_is_one() {
    // By way and cause: all; those without which it would not have come about; these, and those with which alone it would have.
    let mut counts: BTreeMap<(&str, &str), [usize; 3]> = BTreeMap::new();
    for seed in 0..SEEDS {
        let case = generate(seed);
        let (n, _) = case.build().expect("the draft is valid");
        let rounds = impasse::rounds(&n).stages;
        let reports: Vec<Report> = rounds.iter().map(|stage| impasse::analyze(&n.read_right_after(stage.when))).collect();
        for (place, stage) in rounds.iter().enumerate().skip(1) {
            let step = Step { n: &n, draft: &case.draft, before: Some(rounds[place - 1].when), now: stage.when };
            let appeared = stage.appeared.iter().map(|turn| (turn, &reports[place], "appeared"));
            let disappeared = stage.disappeared.iter().map(|turn| (turn, &reports[place - 1], "disappeared"));
            for (turn, report, way) in appeared.chain(disappeared) {
                let counted = counts.entry((way, turn.cause.word())).or_default();
                counted[0] += 1;
                if matches!(turn.cause, Cause::Outset | Cause::Elsewhere) {
                    continue;
                }
                let key = identity(&n, report, turn.found.finding());
                let count = |n: &Negotiation, report: &Report| identities(n, report).get(&key).copied().unwrap_or(0);
                let fresh = |n: Negotiation| count(&n, &impasse::analyze(&n));
                let (now, before) = (count(&n, &reports[place]), count(&n, &reports[place - 1]));
                let is_needed = (fresh(step.mixed(&turn.cause, false)) - now).signum() == (before - now).signum();
                let is_enough = || (fresh(step.mixed(&turn.cause, true)) - before).signum() == (now - before).signum();
                counted[1] += usize::from(is_needed);
                counted[2] += usize::from(is_needed || is_enough());
            }
        }
    }
    for way in ["appeared", "disappeared"] {
        let of_way = |part: usize| counts.iter().filter(|((of, _), _)| *of == way).map(|(_, counted)| counted[part]).sum::<usize>();
        let elsewhere = counts.get(&(way, "elsewhere")).map_or(0, |counted| counted[0]);
        let (all, named) = (of_way(0), of_way(0) - elsewhere);
        assert!(all > 2_000, "{counts:?}");
        assert!(elsewhere * 100 <= all * 4, "of {all}, {elsewhere} have a cause elsewhere: {counts:?}");
        assert!(of_way(2) * 100 >= named * 97, "of {named}, {} are real: {counts:?}", of_way(2));
    }
}
