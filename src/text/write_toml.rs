//! A draft as TOML, the way somebody would write a position file.

use std::fmt::Write;

use crate::draft::{DoneDraft, Draft, Entries, PreconditionDraft, StatementDraft, SubjectDraft, Text};
use crate::model::Negotiation;

use super::to_draft::to_draft;

/// Writes a negotiation as a position file in TOML, which reads as the same negotiation again.
///
/// Comments of the file that it was read from are not kept; [`to_toml_keeping`](super::to_toml_keeping) keeps them.
/// Same negotiation, same text.
///
/// # Examples
///
/// ```
/// use impasse::{Draft, text::{from_toml, to_draft, to_toml}};
///
/// let mut draft = Draft::new("A deposit");
/// draft.party("tenant");
/// draft.measure("pay", ["tenant"]);
/// draft.says("tenant").offers("pay").firm(true);
/// let negotiation = draft.build()?;
///
/// let text = to_toml(&negotiation);
/// assert_eq!(text, r#"title = "A deposit"
///
/// [parties.tenant]
///
/// [measures.pay]
/// by = "tenant"
///
/// [[statements]]
/// party = "tenant"
/// offers = "pay"
/// firm = true
/// "#);
/// assert_eq!(to_draft(&from_toml(&text)?), draft);
/// # Ok::<(), impasse::Error>(())
/// ```
pub fn to_toml(negotiation: &Negotiation) -> String {
    draft_to_toml(&to_draft(negotiation))
}

pub(super) fn draft_to_toml(draft: &Draft<'_>) -> String {
    let mut toml = Toml { text: String::new() };
    toml.texts(&[("title", &draft.title), ("as_of", &draft.as_of)]);
    toml.entries("sources", &draft.sources, |toml, source| {
        let fields = [("title", &source.title), ("publisher", &source.publisher), ("date", &source.date), ("url", &source.url)];
        toml.texts(&fields);
    });
    toml.entries("parties", &draft.parties, |toml, party| toml.texts(&[("name", &party.name)]));
    toml.entries("rounds", &draft.rounds, |toml, round| toml.texts(&[("name", &round.name), ("date", &round.date)]));
    toml.entries("issues", &draft.issues, |toml, issue| toml.texts(&[("name", &issue.name)]));
    toml.entries("measures", &draft.measures, |toml, measure| {
        toml.texts(&[("name", &measure.name)]);
        toml.one_or_many("by", &measure.by);
        toml.texts(&[("issue", &measure.issue)]);
        toml.list("levels", &measure.levels);
        toml.plain("takes", measure.takes);
        toml.done(measure.done.as_ref());
        toml.plain("given", measure.given);
        toml.number("burden", measure.burden);
    });
    toml.terms(draft);
    for exclusion in &draft.exclusions {
        toml.header(&["exclusions"], true);
        toml.list("steps", &exclusion.steps);
        toml.texts(&[("because", &exclusion.because)]);
    }
    for said in &draft.statements {
        toml.header(&["statements"], true);
        toml.statement(said);
    }
    for claim in &draft.claims {
        toml.header(&["claims"], true);
        toml.texts(&[("party", &claim.party), ("proposition", &claim.proposition)]);
        toml.plain("holds", claim.holds);
        toml.texts(&[("round", &claim.round), ("date", &claim.date)]);
        toml.texts(&[("source", &claim.source), ("quote", &claim.quote), ("note", &claim.note)]);
    }
    toml.text
}

/// Writes the lines of a statement, one for each key, without the header of its table.
pub(super) fn statement_to_toml(said: &StatementDraft<'_>) -> String {
    let mut toml = Toml { text: String::new() };
    toml.statement(said);
    toml.text
}

/// TOML text in the making.
struct Toml {
    text: String,
}

