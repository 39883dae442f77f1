//! Statements: one act of one party that may do it.

use super::Checker;
use super::entry::{ID_FORM, boxed};
use super::meaning::Reading;
use super::trail::{Owner, Trail};
use super::wording::{is_well_formed, listed, quoted};
use crate::draft::{StatementDraft, Text};
use crate::model::{Act, Date, Details, PartyId, Statement, StatementId, StepId, Target, TermId};

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
        self.made.statements.reserve_exact(self.draft.statements.len());
        for (position, entry) in self.draft.statements.iter().enumerate() {
            let at = list.index(position).of(Owner::Statement { position, id: entry.id.as_deref() });
            if let Some(statement) = self.statement(position, entry, &at) {
                self.made.statements.push(statement);
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
            self.complain(&at.key("weight"), "bad-weight", message, "give a positive whole number, or leave it out for 1");
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
            self.complain(&at, "bad-id", format!("{} is not an id for a statement", quoted(id)), ID_FORM);
        }
        let handle = StatementId::new(position);
        if let Some(first) = self.made.statements_by_key.get(&**id) {
            let message = format!("statement id {} is given twice: statement {} has it too", quoted(id), first.index() + 1);
            self.complain(&at, "repeated-statement-id", message, "give one of the two another id, or none");
            return;
        }
        if let Some(other) = self.unnamed_statement(id) {
            let message = format!("statement id {} is also what statement {other}, which has no id, is called", quoted(id));
            self.complain(&at, "default-id-taken", message, format!("give this statement another id, or statement {other} one of its own"));
        }
        self.made.statements_by_key.insert(Box::from(&**id), handle);
        self.made.statement_keys.insert(handle, Box::from(&**id));
    }

    /// Returns the number of the statement without an id of its own that is called so by its position.
    fn unnamed_statement(&self, id: &str) -> Option<usize> {
        let digits = id.strip_prefix('s').filter(|digits| digits.starts_with(|c: char| ('1'..='9').contains(&c)))?;
        let number: usize = digits.parse().ok()?;
        self.draft.statements.get(number - 1)?.id.is_none().then_some(number)
    }

    /// Resolves who speaks.
    pub(super) fn speaker(&mut self, party: Option<&Text<'_>>, at: &Trail<'_>) -> Option<PartyId> {
        match party {
            Some(party) => self.party(party, &at.key("party")),
            None => {
                let message = format!("{} does not say whose it is", at.owner());
                self.complain(at, "no-party", message, "add the party that speaks, as in party = \"us\"");
                None
            }
        }
    }

    fn act(&mut self, entry: &StatementDraft<'_>, party: Option<PartyId>, at: &Trail<'_>) -> (Option<Act>, Option<Target>) {
        let mut acts = entry.acts();
        match (acts.next(), acts.next()) {
            (None, _) => {
                let verbs = listed(Act::ALL.map(Act::verb), "or");
                let message = format!("{} does nothing", at.owner());
                self.complain(at, "no-act", message, format!("add {verbs} with a step or term, as in demands = \"lift-sanctions\""));
                (None, None)
            }
            (Some((act, text)), None) => {
                let at = at.key(act.verb());
                let target = self.step_or_term(text, &at);
                if let (Some(party), Some(target)) = (party, target) {
                    match target {
                        Target::Step(step) => self.act_on_step(act, party, step, text, &at),
                        Target::Term(term) => self.act_on_term(act, party, term, text, &at),
                    }
                }
                (Some(act), target)
            }
            (Some(_), Some((second, _))) => {
                let verbs = listed(entry.acts().map(|(act, _)| act.verb()), "and");
                let message = format!("{} does more than one thing: {verbs}", at.owner());
                self.complain(&at.key_itself(second.verb()), "several-acts", message, "make a statement of its own of each");
                for (act, text) in entry.acts() {
                    self.step_or_term(text, &at.key(act.verb()));
                }
                (None, None)
            }
        }
    }

    fn act_on_step(&mut self, act: Act, party: PartyId, step: StepId, text: &str, at: &Trail<'_>) {
        match act {
            Act::Offers if self.performs(party, step) == Some(false) => {
                let remedy = "write demands if the party wants it, accepts if it lets it happen; or add the party to `by` of the measure";
                self.cannot(party, "offer", text, "it does not perform it", at, "offer-by-non-performer", remedy);
            }
            Act::Demands if self.performs_alone(party, step) == Some(true) => {
                let remedy = "write offers if the party will do it, refuses if it will not";
                self.cannot(party, "demand", text, "it alone performs it", at, "demand-of-own-step", remedy);
            }
            Act::Accepts if self.performs(party, step) == Some(true) => {
                let remedy = "write offers, with the same preconditions";
                self.cannot(party, "accept", text, "it performs it itself", at, "acceptance-by-performer", remedy);
            }
            _ => {}
        }
    }

    fn act_on_term(&mut self, act: Act, party: PartyId, term: TermId, text: &str, at: &Trail<'_>) {
        if act == Act::Withdraws || self.is_undefined(party, term, text, at) || self.comes_to_something(act, party, term) {
            return;
        }
        match act {
            Act::Offers => {
                let why = "it performs none of the steps that it means by it";
                self.cannot(party, "offer", text, why, at, "empty-offer", "write demands, or add the party's own step to its meaning");
            }
            Act::Demands => {
                let why = "it alone performs every step that it means by it";
                self.cannot(party, "demand", text, why, at, "empty-demand", "write offers, or add what others do to its meaning");
            }
            _ => {
                let why = "it performs every step that it means by it";
                self.cannot(party, "accept", text, why, at, "empty-acceptance", "write offers, or add what others do to its meaning");
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the words of one sentence and where they belong")]
    fn cannot(&mut self, party: PartyId, verb: &str, what: &str, why: &str, at: &Trail<'_>, code: &'static str, remedy: &str) {
        let message = format!("{} cannot {verb} {}{}: {why}", quoted(self.party_id(party)), quoted(what), at.in_owner());
        self.complain(at, code, message, remedy);
    }

    fn party_id(&self, party: PartyId) -> &str {
        self.made.party_key(party)
    }

    /// Returns whether a party uses a term that means nothing to it, after noting so.
    pub(super) fn is_undefined(&mut self, party: PartyId, term: TermId, text: &str, at: &Trail<'_>) -> bool {
        let undefined = self.reading(term, party) == Reading::Missing;
        if undefined {
            let id = self.party_id(party);
            let message = format!("term {} means nothing to {}{}", quoted(text), quoted(id), at.in_owner());
            let remedy = format!(
                "say what it means by it with means = [\"…\"] under [terms.{text}.by.{id}], or give a default under [terms.{text}]"
            );
            self.complain(at, "undefined-term", message, remedy);
        }
        undefined
    }

    fn details(&mut self, entry: &StatementDraft<'_>, act: Option<Act>, at: &Trail<'_>) -> Option<Box<Details>> {
        let deadline = self.day_of_act("deadline", entry.deadline.as_ref(), act, Act::Demands, at);
        let until = self.day_of_act("until", entry.until.as_ref(), act, Act::Offers, at);
        if let Some(confidence) = entry.confidence.filter(|c| !(0.0..=1.0).contains(c)) {
            let message = format!("the confidence of {} is {confidence}", at.owner());
            self.complain(&at.key("confidence"), "bad-confidence", message, "give a number from 0 to 1, or leave it out for 1");
        }
        let source = self.source(entry.source.as_ref(), at);
        let (confidence, quote, note) = (entry.confidence, boxed(&entry.quote), boxed(&entry.note));
        let rare = deadline.is_some() || until.is_some() || confidence.is_some() || source.is_some() || quote.is_some() || note.is_some();
        rare.then(|| Box::new(Details { deadline, until, confidence, source, quote, note }))
    }

    /// Reads a date that belongs to one act alone and counts from day 0.
    fn day_of_act(&mut self, key: &'static str, text: Option<&Text<'_>>, act: Option<Act>, needed: Act, at: &Trail<'_>) -> Option<Date> {
        let text = text?;
        if let Some(act) = act.filter(|&act| act != needed) {
            let (code, remedy) = match needed {
                Act::Demands => ("misplaced-deadline", "remove it: only a statement that demands has a deadline"),
                _ => ("misplaced-until", "remove it: only a statement that offers is valid until a date"),
            };
            let message = format!("{key} on a statement that {}{}", act.verb(), at.in_owner());
            self.complain(&at.key_itself(key), code, message, remedy);
        } else if !self.has_day_zero {
            let message = format!("{key} {} has no day to count from{}", quoted(text), at.in_owner());
            let remedy = "add the day as of which the positions are read at the top, as in as_of = \"2019-11-05\"";
            self.complain(&at.key(key), "no-as-of", message, remedy);
        }
        self.date(text, &at.key(key))
    }
}
