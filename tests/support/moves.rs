//! Positions that move: a negotiation in which one party speaks on one target again, in one round after another of a single day.

use std::borrow::Cow;

use impasse::draft::{Draft, PreconditionDraft, StatementDraft, SubjectDraft};
use impasse::finding::rounds::{Change, Shift};
use impasse::model::{Negotiation, PartyId, Topic, When};

use super::generate::{Random, generate};

/// The rounds, all of one day, so that no time passes between them.
pub(crate) const ROUNDS: [&str; 3] = ["first", "second", "third"];
const DAY: &str = "2024-03-05";

/// What one party says on one target.
pub(crate) type Position = Vec<StatementDraft<'static>>;

/// A negotiation in which everything is said in the first round, and the position that is going to move.
pub(crate) struct Scene {
    pub(crate) draft: Draft<'static>,
    pub(crate) party: String,
    /// The measure or term.
    pub(crate) topic: String,
}

impl Scene {
    /// Draws a scene; none when nobody says anything.
    pub(crate) fn draw(seed: u64, random: &mut Random) -> Option<Self> {
        let mut draft = generate(seed).draft;
        draft.statements.retain(|said| said.withdraws.is_none());
        draft.claims.clear();
        draft.rounds.0.clear();
        for round in ROUNDS {
            draft.round(round, DAY);
        }
        draft.as_of = Some(DAY.into());
        for said in &mut draft.statements {
            (said.id, said.date, said.round) = (None, None, Some(ROUNDS[0].into()));
        }
        if draft.statements.is_empty() {
            return None;
        }
        let said = random.pick(&draft.statements);
        let party = said.party.clone().expect("said by a party").to_string();
        let topic = topic(said);
        Some(Self { draft, party, topic })
    }

    /// Returns what the party says on the target.
    pub(crate) fn position(&self) -> Position {
        let own = |said: &&StatementDraft<'static>| said.party.as_deref() == Some(&*self.party) && topic(said) == self.topic;
        self.draft.statements.iter().filter(own).cloned().collect()
    }

    /// Lets the party say it in the next rounds, one after the other; nothing of it is a withdrawal.
    pub(crate) fn play(&self, positions: &[&Position]) -> Option<Negotiation> {
        let mut draft = self.draft.clone();
        for (round, position) in ROUNDS[1..].iter().zip(positions) {
            if position.is_empty() {
                draft.says(self.party.clone()).withdraws(self.topic.clone()).round(*round);
            }
            draft.statements.extend(position.iter().cloned().map(|said| StatementDraft { round: Some((*round).into()), ..said }));
        }
        draft.build().ok()
    }

    /// Returns how the party moved on the target between two of the rounds, counted from 0.
    pub(crate) fn change(&self, n: &Negotiation, from: usize, to: usize) -> Change {
        let when = |round: usize| When::In(n.find_round(ROUNDS[round]).expect("declared"));
        let (party, topic) = self.handles(n);
        let found = impasse::changes(n, when(from), when(to)).into_iter().find(|change| (change.party, change.topic) == (party, topic));
        found.expect("the party has a position on the target")
    }

    pub(crate) fn shift(&self, n: &Negotiation, from: usize, to: usize) -> Shift {
        self.change(n, from, to).shift
    }

    pub(crate) fn handles(&self, n: &Negotiation) -> (PartyId, Topic) {
        let measure = n.find_measure(&self.topic).map(Topic::Measure);
        let topic = measure.or_else(|| n.find_term(&self.topic).map(Topic::Term));
        (n.find_party(&self.party).expect("declared"), topic.expect("declared"))
    }
}

/// Returns the measure or term that a statement is on.
fn topic(said: &StatementDraft<'_>) -> String {
    let (_, target) = said.acts().next().expect("an act");
    target.split(':').next().expect("an id").to_owned()
}

/// Changes something about a position, which may make it invalid.
pub(crate) fn vary(scene: &Scene, position: &mut Position, random: &mut Random) {
    if position.is_empty() || random.chance(15) {
        position.push(strange(scene, random));
        return;
    }
    let place = random.below(position.len());
    if random.chance(12) && position.len() > 1 {
        position.remove(place);
        return;
    }
    let said = &mut position[place];
    match random.below(10) {
        0 => said.weight = Some(1 + random.below(3) as u32),
        1 => said.firm = Some(random.chance(50)),
        2 => relevel(scene, said, random),
        3 if said.offers.is_some() => said.until = end(random),
        3 if said.demands.is_some() => said.deadline = end(random),
        4 => (said.after, said.with, said.promise) = Default::default(),
        5 if said.offers.is_some() || said.accepts.is_some() => {
            let other = random.pick(&scene.draft.statements);
            (said.after, said.with, said.promise) = (other.after.clone(), other.with.clone(), other.promise.clone());
        }
        _ => vary_precondition(scene, said, random),
    }
}

