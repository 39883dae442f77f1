//! Tables of declared things, and the plain ones among them: sources, parties, rounds and issues.

use super::Checker;
use super::trail::{Owner, Trail};
use super::wording::{is_well_formed, quoted};
use crate::model::{Date, Issue, Party, Round, Source};

/// What an id looks like.
pub(super) const ID_FORM: &str = "use lower-case letters, digits, - and _, beginning with a letter or digit, as in \"lift-sanctions\"";

/// Walks over the entries of a table: checks each id, then does something with the entry, its place and whether the id came before.
macro_rules! each_entry {
    ($checker:ident, $table:ident, $what:literal, |$id:ident, $entry:ident, $at:ident, $repeated:ident| $body:expr) => {{
        let table = Trail::top(stringify!($table));
        for (position, (id, $entry)) in $checker.draft.$table.0.iter().enumerate() {
            let $id: &str = id;
            let $repeated = $checker.made.$table.contains_key($id);
            let table = table.of(Owner::Entry { what: $what, id: $id });
            let nth = table.index(position);
            let parent = if $repeated { &nth } else { &table };
            $checker.id_of_entry($id, $repeated, parent, $what);
            let $at = parent.key($id);
            $body
        }
    }};
}
pub(super) use each_entry;

impl<'d> Checker<'d> {
    pub(super) fn sources(&mut self) {
        each_entry!(self, sources, "source", |id, entry, at, repeated| {
            let date = entry.date.as_deref().and_then(|date| self.date(date, &at.key("date")));
            if !repeated {
                let source = Source { title: boxed(&entry.title), publisher: boxed(&entry.publisher), date, url: boxed(&entry.url) };
                self.made.sources.insert(id.into(), source);
            }
        });
    }

    pub(super) fn parties(&mut self) {
        each_entry!(self, parties, "party", |id, entry, _at, repeated| {
            if !repeated {
                self.made.parties.insert(id.into(), Party { name: boxed(&entry.name) });
            }
        });
    }

    pub(super) fn rounds(&mut self) {
        // A round whose date is wrong is declared all the same; the negotiation is not made.
        let any_date = Date::parse("1970").expect("a year is a date");
        each_entry!(self, rounds, "round", |id, entry, at, repeated| {
            let date = match &entry.date {
                Some(date) => self.date(date, &at.key("date")),
                None => {
                    let message = format!("round {} has no date", quoted(id));
                    self.complain(&at, "round-without-date", message, "add when it took place, as in date = \"2019-02-27\"");
                    None
                }
            };
            if !repeated {
                self.made.rounds.insert(id.into(), Round { name: boxed(&entry.name), date: date.unwrap_or(any_date) });
            }
        });
    }

    pub(super) fn issues(&mut self) {
        each_entry!(self, issues, "issue", |id, entry, _at, repeated| {
            if !repeated {
                self.made.issues.insert(id.into(), Issue { name: boxed(&entry.name) });
            }
        });
    }

    /// Checks the id of an entry; `parent` is the table, or its entry by position when the id came before.
    pub(super) fn id_of_entry(&mut self, id: &str, repeated: bool, parent: &Trail<'_>, what: &'static str) {
        if !is_well_formed(id) {
            self.complain(&parent.key_itself(id), "bad-id", format!("{} is not an id for a {what}", quoted(id)), ID_FORM);
        }
        if repeated {
            let message = format!("{what} {} is declared twice", quoted(id));
            self.complain(&parent.key_itself(id), "repeated-id", message, "merge the two, or give one another id");
        }
    }
}

/// Keeps a text, if there is one.
pub(super) fn boxed(text: &Option<crate::draft::Text<'_>>) -> Option<Box<str>> {
    text.as_deref().map(Box::from)
}
