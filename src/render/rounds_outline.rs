//! What an account of rounds for readers shows, in which order, and how much of it: the same for every such format.

use super::cut::{Cut, cut};
use super::excerpt::Excerpt;
use crate::finding::Report;
use crate::finding::rounds::{Change, Rounds, Shift, Stage, Turn};
use crate::model::{ClaimId, Negotiation, PartyId};

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
    pub(super) claims: Cut<ClaimId>,
    pub(super) appeared: Cut<(&'a Report, &'a Turn)>,
    pub(super) disappeared: Cut<(&'a Report, &'a Turn)>,
}

/// How one party moved.
pub(super) struct Speech<'a> {
    pub(super) party: PartyId,
    pub(super) moves: Cut<&'a Change>,
    pub(super) silent: Vec<&'a Change>,
    /// How many positions were said again as before.
    pub(super) repeated: usize,
}

/// Lists what is told of the stages that were asked for.
pub(super) fn chapters<'a>(n: &Negotiation, rounds: &'a Rounds, excerpt: &Excerpt) -> Cut<Chapter<'a>> {
    let asked = excerpt.of(rounds);
    let count = asked.len();
    cut(asked.into_iter().map(|(before, stage)| Chapter::new(n, excerpt, before, stage)), count, STAGES)
}

impl<'a> Chapter<'a> {
    fn new(n: &Negotiation, excerpt: &Excerpt, before: Option<&'a Stage>, stage: &'a Stage) -> Self {
        let by_party = stage.changes.chunk_by(|a, b| a.party == b.party).filter(|own| excerpt.has(own[0].party));
        let (speeches, quiet): (Vec<_>, Vec<_>) = by_party.map(Speech::new).partition(|speech| speech.has_words());
        let claims: Vec<_> = stage.claims.iter().copied().filter(|&claim| excerpt.has(n.claim(claim).party)).collect();
        let turns = |report: &'a Report, turns: &'a [Turn]| {
            let concerned: Vec<_> = turns.iter().filter(|turn| excerpt.has_turn(report, turn)).map(|turn| (report, turn)).collect();
            let count = concerned.len();
            cut(concerned.into_iter(), count, TURNS)
        };
        let (speakers, claimed) = (speeches.len(), claims.len());
        Self {
            stage,
            is_first: before.is_none(),
            speeches: cut(speeches.into_iter(), speakers, PARTIES),
            quiet: quiet.into_iter().map(|speech| speech.party).collect(),
            claims: cut(claims.into_iter(), claimed, CLAIMS),
            appeared: turns(&stage.report, &stage.appeared),
            disappeared: before.map_or_else(Cut::default, |before| turns(&before.report, &stage.disappeared)),
        }
    }

    /// Returns whether nobody has said or claimed anything.
    pub(super) fn is_empty(&self) -> bool {
        self.claims.shown.is_empty() && self.speeches.shown.is_empty() && self.quiet.is_empty()
    }
}

impl<'a> Speech<'a> {
    fn new(own: &'a [Change]) -> Self {
        let with = |shift: Shift| own.iter().filter(move |change| change.shift == shift);
        let is_move = |change: &&Change| !matches!(change.shift, Shift::Silent | Shift::Unchanged);
        let moves = own.iter().filter(is_move);
        Self {
            party: own[0].party,
            moves: cut(moves.clone(), moves.count(), MOVES),
            silent: with(Shift::Silent).collect(),
            repeated: with(Shift::Unchanged).count(),
        }
    }

    fn has_words(&self) -> bool {
        !self.moves.shown.is_empty() || self.repeated > 0
    }
}
