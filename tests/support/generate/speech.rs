//! What the parties say.

use impasse::draft::{Draft, PreconditionDraft, StatementDraft};
use impasse::model::{Act, Wait};

use super::plan::{Party, Plan, Step};
use super::random::Random;

pub(super) struct Speaker<'a> {
    pub(super) plan: &'a Plan,
    pub(super) random: &'a mut Random,
    pub(super) draft: &'a mut Draft<'static>,
}

/// A precondition and how it binds.
type Condition = (Wait, PreconditionDraft<'static>);

impl Speaker<'_> {
    /// Lets the parties speak on every measure.
    pub(super) fn positions(&mut self) {
        for measure in 0..self.plan.measures.len() {
            for party in self.plan.measures[measure].by.clone() {
                let alternatives = *self.random.pick(&[0, 1, 1, 1, 1, 1, 1, 2, 2, 3]);
                for _ in 0..alternatives {
                    let step = self.some_level(measure, 75);
                    let conditions = self.conditions(party, &[step]);
                    self.say(party, Act::Offers, self.plan.key(step), conditions);
                }
            }
            for (act, percent, top) in [(Act::Demands, 55, 75), (Act::Accepts, 15, 70), (Act::Refuses, 8, 60)] {
                if self.random.chance(percent) {
                    let step = self.some_level(measure, top);
                    self.act_of_somebody(act, step);
                }
            }
            if self.random.chance(1) {
                let party = *self.random.pick(&self.plan.measures[measure].by);
                let step = self.some_level(measure, 50);
                self.say(party, Act::Refuses, self.plan.key(step), Vec::new());
            }
        }
    }

    /// Makes some steps wait for one another, and now and then leaves a way out or puts something in front.
    pub(super) fn circle(&mut self) {
        let length = *self.random.pick(&[1, 2, 2, 2, 3, 3, 4]);
        let measures: Vec<usize> = (0..self.plan.measures.len()).collect();
        let mut circle: Vec<Step> = Vec::new();
        for measure in self.random.pick_several(&measures, length) {
            circle.push(self.some_level(measure, 80));
        }
        // A single step waits for a lower level of itself, which the same offer covers.
        let target = |place: usize| match circle[(place + 1) % circle.len()] {
            step if circle.len() > 1 => step,
            step => Step { level: step.level.saturating_sub(1), ..step },
        };
        for (place, &step) in circle.iter().enumerate() {
            let waits_for = target(place);
            if waits_for == step {
                return;
            }
            let wait = if place == 0 { Wait::After } else { *self.random.pick(&[Wait::After, Wait::After, Wait::With, Wait::Promise]) };
            self.link(step, waits_for, wait, &circle);
        }
        if self.random.chance(40) {
            let step = *self.random.pick(&circle);
            match self.random.below(3) {
                0 => self.act_of_somebody(Act::Refuses, step),
                _ => {
                    let party = *self.random.pick(&self.plan.measures[step.measure].by);
                    self.take_back(party, step);
                }
            }
        }
    }

    /// Makes every alternative of many steps wait for others of them; more often than not two are a circle of their own, and many
    /// of the others have a way out that leads there.
    pub(super) fn tangle(&mut self) {
        let measures: Vec<usize> = (0..self.plan.measures.len()).collect();
        let size = 2 + self.random.below(6);
        let mut tangle: Vec<Step> = self.random.pick_several(&measures, size).into_iter().map(|measure| self.plan.top(measure)).collect();
        let core = if tangle.len() > 3 && self.random.chance(75) { tangle.split_off(tangle.len() - 2) } else { Vec::new() };
        for &step in &core {
            self.offer_after(step, |_| vec![(Wait::After, core.iter().copied().filter(|&other| other != step).collect())]);
        }
        // Two of the others may wait for each other without a way out, and for a third one as well.
        let bound = if self.random.chance(50) { 2 } else { 0 };
        for (place, &step) in tangle.iter().enumerate() {
            let others: Vec<Step> = tangle.iter().copied().filter(|&other| other != step).collect();
            if place < bound && tangle.len() > bound {
                let waits_for = [&[tangle[1 - place]], &tangle[bound..][..place]].concat();
                self.offer_after(step, |_| waits_for.iter().map(|&other| (Wait::After, vec![other])).collect());
            } else if !others.is_empty() {
                self.offer_after(step, |random| {
                    let count = *random.pick(&[1, 1, 2]);
                    (0..count).map(|_| among(&others, &core, random)).collect()
                });
            }
        }
    }

    /// Lets the performers of a step offer nothing else than that it waits for some options.
    fn offer_after(&mut self, step: Step, mut options: impl FnMut(&mut Random) -> Vec<(Wait, Vec<Step>)>) {
        for party in self.plan.measures[step.measure].by.clone() {
            self.take_back(party, step);
            for _ in 0..*self.random.pick(&[1, 1, 1, 2]) {
                let any = |options: Vec<Step>| match &*options {
                    [only] => PreconditionDraft::step(self.plan.key(*only)),
                    _ => PreconditionDraft::any(options.iter().map(|&option| self.plan.key(option))),
                };
                let conditions = options(self.random).into_iter().map(|(wait, options)| (wait, any(options))).collect();
                self.say(party, Act::Offers, self.plan.key(step), conditions);
            }
        }
    }

    /// Makes a step wait for another, by an offer of its performer or by an acceptance.
    fn link(&mut self, step: Step, waits_for: Step, wait: Wait, circle: &[Step]) {
        let performer = *self.random.pick(&self.plan.measures[step.measure].by);
        let others: Vec<Party> = (0..self.plan.parties.len()).filter(|&party| !self.plan.performs(party, step)).collect();
        let (party, act) = match self.random.chance(20) && !others.is_empty() {
            true => (*self.random.pick(&others), Act::Accepts),
            false => (performer, Act::Offers),
        };
        if self.random.chance(90) {
            self.take_back(party, step);
        }
        let mut condition = PreconditionDraft::step(self.plan.key(waits_for));
        if self.random.chance(20) {
            let mut options = vec![self.plan.key(waits_for)];
            options.extend(self.some_steps(1, &[step]).into_iter().map(|other| self.plan.key(other)));
            condition = PreconditionDraft::any(options);
        }
        let mut conditions = vec![(wait, condition)];
        if self.random.chance(15) {
            conditions.extend(self.conditions(party, &[step]).into_iter().take(1));
        }
        self.say(party, act, self.plan.key(step), conditions);
        if self.random.chance(25) {
            // Another alternative: back into the circle, or elsewhere.
            let elsewhere: Vec<Step> = match self.random.chance(60) {
                true => circle.iter().copied().filter(|&other| other != step).collect(),
                false => self.some_steps(1, &[step]),
            };
            let wait = *self.random.pick(&[Wait::After, Wait::With]);
            let conditions = elsewhere.iter().take(1).map(|&other| (wait, PreconditionDraft::step(self.plan.key(other)))).collect();
            self.say(party, act, self.plan.key(step), conditions);
        }
    }

    /// Lets several steps exclude one another, and somebody demand them.
    pub(super) fn exclusion(&mut self) {
        let count = 2 + self.random.below(2);
        let steps = self.some_steps(count, &[]);
        self.draft.exclude(steps.iter().map(|&step| self.plan.key(step)));
        for step in steps {
            if self.random.chance(60) {
                self.act_of_somebody(Act::Demands, step);
            }
        }
    }

    /// Lets the parties speak on the terms.
    pub(super) fn terms(&mut self) {
        for term in &self.plan.terms {
            for _ in 0..1 + self.random.below(2) {
                let party = self.random.below(self.plan.parties.len());
                let act = *self.random.pick(&[Act::Demands, Act::Demands, Act::Offers, Act::Offers, Act::Accepts, Act::Refuses]);
                let Some(mut steps) = self.plan.meaning(term, party) else { continue };
                steps.retain(|&step| self.may(party, act, step));
                if !steps.is_empty() {
                    let waits = matches!(act, Act::Offers | Act::Accepts);
                    let conditions = if waits { self.conditions(party, &steps) } else { Vec::new() };
                    self.say(party, act, term.id.clone(), conditions);
                }
            }
        }
    }

    /// Lets a party take back what somebody said.
    pub(super) fn withdrawal(&mut self) {
        if self.draft.statements.is_empty() {
            return;
        }
        let said = self.random.pick(&self.draft.statements);
        let party = said.party.clone().expect("said by a party");
        let (_, target) = said.acts().next().expect("an act");
        let target = target.clone();
        self.draft.says(party).withdraws(target);
    }

    /// Forgets what a party has offered or accepted of a step's measure.
    fn take_back(&mut self, party: Party, step: Step) {
        let (party, measure) = (&*self.plan.parties[party], &*self.plan.measures[step.measure].id);
        self.draft.statements.retain(|said| {
            let target = said.offers.as_ref().or(said.accepts.as_ref());
            said.party.as_deref() != Some(party) || target.is_none_or(|target| target.split(':').next() != Some(measure))
        });
    }

    /// Lets some party that may do it act on a step.
    fn act_of_somebody(&mut self, act: Act, step: Step) {
        let may: Vec<Party> = (0..self.plan.parties.len()).filter(|&party| self.may(party, act, step)).collect();
        if !may.is_empty() {
            let party = *self.random.pick(&may);
            if act == Act::Refuses && self.random.chance(75) {
                self.take_back(party, step);
            }
            let conditions = if act == Act::Accepts { self.conditions(party, &[step]) } else { Vec::new() };
            self.say(party, act, self.plan.key(step), conditions);
        }
    }

    fn may(&self, party: Party, act: Act, step: Step) -> bool {
        match act {
            Act::Demands => !self.plan.performs_alone(party, step),
            Act::Offers => self.plan.performs(party, step),
            Act::Accepts => !self.plan.performs(party, step),
            Act::Refuses | Act::Withdraws => true,
        }
    }

    fn say(&mut self, party: Party, act: Act, target: String, conditions: Vec<Condition>) {
        let said = self.draft.says(self.plan.parties[party].clone());
        match act {
            Act::Demands => said.demands(target),
            Act::Offers => said.offers(target),
            Act::Accepts => said.accepts(target),
            Act::Refuses => said.refuses(target),
            Act::Withdraws => said.withdraws(target),
        };
        for (wait, condition) in conditions {
            add(said, wait, condition);
        }
    }

    /// Draws preconditions that do not name a statement's own steps.
    fn conditions(&mut self, party: Party, own: &[Step]) -> Vec<Condition> {
        let count = *self.random.pick(&[0, 0, 0, 0, 1, 1, 1, 1, 2, 2]);
        (0..count).filter_map(|_| self.condition(party, own)).collect()
    }

    fn condition(&mut self, party: Party, own: &[Step]) -> Option<Condition> {
        let wait = *self.random.pick(&[Wait::After, Wait::After, Wait::With, Wait::Promise]);
        let subject = self.random.below(100);
        let mut condition = match subject {
            0..8 => {
                let disjoint = |steps: Vec<Step>| !steps.iter().any(|step| own.contains(step));
                let term = self.plan.terms.iter().find(|term| self.plan.meaning(term, party).is_some_and(disjoint))?;
                PreconditionDraft::step(term.id.clone())
            }
            8..25 => {
                let count = 2 + self.random.below(2);
                let options = self.some_steps(count, own);
                (!options.is_empty()).then(|| PreconditionDraft::any(options.into_iter().map(|step| self.plan.key(step))))?
            }
            _ => PreconditionDraft::step(self.plan.key(*self.some_steps(1, own).first()?)),
        };
        if wait == Wait::After && self.random.chance(15) {
            condition = condition.days(self.random.below(4) as u32);
        }
        if wait == Wait::Promise && self.random.chance(35) {
            condition = condition.within(self.random.below(4) as u32);
        }
        Some((wait, condition))
    }

    fn some_steps(&mut self, count: usize, except: &[Step]) -> Vec<Step> {
        let steps: Vec<Step> = self.plan.steps().into_iter().filter(|step| !except.contains(step)).collect();
        self.random.pick_several(&steps, count)
    }

    /// Returns the top level of a measure in so many cases of a hundred, else any.
    fn some_level(&mut self, measure: usize, percent: usize) -> Step {
        let top = self.plan.top(measure);
        match self.random.chance(percent) {
            true => top,
            false => Step { measure, level: self.random.below(top.level + 1) },
        }
    }
}

fn add(said: &mut StatementDraft<'static>, wait: Wait, condition: PreconditionDraft<'static>) {
    match wait {
        Wait::After => said.after(condition),
        Wait::With => said.with(condition),
        Wait::Promise => said.promise(condition),
    };
}

/// Draws a wait for some of several steps, perhaps with a way out.
fn among(steps: &[Step], ways_out: &[Step], random: &mut Random) -> (Wait, Vec<Step>) {
    let wait = *random.pick(&[Wait::After, Wait::After, Wait::After, Wait::With, Wait::Promise]);
    let count = *random.pick(&[1, 1, 1, 2]);
    let mut options = random.pick_several(steps, count);
    if random.chance(50) {
        options.extend(random.pick_several(ways_out, 1));
    }
    (wait, options)
}
