//! What a finding is about, whichever statements it rests on: written anew from `docs/rounds.md`.

use std::collections::BTreeMap;

use impasse::Negotiation;
use impasse::finding::{Evidence, Finding, Report, SelfContradiction, Want};
use impasse::model::StatementId;

/// What a finding is about, written down so that those of two reports can be compared.
pub(crate) fn identity(n: &Negotiation, report: &Report, finding: Finding) -> String {
    match finding {
        Finding::Deadlock(id) => format!("{} {:?}", report.deadlock(id).latent, report.deadlock(id).steps),
        Finding::Conflict(id) => {
            let conflict = report.conflict(id);
            let topic = |statement: StatementId| n.topic(n.statement(statement).target);
            let about = match &conflict.evidence {
                Evidence::Refusal(refusal) => format!("{} {:?}", refusal.want == Want::Demand, topic(refusal.wanting)),
                Evidence::Unanswered(request) => format!("{} {:?}", request.want == Want::Demand, topic(request.wanting)),
                Evidence::Shortfall(short) => format!("{:?}", topic(short.wanting)),
                Evidence::Incompatible(needs) => return format!("{:?} {:?}", needs.exclusion, needs.needed),
                Evidence::Definition(clash) => return format!("{:?}", clash.term),
                Evidence::Claim(clash) => return format!("{:?}", clash.proposition),
                Evidence::Deadline(missed) => format!("{:?}", topic(missed.demand)),
                Evidence::SelfContradiction(own) => match own {
                    SelfContradiction::SaidAndRefused { statement, .. } => {
                        format!("{:?} {:?}", n.statement(*statement).act, topic(*statement))
                    }
                    SelfContradiction::WantedAndRefused { wanting, want, .. } => format!("{} {:?}", *want == Want::Demand, topic(*wanting)),
                    SelfContradiction::OwnCircle { deadlock, .. } => format!("latent {}", report.deadlock(*deadlock).latent),
                },
                other => format!("{other:?}"),
            };
            format!("{:?} {:?} {:?} {about}", conflict.kind(), conflict.parties, conflict.steps)
        }
        other => format!("{other:?}"),
    }
}

/// Counts the findings of a report by what they are about.
pub(crate) fn identities(n: &Negotiation, report: &Report) -> BTreeMap<String, isize> {
    let mut counts = BTreeMap::new();
    for finding in report.deadlock_ids().map(Finding::Deadlock).chain(report.conflict_ids().map(Finding::Conflict)) {
        *counts.entry(identity(n, report, finding)).or_default() += 1;
    }
    counts
}
