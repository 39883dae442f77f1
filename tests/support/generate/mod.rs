//! Random negotiations: small, always valid, and with everything in them that a position file can say.
//!
//! A negotiation is first strewn with statements at random; then, more often than not, a circle is planted in it, for chance alone
//! seldom closes one. Equal seeds give equal negotiations.

mod plan;
mod random;
mod speech;

use impasse::draft::Draft;
use impasse::model::{AsOf, Date, Negotiation};

use self::plan::{CLAIMS, Plan};
pub(crate) use self::random::Random;
use self::speech::Speaker;

/// A draft, and the round or date to read it as of, when not its own.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) draft: Draft<'static>,
    pub(crate) as_of: Option<String>,
}

impl Case {
    /// Returns the negotiation, when the draft is valid, and as of when it is read.
    pub(crate) fn build(&self) -> Result<(Negotiation, Option<AsOf>), impasse::Error> {
        let negotiation = self.draft.build_as_of(self.as_of.as_deref())?;
        let as_of = self.as_of.as_deref().or(self.draft.as_of.as_deref());
        let date = |text| AsOf::Date(Date::parse(text).expect("the draft is valid"));
        let round = |text| self.as_of.as_ref().and(negotiation.find_round(text)).map(AsOf::Round);
        let as_of = as_of.map(|text| round(text).unwrap_or_else(|| date(text)));
        Ok((negotiation, as_of))
    }

    /// Writes the case down, to be read again.
    pub(crate) fn describe(&self) -> String {
        let json = serde_json::to_string_pretty(&self.draft).expect("a draft can be written");
        format!("as of {}:\n{json}", self.as_of.as_deref().unwrap_or("the day that the draft says"))
    }
}

/// Returns the negotiation of a seed.
pub(crate) fn generate(seed: u64) -> Case {
    let mut random = Random::new(seed);
    let mut draft = Draft::new(format!("Negotiation {seed}"));
    let plan = Plan::draw(&mut random);
    plan.declare(&mut draft, &mut random);
    let mut speaker = Speaker { plan: &plan, random: &mut random, draft: &mut draft };
    speaker.positions();
    match speaker.random.below(100) {
        0..40 => speaker.circle(),
        40..55 => speaker.tangle(),
        55..60 => {
            speaker.tangle();
            speaker.circle();
        }
        _ => {}
    }
    if speaker.random.chance(20) {
        speaker.exclusion();
    }
    if !plan.terms.is_empty() {
        speaker.terms();
    }
    if speaker.random.chance(12) {
        speaker.withdrawal();
    }
    if speaker.random.chance(20) {
        claims(&plan, &mut random, &mut draft);
    }
    if random.chance(30) {
        random.shuffle(&mut draft.statements);
    }
    date(&plan, &mut random, &mut draft);
    let as_of = plan.as_of(&mut random);
    Case { draft, as_of }
}

fn claims(plan: &Plan, random: &mut Random, draft: &mut Draft<'static>) {
    for _ in 0..1 + random.below(4) {
        let party = random.pick(&plan.parties).clone();
        draft.claims(party, *random.pick(&CLAIMS), random.chance(50));
    }
}

/// Says of some statements and claims when they were made, and until when offers are valid and by when demands are to be met.
fn date(plan: &Plan, random: &mut Random, draft: &mut Draft<'static>) {
    let dated = plan.calendar && random.chance(60);
    for (place, said) in draft.statements.iter_mut().enumerate() {
        if random.chance(15) {
            said.id(format!("note-{place}"));
        }
        if dated {
            match random.below(10) {
                0..4 if !plan.rounds.is_empty() => drop(said.round(random.pick(&plan.rounds).0.clone())),
                4..6 => drop(said.date(plan.some_date(random))),
                _ => {}
            }
        }
        if plan.calendar && said.offers.is_some() && random.chance(20) {
            said.until(plan.some_end(random));
        }
        if plan.calendar && said.demands.is_some() && random.chance(35) {
            said.deadline(plan.some_end(random));
        }
        if random.chance(10) {
            said.weight(1 + random.below(3) as u32);
        }
        if random.chance(5) {
            said.firm(true);
        }
    }
    for claim in &mut draft.claims {
        match random.below(4) {
            0 if !plan.rounds.is_empty() => drop(claim.round(random.pick(&plan.rounds).0.clone())),
            1 => drop(claim.date(plan.some_date(random))),
            _ => {}
        }
    }
}
