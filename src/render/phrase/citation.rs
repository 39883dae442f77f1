//! Citations: who said it, when, in which statement and source, in which words.

use std::collections::HashSet;

use super::{Phrase, Role, heading, join, name, phrase};
use crate::finding::explanation::{Line, LineClaim};
use crate::finding::{Conflict, Evidence};
use crate::model::{ClaimId, Definition, Negotiation, SourceId, StatementId};
use crate::render::StatementLines;

/// A citation of a statement: `North Korea [dprk-1, Hanoi summit, article]: “…”`; with the line of the file where lines are given.
fn statement_citation(n: &Negotiation, id: StatementId, lines: Option<&StatementLines>, words: Words) -> Phrase {
    let said = n.statement(id);
    let quote = quote(said.quote().filter(|_| words == Words::Quoted));
    phrase![name::party(n, said.party), " ", reference(n, id, lines), quote]
}

/// The same where the speaker has been named: `[dprk-1, Hanoi summit, article]: “…”`.
pub(in crate::render) fn link_citation(n: &Negotiation, id: StatementId, lines: Option<&StatementLines>) -> Phrase {
    phrase![reference(n, id, lines), quote(n.statement(id).quote())]
}

/// The encoder's remark on a statement.
pub(in crate::render) fn note(n: &Negotiation, id: StatementId) -> Option<Phrase> {
    n.statement(id).note().map(|note| phrase!["Note: ", Phrase::of(Role::Quote, note)])
}

fn reference(n: &Negotiation, id: StatementId, lines: Option<&StatementLines>) -> Phrase {
    let said = n.statement(id);
    let place = lines.and_then(|lines| lines.of(id)).map(|(file, line)| Phrase::of(Role::Id, &format!("{file}:{line}")));
    let key = Phrase::of(Role::Id, &n.statement_key(id));
    bracketed([Some(key), name::when(n, said.when), source(n, said.source()), place])
}

/// What identifies a citation, in brackets; nothing when there is nothing.
fn bracketed(parts: impl IntoIterator<Item = Option<Phrase>>) -> Phrase {
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    let mut phrase = Phrase::default();
    for (i, part) in parts.iter().enumerate() {
        phrase.add(if i == 0 { "[" } else { ", " }).add(part);
    }
    phrase.add(if parts.is_empty() { "" } else { "]" });
    phrase
}

/// Everything that a conflict rests on, at most `limit` citations of statements; what has been quoted is not quoted again.
pub(in crate::render) fn conflict_citations(
    n: &Negotiation,
    conflict: &Conflict,
    lines: Option<&StatementLines>,
    quoted: &mut HashSet<StatementId>,
    limit: usize,
) -> Vec<Phrase> {
    match &conflict.evidence {
        Evidence::Definition(clash) => {
            let defined = n.term(clash.term).definitions.iter().filter(|d| clash.only.iter().any(|(party, _)| *party == d.party));
            defined.take(limit).map(|definition| definition_citation(n, definition)).collect()
        }
        Evidence::Claim(clash) => clash.claims.iter().take(limit).map(|&claim| claim_citation(n, claim)).collect(),
        _ => gathered(n, &conflict.statements, lines, quoted, limit),
    }
}

/// What a line of an explanation cites beyond what its details cite, at most `limit` citations.
pub(in crate::render) fn line_citations(n: &Negotiation, line: &Line, lines: Option<&StatementLines>, limit: usize) -> Vec<Phrase> {
    let said = |words: Phrase| if words.is_empty() { Vec::new() } else { vec![words] };
    match &line.claim {
        LineClaim::Held { .. } | LineClaim::Happens { .. } | LineClaim::Refused { .. } => Vec::new(),
        LineClaim::Claimed { claim } => said(claim_words(n, *claim)),
        LineClaim::Means { term, party } => n.definition(*term, *party).map_or_else(Vec::new, |d| said(definition_words(n, d))),
        LineClaim::Said { statement } => vec![link_citation(n, *statement, lines)],
        _ => gathered(n, &line.cites, lines, &mut HashSet::new(), limit),
    }
}

/// Citations of several statements: those to be quoted first, each on its own, then the others in one.
fn gathered(
    n: &Negotiation,
    statements: &[StatementId],
    lines: Option<&StatementLines>,
    quoted: &mut HashSet<StatementId>,
    limit: usize,
) -> Vec<Phrase> {
    let shown = &statements[..statements.len().min(limit)];
    let (to_quote, bare): (Vec<_>, Vec<_>) = shown.iter().partition(|&&id| n.statement(id).quote().is_some() && quoted.insert(id));
    let mut cited: Vec<_> = to_quote.into_iter().map(|&id| statement_citation(n, id, lines, Words::Quoted)).collect();
    if !bare.is_empty() {
        let count = bare.len();
        let all = bare.into_iter().map(|&id| statement_citation(n, id, lines, Words::LeftOut));
        cited.push(join(all, count, "and", limit));
    }
    if statements.len() > shown.len() {
        cited.push(heading::omitted(statements.len() - shown.len()));
    }
    cited
}

/// Whether a citation gives the words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Words {
    Quoted,
    LeftOut,
}

fn definition_citation(n: &Negotiation, definition: &Definition) -> Phrase {
    phrase![name::party(n, definition.party), spaced(definition_words(n, definition))]
}

/// The same, of a definition of which it is known where it was read.
pub(super) fn definition_read(n: &Negotiation, definition: &Definition) -> Option<Phrase> {
    (!definition_words(n, definition).is_empty()).then(|| definition_citation(n, definition))
}

/// Where a definition was read, and its words: `[article]: “…”`.
fn definition_words(n: &Negotiation, definition: &Definition) -> Phrase {
    reference_and_words(bracketed([source(n, definition.source)]), definition.quote.as_deref())
}

pub(super) fn claim_citation(n: &Negotiation, id: ClaimId) -> Phrase {
    let said = n.claim(id);
    phrase![name::party(n, said.party), if said.holds { ", asserting it" } else { ", denying it" }, spaced(claim_words(n, id))]
}

/// When a claim was made, where it was read, and its words: `[Hanoi summit, article]: “…”`.
fn claim_words(n: &Negotiation, id: ClaimId) -> Phrase {
    let said = n.claim(id);
    reference_and_words(bracketed([name::when(n, said.when), source(n, said.source)]), said.quote.as_deref())
}

/// Where a claim was read, and its words: `[article]: “…”`.
pub(super) fn claim_reference(n: &Negotiation, id: ClaimId) -> Phrase {
    let said = n.claim(id);
    reference_and_words(bracketed([source(n, said.source)]), said.quote.as_deref())
}

/// Words after a space, when there are any.
pub(super) fn spaced(words: Phrase) -> Option<Phrase> {
    (!words.is_empty()).then(|| phrase![" ", words])
}

fn source(n: &Negotiation, source: Option<SourceId>) -> Option<Phrase> {
    source.map(|source| name::source(n, source))
}

fn quote(words: Option<&str>) -> Option<Phrase> {
    words.map(|words| phrase![": ", quoted(words)])
}

pub(super) fn quoted(words: &str) -> Phrase {
    phrase!["“", Phrase::of(Role::Quote, words), "”"]
}

/// A reference and the words, or whichever there is.
fn reference_and_words(reference: Phrase, words: Option<&str>) -> Phrase {
    match words {
        Some(words) if reference.is_empty() => quoted(words),
        words => phrase![reference, quote(words)],
    }
}
