//! How much a search may do before it has to say what it has found so far.
//!
//! Work is counted and never timed, so that the same question gets the same answer on every machine.

mod cancel;
mod work;

pub use cancel::Cancel;
pub(crate) use work::{Exhausted, Work};

/// How many agreeable sets, and how many groups of parties, are listed.
pub(crate) const SETS_LISTED: usize = 100;
/// How many parts of the search for agreeable sets, or for groups, are looked at.
pub(crate) const PARTS_LOOKED_AT: usize = 100_000;
/// How many elementary circles of a deadlock are counted.
pub(crate) const CIRCLES_COUNTED: usize = 1_000;
/// How many links are followed in search of a shortest circle of a deadlock, besides two for each link that it has.
pub(crate) const LINKS_FOLLOWED: usize = 1_000_000;
/// How many roots of a step, or of a latent deadlock, are listed.
pub(crate) const ROOTS_LISTED: usize = 16;
/// How many lines of an explanation, and how many parts of a line, are tried without.
pub(crate) const LINES_TRIED: usize = 300;

/// How much each search for an answer may do, and what can end it early.
///
/// Most answers need no search. A choice among exclusions does: the verdict where something excludes something, agreeable sets, and groups.
/// A search that ends before it is through says so in its answer, as [`Proof`](crate::finding::Proof): what it has found by then is true,
/// but not proven to be all or the best there is.
///
/// # Defaults
///
/// | limit | default |
/// |---|---|
/// | work of a search: steps, statements and exclusions looked at | 50,000,000, about a second at most on ordinary input |
/// | agreeable sets listed, and groups listed | 100 |
/// | parts of the search for them | 100,000 |
/// | elementary circles counted of a deadlock | 1,000 |
/// | links followed in search of a shortest circle | 1,000,000, and two for each link of the deadlock |
/// | roots listed of a step, and in front of a latent deadlock | 16 |
/// | lines of an explanation, and parts of a line, tried without | 300 |
///
/// Each search has them for itself: every reading of a term that is compared, and every stage of rounds, searches anew. Work is counted in
/// steps and statements looked at, so that what it takes in time depends on the machine and on how much a statement waits for.
///
/// The first can be set. Two runs with the same limits give the same answer, unless one is cancelled.
///
/// # Examples
///
/// ```
/// use impasse::finding::Proof;
/// use impasse::{Analysis, Limits};
///
/// let mut draft = impasse::Draft::new("Two parties, one post");
/// for party in ["chair", "p", "q"] {
///     draft.party(party);
/// }
/// for (party, seat) in [("p", "seat-for-p"), ("q", "seat-for-q")] {
///     draft.measure(seat, ["chair"]);
///     draft.says("chair").offers(seat);
///     draft.says(party).demands(seat);
/// }
/// draft.exclude(["seat-for-p", "seat-for-q"]);
/// let negotiation = draft.build()?;
/// assert_eq!(Analysis::new(negotiation.clone()).report().proof(), Proof::Proven);
/// let hurried = Analysis::new(negotiation).within(Limits::default().work(0));
/// assert_eq!(hurried.report().proof(), Proof::AtLimit);
/// # Ok::<(), impasse::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Limits {
    work: u64,
    cancel: Option<Cancel>,
}

impl Default for Limits {
    fn default() -> Self {
        Self { work: 50_000_000, cancel: None }
    }
}

impl Limits {
    /// Sets how many steps, statements and exclusions each search may look at, one that it looks at twice counted twice.
    #[must_use]
    pub fn work(self, work: u64) -> Self {
        Self { work, ..self }
    }

    /// Lets every search end as soon as somebody cancels it.
    #[must_use]
    pub fn cancelled_by(self, cancel: &Cancel) -> Self {
        Self { cancel: Some(cancel.clone()), ..self }
    }
}