impl Toml {
    fn header(&mut self, path: &[&str], list: bool) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(if list { "[[" } else { "[" });
        for (i, key) in path.iter().enumerate() {
            if i > 0 {
                self.text.push('.');
            }
            self.name(key);
        }
        self.text.push_str(if list { "]]\n" } else { "]\n" });
    }

    fn entries<T>(&mut self, section: &str, entries: &Entries<'_, T>, write: impl Fn(&mut Self, &T)) {
        for (id, entry) in &entries.0 {
            self.header(&[section, id], false);
            write(self, entry);
        }
    }

    fn terms(&mut self, draft: &Draft<'_>) {
        for (id, term) in &draft.terms.0 {
            self.header(&["terms", id], false);
            self.texts(&[("name", &term.name)]);
            self.optional_list("means", term.means.as_deref());
            for (party, definition) in &term.by.0 {
                self.header(&["terms", id, "by", party], false);
                self.optional_list("means", definition.means.as_deref());
                self.texts(&[("source", &definition.source), ("quote", &definition.quote)]);
            }
        }
    }

    /// Writes the lines of a statement, without its header.
    fn statement(&mut self, said: &StatementDraft<'_>) {
        self.texts(&[("id", &said.id), ("party", &said.party)]);
        for (act, subject) in said.acts() {
            self.key(act.word());
            self.quoted(subject);
            self.text.push('\n');
        }
        self.preconditions("after", &said.after);
        self.preconditions("with", &said.with);
        self.preconditions("promise", &said.promise);
        self.texts(&[("round", &said.round), ("date", &said.date), ("deadline", &said.deadline), ("until", &said.until)]);
        self.plain("weight", said.weight);
        self.plain("firm", said.firm);
        self.number("confidence", said.confidence);
        self.texts(&[("source", &said.source), ("quote", &said.quote), ("note", &said.note)]);
    }

    fn name(&mut self, key: &str) {
        if !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_') {
            self.text.push_str(key);
        } else {
            self.quoted(key);
        }
    }

    fn key(&mut self, key: &str) {
        self.text.push_str(key);
        self.text.push_str(" = ");
    }

    fn texts(&mut self, fields: &[(&str, &Option<Text<'_>>)]) {
        for (key, value) in fields {
            if let Some(value) = value {
                self.key(key);
                self.quoted(value);
                self.text.push('\n');
            }
        }
    }

    fn plain(&mut self, key: &str, value: Option<impl std::fmt::Display>) {
        if let Some(value) = value {
            self.key(key);
            self.put(format_args!("{value}\n"));
        }
    }

    /// Writes a number, whole ones of ordinary size without a fraction.
    fn number(&mut self, key: &str, value: Option<f64>) {
        match value {
            Some(number) if number.fract() == 0.0 && number.abs() < 1e15 => self.plain(key, Some(number)),
            Some(number) => self.plain(key, Some(format_args!("{number:?}"))),
            None => {}
        }
    }

    fn put(&mut self, words: std::fmt::Arguments<'_>) {
        self.text.write_fmt(words).expect("text has room");
    }

    fn items<T>(&mut self, items: &[T], write: impl Fn(&mut Self, &T)) {
        self.text.push('[');
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                self.text.push_str(", ");
            }
            write(self, item);
        }
        self.text.push(']');
    }

    fn optional_list(&mut self, key: &str, list: Option<&[Text<'_>]>) {
        if let Some(list) = list {
            self.key(key);
            self.items(list, |toml, text| toml.quoted(text));
            self.text.push('\n');
        }
    }

    fn list(&mut self, key: &str, list: &[Text<'_>]) {
        self.optional_list(key, Some(list).filter(|list| !list.is_empty()));
    }

    fn one_or_many(&mut self, key: &str, list: &[Text<'_>]) {
        if let [single] = list {
            self.key(key);
            self.quoted(single);
            self.text.push('\n');
        } else {
            self.list(key, list);
        }
    }

    fn done(&mut self, done: Option<&DoneDraft<'_>>) {
        let Some(done) = done else { return };
        self.key("done");
        match done {
            DoneDraft::Whole(whole) => self.put(format_args!("{whole}")),
            DoneDraft::Level(level) => self.quoted(level),
            DoneDraft::Since(since) => {
                self.text.push_str("{ ");
                for (i, (key, value)) in [("level", &since.level), ("on", &since.on)].into_iter().filter(|(_, v)| v.is_some()).enumerate() {
                    self.text.push_str(if i > 0 { ", " } else { "" });
                    self.key(key);
                    self.quoted(value.as_deref().unwrap_or_default());
                }
                self.text.push_str(" }");
            }
        }
        self.text.push('\n');
    }

    fn preconditions(&mut self, key: &str, preconditions: &[PreconditionDraft<'_>]) {
        if !preconditions.is_empty() {
            self.key(key);
            self.items(preconditions, Self::precondition);
            self.text.push('\n');
        }
    }

    fn precondition(&mut self, precondition: &PreconditionDraft<'_>) {
        match (&precondition.subject, precondition.days, precondition.within) {
            (SubjectDraft::Step(step), None, None) => return self.quoted(step),
            (SubjectDraft::Step(step), ..) => {
                self.text.push_str("{ step = ");
                self.quoted(step);
            }
            (SubjectDraft::Any(steps), ..) => {
                self.text.push_str("{ any = ");
                self.items(steps, |toml, step| toml.quoted(step));
            }
        }
        for (key, days) in [("days", precondition.days), ("within", precondition.within)] {
            if let Some(days) = days {
                self.put(format_args!(", {key} = {days}"));
            }
        }
        self.text.push_str(" }");
    }

    /// Writes a text in double quotes.
    fn quoted(&mut self, text: &str) {
        self.text.push('"');
        for c in text.chars() {
            match c {
                '"' => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                '\n' => self.text.push_str("\\n"),
                '\r' => self.text.push_str("\\r"),
                '\t' => self.text.push_str("\\t"),
                '\u{0}'..='\u{1F}' | '\u{7F}' => self.put(format_args!("\\u{:04X}", u32::from(c))),
                _ => self.text.push(c),
            }
        }
        self.text.push('"');
    }
}
