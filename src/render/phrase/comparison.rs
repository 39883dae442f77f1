//! The parties side by side: what stands in a row, in a cell and under a term.

use super::statement::{self, reference};
use super::{Phrase, claim, join, name, phrase, plural};
use crate::finding::comparison::{Account, ComparedTerm, Comparison, Meaning, Outcome, Reading, Row, Standing};
use crate::finding::{ConflictKind, Verdict};
use crate::model::{Act, ClaimId, IssueId, Negotiation, PartyId, Precondition, StatementId, StepId, Subject, Target};

/// How many statements of one party a cell shows.
const IN_A_CELL: usize = 6;

/// What a group of rows belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::render) enum Heading {
    Issue(IssueId),
    NoIssue,
    Words,
}

/// The heading over a group of rows.
pub(in crate::render) fn group(n: &Negotiation, heading: Heading) -> Phrase {
    match heading {
        Heading::Issue(issue) => name::issue(n, issue),
        Heading::NoIssue if n.issues().len() == 0 => phrase!["Steps"],
        Heading::NoIssue => phrase!["Under no issue"],
        Heading::Words => phrase!["Words"],
    }
}

/// What a row is about, with the id that a command takes.
pub(in crate::render) fn subject(n: &Negotiation, row: &Row) -> Phrase {
    match row.subject {
        Target::Step(step) => name::step_and_key(n, step),
        Target::Term(term) => name::term_and_key(n, term),
    }
}

/// Where a row stands, and of a shortfall how far the offers go: `shortfall: “partial” at most`.
pub(in crate::render) fn standing(n: &Negotiation, row: &Row) -> Phrase {
    let most = row.offered.map(|step| phrase![": ", name::level(n, step), " at most"]);
    let done = matches!(row.subject, Target::Step(step) if n.is_done(step)).then_some(": done");
    phrase![row.standing.word(), most, done]
}

/// How many rows there are: `9 steps and 1 word:`.
pub(in crate::render) fn rows_counted(comparison: &Comparison) -> Phrase {
    let words = comparison.rows.iter().filter(|row| matches!(row.subject, Target::Term(_))).count();
    let steps = comparison.rows.len() - words;
    let parts = [(steps, plural(steps, " step", " steps")), (words, plural(words, " word", " words"))];
    let parts: Vec<_> = parts.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| phrase![count, what]).collect();
    phrase![join(parts.iter(), parts.len(), "and", 2), ":"]
}

/// What a standing means, in a few words.
pub(in crate::render) const fn in_words(standing: Standing) -> &'static str {
    match standing {
        Standing::Refused => "some party refuses it",
        Standing::Deadlocked => "waits in a circle, now or once nothing else stands in the way",
        Standing::Unanswered => "wanted, and somebody who would do it has not offered it",
        Standing::Shortfall => "less is offered than demanded",
        Standing::Waiting => "wanted and offered, but waits for what cannot come",
        Standing::Expired => "wanted and offered, but an offer lapses before",
        Standing::Conditional => "wanted and offered, on preconditions within reach",
        Standing::Unrequested => "offered, and nobody asked for it",
        Standing::Agreed => "wanted and offered, with nothing left open",
        Standing::Undisputed => "done, or neither wanted nor offered",
    }
}

/// What a party says on the subject of a row, statement by statement; nothing when it has nothing to say.
pub(in crate::render) fn cell(n: &Negotiation, row: &Row, party: PartyId) -> Vec<Phrase> {
    let cell = row.cell(party);
    let (said, bearing): (&[_], &[_]) = cell.map_or((&[], &[]), |cell| (&cell.said, &cell.bearing));
    // That somebody waited for what has been done is of no interest any more.
    let is_done = matches!(row.subject, Target::Step(step) if n.is_done(step));
    let awaiting: &[_] = cell.filter(|_| !is_done).map_or(&[], |cell| &cell.awaiting);
    let own = said.iter().map(|&id| (Some(n.statement(id).act), said_here(n, id)));
    let elsewhere = bearing.iter().map(|&id| said_elsewhere(n, row, id));
    let waits = awaiting.iter().map(|&id| (None, made_condition(n, row, id)));
    let (acts, mut lines): (Vec<Option<Act>>, Vec<Phrase>) = own.chain(elsewhere).chain(waits).take(IN_A_CELL).unzip();
    let left_out = said.len() + bearing.len() + awaiting.len() - lines.len();
    if left_out > 0 {
        lines.push(phrase!["… and ", left_out, " more"]);
    }
    if row.owes_answer(n, party) && !acts.contains(&Some(Act::Offers)) {
        lines.push(phrase![if lines.is_empty() { "silent" } else { "made no offer" }]);
    }
    lines
}

/// A statement on just the subject of its row: `offered after “a” [s1]`.
fn said_here(n: &Negotiation, id: StatementId) -> Phrase {
    let act = n.statement(id).act;
    phrase![verb(act), terms_of_it(n, id, act)]
}

