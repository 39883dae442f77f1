//! Statements: their ids, dates and smaller parts.

use std::borrow::Cow;

use super::Checker;
use super::entry::boxed;
use super::ill_formed::remedy_for_id;
use crate::draft::fix::{Fix, Remedy};
use crate::draft::trail::{Owner, Trail};
use crate::draft::wording::{is_well_formed, quoted};
use crate::draft::{ProblemCode, StatementDraft};
use crate::model::{Act, Date, Details, PartyId, Statement, StatementId, Target};

/// As much of a statement as its preconditions are checked against; `None` is what a mistake leaves open.
#[derive(Clone, Copy)]
pub(super) struct Speech {
    pub(super) party: Option<PartyId>,
    pub(super) act: Option<Act>,
    pub(super) target: Option<Target>,
}

impl<'d> Checker<'d> {
    pub(super) fn statements(&mut self) {
        let list = Trail::top("statements");
        self.made.write().statements.reserve_exact(self.draft.statements.len());
        for (position, entry) in self.draft.statements.iter().enumerate() {
            let at = list.index(position).of(Owner::Statement { position, id: entry.id.as_deref() });
            if let Some(statement) = self.statement(position, entry, &at) {
                self.made.write().statements.push(statement);
            }
        }
    }

    /// Returns the statement, or `None` when what it says is unclear; a mistake in its smaller parts is only noted.
    fn statement(&mut self, position: usize, entry: &'d StatementDraft<'d>, at: &Trail<'_>) -> Option<Statement> {
        self.statement_id(position, entry, at);
        let party = self.speaker(entry.party.as_ref(), at);
        let (act, target) = self.act(entry, party, at);
        let preconditions = self.preconditions(entry, Speech { party, act, target }, at);
        let when = self.when(entry.round.as_ref(), entry.date.as_ref(), at);
        if entry.weight == Some(0) {
            let message = format!("the weight of {} is 0", at.owner());
            self.complain(
                &at.key("weight"),
                ProblemCode::BadWeight,
                message,
                Remedy::exact("give a positive whole number, or leave it out for 1", Fix::Remove),
            );
        }
        let details = self.details(entry, act, at);
        Some(Statement {
            party: party?,
            act: act?,
            target: target?,
            when,
            firm: entry.firm.unwrap_or(false),
            weight: entry.weight.unwrap_or(1),
            details,
            preconditions,
        })
    }

    fn statement_id(&mut self, position: usize, entry: &StatementDraft<'_>, at: &Trail<'_>) {
        let Some(id) = &entry.id else { return };
        let at = at.key("id");
        if !is_well_formed(id) {
            self.complain(&at, ProblemCode::BadId, format!("statement id {} is not well-formed", quoted(id)), remedy_for_id(id, &at));
        }
        let handle = StatementId::new(position);
        if let Some(first) = self.made.content().statements_by_key.get(&**id) {
            let message = format!("statement id {} is given twice: statement {} has it too", quoted(id), first.index() + 1);
            self.complain(
                &at,
                ProblemCode::RepeatedStatementId,
                message,
                Remedy::exact("give one of the two another id, or none", Fix::Remove),
            );
            return;
        }
        if let Some(other) = self.unnamed_statement(id) {
            let message = format!("statement id {} is also what statement {other}, which has no id, is called", quoted(id));
            let remedy = format!("give this statement another id or none, or statement {other} one of its own");
            self.complain(&at, ProblemCode::DefaultIdTaken, message, Remedy::exact(remedy, Fix::Remove));
        }
        if self.made.content().statements_by_key.is_empty() {
            let named = self.draft.statements[position..].iter().filter(|said| said.id.is_some()).count();
            self.made.write().statements_by_key.reserve(named);
            self.made.write().statement_keys.reserve(named);
        }
        self.made.write().statements_by_key.insert(Box::from(&**id), handle);
        self.made.write().statement_keys.insert(handle, Box::from(&**id));
    }

    /// Returns the number of the statement without an id of its own that is called so by its position.
    fn unnamed_statement(&self, id: &str) -> Option<usize> {
        let digits = id.strip_prefix('s').filter(|digits| digits.starts_with(|c: char| ('1'..='9').contains(&c)))?;
        let number: usize = digits.parse().ok()?;
        self.draft.statements.get(number - 1)?.id.is_none().then_some(number)
    }

