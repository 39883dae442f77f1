//! How positions moved from round to round, and which findings came and went.

use super::citation::{claim_reference, quoted, spaced};
use super::{Phrase, Role, claim, conflict, deadlock, join, name, phrase, plural, statement, title};
use crate::finding::rounds::{Cause, Change, ClaimMade, Found, Shift, Silence, Stage};
use crate::finding::{DeadlockCounts, Summary};
use crate::model::{Negotiation, PartyId, StatementId, StepId, Topic, When};

/// How many statements one sentence names.
const NAMED: usize = 6;

/// The title of an account of rounds.
pub(in crate::render) fn rounds_title(n: &Negotiation) -> Phrase {
    phrase![title(n), ", round by round"]
}

/// The day up to which rounds are followed, and how much there is.
pub(in crate::render) fn followed(n: &Negotiation, stages: usize) -> Phrase {
    let (parties, said) = (n.parties().len(), n.statements().filter(|(_, said)| !n.is_yet_to_come(said.when)).count());
    let size = phrase![
        stages,
        plural(stages, " stage", " stages"),
        ", ",
        parties,
        plural(parties, " party", " parties"),
        ", ",
        said,
        plural(said, " statement", " statements")
    ];
    let ahead = n.rounds().filter(|&(round, _)| n.is_yet_to_come(When::In(round))).count();
    let ahead = (ahead > 0).then(|| phrase!["; ", ahead, plural(ahead, " round", " rounds"), " yet to come"]);
    match n.as_of() {
        Some(day) => phrase!["Up to ", name::date(day), ": ", size, ahead],
        None => phrase!["Undated: ", size],
    }
}

/// What a stage is called: its round by name, or that it is none.
pub(in crate::render) fn stage(n: &Negotiation, when: When) -> Phrase {
    match when {
        When::Undated => phrase!["Beginning"],
        When::On(_) => phrase!["outside the rounds"],
        When::In(round) => name::round(n, round),
    }
}

/// When a stage was: a date as it is written, or nothing.
pub(in crate::render) fn stage_date(n: &Negotiation, when: When) -> String {
    match when {
        When::Undated => String::new(),
        When::On(date) => date.to_string(),
        When::In(round) => n.round(round).date.to_string(),
    }
}

/// What a stage is called and when it was, in one line.
pub(in crate::render) fn stage_heading(n: &Negotiation, when: When) -> Phrase {
    match when {
        When::Undated => stage(n, when),
        When::On(date) => phrase![date.to_string()],
        When::In(round) => phrase![name::round(n, round), ", ", n.round(round).date.to_string()],
    }
}

/// A stage in one sentence, where there is no room for a table.
pub(in crate::render) fn stage_in_short(n: &Negotiation, stage: &Stage) -> Phrase {
    let counts = stage.summary.demands;
    let (conflicts, circles) = (stage.summary.conflict_count(), stage.summary.deadlocks.all());
    phrase![
        stage_heading(n, stage.when),
        ": ",
        stage.summary.verdict.word(),
        ", ",
        counts.demands - counts.unmet,
        " of ",
        counts.demands,
        plural(counts.demands, " demand", " demands"),
        " met, ",
        conflicts,
        plural(conflicts, " conflict", " conflicts"),
        ", ",
        circles,
        plural(circles, " circle", " circles"),
        format!(", distance {:.2}", stage.distance)
    ]
}

/// The circles of a report in a table: those in view, and in parentheses those behind something else.
pub(in crate::render) fn circle_counts(summary: &Summary) -> String {
    let DeadlockCounts { actual, latent, .. } = summary.deadlocks;
    if latent == 0 { actual.to_string() } else { format!("{actual} ({latent})") }
}

/// The demands of a report in a table: how many of how many are met.
pub(in crate::render) fn met_counts(summary: &Summary) -> String {
    let counts = summary.demands;
    if counts.demands == 0 { "–".to_owned() } else { format!("{}/{}", counts.demands - counts.unmet, counts.demands) }
}

/// A party as a heading.
pub(in crate::render) fn speaker(n: &Negotiation, party: PartyId) -> Phrase {
    name::party(n, party)
}

/// How a position moved, in one word.
pub(in crate::render) const fn shift(shift: Shift) -> &'static str {
    shift.word()
}

/// What a party says now of a position that moved, a line for each statement, with the words of the source.
pub(in crate::render) fn said_now(n: &Negotiation, change: &Change) -> Vec<Phrase> {
    let now = change.withdrawal.as_ref().map_or(&change.after[..], std::slice::from_ref);
    let words = |id: StatementId| n.statement(id).quote().map(|words| phrase![": ", quoted(words)]);
    alternatives(now, |id| phrase![statement::words(n, id), " ", statement::reference(n, id), words(id)])
}

/// What a party said before on the same, a line for each statement.
pub(in crate::render) fn said_before(n: &Negotiation, change: &Change) -> Vec<Phrase> {
    alternatives(&change.before, |id| phrase![statement::words(n, id), " ", earlier(n, id)])
}

/// A line for each of some statements on one target, as many as can be read.
fn alternatives(statements: &[StatementId], line: impl Fn(StatementId) -> Phrase) -> Vec<Phrase> {
    let mut lines: Vec<Phrase> = statements.iter().take(NAMED).map(|&id| line(id)).collect();
    let more = statements.len() - lines.len();
    lines.extend((more > 0).then(|| phrase!["… and ", more, plural(more, " more statement", " more statements")]));
    lines
}