/// A statement on another row: `offered “Lift the sanctions (full)” [s1]`, `demanded as part of “Peace” [s2]`; and what it does here.
fn said_elsewhere(n: &Negotiation, row: &Row, id: StatementId) -> (Option<Act>, Phrase) {
    let here = |step: StepId| row.subject == Target::Step(step);
    let same_measure = |step: StepId| matches!(row.subject, Target::Step(own) if n.step(own).measure == n.step(step).measure);
    let plain = n.step_acts(id).find(|plain| here(plain.step)).or_else(|| n.step_acts(id).find(|plain| same_measure(plain.step)));
    let act = plain.map_or(n.statement(id).act, |plain| plain.act);
    let level = plain.filter(|plain| !here(plain.step)).map(|plain| phrase![" ", name::level(n, plain.step)]);
    let whole = match n.statement(id).target {
        Target::Step(_) => None,
        Target::Term(term) => Some(phrase![" as part of ", name::term(n, term)]),
    };
    (Some(act), phrase![verb(act), level, whole, terms_of_it(n, id, act)])
}

/// A statement that waits for the subject of a row or a higher level: `made it a condition for “b” [s1]`.
fn made_condition(n: &Negotiation, row: &Row, id: StatementId) -> Phrase {
    let what = match row.subject {
        Target::Step(step) if !n.preconditions(id).iter().any(|precondition| mentions(n, id, precondition, step)) => {
            let levels = n.steps_of(n.step(step).measure).filter(|&level| level > step);
            let mut named = levels.filter(|&level| n.preconditions(id).iter().any(|p| mentions(n, id, p, level)));
            named.next().map(|level| name::level(n, level))
        }
        _ => None,
    };
    let what = what.unwrap_or_else(|| phrase!["it"]);
    phrase!["made ", what, " a condition for ", statement::object(n, n.statement(id).target), " ", reference(n, id)]
}

/// Whether a precondition waits for a step, directly, as an option or by a term.
fn mentions(n: &Negotiation, id: StatementId, precondition: &Precondition, step: StepId) -> bool {
    match n.subject(precondition) {
        Subject::Step(other) => other == step,
        Subject::Any(options) => options.contains(&step),
        Subject::Term(term) => n.meaning(term, n.statement(id).party).contains(&step),
    }
}

/// What an act comes with: its date, its conditions, how firm it is, and where it was read.
fn terms_of_it(n: &Negotiation, id: StatementId, act: Act) -> Phrase {
    let said = n.statement(id);
    let waits = matches!(act, Act::Offers | Act::Accepts).then(|| match statement::awaited(n, id) {
        Some(awaited) => phrase![" ", awaited],
        None => phrase![" without conditions"],
    });
    let by = said.deadline().filter(|_| act == Act::Demands).map(|date| format!(" by {date}"));
    let until = said.until().filter(|_| act == Act::Offers).map(|date| format!(" (valid until {date})"));
    let weight = (said.weight != 1).then(|| phrase![", weight ", said.weight as usize]);
    phrase![waits, by, until, said.firm.then_some(", firm"), weight, " ", reference(n, id)]
}

const fn verb(act: Act) -> &'static str {
    match act {
        Act::Demands => "demanded",
        Act::Offers => "offered",
        Act::Accepts => "would accept",
        Act::Refuses => "refused",
        Act::Withdraws => "withdrew",
    }
}

/// The term that a section is about.
pub(in crate::render) fn term_title(n: &Negotiation, term: &ComparedTerm) -> Phrase {
    name::term_and_key(n, term.term)
}

/// Who means what by a term: what is shared, then what only some mean and who would have to do it.
pub(in crate::render) fn parts(n: &Negotiation, term: &ComparedTerm) -> Vec<Phrase> {
    let all = if term.meanings.len() == 2 { "both" } else { "all" };
    let shared = match &*term.shared {
        [] => phrase!["Nothing in it is the same to ", all, "."],
        steps => phrase!["To ", all, ": ", name::steps_and(n, steps), would_do(n, steps), "."],
    };
    let mut own: Vec<(&[PartyId], &[PartyId], Vec<StepId>)> = Vec::new();
    for part in &term.disputed {
        let performers = n.performers(part.step);
        match own.iter_mut().find(|(by, doers, _)| *by == part.meant_by && *doers == performers) {
            Some((_, _, steps)) => steps.push(part.step),
            None => own.push((&part.meant_by, performers, vec![part.step])),
        }
    }
    let own = own
        .into_iter()
        .map(|(by, _, steps)| phrase!["Only to ", name::parties(n, by, "and"), ": ", name::steps_and(n, &steps), would_do(n, &steps), "."]);
    std::iter::once(shared).chain(own).collect()
}

