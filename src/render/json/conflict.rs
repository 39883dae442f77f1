//! A conflict of a JSON report: what all kinds have, and what each kind adds.

use std::borrow::Cow;

use serde::Serialize;

use super::keys::{parties, statement_keys, step_keys};
use super::{Pairs, message};
use crate::finding::{Conflict, ConflictId, Evidence, MissedDeadline, Report, SelfContradiction, Shortfall, Want};
use crate::model::Negotiation;
use crate::render::phrase;

#[derive(Serialize)]
pub(super) struct ConflictRow<'a> {
    id: String,
    kind: &'static str,
    parties: Vec<&'a str>,
    steps: Vec<Cow<'a, str>>,
    statements: Vec<Cow<'a, str>>,
    message: String,
    #[serde(flatten)]
    evidence: EvidenceFields<'a>,
}

/// What the message of each kind says, in fields.
#[derive(Serialize)]
#[serde(untagged)]
enum EvidenceFields<'a> {
    Refusal {
        #[serde(flatten)]
        want: WantFields,
        refused_by: Vec<&'a str>,
        refusals: Vec<Cow<'a, str>>,
    },
    Unanswered {
        #[serde(flatten)]
        want: WantFields,
        silent: Vec<&'a str>,
    },
    Shortfall {
        #[serde(flatten)]
        want: WantFields,
        demanded: Cow<'a, str>,
        offered: Cow<'a, str>,
        on_the_table: Pairs<(Cow<'a, str>, Cow<'a, str>)>,
        offers: Vec<Cow<'a, str>>,
        silent: Vec<&'a str>,
    },
    Incompatible {
        exclusion: usize,
        because: Option<&'a str>,
    },
    Deadline {
        deadline: String,
        earliest: Option<String>,
        earliest_day: Option<i64>,
        days_late: i64,
        path: Vec<Cow<'a, str>>,
    },
    Definition {
        term: &'a str,
        shared: Vec<Cow<'a, str>>,
        only: Pairs<(&'a str, Vec<Cow<'a, str>>)>,
    },
    Claim {
        proposition: &'a str,
        holds: Pairs<(&'a str, bool)>,
        asserted_by: Vec<&'a str>,
        denied_by: Vec<&'a str>,
    },
    SelfContradiction {
        contradiction: &'static str,
        #[serde(flatten)]
        want: WantFields,
        refusals: Vec<Cow<'a, str>>,
        deadlock: Option<String>,
    },
}

/// By which preconditions of the statement the steps are wanted; none for a demand.
#[derive(Serialize)]
struct WantFields {
    preconditions: Vec<usize>,
    any: bool,
}

impl From<Want> for WantFields {
    fn from(want: Want) -> Self {
        Self { preconditions: want.precondition().into_iter().collect(), any: want.is_option() }
    }
}

impl<'a> ConflictRow<'a> {
    pub(super) fn new(n: &'a Negotiation, report: &Report, id: ConflictId) -> Self {
        let conflict: &Conflict = report.conflict(id);
        Self {
            id: id.to_string(),
            kind: conflict.kind().word(),
            parties: parties(n, &conflict.parties),
            steps: step_keys(n, &conflict.steps),
            statements: statement_keys(n, &conflict.statements),
            message: message(&phrase::conflict(n, conflict)),
            evidence: fields(n, report, &conflict.evidence),
        }
    }
}

fn fields<'a>(n: &'a Negotiation, report: &Report, evidence: &Evidence) -> EvidenceFields<'a> {
    match evidence {
        Evidence::Refusal(refusal) => EvidenceFields::Refusal {
            want: refusal.want.into(),
            refused_by: parties(n, &refusal.parties),
            refusals: statement_keys(n, &refusal.refusals),
        },
        Evidence::Unanswered(gap) => EvidenceFields::Unanswered { want: gap.want.into(), silent: parties(n, &gap.silent) },
        Evidence::Shortfall(short) => shortfall(n, report, short),
        Evidence::Incompatible(needs) => {
            EvidenceFields::Incompatible { exclusion: needs.exclusion.index(), because: n.exclusion(needs.exclusion).because.as_deref() }
        }
        Evidence::Deadline(missed) => deadline(n, missed),
        Evidence::Definition(clash) => EvidenceFields::Definition {
            term: n.term_key(clash.term),
            shared: step_keys(n, &clash.shared),
            only: Pairs(clash.only.iter().map(|(party, steps)| (n.party_key(*party), step_keys(n, steps))).collect()),
        },
        Evidence::Claim(clash) => EvidenceFields::Claim {
            proposition: n.proposition(clash.proposition),
            holds: Pairs(clash.holds.iter().map(|&(party, holds)| (n.party_key(party), holds)).collect()),
            asserted_by: parties(n, &clash.asserted_by),
            denied_by: parties(n, &clash.denied_by),
        },
        Evidence::SelfContradiction(own) => contradiction(n, own),
    }
}

fn shortfall<'a>(n: &'a Negotiation, report: &Report, short: &Shortfall) -> EvidenceFields<'a> {
    EvidenceFields::Shortfall {
        want: Want::Demand.into(),
        demanded: n.step_key(short.demanded),
        offered: n.step_key(short.offered),
        on_the_table: Pairs(vec![(n.step_key(short.demanded), n.step_key(short.offered))]),
        offers: statement_keys(n, &short.offers),
        silent: parties(n, report.blockers(short.demanded)),
    }
}

