//! What a negotiation is about: parties, measures, terms and the calendar, before anybody speaks.

use impasse::draft::Draft;

use super::random::Random;

const PARTIES: [&str; 4] = ["north", "south", "east", "west"];
const MEASURES: [&str; 8] = ["border", "dam", "fleet", "grain", "lamp", "mine", "port", "rail"];
const LEVELS: [&str; 3] = ["low", "mid", "top"];
const TERMS: [&str; 2] = ["peace", "trust"];
const ROUNDS: [&str; 3] = ["spring", "summer", "autumn"];
/// When things are said, near the day as of which they are read.
const DATES: [&str; 8] = ["2024-02", "2024-02-28", "2024-03-01", "2024-03", "2024-03-03", "2024-03-04", "2024-03-05", "2024-03-06"];
/// When things end: some of it over already, most of it within the days that a few steps take.
const ENDS: [&str; 9] =
    ["2024-03-02", "2024-03-05", "2024-03-05", "2024-03-06", "2024-03-07", "2024-03-08", "2024-03-10", "2024-03", "2024"];
pub(super) const CLAIMS: [&str; 2] = ["it-rained", "they-met"];

/// A party by its place in the list.
pub(super) type Party = usize;

pub(super) struct Plan {
    pub(super) parties: Vec<String>,
    pub(super) measures: Vec<Measure>,
    pub(super) terms: Vec<Term>,
    /// Whether there are dates at all.
    pub(super) calendar: bool,
    /// The rounds with their dates.
    pub(super) rounds: Vec<(String, String)>,
    as_of: Option<String>,
}

#[derive(Clone)]
pub(super) struct Measure {
    pub(super) id: String,
    pub(super) by: Vec<Party>,
    pub(super) levels: usize,
}

/// A step by its measure's place in the list, and its level counted from 0.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) measure: usize,
    pub(super) level: usize,
}

pub(super) struct Term {
    pub(super) id: String,
    default: Option<Vec<Step>>,
    by: Vec<(Party, Vec<Step>)>,
}

impl Plan {
    pub(super) fn draw(random: &mut Random) -> Self {
        let parties: Vec<String> = PARTIES[..2 + random.below(3)].iter().map(ToString::to_string).collect();
        let count = 2 + random.below(6) + random.below(2);
        let measures = MEASURES[..count].iter().map(|id| Measure::draw(id, parties.len(), random)).collect();
        let calendar = random.chance(60);
        let rounds = if calendar && random.chance(60) { 1 + random.below(3) } else { 0 };
        let rounds: Vec<_> = ROUNDS[..rounds].iter().map(|id| (id.to_string(), random.pick(&DATES).to_string())).collect();
        let as_of = (calendar && (rounds.is_empty() || random.chance(70))).then(|| match random.below(10) {
            0 => "2024-03".to_owned(),
            1 => random.pick(&DATES).to_string(),
            _ => "2024-03-05".to_owned(),
        });
        let mut plan = Self { parties, measures, terms: Vec::new(), calendar, rounds, as_of };
        if random.chance(35) {
            plan.terms = TERMS[..1 + random.below(2)].iter().map(|id| plan.draw_term(id, random)).collect();
        }
        plan
    }

    fn draw_term(&self, id: &str, random: &mut Random) -> Term {
        let mut meaning = || {
            let count = 1 + random.below(3);
            random.pick_several(&self.steps(), count)
        };
        let (default, mine) = (meaning(), meaning());
        let mut by = vec![];
        for party in 0..self.parties.len() {
            match random.below(4) {
                0 => by.push((party, mine.clone())),
                1 => by.push((party, random.pick_several(&self.steps(), 2))),
                _ => {}
            }
        }
        let default = (by.is_empty() || random.chance(60)).then_some(default);
        Term { id: id.to_owned(), default, by }
    }

