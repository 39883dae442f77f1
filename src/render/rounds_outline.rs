//! What an account of rounds for readers shows, in which order, and how much of it: the same for every such format.

use super::cut::{Cut, cut};
use super::excerpt::Excerpt;
use crate::finding::rounds::{Change, ClaimMade, Rounds, Shift, Silence, Stage, Turn};
use crate::model::{Negotiation, PartyId};

/// How much is shown before the rest is only counted.
const STAGES: usize = 40;
const PARTIES: usize = 12;
const MOVES: usize = 10;
const CLAIMS: usize = 10;
const TURNS: usize = 12;

/// What is told of one stage.
pub(super) struct Chapter<'a> {
    pub(super) stage: &'a Stage,
    pub(super) is_first: bool,
    pub(super) speeches: Cut<Speech<'a>>,
    /// The parties that have positions and took up none.
    pub(super) quiet: Vec<PartyId>,
    pub(super) claims: Cut<&'a ClaimMade>,
    pub(super) appeared: Cut<&'a Turn>,
    pub(super) disappeared: Cut<&'a Turn>,
}

/// How one party moved.
pub(super) struct Speech<'a> {
    pub(super) party: PartyId,
    pub(super) moves: Cut<&'a Change>,
    pub(super) silent: Option<&'a Silence>,
    /// How many positions were said again as before.
    pub(super) repeated: usize,
}

/// Lists what is told of the stages that were asked for.
pub(super) fn chapters<'a>(n: &Negotiation, rounds: &'a Rounds, excerpt: &Excerpt) -> Cut<Chapter<'a>> {
    let asked = excerpt.of(rounds);
    let count = asked.len();
    cut(asked.map(|place| Chapter::new(n, excerpt, place, &rounds.stages[place])), count, STAGES)
}

impl<'a> Chapter<'a> {
    fn new(n: &Negotiation, excerpt: &Excerpt, place: usize, stage: &'a Stage) -> Self {
        let by_party = stage.changes.chunk_by(|a, b| a.party == b.party).filter(|own| excerpt.has(own[0].party));
        let speeches: Vec<_> = by_party.map(|own| Speech::new(own, &stage.silent)).collect();
        let has_spoken = |party: PartyId| speeches.iter().any(|speech| speech.party == party);
        let quiet = stage.silent.iter().map(|silence| silence.party).filter(|&party| excerpt.has(party) && !has_spoken(party)).collect();
        let claims: Vec<_> = stage.claims.iter().filter(|made| excerpt.has(n.claim(made.claim).party)).collect();
        let turns = |turns: &'a [Turn]| {
            let concerned: Vec<_> = turns.iter().filter(|turn| excerpt.has_turn(turn)).collect();
            let count = concerned.len();
            cut(concerned.into_iter(), count, TURNS)
        };
        let (speakers, claimed) = (speeches.len(), claims.len());
        Self {
            stage,
            is_first: place == 0,
            speeches: cut(speeches.into_iter(), speakers, PARTIES),
            quiet,
            claims: cut(claims.into_iter(), claimed, CLAIMS),
            appeared: turns(&stage.appeared),
            disappeared: turns(&stage.disappeared),
        }
    }

    /// Returns whether nobody has said or claimed anything.
    pub(super) fn is_empty(&self) -> bool {
        self.claims.shown.is_empty() && self.speeches.shown.is_empty() && self.quiet.is_empty()
    }
}

impl<'a> Speech<'a> {
    /// Gathers what one party changed, and what it was silent on.
    fn new(own: &'a [Change], silent: &'a [Silence]) -> Self {
        let party = own[0].party;
        let moves = own.iter().filter(|change| change.shift != Shift::Unchanged);
        Self {
            party,
            moves: cut(moves.clone(), moves.clone().count(), MOVES),
            silent: silent.binary_search_by_key(&party, |silence| silence.party).ok().map(|at| &silent[at]),
            repeated: own.len() - moves.count(),
        }
    }
}