/// Who would have to do some steps, when it is the same for all of them.
fn would_do(n: &Negotiation, steps: &[StepId]) -> Option<Phrase> {
    let performers = n.performers(*steps.first()?);
    let same = steps.iter().all(|&step| n.performers(step) == performers);
    same.then(|| phrase![", which ", name::parties(n, performers, "and"), " would have to do"])
}

/// Where the meanings were read: `United States [article]: “…”`.
pub(in crate::render) fn meaning_citation(n: &Negotiation, term: &ComparedTerm, meaning: &Meaning) -> Option<Phrase> {
    super::citation::definition_read(n, n.definition(term.term, meaning.party)?)
}

/// Said where nothing rests on a term, or else over the statements that do.
pub(in crate::render) fn rests(term: &ComparedTerm) -> &'static str {
    if term.resting.is_empty() { "No statement rests on the word." } else { "On the word rests:" }
}

/// A statement that rests on a term.
pub(in crate::render) fn resting(n: &Negotiation, id: StatementId) -> Phrase {
    phrase![statement::statement(n, id), " ", reference(n, id)]
}

/// What is found as the words are used.
pub(in crate::render) fn as_used(n: &Negotiation, found: &Outcome) -> Phrase {
    phrase!["As each uses the word: ", outcome(n, found), "."]
}

/// What would be found if everybody took one meaning, or that it is what is found anyway, but for the clash of the definitions themselves.
pub(in crate::render) fn reading(n: &Negotiation, reading: &Reading, found: &Outcome) -> Phrase {
    let rest = |outcome: &Outcome| Outcome {
        conflicts: outcome.conflicts.iter().copied().filter(|(kind, _)| *kind != ConflictKind::Definition).collect(),
        ..outcome.clone()
    };
    let what = match rest(&reading.outcome) == rest(found) {
        true => phrase!["the same, but for the clash of definitions"],
        false => outcome(n, &reading.outcome),
    };
    phrase!["With the meaning of ", name::parties(n, &reading.of, "and"), ": ", what, "."]
}

/// What is found, in short: `impasse; 1 of 4 steps demanded can be had; a circle of 3 steps (…); conflicts: 2 unanswered`.
fn outcome(n: &Negotiation, outcome: &Outcome) -> Phrase {
    let verdict = match outcome.verdict {
        Verdict::Agreement => "agreement is possible",
        Verdict::Impasse if outcome.proof.is_proven() => "impasse",
        Verdict::Impasse => "impasse, unproven",
    };
    let demands = match (outcome.met, outcome.demands) {
        (_, 0) => phrase!["nothing is demanded", n.is_demanded_later().then_some(" by that day")],
        (0, count) => phrase!["none of ", count, plural(count, " step", " steps"), " demanded can be had"],
        (met, count) => phrase![met, " of ", count, plural(count, " step", " steps"), " demanded can be had"],
    };
    let circles = match (&*outcome.deadlocks, &*outcome.latent) {
        ([], []) => phrase!["no circle"],
        (actual, []) => circles(n, actual),
        ([], latent) => phrase!["no circle as things stand, but ", circles(n, latent), " once nothing else stands in the way"],
        (actual, latent) => phrase![circles(n, actual), ", and ", circles(n, latent), " more once nothing else stands in the way"],
    };
    let kinds = outcome.conflicts.iter().map(|&(kind, count)| phrase![count, " ", kind.word()]);
    let conflicts = match outcome.conflicts.len() {
        0 => phrase!["no conflict"],
        count => phrase!["conflicts: ", join(kinds, count, "and", ConflictKind::ALL.len())],
    };
    phrase![verdict, "; ", demands, "; ", circles, "; ", conflicts]
}

/// How many circles there are and how many steps each has; a single one with its steps.
fn circles(n: &Negotiation, circles: &[Vec<StepId>]) -> Phrase {
    match circles {
        [only] => phrase!["a circle of ", only.len(), plural(only.len(), " step", " steps"), " (", name::steps(n, only, "and", 5), ")"],
        several => {
            let sizes = join(several.iter().map(Vec::len), several.len(), "and", name::NAMES);
            phrase![several.len(), " circles, of ", sizes, " steps"]
        }
    }
}

/// What an account is of, and whether only one party speaks of it: `“it rained”, told by North alone`.
pub(in crate::render) fn account(n: &Negotiation, account: &Account) -> Phrase {
    let first = n.claim(account.claims[0]).party;
    let alone = account.claims.iter().all(|&id| n.claim(id).party == first);
    phrase![claim::proposition(n, account.proposition), alone.then(|| phrase![", told by ", name::party(n, first), " alone"])]
}

/// One party's word on it: `North, denying it [spring round, paper]: “…”`.
pub(in crate::render) fn told(n: &Negotiation, id: ClaimId) -> Phrase {
    super::citation::claim_citation(n, id)
}