fn deadline<'a>(n: &'a Negotiation, missed: &MissedDeadline) -> EvidenceFields<'a> {
    EvidenceFields::Deadline {
        deadline: missed.deadline.to_string(),
        earliest: missed.earliest.date().map(|date| date.to_string()),
        earliest_day: n.as_of().map(|zero| missed.earliest.since(zero)),
        days_late: missed.earliest.since(missed.deadline.last_day()),
        path: step_keys(n, &missed.path),
    }
}

fn contradiction<'a>(n: &'a Negotiation, own: &SelfContradiction) -> EvidenceFields<'a> {
    let nothing = || WantFields { preconditions: Vec::new(), any: false };
    let (want, refusals, deadlock) = match own {
        SelfContradiction::SaidAndRefused { refusals, .. } => (nothing(), statement_keys(n, refusals), None),
        SelfContradiction::WantedAndRefused { want, refusals, .. } => ((*want).into(), statement_keys(n, refusals), None),
        SelfContradiction::OwnCircle { deadlock, .. } => (nothing(), Vec::new(), Some(deadlock.to_string())),
    };
    EvidenceFields::SelfContradiction { contradiction: own.word(), want, refusals, deadlock }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The conflicts of a position file as JSON, without their sentences. Party `a` performs `m`, `b` performs `n` with its levels, and `c`
    /// performs `k`.
    fn conflicts(statements: &str) -> serde_json::Value {
        let text = format!(
            "as_of = '2020'
            parties = {{ a = {{}}, b = {{}}, c = {{}} }}
            measures = {{ m = {{ by = 'a', takes = 4000000000 }}, n = {{ by = 'b', levels = ['l', 'h'] }}, k = {{ by = 'c' }} }}
            terms = {{ t = {{ means = ['n', 'k'] }} }}
            exclusions = [{{ steps = ['m', 'k'], because = 'there is one' }}]
            statements = [{statements}]"
        );
        let n = crate::text::from_toml(&text).unwrap();
        let report = crate::analyze(&n);
        let rows: Vec<_> = report.conflict_ids().map(|id| ConflictRow::new(&n, &report, id)).collect();
        let mut rows = serde_json::to_value(rows).unwrap();
        for row in rows.as_array_mut().unwrap() {
            row.as_object_mut().unwrap().remove("message");
        }
        rows
    }

    #[test]
    fn a_conflict_says_in_fields_what_its_message_says() {
        let refused = conflicts("{ id = 'o', party = 'a', offers = 'm', after = [{ any = ['n', 'k'] }] }, { party = 'b', refuses = 't' }");
        let expected = serde_json::json!({ "id": "C1", "kind": "refusal", "parties": ["a", "b"], "steps": ["n:h"], "statements": ["o", "s2"],
            "preconditions": [0], "any": true, "refused_by": ["b"], "refusals": ["s2"] });
        assert_eq!(refused[0], expected);
        let silent = conflicts("{ party = 'a', offers = 'm', after = 'n:l', with = 't' }");
        let expected = serde_json::json!({ "id": "C2", "kind": "unanswered", "parties": ["a", "b"], "steps": ["n:h"], "statements": ["s1"],
            "preconditions": [1], "any": false, "silent": ["b"] });
        assert_eq!(silent[1], expected);
        assert_eq!((&silent[2]["steps"], &silent[2]["silent"]), (&serde_json::json!(["k"]), &serde_json::json!(["c"])));
        let short = conflicts("{ party = 'a', demands = 'n' }, { party = 'b', offers = 'n:l' }");
        let expected = serde_json::json!({ "id": "C1", "kind": "shortfall", "parties": ["a", "b"], "steps": ["n:h"], "statements": ["s1", "s2"],
            "preconditions": [], "any": false, "demanded": "n:h", "offered": "n:l", "on_the_table": { "n:h": "n:l" }, "offers": ["s2"],
            "silent": ["b"] });
        assert_eq!(short[0], expected);
    }

    #[test]
    fn days_are_kept_where_there_is_no_date() {
        let late = conflicts("{ party = 'b', demands = 'm', deadline = '2021-01-10' }, { party = 'a', offers = 'm' }");
        let expected = serde_json::json!({ "id": "C1", "kind": "deadline", "parties": ["b"], "steps": ["m"], "statements": ["s1"],
            "deadline": "2021-01-10", "earliest": null, "earliest_day": 4_000_000_000_u64, "days_late": 3_999_999_990_u64, "path": ["m"] });
        assert_eq!(late[0], expected);
    }

    #[test]
    fn who_stands_in_its_own_way_is_told_by_how() {
        let own = conflicts("{ party = 'c', offers = 'k', after = 'm' }, { party = 'c', refuses = 'k' }, { party = 'c', refuses = 'm' }");
        let told = |row: &serde_json::Value| (row["contradiction"].clone(), row["preconditions"].clone(), row["refusals"].clone());
        let rows: Vec<_> = own.as_array().unwrap().iter().filter(|row| row["kind"] == "self-contradiction").map(told).collect();
        let row = |how: &str, at: &[usize], refusal: &str| (how.into(), at.into(), serde_json::json!([refusal]));
        assert_eq!(rows, [row("wanted-and-refused", &[0], "s3"), row("said-and-refused", &[], "s2")]);
        let needed = conflicts("{ party = 'b', demands = 'm' }, { party = 'a', demands = 'k' }");
        let clash = needed.as_array().unwrap().iter().find(|row| row["kind"] == "incompatible").unwrap();
        assert_eq!((&clash["exclusion"], &clash["because"]), (&0.into(), &"there is one".into()));
    }
}