    /// Resolves who speaks.
    pub(super) fn speaker(&mut self, party: Option<&Cow<'_, str>>, at: &Trail<'_>) -> Option<PartyId> {
        match party {
            Some(party) => self.party(party, &at.key("party")),
            None => {
                let message = format!("{} has no party", at.owner());
                let remedy = Remedy::from("add the party that speaks, as in party = \"us\"");
                self.complain(at, ProblemCode::NoParty, message, remedy.in_cells("fill the column \"party\" with the one that speaks"));
                None
            }
        }
    }

    fn details(&mut self, entry: &StatementDraft<'_>, act: Option<Act>, at: &Trail<'_>) -> Option<Box<Details>> {
        let deadline = self.day_of_act("deadline", entry.deadline.as_ref(), act, at);
        let until = self.day_of_act("until", entry.until.as_ref(), act, at);
        if let Some(confidence) = entry.confidence.filter(|c| !(0.0..=1.0).contains(c)) {
            let message = format!("the confidence of {} is {confidence}", at.owner());
            let remedy = if (10.0..=100.0).contains(&confidence) {
                let share = (confidence * 100.0).round() / 10_000.0;
                Remedy::exact(format!("give a number from 0 to 1, such as {share} for {confidence} %"), Fix::number(share))
            } else {
                "give a number from 0 to 1, or leave it out for 1".into()
            };
            self.complain(&at.key("confidence"), ProblemCode::BadConfidence, message, remedy);
        }
        let source = self.source(entry.source.as_ref(), at);
        let (reported_by, quote, note) = (boxed(&entry.reported_by), boxed(&entry.quote), boxed(&entry.note));
        let details = Details { deadline, until, confidence: entry.confidence, reported_by, source, quote, note };
        (details != Details::default()).then(|| Box::new(details))
    }

    /// Complains about a key that does not belong in a statement with such an act; returns whether it does not.
    pub(super) fn is_misplaced(&mut self, key: &'static str, act: Option<Act>, at: &Trail<'_>) -> bool {
        let belongs = |act: Act| StatementDraft::RECORD.field(key).is_none_or(|field| field.acts.contains(&act));
        let Some(act) = act.filter(|&act| !belongs(act)) else { return false };
        let (code, why) = match key {
            "deadline" => (ProblemCode::MisplacedDeadline, "only a statement that demands has a deadline"),
            "until" => (ProblemCode::MisplacedUntil, "only a statement that offers is valid until a date"),
            _ => (ProblemCode::MisplacedPrecondition, "only a statement that offers or accepts has preconditions"),
        };
        let message = format!("\"{key}\" does not belong in {}, which {}", at.owner(), act.word());
        self.complain(&at.key_itself(key), code, message, Remedy::removal(why));
        true
    }

    /// Reads a date that belongs to one act alone and counts from day 0.
    fn day_of_act(&mut self, key: &'static str, text: Option<&Cow<'_, str>>, act: Option<Act>, at: &Trail<'_>) -> Option<Date> {
        let text = text?;
        if !self.is_misplaced(key, act, at) && !self.has_day_zero {
            let message = format!("{key} {}{} has no day to count from", quoted(text), at.in_owner());
            let remedy = Remedy::from("add the day as of which the positions are read at the top, as in as_of = \"2019-11-05\"");
            let in_cells = "add the day as of which the positions are read at the top of the position file, as in as_of = \"2019-11-05\"";
            self.complain(&at.key(key), ProblemCode::NoAsOf, message, remedy.in_cells(in_cells));
        }
        self.date(text, &at.key(key))
    }
}

#[cfg(test)]
mod tests {
    use super::super::complaint::{complaints, said_of};
    use crate::draft::Draft;

    fn said_of_statement(fields: &str) -> Vec<String> {
        said_of(&format!("statements = [{{ {fields} }}]"))
    }

