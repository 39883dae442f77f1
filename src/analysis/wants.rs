//! Which statements want which steps: as demands, or as preconditions that nothing else can meet.

use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use super::Solution;
use crate::finding::Want;
use crate::graph::{Fate, Network};
use crate::model::{Act, PartyId, StatementId, StepId, Subject, TermId};

/// A statement that wants steps, all of which are refused or unanswered, in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) statement: StatementId,
    pub(super) want: Want,
    /// One step; of a precondition on a term all the steps of it that are refused or unanswered, as the speaker's meaning names them.
    /// Statements that want the same of a term share the list.
    pub(super) steps: Arc<[StepId]>,
    /// Of a demand of an unanswered level, the highest lower level that all performers offer.
    pub(super) offered_below: Option<StepId>,
}

/// Lists who wants what is refused or unanswered, by statement, then by the first step.
///
/// A precondition on a term is wanted with all that it lacks, apart from what the statement demands; of several on one term, the first.
/// Any other step is wanted once: as a demand, else by the precondition on it alone, else by an `any`; the options of an `any` count only
/// when every one of them is refused or unanswered.
///
/// # Complexity
///
/// Linear in the statements, their preconditions and what is meant by the terms: what a meaning lacks is looked for once.
pub(super) fn find(solution: &Solution) -> Vec<Wanted> {
    let network = &solution.network;
    // It takes a walk over every step, which is needed only where a demand is unanswered.
    let offered_below = LazyCell::new(|| offered_below(network));
    let short_of = |step: StepId| if network.fate[step.index()] == Fate::Unanswered { offered_below[step.index()] } else { None };
    let mut meanings = Meanings { network, lacking: HashMap::default() };
    let mut found = Vec::new();
    let mut pairs: Vec<(StepId, Want)> = Vec::new();
    for (statement, said) in network.negotiation.standing() {
        let first = found.len();
        pairs.clear();
        if matches!(said.act, Act::Demands | Act::Offers) {
            let demands = network.negotiation.step_acts(statement).filter(|plain| plain.act == Act::Demands);
            pairs.extend(demands.filter(|demand| is_lacking(network, demand.step)).map(|demand| (demand.step, Want::Demand)));
        }
        let terms = add_terms(&mut meanings, (statement, said.party), &pairs, &mut found);
        add_preconditions(network, statement, &mut pairs);
        pairs.retain(|&(step, want)| want == Want::Demand || !terms.iter().any(|lacking| lacking.set.contains(&step)));
        pairs.sort_unstable_by_key(|&(step, want)| (step, want.is_option(), want));
        pairs.dedup_by_key(|pair| pair.0);
        found.extend(pairs.iter().map(|&(step, want)| {
            let offered_below = if want == Want::Demand { short_of(step) } else { None };
            Wanted { statement, want, steps: Arc::new([step]), offered_below }
        }));
        found[first..].sort_by_key(|wanted| (wanted.steps[0], wanted.want));
    }
    found
}

fn is_lacking(network: &Network, step: StepId) -> bool {
    matches!(network.fate[step.index()], Fate::Refused | Fate::Unanswered)
}

/// Returns, by step, the highest level below it that all its performers offer.
fn offered_below(network: &Network) -> Vec<Option<StepId>> {
    let mut found: Vec<Option<StepId>> = Vec::with_capacity(network.step_count());
    for (step, _) in network.negotiation.steps() {
        let below = network.negotiation.below(step);
        let offered = below.and_then(|below| if network.silent(below).is_empty() { Some(below) } else { found[below.index()] });
        found.push(offered);
    }
    found
}

