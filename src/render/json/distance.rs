//! How far apart the parties are, as JSON.

use std::borrow::Cow;

use serde::Serialize;

use crate::finding::distance::{Distances, IssueDistance, Matter, PairDistance};
use crate::model::Negotiation;

#[derive(Serialize)]
pub(super) struct DistancesRow<'a> {
    overall: f64,
    issues: Vec<IssueRow<'a>>,
    pairs: Vec<PairRow<'a>>,
}

#[derive(Serialize)]
struct IssueRow<'a> {
    issue: Option<&'a str>,
    distance: f64,
}

#[derive(Serialize)]
struct PairRow<'a> {
    parties: [&'a str; 2],
    distance: f64,
    issues: Vec<IssueRow<'a>>,
    matters: Vec<MatterRow<'a>>,
}

#[derive(Serialize)]
struct MatterRow<'a> {
    wanting: &'a str,
    holding: &'a str,
    step: Cow<'a, str>,
    statement: Cow<'a, str>,
    how: &'static str,
    resistance: f64,
    weight: f64,
}

pub(super) fn distances_row<'a>(n: &'a Negotiation, distances: &Distances) -> DistancesRow<'a> {
    DistancesRow {
        overall: rounded(distances.overall),
        issues: issues(n, &distances.issues),
        pairs: distances.pairs.iter().map(|pair| pair_row(n, pair)).collect(),
    }
}

fn pair_row<'a>(n: &'a Negotiation, pair: &PairDistance) -> PairRow<'a> {
    PairRow {
        parties: pair.parties.map(|party| n.party_key(party)),
        distance: rounded(pair.distance),
        issues: issues(n, &pair.issues),
        matters: pair.matters.iter().map(|matter| matter_row(n, matter)).collect(),
    }
}

fn matter_row<'a>(n: &'a Negotiation, matter: &Matter) -> MatterRow<'a> {
    MatterRow {
        wanting: n.party_key(matter.wanting),
        holding: n.party_key(matter.holding),
        step: n.step_key(matter.step),
        statement: n.statement_key(matter.wish),
        how: matter.hold.word(),
        resistance: rounded(matter.resistance),
        weight: matter.weight,
    }
}

fn issues<'a>(n: &'a Negotiation, of: &[IssueDistance]) -> Vec<IssueRow<'a>> {
    of.iter().map(|of| IssueRow { issue: of.issue.map(|issue| n.issue_key(issue)), distance: rounded(of.distance) }).collect()
}

/// Six places are more than anybody reads, and keep the noise of rounding out of the document.
pub(super) fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}
