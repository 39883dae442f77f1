//! How far apart the parties are: what one wants, does not get, and the other holds back.
//!
//! `docs/distance.md` defines the number and proves what can be relied on.

mod resistance;
mod sum;
mod unmet;

use indexmap::IndexMap;

use self::resistance::Resistances;
use self::sum::Sums;
use self::unmet::Unmet;
use super::{Solution, report};
use crate::finding::Report;
use crate::finding::distance::{Distances, Matter};
use crate::limits::Limits;
use crate::model::{MeasureId, Negotiation, PartyId};

/// What is open between two parties about one measure, in one direction.
struct Open {
    matter: Matter,
    /// The resistance of the most open wish, which need not be the one that weighs most.
    resistance: f64,
}

type Key = (PartyId, PartyId, MeasureId);

/// Says how far apart the parties are: for each pair and each issue a number between 0, nothing open, and 1, everything refused, with what
/// it comes from.
///
/// A concession never increases a distance. `docs/distance.md` says how it is calculated.
///
/// # Complexity
///
/// Linear in the statements that stand, with their preconditions, times the parties who have a say in the steps they name; a precondition
/// on a term counts once for each step that is meant.
///
/// # Examples
///
/// ```
/// let mut draft = impasse::Draft::new("A swap");
/// draft.party("a");
/// draft.party("b");
/// draft.measure("apples", ["a"]);
/// draft.says("b").demands("apples");
/// draft.says("a").refuses("apples");
/// let negotiation = draft.build()?;
/// let distances = impasse::distances(&negotiation);
/// assert_eq!(distances.overall, 1.0);
/// # Ok::<(), impasse::Error>(())
/// ```
#[must_use]
pub fn distances(negotiation: &Negotiation) -> Distances {
    let solution = Solution::new(negotiation);
    find(&solution, &report::find(&solution, &Limits::default()))
}

/// Says how far apart the parties are by what has been found on the same solution.
pub(super) fn find(solution: &Solution, report: &Report) -> Distances {
    let network = &solution.network;
    let negotiation = &network.negotiation;
    let holds = Resistances::find(solution, report);
    let mut open: IndexMap<Key, Open, foldhash::fast::RandomState> = IndexMap::default();
    for wish in unmet::unmet(network, report) {
        for (holding, held) in wish.held_by(&holds) {
            if holding != wish.party {
                add(&mut open, negotiation, &wish, holding, held);
            }
        }
    }
    Sums::new(negotiation).distances(open)
}

/// Takes in that a party holds back what another wishes; of one measure and direction the weightiest wish is kept.
fn add(
    open: &mut IndexMap<Key, Open, foldhash::fast::RandomState>,
    negotiation: &Negotiation,
    wish: &Unmet,
    holding: PartyId,
    held: unmet::Held,
) {
    let weight = f64::from(negotiation.statement(wish.statement).weight) * held.weight;
    let matter = Matter {
        wanting: wish.party,
        holding,
        step: held.step,
        wish: wish.statement,
        hold: held.hold,
        resistance: held.resistance,
        weight,
    };
    let key = (wish.party, holding, negotiation.step(held.step).measure);
    match open.entry(key) {
        indexmap::map::Entry::Vacant(entry) => {
            entry.insert(Open { resistance: matter.resistance, matter });
        }
        indexmap::map::Entry::Occupied(mut entry) => {
            let known = entry.get_mut();
            known.resistance = known.resistance.max(matter.resistance);
            if matter.resistance * matter.weight > known.matter.resistance * known.matter.weight {
                known.matter = matter;
            }
        }
    }
}