    #[test]
    fn ids_of_statements_are_unique() {
        let statement = "party = 'us', offers = 'lift'";
        assert_eq!(
            said_of(&format!("statements = [{{ id = 'a b', {statement} }}, {{ id = 'x', {statement} }}, {{ id = 'x', {statement} }}]")),
            [
                "bad-id statements[0].id: statement id \"a b\" is not well-formed; \
                 write \"a-b\": only lower-case letters, digits, - and _, beginning with a letter or digit",
                "repeated-statement-id statements[2].id: statement id \"x\" is given twice: statement 2 has it too; \
                 give one of the two another id, or none",
            ]
        );
        assert_eq!(
            said_of(&format!("statements = [{{ id = 's2', {statement} }}, {{ {statement} }}]")),
            ["default-id-taken statements[0].id: statement id \"s2\" is also what statement 2, which has no id, is called; \
                 give this statement another id or none, or statement 2 one of its own",]
        );
        // None of these is what an unnamed statement is called.
        for id in ["s1", "s3", "s02", "s0", "s", "s99999999999999999999999"] {
            assert!(said_of(&format!("statements = [{{ id = '{id}', {statement} }}, {{ {statement} }}]")).is_empty(), "{id}");
        }
    }

    #[test]
    fn dates_belong_to_their_acts_and_count_from_a_day() {
        assert_eq!(
            said_of_statement("party = 'us', offers = 'lift', deadline = '2020', until = '2020'"),
            ["misplaced-deadline statements[0].{deadline}: \"deadline\" does not belong in statement \"s1\", which offers; \
                 remove it: only a statement that demands has a deadline",]
        );
        assert_eq!(
            said_of_statement("party = 'us', accepts = 'dismantle', until = '2020'"),
            ["misplaced-until statements[0].{until}: \"until\" does not belong in statement \"s1\", which accepts; \
                 remove it: only a statement that offers is valid until a date",]
        );
        let undated = "parties.p = {}\nparties.q = {}\nmeasures.m = { by = 'p' }\n
            statements = [{ party = 'q', demands = 'm', deadline = '2020' }, { party = 'p', offers = 'm', until = '2020-02-30' }";
        assert_eq!(
            complaints(&format!("{undated}]")),
            ["no-as-of statements[0].deadline", "no-as-of statements[1].until", "no-such-date statements[1].until"]
        );
        let dated = format!("{undated}, {{ party = 'p', refuses = 'm', date = '2019' }}]");
        assert_eq!(complaints(&dated), ["no-such-date statements[1].until"]);
        let claimed = format!("{undated}]\nclaims = [{{ party = 'p', proposition = 'x', holds = true, date = '2019' }}]");
        assert_eq!(complaints(&claimed), ["no-such-date statements[1].until"]);
        let mut draft = Draft::new("");
        draft.party("p");
        draft.measure("m", ["p"]);
        draft.says("p").offers("m").until("2020");
        assert_eq!(
            draft.build().unwrap_err().to_string(),
            "until \"2020\" in statement \"s1\" has no day to count from; \
             add the day as of which the positions are read at the top, as in as_of = \"2019-11-05\""
        );
        assert!(draft.build_as_of(Some("2019")).is_ok());
    }

    #[test]
    fn the_rest_of_a_statement_is_checked() {
        assert_eq!(
            said_of_statement(
                "party = 'us', offers = 'lift', weight = 0, confidence = 1.5, round = 'hanoy', date = '2019-02', source = 'x'"
            ),
            [
                "round-and-date statements[0].{date}: statement \"s1\" has both a round and a date; \
                 keep one of them: a round has a date of its own",
                "unknown-round statements[0].round: unknown round \"hanoy\" in statement \"s1\"; did you mean \"hanoi\"?",
                "bad-weight statements[0].weight: the weight of statement \"s1\" is 0; give a positive whole number, or leave it out for 1",
                "bad-confidence statements[0].confidence: the confidence of statement \"s1\" is 1.5; \
                 give a number from 0 to 1, or leave it out for 1",
                "unknown-source statements[0].source: unknown source \"x\" in statement \"s1\"; \
                 declare it under [sources.x], or write \"article\"",
            ]
        );
        assert_eq!(said_of_statement("party = 'us', offers = 'lift', confidence = nan").len(), 1);
    }
}
