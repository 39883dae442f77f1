//! Agreeable sets and groups as JSON.

use std::borrow::Cow;

use serde::Serialize;

use super::keys::{parties, statement_keys, step_keys};
use crate::finding::agreeable::{AgreeableSet, AgreeableSets, Groups, LeftOut, WhyLeftOut};
use crate::model::Negotiation;

#[derive(Serialize)]
pub(super) struct AgreeableRow<'a> {
    complete: bool,
    proven: bool,
    sets: Vec<SetRow<'a>>,
}

#[derive(Serialize)]
struct SetRow<'a> {
    weight: u64,
    demands: Vec<Cow<'a, str>>,
    left_out: Vec<LeftOutRow<'a>>,
}

/// A demand left out: with the step that does not come and its status, or with the demands and the exclusions that it clashes with.
#[derive(Serialize)]
struct LeftOutRow<'a> {
    demand: Cow<'a, str>,
    step: Option<Cow<'a, str>>,
    status: Option<&'static str>,
    clashes_with: Option<Vec<Cow<'a, str>>>,
    exclusions: Option<Vec<Vec<Cow<'a, str>>>>,
}

pub(super) fn agreeable_row<'a>(n: &'a Negotiation, found: &AgreeableSets) -> AgreeableRow<'a> {
    let sets = found.sets.iter().map(|set| set_row(n, set)).collect();
    AgreeableRow { complete: found.complete.is_proven(), proven: found.weightiest.is_proven(), sets }
}

fn set_row<'a>(n: &'a Negotiation, set: &AgreeableSet) -> SetRow<'a> {
    let left_out = set.left_out.iter().map(|left| left_out_row(n, left)).collect();
    SetRow { weight: set.weight, demands: statement_keys(n, &set.demands), left_out }
}

fn left_out_row<'a>(n: &'a Negotiation, left: &LeftOut) -> LeftOutRow<'a> {
    let demand = n.statement_key(left.demand);
    match &left.why {
        WhyLeftOut::Unmet { step, status } => {
            LeftOutRow { demand, step: Some(n.step_key(*step)), status: Some(status.word()), clashes_with: None, exclusions: None }
        }
        WhyLeftOut::Clash { with, exclusions } => LeftOutRow {
            demand,
            step: None,
            status: None,
            clashes_with: Some(statement_keys(n, with)),
            exclusions: Some(exclusions.iter().map(|&id| step_keys(n, &n.exclusion(id).steps)).collect()),
        },
    }
}

#[derive(Serialize)]
pub(super) struct GroupsRow<'a> {
    complete: bool,
    groups: Vec<Vec<&'a str>>,
    apart: Vec<Vec<&'a str>>,
}

pub(super) fn groups_row<'a>(n: &'a Negotiation, found: &Groups) -> GroupsRow<'a> {
    let named = |list: &[Vec<_>]| list.iter().map(|members| parties(n, members)).collect();
    GroupsRow { complete: found.complete.is_proven(), groups: named(&found.groups), apart: named(&found.apart) }
}