/// Adds the steps and options that a statement waits for with no way left.
fn add_preconditions(network: &Network, statement: StatementId, pairs: &mut Vec<(StepId, Want)>) {
    let negotiation = &network.negotiation;
    for (at, precondition) in negotiation.preconditions(statement).iter().enumerate() {
        let options = match negotiation.subject(precondition) {
            Subject::Step(step) => &[step][..],
            Subject::Any(options) => options,
            Subject::Term(_) => continue,
        };
        if options.iter().all(|&option| is_lacking(network, option)) {
            let any = options.iter().any(|&option| option != options[0]);
            pairs.extend(options.iter().map(|&option| (option, Want::Precondition { precondition: at, any })));
        }
    }
}

/// Adds what a statement's preconditions on terms lack, apart from what it demands; returns all that they lack.
fn add_terms(
    meanings: &mut Meanings<'_>,
    (id, party): (StatementId, PartyId),
    demands: &[(StepId, Want)],
    found: &mut Vec<Wanted>,
) -> Vec<Rc<Lacking>> {
    let negotiation = &meanings.network.negotiation;
    let mut terms: Vec<TermId> = Vec::new();
    let mut all_lacking = Vec::new();
    for (precondition, said) in negotiation.preconditions(id).iter().enumerate() {
        let Subject::Term(term) = negotiation.subject(said) else { continue };
        if terms.contains(&term) {
            continue;
        }
        terms.push(term);
        let lacking = meanings.lacking(term, party);
        let mut steps = lacking.steps.clone();
        if demands.iter().any(|(step, _)| lacking.set.contains(step)) {
            let demanded: HashSet<StepId> = demands.iter().map(|&(step, _)| step).collect();
            steps = steps.iter().copied().filter(|step| !demanded.contains(step)).collect();
        }
        if !steps.is_empty() {
            let want = Want::Precondition { precondition, any: false };
            found.push(Wanted { statement: id, want, steps, offered_below: None });
        }
        all_lacking.push(lacking);
    }
    all_lacking
}

/// The steps of a meaning that are refused or unanswered, in order and to be looked up.
struct Lacking {
    steps: Arc<[StepId]>,
    set: HashSet<StepId, foldhash::fast::RandomState>,
}

/// What each meaning of a term lacks, as far as somebody has asked.
struct Meanings<'w> {
    network: &'w Network,
    /// By term, and by party where the definition is its own.
    lacking: HashMap<(TermId, Option<PartyId>), Rc<Lacking>, foldhash::fast::RandomState>,
}

impl Meanings<'_> {
    fn lacking(&mut self, term: TermId, party: PartyId) -> Rc<Lacking> {
        let (network, negotiation) = (self.network, &self.network.negotiation);
        let own = negotiation.definition(term, party).map(|_| party);
        let find = || {
            let steps: Arc<[StepId]> = negotiation.meaning(term, party).iter().copied().filter(|&step| is_lacking(network, step)).collect();
            Rc::new(Lacking { set: steps.iter().copied().collect(), steps })
        };
        self.lacking.entry((term, own)).or_insert_with(find).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_that_want_the_same_of_a_term_share_one_list() {
        let mut draft = crate::Draft::new("");
        for party in ["a", "b", "c"] {
            draft.party(party);
        }
        for (measure, by) in [("m", "a"), ("n", "a"), ("x", "b"), ("y", "b"), ("z", "b")] {
            draft.measure(measure, [by]);
        }
        draft.term("t").means(["z", "x", "y"]).defined_by("c", ["y"]);
        draft.says("a").offers("m").after("t");
        draft.says("a").offers("n").promise("t").with("t").promise("x");
        draft.says("c").accepts("m").after("t");
        draft.says("b").offers("y");
        let n = draft.build().unwrap();
        let wants = find(&Solution::new(&n));
        let step = |key| n.find_step(key).unwrap();
        assert_eq!(wants.len(), 2, "what c means is offered, and neither a term nor a step of it is wanted twice: {wants:#?}");
        assert_eq!(*wants[0].steps, [step("z"), step("x")]);
        assert!(Arc::ptr_eq(&wants[0].steps, &wants[1].steps));
        assert_eq!(wants[1].want, Want::Precondition { precondition: 0, any: false });
    }
}