    /// Declares all of it, with what is of no consequence for what is said.
    pub(super) fn declare(&self, draft: &mut Draft<'static>, random: &mut Random) {
        draft.as_of = self.as_of.clone().map(Into::into);
        for party in &self.parties {
            draft.party(party.clone());
        }
        for (id, date) in &self.rounds {
            draft.round(id.clone(), date.clone());
        }
        draft.issue("water");
        for measure in &self.measures {
            let declared = draft.measure(measure.id.clone(), measure.by.iter().map(|&party| self.parties[party].clone()));
            declared.levels(LEVELS[..measure.levels].iter().copied());
            if random.chance(40) {
                declared.takes(random.below(4) as u32);
            }
            if random.chance(8) {
                declared.given(true);
            }
            if random.chance(20) {
                declared.issue("water").burden(random.below(5) as f64);
            }
            let on = random.chance(40).then(|| *random.pick(&DATES));
            match (random.below(100), measure.levels, on) {
                (0..4, _, None) => drop(declared.done()),
                (0..4, _, Some(on)) => drop(declared.done_on(on)),
                (4..20, 2.., None) => drop(declared.done_level(LEVELS[random.below(measure.levels)])),
                (4..20, 2.., Some(on)) => drop(declared.done_level_on(LEVELS[random.below(measure.levels)], on)),
                _ => {}
            }
        }
        for term in &self.terms {
            let keys = |steps: &[Step]| steps.iter().map(|&step| self.key(step)).collect::<Vec<_>>();
            let declared = draft.term(term.id.clone());
            if let Some(default) = &term.default {
                declared.means(keys(default));
            }
            for (party, steps) in &term.by {
                declared.defined_by(self.parties[*party].clone(), keys(steps));
            }
        }
    }

    pub(super) fn steps(&self) -> Vec<Step> {
        let of_measure = |(measure, declared): (usize, &Measure)| (0..declared.levels.max(1)).map(move |level| Step { measure, level });
        self.measures.iter().enumerate().flat_map(of_measure).collect()
    }

    /// Returns a step as it is written in a position file.
    pub(super) fn key(&self, step: Step) -> String {
        let measure = &self.measures[step.measure];
        match measure.levels {
            0 => measure.id.clone(),
            _ => format!("{}:{}", measure.id, LEVELS[step.level]),
        }
    }

    pub(super) fn top(&self, measure: usize) -> Step {
        Step { measure, level: self.measures[measure].levels.max(1) - 1 }
    }

    pub(super) fn performs(&self, party: Party, step: Step) -> bool {
        self.measures[step.measure].by.contains(&party)
    }

    pub(super) fn performs_alone(&self, party: Party, step: Step) -> bool {
        self.measures[step.measure].by == [party]
    }

    /// Returns what a party means by a term, if anything.
    pub(super) fn meaning(&self, term: &Term, party: Party) -> Option<Vec<Step>> {
        let own = term.by.iter().find(|(by, _)| *by == party).map(|(_, steps)| steps);
        own.or(term.default.as_ref()).cloned()
    }

    pub(super) fn some_date(&self, random: &mut Random) -> &'static str {
        DATES[random.below(DATES.len())]
    }

    pub(super) fn some_end(&self, random: &mut Random) -> &'static str {
        ENDS[random.below(ENDS.len())]
    }

    /// Returns a round or date to read the negotiation as of, now and then.
    pub(super) fn as_of(&self, random: &mut Random) -> Option<String> {
        match random.below(12) {
            0 if self.calendar => Some(self.some_date(random).to_owned()),
            1 if !self.rounds.is_empty() => Some(random.pick(&self.rounds).0.clone()),
            _ => None,
        }
    }
}

impl Measure {
    fn draw(id: &str, parties: usize, random: &mut Random) -> Self {
        let everybody: Vec<Party> = (0..parties).collect();
        let performers = if random.chance(20) { 2 } else { 1 };
        let levels = *random.pick(&[0, 0, 0, 0, 0, 2, 2, 3]);
        Self { id: id.to_owned(), by: random.pick_several(&everybody, performers), levels }
    }
}
