//! Makes a case that shows something as small as it can be while it still shows it.

use impasse::draft::Draft;

use super::generate::Case;

/// Leaves out whatever can be left out of a case so that it stays valid and still shows what it did.
pub(crate) fn shrink(mut case: Case, shows: impl Fn(&Case) -> bool) -> Case {
    loop {
        let smaller = smaller(&case).into_iter().find(|smaller| smaller.build().is_ok() && shows(smaller));
        match smaller {
            Some(smaller) => case = smaller,
            None => return case,
        }
    }
}

/// Lists the cases with one thing left out.
fn smaller(case: &Case) -> Vec<Case> {
    let draft = &case.draft;
    let mut drafts: Vec<Draft<'static>> = Vec::new();
    let mut without = |count: usize, change: &dyn Fn(&mut Draft<'static>, usize)| {
        for place in 0..count {
            let mut smaller = draft.clone();
            change(&mut smaller, place);
            drafts.push(smaller);
        }
    };
    without(draft.statements.len(), &|draft, place| drop(draft.statements.remove(place)));
    without(draft.claims.len(), &|draft, place| drop(draft.claims.remove(place)));
    without(draft.exclusions.len(), &|draft, place| drop(draft.exclusions.remove(place)));
    without(draft.terms.0.len(), &|draft, place| drop(draft.terms.0.remove(place)));
    without(draft.measures.0.len(), &|draft, place| drop(draft.measures.0.remove(place)));
    without(draft.issues.0.len(), &|draft, place| drop(draft.issues.0.remove(place)));
    without(draft.rounds.0.len(), &|draft, place| drop(draft.rounds.0.remove(place)));
    without(draft.parties.0.len(), &|draft, place| drop(draft.parties.0.remove(place)));
    without(draft.statements.len(), &|draft, place| drop(draft.statements[place].after.0.pop()));
    without(draft.statements.len(), &|draft, place| drop(draft.statements[place].with.0.pop()));
    without(draft.statements.len(), &|draft, place| drop(draft.statements[place].promise.0.pop()));
    without(draft.statements.len(), &|draft, place| draft.statements[place].round = None);
    without(draft.statements.len(), &|draft, place| draft.statements[place].date = None);
    without(draft.statements.len(), &|draft, place| draft.statements[place].until = None);
    without(draft.statements.len(), &|draft, place| draft.statements[place].deadline = None);
    without(draft.statements.len(), &|draft, place| draft.statements[place].weight = None);
    without(draft.statements.len(), &|draft, place| draft.statements[place].firm = None);
    without(draft.measures.0.len(), &|draft, place| draft.measures.0[place].1.takes = None);
    without(draft.measures.0.len(), &|draft, place| draft.measures.0[place].1.done = None);
    without(draft.measures.0.len(), &|draft, place| draft.measures.0[place].1.given = None);
    without(draft.measures.0.len(), &|draft, place| draft.measures.0[place].1.burden = None);
    without(draft.measures.0.len(), &|draft, place| draft.measures.0[place].1.issue = None);
    without(1, &|draft, _| draft.as_of = None);
    let changed = drafts.into_iter().filter(|smaller| smaller != draft);
    let mut cases: Vec<Case> = changed.map(|draft| Case { draft, as_of: case.as_of.clone() }).collect();
    if case.as_of.is_some() {
        cases.push(Case { draft: draft.clone(), as_of: None });
    }
    cases
}