/// Which earlier statement it is: `[dprk-1, Hanoi summit]`.
fn earlier(n: &Negotiation, id: StatementId) -> Phrase {
    let when = name::when(n, n.statement(id).when).map(|when| phrase![", ", when]);
    phrase!["[", key(n, id), when, "]"]
}

/// On how much a party was silent though it spoke before: `on 2 positions; earlier words stand`; or, where they are listed, on what:
/// `on “a” [s1, Spring] and “b” [s2, Spring]; earlier words stand`.
pub(in crate::render) fn silence(n: &Negotiation, silence: &Silence) -> Phrase {
    let Silence { count, positions: changes, .. } = silence;
    if changes.is_empty() {
        return phrase!["on ", *count, plural(*count, " position", " positions"), "; earlier words stand"];
    }
    let on = changes.iter().map(|change| phrase![topic(n, change.topic), change.after.first().map(|&id| phrase![" ", earlier(n, id)])]);
    phrase!["on ", join(on, changes.len(), "and", name::NAMES), "; earlier words stand"]
}

/// Which parties took up nothing of what they had said.
pub(in crate::render) fn quiet(n: &Negotiation, parties: &[PartyId]) -> Phrase {
    let have = plural(parties.len(), " took no position; what it", " took no position; what they");
    phrase![name::parties(n, parties, "and"), have, " said before stands."]
}

/// How many positions a party repeated.
pub(in crate::render) fn repeated(count: usize) -> Phrase {
    phrase![count, plural(count, " position", " positions"), " said again as before"]
}

/// A measure or a term by its name.
fn topic(n: &Negotiation, topic: Topic) -> Phrase {
    match topic {
        Topic::Measure(measure) => name::measure(n, measure),
        Topic::Term(term) => name::term(n, term),
    }
}

/// A claim as made, and who says the opposite.
pub(in crate::render) fn claimed(n: &Negotiation, made: &ClaimMade) -> Phrase {
    let against = &made.against;
    let contradicted = (!against.is_empty()).then(|| phrase!["; ", name::parties(n, against, "and"), " said the opposite"]);
    phrase![claim(n, made.claim), spaced(claim_reference(n, made.claim)), contradicted]
}

/// What was done since the stage before, or by the first.
pub(in crate::render) fn done_since(n: &Negotiation, steps: &[StepId], is_first: bool) -> Phrase {
    phrase![if is_first { "Done by then: " } else { "Done since: " }, name::steps_and(n, steps), "."]
}

/// A finding that came or went.
pub(in crate::render) fn turned(n: &Negotiation, found: &Found) -> Phrase {
    let said = match found {
        Found::Deadlock { deadlock, .. } => deadlock::waits_for_one_another(n, deadlock),
        Found::Conflict { conflict, .. } => conflict::sentence(n, conflict),
    };
    phrase![said, "."]
}

/// Why a finding came or went.
pub(in crate::render) fn cause(n: &Negotiation, cause: &Cause) -> Phrase {
    match cause {
        Cause::Said { statements } => phrase!["Because of ", cited(n, statements), "."],
        Cause::NoLongerSaid { statements, instead } => {
            let stand = plural(statements.len(), " no longer stands", " no longer stand");
            let instead = (!instead.is_empty()).then(|| phrase!["; ", keys(n, instead), " took its place"]);
            phrase!["Because ", cited(n, statements), stand, instead, "."]
        }
        Cause::Claimed { claims } => {
            let mut parties: Vec<_> = claims.iter().map(|&id| n.claim(id).party).collect();
            parties.sort_unstable();
            parties.dedup();
            phrase!["Because of what ", name::parties(n, &parties, "and"), " claimed."]
        }
        Cause::Done { steps } => phrase!["Because of what has been done: ", name::steps_and(n, steps), "."],
        Cause::Time => phrase!["Because time has passed."],
        Cause::Outset => phrase!["From the outset: it rests on nothing that was said in a round."],
        Cause::Elsewhere => phrase!["Because of what changed about other steps."],
    }
}

/// Statements by their ids, each after its speaker: `dprk-1 (North Korea) and us-2 (United States)`.
fn cited(n: &Negotiation, statements: &[StatementId]) -> Phrase {
    let one = |&id: &StatementId| phrase![key(n, id), " (", name::party(n, n.statement(id).party), ")"];
    join(statements.iter().map(one), statements.len(), "and", NAMED)
}

fn keys(n: &Negotiation, statements: &[StatementId]) -> Phrase {
    join(statements.iter().map(|&id| key(n, id)), statements.len(), "and", NAMED)
}

fn key(n: &Negotiation, id: StatementId) -> Phrase {
    Phrase::of(Role::Id, &n.statement_key(id))
}

words! {
    /// The heading over the table of stages.
    ROUNDS = "Rounds";
    /// The heads of its columns: when it was,
    WHEN = "when";
    /// what it is called,
    ROUND = "round";
    /// the verdict,
    VERDICT = "verdict";
    /// how many demands are met,
    MET = "met";
    /// how many conflicts there are,
    CONFLICT_COUNT = "conflicts";
    /// how many circles,
    CIRCLE_COUNT = "circles";
    /// and how far apart the parties are.
    DISTANCE = "distance";
    /// Before what a party said earlier.
    BEFORE = "before";
    /// Said under it when some circles stand behind something else.
    HIDDEN_CIRCLES = "In parentheses: circles that stand behind a refusal or a silence.";
    /// The heading over what the parties claimed.
    CLAIMED = "What was claimed";
    /// The heading over the findings that are new.
    APPEARED = "What appeared";
    /// The heading over the findings that are gone.
    DISAPPEARED = "What is gone";
    /// Said where nobody has said or claimed anything.
    NOTHING_SAID = "Nothing was said.";
}
