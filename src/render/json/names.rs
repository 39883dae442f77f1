//! The table of names: what every id of a document is called, so that a chart can be labelled without the file.

use serde::{Serialize, Serializer};

use super::keys::written;
use crate::model::{Negotiation, readable, visible};
use crate::render::phrase::proposition_name;

/// The names of everything that is declared, each table by id, in order of declaration.
#[derive(Clone, Copy)]
pub(super) struct Names<'a>(pub(super) &'a Negotiation);

/// A name for readers; the id where the file gives none.
#[derive(Serialize)]
struct Named<'a> {
    name: &'a str,
}

/// A party, with its short name where the file gives one.
#[derive(Serialize)]
struct NamedParty<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    short: Option<&'a str>,
}

#[derive(Serialize)]
struct NamedProposition {
    name: String,
}

#[derive(Serialize)]
struct NamedRound<'a> {
    name: &'a str,
    date: String,
}

/// A source is called by its title.
#[derive(Serialize)]
struct NamedSource<'a> {
    name: &'a str,
    publisher: Option<&'a str>,
    date: Option<String>,
    url: Option<&'a str>,
}

impl Serialize for Names<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Tables<P, M, L, I, R, T, Q, S> {
            parties: P,
            measures: M,
            levels: L,
            issues: I,
            rounds: R,
            terms: T,
            propositions: Q,
            sources: S,
        }
        let n = self.0;
        let named = |name, key| (key, Named { name: readable(name, key) });
        let level = |step| Some((n.step_key(step), Named { name: n.level_name(step)? }));
        Tables {
            parties: Entries(|| {
                n.parties().map(|(id, party)| {
                    let key = n.party_key(id);
                    (key, NamedParty { name: readable(&party.name, key), short: visible(&party.short) })
                })
            }),
            measures: Entries(|| n.measures().map(|(id, measure)| named(&measure.name, n.measure_key(id)))),
            levels: Entries(|| n.steps().filter_map(|(step, _)| level(step))),
            issues: Entries(|| n.issues().map(|(id, issue)| named(&issue.name, n.issue_key(id)))),
            rounds: Entries(|| {
                n.rounds().map(|(id, round)| {
                    let key = n.round_key(id);
                    (key, NamedRound { name: readable(&round.name, key), date: round.date.to_string() })
                })
            }),
            terms: Entries(|| n.terms().map(|(id, term)| named(&term.name, n.term_key(id)))),
            propositions: Entries(|| n.propositions().map(|id| (n.proposition(id), NamedProposition { name: proposition_name(n, id) }))),
            sources: Entries(|| {
                n.sources().map(|(id, source)| {
                    let key = n.source_key(id);
                    let (publisher, url) = (source.publisher.as_deref(), source.url.as_deref());
                    (key, NamedSource { name: readable(&source.title, key), publisher, date: written(source.date), url })
                })
            }),
        }
        .serialize(serializer)
    }
}

/// An object written entry by entry.
struct Entries<F>(F);

impl<F, I, K, V> Serialize for Entries<F>
where
    F: Fn() -> I,
    I: Iterator<Item = (K, V)>,
    K: Serialize,
    V: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map((self.0)())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_declared_has_a_name() {
        let text = "title = 'Talks'
            [parties]
            a = { name = 'The Ayes', short = 'Ayes' }
            b = { short = ' ' }
            [issues]
            arms = { name = 'Arms' }
            [rounds]
            one = { date = '2020-02' }
            [sources]
            paper = { title = 'The Paper', date = '2020' }
            [measures]
            m = { by = 'a', levels = ['some', 'all'] }
            [terms]
            peace = { means = ['m'] }
            [[claims]]
            party = 'a'
            proposition = 'it-rained'
            holds = true";
        let n = crate::text::from_toml(text).unwrap();
        let names = serde_json::to_value(Names(&n)).unwrap();
        let expected = serde_json::json!({
            "parties": { "a": { "name": "The Ayes", "short": "Ayes" }, "b": { "name": "b" } },
            "measures": { "m": { "name": "m" } },
            "levels": { "m:some": { "name": "some" }, "m:all": { "name": "all" } },
            "issues": { "arms": { "name": "Arms" } },
            "rounds": { "one": { "name": "one", "date": "2020-02" } },
            "terms": { "peace": { "name": "peace" } },
            "propositions": { "it-rained": { "name": "it rained" } },
            "sources": { "paper": { "name": "The Paper", "publisher": null, "date": "2020", "url": null } },
        });
        assert_eq!(names, expected);
    }
}
