//! What a report says at a glance, as JSON: the obstacle, what can go ahead, what the stuck steps come down to.

use std::borrow::Cow;

use serde::Serialize;

use super::keys::{date_of, parties, root_keys, step_keys};
use crate::finding::{Obstacle, Opening, StuckGroup};
use crate::model::Negotiation;

#[derive(Serialize)]
pub(super) struct ObstacleRow<'a> {
    steps: Vec<Cow<'a, str>>,
    blocks: usize,
    unmet: usize,
}

pub(super) fn obstacle_row<'a>(n: &'a Negotiation, obstacle: &Obstacle) -> ObstacleRow<'a> {
    ObstacleRow { steps: step_keys(n, &obstacle.steps), blocks: obstacle.blocks, unmet: obstacle.unmet }
}

#[derive(Serialize)]
pub(super) struct OpeningRow<'a> {
    day: i64,
    date: Option<String>,
    phase: u32,
    steps: Vec<Cow<'a, str>>,
}

pub(super) fn opening_row<'a>(n: &'a Negotiation, opening: &Opening) -> OpeningRow<'a> {
    OpeningRow { day: opening.day, date: date_of(n, opening.day), phase: opening.phase, steps: step_keys(n, &opening.steps) }
}

#[derive(Serialize)]
pub(super) struct StuckRow<'a> {
    steps: Vec<Cow<'a, str>>,
    status: &'static str,
    circle: Option<String>,
    behind: Vec<Cow<'a, str>>,
    behind_truncated: bool,
    parties: Vec<&'a str>,
}

pub(super) fn stuck_row<'a>(n: &'a Negotiation, group: &StuckGroup) -> StuckRow<'a> {
    StuckRow {
        steps: step_keys(n, &group.steps),
        status: group.status.word(),
        circle: group.circle.map(|id| id.to_string()),
        behind: root_keys(n, &group.behind),
        behind_truncated: !group.all_behind.is_proven(),
        parties: parties(n, &group.parties),
    }
}
