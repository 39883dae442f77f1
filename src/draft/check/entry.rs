//! Tables of declared things, and the plain ones among them: sources, parties, rounds and issues.

use std::borrow::Cow;

use super::Checker;
use super::ill_formed::{FORM, remedy_for_id, well_formed};
use crate::draft::ProblemCode;
use crate::draft::fix::Remedy;
use crate::draft::trail::{Owner, Trail};
use crate::draft::wording::{is_well_formed, quoted};
use crate::model::{Date, Issue, Party, Round, Source};

/// Walks over the entries of a table: checks each id, then does something with the entry, its place and whether the id came before.
macro_rules! each_entry {
    ($checker:ident, $table:ident, $what:literal, |$id:ident, $entry:ident, $at:ident, $repeated:ident| $body:expr) => {{
        let table = Trail::top(stringify!($table));
        for (position, (id, $entry)) in $checker.draft.$table.0.iter().enumerate() {
            let $id: &str = id;
            let $repeated = $checker.made.content().$table.contains_key($id);
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
                self.made.write().sources.insert(id.into(), source);
            }
        });
    }

    pub(super) fn parties(&mut self) {
        each_entry!(self, parties, "party", |id, entry, _at, repeated| {
            if !repeated {
                self.made.write().parties.insert(id.into(), Party { name: boxed(&entry.name), short: boxed(&entry.short) });
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
                    self.complain(&at, ProblemCode::RoundWithoutDate, message, "add when it took place, as in date = \"2019-02-27\"");
                    None
                }
            };
            if !repeated {
                self.made.write().rounds.insert(id.into(), Round { name: boxed(&entry.name), date: date.unwrap_or(any_date) });
            }
        });
    }

    pub(super) fn issues(&mut self) {
        each_entry!(self, issues, "issue", |id, entry, _at, repeated| {
            if !repeated {
                self.made.write().issues.insert(id.into(), Issue { name: boxed(&entry.name) });
            }
        });
    }

    /// Checks the id of an entry; `parent` is the table, or its entry by position when the id came before.
    pub(super) fn id_of_entry(&mut self, id: &str, repeated: bool, parent: &Trail<'_>, what: &'static str) {
        if !is_well_formed(id) {
            let at = parent.key_itself(id);
            let remedy = match well_formed(id) {
                Some(near) => {
                    let words = format!("write {} here and wherever it is referred to: only {FORM}", quoted(&near));
                    self.corrected.insert((what, near.clone()));
                    Remedy::exact(words, at.rewritten(&near))
                }
                None => remedy_for_id(id, &at),
            };
            self.complain(&at, ProblemCode::BadId, format!("{what} id {} is not well-formed", quoted(id)), remedy);
        }
        if repeated {
            let message = format!("{what} {} is declared twice", quoted(id));
            self.complain(&parent.key_itself(id), ProblemCode::RepeatedId, message, "merge the two, or give one another id");
        }
    }
}

/// Keeps a text, if there is one.
pub(super) fn boxed(text: &Option<Cow<'_, str>>) -> Option<Box<str>> {
    text.as_deref().map(Box::from)
}

#[cfg(test)]
mod tests {
    use super::super::complaint::{brief, complaints, said_of};
    use crate::draft::Draft;

    #[test]
    fn ids_have_their_form() {
        let form = "lower-case letters, digits, - and _, beginning with a letter or digit";
        assert_eq!(
            said_of("parties.China = {}"),
            [format!(
                "bad-id parties.{{China}}: party id \"China\" is not well-formed; write \"china\" here and wherever it is referred to: only {form}"
            )]
        );
        assert_eq!(
            said_of("issues.'' = {}"),
            [format!("bad-id issues.{{}}: issue id \"\" is not well-formed; use {form}, as in \"lift-sanctions\"")]
        );
        let text =
            "sources.A = {}\nparties.' ' = {}\nrounds.-r = { date = '2019' }\nissues._i = {}\nmeasures.M = { by = ' ' }\nterms.'é' = {}";
        assert_eq!(
            complaints(text),
            [
                "bad-id sources.{A}",
                "bad-id parties.{ }",
                "bad-id rounds.{-r}",
                "bad-id issues.{_i}",
                "bad-id measures.{M}",
                "bad-id terms.{é}",
            ]
        );
    }

    #[test]
    fn a_repeated_id_is_reported_at_its_second_entry_and_the_first_counts() {
        let mut draft = Draft::new("");
        for _ in 0..2 {
            draft.source("s");
            draft.party("p");
            draft.round("r", "2019");
            draft.issue("i");
            draft.measure("m", ["p"]);
            draft.term("t").means(["m"]);
        }
        draft.measure("m", ["q"]).done_level("x");
        draft.says("p").offers("m");
        let error = draft.build().unwrap_err();
        assert_eq!(
            error.problems().iter().map(brief).collect::<Vec<_>>(),
            [
                "repeated-id sources[1].{s}",
                "repeated-id parties[1].{p}",
                "repeated-id rounds[1].{r}",
                "repeated-id issues[1].{i}",
                "repeated-id measures[1].{m}",
                "repeated-id measures[2].{m}",
                "unknown-party measures[2].m.by[0]",
                "no-levels measures[2].m.done",
                "repeated-id terms[1].{t}",
            ]
        );
        assert_eq!(error.problems()[1].to_string(), "party \"p\" is declared twice; merge the two, or give one another id");
    }

    #[test]
    fn a_round_has_a_date() {
        assert_eq!(
            said_of("rounds.x = {}\nstatements = [{ party = 'us', offers = 'lift', round = 'x' }]"),
            ["round-without-date rounds.x: round \"x\" has no date; add when it took place, as in date = \"2019-02-27\""]
        );
    }

    #[test]
    fn dates_are_read_everywhere() {
        let text = "
            as_of = 'a'
            sources.s = { date = 'b' }
            parties.p = {}
            rounds.r = { date = 'c' }
            measures.m = { by = 'p', done = { on = 'd' } }
            measures.n = { by = [] }
            statements = [
                { party = 'p', offers = 'm', date = 'e', until = 'f' },
                { party = 'p', demands = 'n', deadline = 'g' },
            ]
            claims = [{ party = 'p', proposition = 'q', holds = true, date = 'h' }]";
        assert_eq!(
            complaints(text),
            [
                "bad-date as_of",
                "bad-date sources.s.date",
                "bad-date rounds.r.date",
                "bad-date measures.m.done.on",
                "no-performer measures.n",
                "bad-date statements[0].date",
                "bad-date statements[0].until",
                "bad-date statements[1].deadline",
                "bad-date claims[0].date",
            ]
        );
        assert_eq!(
            said_of("sources.s = { date = '5/11/2019' }\nsources.t = { date = '2019-02-29' }"),
            [
                "bad-date sources.s.date: \"5/11/2019\" in source \"s\" is not a date; \
                 write \"2019-05-11\" or \"2019-11-05\", whichever is meant",
                "no-such-date sources.t.date: \"2019-02-29\" in source \"t\" is a date that the calendar does not have; \
                 correct the month or the day",
            ]
        );
    }
}