/// Another act on the same target, with the preconditions of some statement or none.
fn strange(scene: &Scene, random: &mut Random) -> StatementDraft<'static> {
    let mut said = StatementDraft { party: Some(scene.party.clone().into()), ..StatementDraft::default() };
    let target = scene.topic.clone();
    match random.below(4) {
        0 => said.demands(target),
        1 => said.refuses(target),
        2 => said.accepts(target),
        _ => said.offers(target),
    };
    if random.chance(60) && (said.offers.is_some() || said.accepts.is_some()) {
        let other = random.pick(&scene.draft.statements);
        (said.after, said.with, said.promise) = (other.after.clone(), other.with.clone(), other.promise.clone());
    }
    relevel(scene, &mut said, random);
    said
}

fn relevel(scene: &Scene, said: &mut StatementDraft<'static>, random: &mut Random) {
    let Some((_, measure)) = scene.draft.measures.0.iter().find(|(id, _)| **id == *scene.topic) else { return };
    if measure.levels.is_empty() {
        return;
    }
    let target = format!("{}:{}", scene.topic, random.pick(&measure.levels));
    let acts = [&mut said.demands, &mut said.offers, &mut said.accepts, &mut said.refuses];
    acts.into_iter().flatten().for_each(|act| *act = target.clone().into());
}

fn end(random: &mut Random) -> Option<Cow<'static, str>> {
    (*random.pick(&[None, Some("2024-03-06"), Some("2024-03-07"), Some("2024-03-09")])).map(Into::into)
}

/// Takes one precondition and drops it, binds it otherwise, or gives it other options or days.
fn vary_precondition(scene: &Scene, said: &mut StatementDraft<'static>, random: &mut Random) {
    let Some(mut precondition) = take_one(said, random) else { return };
    let mut days = random.below(4) as u32;
    match random.below(5) {
        0 => return,
        1 => {
            let steps = scene.draft.measures.0.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>();
            let options = [random.pick(&steps).clone(), random.pick(&steps).clone()];
            precondition.subject = SubjectDraft::Any(options.into());
        }
        2 => {
            if let SubjectDraft::Step(step) = &precondition.subject {
                precondition.subject = SubjectDraft::Any(vec![step.clone(), random.pick(&scene.draft.measures.0).0.clone()]);
            }
        }
        3 => lower(scene, &mut precondition, random),
        _ => days += 1,
    }
    (precondition.days, precondition.within) = (None, None);
    match random.below(5) {
        0 => said.after(precondition.days(days)),
        1 => said.after(precondition),
        2 => said.with(precondition),
        3 => said.promise(precondition.within(days)),
        _ => said.promise(precondition),
    };
}

fn take_one(said: &mut StatementDraft<'static>, random: &mut Random) -> Option<PreconditionDraft<'static>> {
    let mut lists = [&mut said.after, &mut said.with, &mut said.promise].map(|list| &mut list.0);
    let count = lists.iter().map(|list| list.len()).sum::<usize>();
    let mut place = if count == 0 { return None } else { random.below(count) };
    for list in &mut lists {
        if place < list.len() {
            return Some(list.remove(place));
        }
        place -= list.len();
    }
    None
}

/// Takes other levels of the measures waited for.
fn lower(scene: &Scene, precondition: &mut PreconditionDraft<'static>, random: &mut Random) {
    let mut other = |step: &mut Cow<'static, str>| {
        let id = step.split(':').next().expect("an id").to_owned();
        if let Some((_, measure)) = scene.draft.measures.0.iter().find(|(other, _)| **other == *id)
            && !measure.levels.is_empty()
        {
            *step = format!("{id}:{}", random.pick(&measure.levels)).into();
        }
    };
    match &mut precondition.subject {
        SubjectDraft::Step(step) => other(step),
        SubjectDraft::Any(steps) => steps.iter_mut().for_each(other),
    }
}

/// Makes one of the concessions of section 5 to one statement; none where the statement allows none.
pub(crate) fn concede(scene: &Scene, position: &mut Position, random: &mut Random) -> Option<&'static str> {
    // To offer a term asks for those of its steps that are for others: that is no concession.
    let is_measure = scene.draft.measures.0.iter().any(|(id, _)| **id == *scene.topic);
    let place = random.below(position.len());
    let said = &mut position[place];
    let offer = StatementDraft { party: said.party.clone(), offers: Some(scene.topic.clone().into()), ..StatementDraft::default() };
    if said.demands.is_some() {
        position.remove(place);
        return Some("drop a demand");
    }
    if said.refuses.is_some() {
        position.remove(place);
        // A performer who lifts a refusal offers the whole measure.
        position.extend((is_measure && random.chance(50)).then_some(offer));
        return Some("lift a refusal");
    }
    if is_measure && random.chance(15) {
        position.push(offer);
        return Some("offer without conditions");
    }
    let rung = random.below(3);
    let lists = [&mut said.after, &mut said.with, &mut said.promise];
    let list = &mut lists.into_iter().nth(rung).expect("three lists").0;
    if list.is_empty() {
        return None;
    }
    let mut softened = list.remove(random.below(list.len()));
    (softened.days, softened.within) = (None, None);
    match rung {
        0 => drop(said.with(softened)),
        1 => drop(said.promise(softened)),
        _ => {}
    }
    Some("soften a rung")
}
