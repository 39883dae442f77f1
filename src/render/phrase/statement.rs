//! What a statement says, in a sentence: who, what, on which conditions.

use super::{Phrase, Role, join, name, phrase};
use crate::model::{Act, Negotiation, Precondition, StatementId, Subject, Target, Wait};

/// Says what a statement says: `North Korea offered “Dismantle” only after “Lift the sanctions”`.
#[must_use]
pub fn statement(n: &Negotiation, id: StatementId) -> Phrase {
    phrase![name::party(n, n.statement(id).party), " ", words(n, id)]
}

/// What a statement says, where the speaker has been named: `offered “Dismantle” only after “Lift the sanctions”`.
pub(super) fn words(n: &Negotiation, id: StatementId) -> Phrase {
    let said = n.statement(id);
    let rest = match said.act {
        Act::Demands => said.deadline().map(|date| phrase![format!(" by {date}")]),
        Act::Offers => Some(phrase![" ", conditions(n, id), said.until().map(|date| format!(" (valid until {date})"))]),
        Act::Accepts => Some(phrase![" ", conditions(n, id)]),
        Act::Refuses | Act::Withdraws => None,
    };
    phrase![offered(n, id), rest]
}

/// The act and its object alone: `offered “a”`, `would accept “a”`.
pub(super) fn offered(n: &Negotiation, id: StatementId) -> Phrase {
    phrase![verb(n, id), " ", object(n, n.statement(id).target)]
}

/// The act as a verb in the past tense.
pub(super) fn verb(n: &Negotiation, id: StatementId) -> &'static str {
    match n.statement(id).act {
        Act::Demands => "demanded",
        Act::Offers => "offered",
        Act::Accepts => "would accept",
        Act::Refuses => "refused",
        Act::Withdraws => "withdrew what had been said earlier about",
    }
}

/// What a statement is about.
pub(super) fn object(n: &Negotiation, target: Target) -> Phrase {
    match target {
        Target::Step(step) => name::step(n, step),
        Target::Term(term) => name::term(n, term),
    }
}

/// The conditions of a statement: `only after “a” and “b”, and together with “c”`.
pub(super) fn conditions(n: &Negotiation, id: StatementId) -> Phrase {
    match awaited(n, id) {
        None => phrase!["without conditions"],
        Some(awaited) => phrase!["only ", awaited],
    }
}

/// What a statement waits for, if anything: `after “a” and “b”, and together with “c”`.
pub(super) fn awaited(n: &Negotiation, id: StatementId) -> Option<Phrase> {
    let all = n.preconditions(id);
    if all.is_empty() {
        return None;
    }
    let kinds: Vec<_> = Wait::ALL.into_iter().filter(|&wait| all.iter().any(|p| p.wait == wait)).collect();
    let parts = kinds.iter().map(|&wait| {
        let of_kind: Vec<_> = all.iter().filter(|p| p.wait == wait).collect();
        let subjects = of_kind.iter().map(|p| subject(n, p));
        phrase![waiting(wait), " ", join(subjects, of_kind.len(), "and", name::NAMES)]
    });
    Some(join(parts, kinds.len(), "and", 3))
}

/// One condition: `only after “a”`.
pub(super) fn condition(n: &Negotiation, precondition: &Precondition) -> Phrase {
    phrase!["only ", waiting(precondition.wait), " ", subject(n, precondition)]
}

/// The word for a kind of wait, to stand before what is waited for.
pub(super) const fn waiting(wait: Wait) -> &'static str {
    match wait {
        Wait::After => "after",
        Wait::With => "together with",
        Wait::Promise => "on the promise of",
    }
}

/// What a precondition waits for, with its days.
fn subject(n: &Negotiation, precondition: &Precondition) -> Phrase {
    let what = match n.subject(precondition) {
        Subject::Step(step) => name::step(n, step),
        Subject::Term(term) => name::term(n, term),
        Subject::Any([single]) => name::step(n, *single),
        Subject::Any(options) => phrase!["either ", name::steps(n, options, "or", name::NAMES)],
    };
    phrase![what, lag(precondition)]
}

/// The days of a precondition: ` (at least 30 days earlier)`.
pub(super) fn lag(precondition: &Precondition) -> Option<String> {
    let days = name::days(precondition.days?.into());
    match precondition.wait {
        Wait::After => Some(format!(" (at least {days} earlier)")),
        Wait::With => None,
        Wait::Promise => Some(format!(" (at most {days} later)")),
    }
}

/// Which statement it is and where it was read: `[dprk-1, article]`.
pub(super) fn reference(n: &Negotiation, id: StatementId) -> Phrase {
    let source = n.statement(id).source().map(|s| phrase![", ", name::source(n, s)]);
    phrase!["[", Phrase::of(Role::Id, &n.statement_key(id)), source, "]"]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{Draft, PreconditionDraft as On};

    #[test]
    fn statements_read_as_sentences() {
        let mut draft = Draft { as_of: Some("2020".into()), ..Draft::default() };
        draft.party("a").name("The Ayes");
        draft.party("b");
        for measure in ["x", "y", "z"] {
            draft.measure(measure, ["a"]);
        }
        draft.measure("relief", ["b"]).name("Relief").levels(["partial", "full"]);
        draft.term("peace").means(["y", "relief"]);
        draft.says("b").demands("x").deadline("2021-03");
        draft.says("a").offers("x");
        draft.says("a").offers("y").after("relief:partial").after(On::step("x").days(1)).with("z").promise(On::step("relief").within(30));
        draft.says("a").offers("z").with(On::any(["x", "y"])).until("2020-06-01");
        draft.says("a").offers("z").after(On::any(["x"]));
        draft.says("b").accepts("x").promise("peace");
        draft.says("b").refuses("peace");
        draft.says("b").withdraws("relief");
        let n = draft.build().unwrap();
        let said: Vec<_> = n.statements().map(|(id, _)| statement(&n, id).to_string()).collect();
        let expected = [
            "b demanded “x” by 2021-03",
            "The Ayes offered “x” without conditions",
            "The Ayes offered “y” only after “Relief (partial)” and “x” (at least 1 day earlier), together with “z” and on the promise of “Relief (full)” (at most 30 days later)",
            "The Ayes offered “z” only together with either “x” or “y” (valid until 2020-06-01)",
            "The Ayes offered “z” only after “x”",
            "b would accept “x” only on the promise of “peace”",
            "b refused “peace”",
            "b withdrew what had been said earlier about “Relief (full)”",
        ];
        assert_eq!(said, expected);
    }
}
