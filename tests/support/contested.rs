//! Negotiations in which parties compete for steps that exclude each other.

use impasse::draft::{Draft, List, MeasureDraft, PreconditionDraft};

use super::concessions::settled;
use super::generate::{Random, generate};

/// A generated draft of what stands, in which parties also compete for prizes that exclude each other.
pub(crate) fn contested(seed: u64) -> Draft<'static> {
    let mut draft = settled(&generate(seed));
    let mut random = Random::new(!seed);
    let parties: Vec<_> = draft.parties.0.iter().map(|(id, _)| id.clone().into_owned()).collect();
    let rivals: Vec<String> = (0..2 + random.below(5)).map(|i| format!("prize-{i}")).collect();
    for id in &rivals {
        let by = random.pick(&parties).clone();
        draft.measures.0.push((id.clone().into(), MeasureDraft { by: List(vec![by.clone().into()]), ..MeasureDraft::default() }));
        let offered = draft.says(by.clone()).offers(id.clone());
        let other = random.pick(&rivals).clone();
        if other != *id && random.chance(30) {
            offered.after(other);
        }
        for party in parties.iter().filter(|party| **party != by) {
            if random.chance(50) {
                draft.says(party.clone()).demands(id.clone()).weight(1 + random.below(3) as u32);
            }
        }
    }
    for _ in 0..random.below(4) {
        let count = 2 + random.below(2);
        draft.exclude(random.pick_several(&rivals, count));
    }
    draft
}

/// Parties of whom each wants any one of some posts, which only one can hold: said in as many ways as there are.
pub(crate) struct Posts<'r> {
    pub(crate) parties: usize,
    pub(crate) posts: usize,
    /// How many of a hundred posts a party would take.
    pub(crate) taken: usize,
    pub(crate) random: &'r mut Random,
}

impl Posts<'_> {
    /// Writes the negotiation. With `taken` at a hundred there is an agreement exactly when there are as many posts as parties.
    pub(crate) fn draft(mut self) -> Draft<'static> {
        let mut draft = Draft::new("Posts");
        draft.party("chair");
        draft.measure("opening", ["chair"]);
        draft.says("chair").offers("opening");
        let has_ladders = self.random.chance(30);
        let mut seats: Vec<Vec<String>> = vec![Vec::new(); self.posts];
        for party in 0..self.parties {
            let id = format!("p{party}");
            draft.party(id.clone());
            let mut options = Vec::new();
            for (post, seats) in seats.iter_mut().enumerate() {
                if self.random.chance(self.taken) || options.is_empty() && post + 1 == self.posts {
                    let seat = self.seat(&mut draft, party, post, has_ladders);
                    seats.push(seat.clone());
                    options.push(seat);
                }
            }
            if self.random.chance(20) && options.len() > 1 {
                draft.exclude(options.clone());
            }
            self.wish(&mut draft, &id, options);
        }
        if self.random.chance(20) && !has_ladders {
            // One seat is filled already, so that nobody else has the post.
            let filled = self.random.below(self.posts);
            if let Some(seat) = seats[filled].first() {
                let measure = draft.measures.0.iter_mut().find(|(id, _)| *id == *seat).expect("the seat is a measure");
                measure.1.done();
            }
        }
        for seats in seats.into_iter().filter(|seats| seats.len() > 1) {
            self.exclude(&mut draft, &seats);
        }
        draft
    }

    /// A seat: a measure, or the upper level of one, at once or behind something that is no obstacle.
    fn seat(&mut self, draft: &mut Draft<'static>, party: usize, post: usize, has_levels: bool) -> String {
        let id = format!("seat{post}-for-p{party}");
        let measure = draft.measure(id.clone(), ["chair"]);
        if has_levels {
            measure.levels(["acting", "full"]);
        }
        let offer = draft.says("chair").offers(id.clone());
        if self.random.chance(20) {
            offer.after("opening");
        }
        if has_levels { format!("{id}:full") } else { id }
    }

    /// What a party wants: any of its options, as one `any` or as alternatives; or the option itself where there is one.
    fn wish(&mut self, draft: &mut Draft<'static>, party: &str, options: Vec<String>) {
        let weight = 1 + self.random.below(3) as u32;
        if options.len() == 1 && self.random.chance(50) {
            draft.says(party.to_owned()).demands(options[0].clone()).weight(weight);
            return;
        }
        let wish = format!("post-for-{party}");
        draft.measure(wish.clone(), ["chair"]);
        if self.random.chance(30) {
            for option in options {
                draft.says("chair").offers(wish.clone()).after(option);
            }
        } else {
            let offer = draft.says("chair").offers(wish.clone());
            let any = PreconditionDraft::any(options);
            match self.random.below(3) {
                0 => offer.after(any),
                1 => offer.with(any),
                _ => offer.promise(any),
            };
        }
        draft.says(party.to_owned()).demands(wish).weight(weight);
    }

    /// Lets only one of some seats be in the deal: by one exclusion, or pair by pair.
    fn exclude(&mut self, draft: &mut Draft<'static>, seats: &[String]) {
        if self.random.chance(70) {
            draft.exclude(seats.to_vec());
            return;
        }
        for (i, seat) in seats.iter().enumerate() {
            for other in &seats[..i] {
                draft.exclude([other.clone(), seat.clone()]);
            }
        }
    }
}
