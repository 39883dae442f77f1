//! Random systems of precedence constraints, small, and what the tests of the algorithms share.

use super::precedence::{Builder, Fate, Precedence};
use crate::model::{PartyId, Time, Wait};

/// Numbers from a seed.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(super) fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % limit
    }

    pub(super) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize]
    }
}

/// What a precondition waits for.
#[derive(Clone, Debug)]
pub(super) enum On {
    Any(Vec<u32>),
    /// All steps of a term.
    All(Vec<u32>),
}

#[derive(Clone, Debug)]
pub(super) struct Precondition {
    pub(super) wait: Wait,
    pub(super) days: Option<u32>,
    pub(super) on: On,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Statement {
    pub(super) until: Option<i64>,
    pub(super) preconditions: Vec<Precondition>,
}

#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) fate: Fate,
    pub(super) takes: u32,
    pub(super) has_below: bool,
    /// By party, the statements any of which consents.
    pub(super) consents: Vec<Vec<u32>>,
}

/// A system as it is written down.
#[derive(Clone, Debug)]
pub(super) struct Spec {
    pub(super) steps: Vec<Step>,
    pub(super) statements: Vec<Statement>,
}

/// What a random system has in it.
#[derive(Clone, Copy)]
pub(super) struct Taste {
    pub(super) until: bool,
    pub(super) barred: bool,
    /// How many of a hundred preconditions are on a term.
    pub(super) terms: u64,
}

impl Spec {
    pub(super) fn random(seed: u64, taste: Taste) -> Self {
        let mut random = Random::new(seed);
        let steps = 2 + random.below(6) as u32;
        let terms: Vec<Vec<u32>> = (0..1 + random.below(3)).map(|_| some_of(steps, &mut random)).collect();
        let waits =
            [&[Wait::After][..], &[Wait::After, Wait::With], &[Wait::After, Wait::With, Wait::Promise], &[Wait::With, Wait::Promise]];
        let waits = random.pick(&waits);
        let with_days = random.chance(50);
        let mut statements: Vec<Statement> = Vec::new();
        let mut declared: Vec<Step> = Vec::new();
        for step in 0..steps {
            let has_below = step > 0 && random.chance(15);
            let mut consents: Vec<Vec<u32>> = Vec::new();
            if has_below && random.chance(60) {
                // An offer covers the levels below.
                consents.clone_from(&declared[step as usize - 1].consents);
            } else {
                for _ in 0..random.pick(&[0, 1, 1, 1, 1, 2]) {
                    let first = statements.len() as u32;
                    let count = random.pick(&[1, 1, 1, 2]);
                    statements.extend((0..count).map(|_| statement(steps, &terms, waits, with_days, taste, &mut random)));
                    consents.push((first..first + count).collect());
                }
            }
            let fate = match random.below(100) {
                0..4 => Fate::Done,
                4..8 if taste.barred => Fate::Refused,
                8..14 if taste.barred => Fate::Unanswered,
                _ => Fate::Open,
            };
            // All levels of a measure take the same time.
            let takes = match declared.last().filter(|_| has_below) {
                Some(below) => below.takes,
                None if with_days && random.chance(40) => random.below(3) as u32,
                None => 0,
            };
            declared.push(Step { fate, takes, has_below, consents });
        }
        Self { steps: declared, statements }
    }

    /// Builds it as a network does: a node for each list of several steps.
    pub(super) fn with_meanings(&self) -> Precedence {
        let mut meanings: Vec<&[u32]> = Vec::new();
        let steps = self.steps.len() as u32;
        let mut builder = Builder::new(self.steps.len(), self.statements.len());
        for statement in &self.statements {
            for (index, precondition) in (0..).zip(&statement.preconditions) {
                let options: Vec<u32> = match &precondition.on {
                    On::All(meant) if meant.len() > 1 => {
                        let at = meanings.iter().position(|known| known == meant).unwrap_or_else(|| {
                            meanings.push(meant);
                            meanings.len() - 1
                        });
                        vec![steps + at as u32]
                    }
                    On::All(options) | On::Any(options) => options.clone(),
                };
                builder.clause(precondition.wait, precondition.days, index, options);
            }
            builder.end_statement(statement.until);
        }
        self.end(builder, &meanings)
    }

    /// Builds it with a clause for each step of a term.
    pub(super) fn with_copies(&self) -> Precedence {
        let mut builder = Builder::new(self.steps.len(), self.statements.len());
        for statement in &self.statements {
            for (index, Precondition { wait, days, on }) in (0..).zip(&statement.preconditions) {
                match on {
                    On::All(meant) => meant.iter().for_each(|&step| builder.clause(*wait, *days, index, [step])),
                    On::Any(options) => builder.clause(*wait, *days, index, options.iter().copied()),
                }
            }
            builder.end_statement(statement.until);
        }
        self.end(builder, &[])
    }

    fn end(&self, mut builder: Builder, meanings: &[&[u32]]) -> Precedence {
        for step in &self.steps {
            for (party, statements) in step.consents.iter().enumerate() {
                builder.group(PartyId::new(party), statements.iter().copied());
            }
            builder.end_step(step.fate, step.takes, step.has_below);
        }
        for meant in meanings {
            builder.meaning(PartyId::new(0), meant.iter().copied());
        }
        builder.build()
    }
}

fn some_of(steps: u32, random: &mut Random) -> Vec<u32> {
    let count = 1 + random.below(4);
    let mut list: Vec<u32> = Vec::new();
    for _ in 0..count {
        let step = random.below(u64::from(steps)) as u32;
        if !list.contains(&step) {
            list.push(step);
        }
    }
    list
}

fn statement(steps: u32, terms: &[Vec<u32>], waits: &[Wait], with_days: bool, taste: Taste, random: &mut Random) -> Statement {
    let preconditions = (0..random.pick(&[0, 1, 1, 1, 2, 2]))
        .map(|_| {
            let wait = random.pick(waits);
            let days = (with_days && wait != Wait::With && random.chance(40)).then(|| random.below(4) as u32);
            let on = if random.chance(taste.terms) {
                On::All(terms[random.below(terms.len() as u64) as usize].clone())
            } else {
                On::Any(some_of(steps, random).into_iter().take(random.pick(&[1, 1, 2])).collect())
            };
            Precondition { wait, days, on }
        })
        .collect();
    Statement { until: (taste.until && random.chance(25)).then(|| random.below(6) as i64), preconditions }
}

/// Returns the times before anything is calculated.
pub(super) fn settled(system: &Precedence) -> Vec<Time> {
    system.fate.iter().map(|&fate| if fate == Fate::Done { Time::default() } else { super::NEVER }).collect()
}

#[test]
fn random_systems_have_everything_in_them() {
    let taste = Taste { until: true, barred: true, terms: 50 };
    let all: Vec<Spec> = (0..500).map(|seed| Spec::random(seed, taste)).collect();
    let count = |has: &dyn Fn(&Spec) -> bool| all.iter().filter(|spec| has(spec)).count();
    let waits = |spec: &Spec, is: &dyn Fn(&Precondition) -> bool| spec.statements.iter().flat_map(|s| &s.preconditions).any(is);
    for wait in Wait::ALL {
        for with_days in [false, true] {
            let on_term = |p: &Precondition| p.wait == wait && p.days.is_some() == with_days && matches!(&p.on, On::All(m) if m.len() > 1);
            let least = if wait == Wait::With && with_days { 0 } else { 20 };
            assert!(count(&|spec| waits(spec, &on_term)) >= least, "{wait:?} of a term, with days: {with_days}");
        }
    }
    let shared = |spec: &Spec| {
        let lists = spec.statements.iter().flat_map(|s| &s.preconditions).filter(|p| matches!(&p.on, On::All(m) if m.len() > 1)).count();
        spec.with_meanings().node_count() - spec.steps.len() < lists
    };
    assert!(count(&shared) > 150, "several preconditions share a meaning");
    // A statement that waits for a term whose meaning holds a step that it consents to itself.
    let own = |spec: &Spec| {
        let mut consents = spec.steps.iter().enumerate().flat_map(|(i, step)| step.consents.iter().flatten().map(move |&s| (i as u32, s)));
        consents.any(|(i, s)| spec.statements[s as usize].preconditions.iter().any(|p| matches!(&p.on, On::All(m) if m.contains(&i))))
    };
    assert!(count(&own) > 100, "a term holds the waiting statement's own step");
    assert!(count(&|spec| spec.steps.iter().any(|step| step.has_below)) > 100);
    assert!(count(&|spec| spec.steps.iter().any(|step| step.consents.iter().any(|any| any.len() > 1))) > 100);
    assert!(count(&|spec| spec.statements.iter().any(|statement| statement.until.is_some())) > 100);
}
