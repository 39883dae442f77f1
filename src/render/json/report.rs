//! A report as JSON.

use std::borrow::Cow;
use std::fmt;

use serde::{Serialize, Serializer};

use super::conflict::ConflictRow;
use super::keys::{date_of, parties, root_keys, round_or_date, step_keys, written};
use super::names::Names;
use super::overview::{ObstacleRow, obstacle_row, opening_row, stuck_row};
use super::{Each, NotCountedRow, Pairs, VERSION, layout, message};
use crate::finding::{Deadlock, DeadlockId, Demand, Link, Report, Status};
use crate::model::{Negotiation, PartyId, StatementId, StepId, Topic};
use crate::render::phrase;

/// A report as JSON, of the shape that `docs/format.md` promises; `Display` writes it, entry by entry.
///
/// It serializes too, for whoever wants it in another form.
#[derive(Clone, Copy, Debug)]
pub struct Json<'a> {
    negotiation: &'a Negotiation,
    report: &'a Report,
}

impl<'a> Json<'a> {
    /// Lays out a report.
    #[must_use]
    pub fn new(negotiation: &'a Negotiation, report: &'a Report) -> Self {
        Self { negotiation, report }
    }
}

impl fmt::Display for Json<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        layout::write(f, self)
    }
}

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (n, report) = (self.negotiation, self.report);
        let claims = || n.claims().filter(|&(id, _)| n.is_made(id)).map(|(_, claim)| claim_row(n, claim));
        #[derive(Serialize)]
        struct Document<'a, Openings, Stuck, Steps, Demands, Deadlocks, Conflicts, Claims> {
            format: &'static str,
            version: u32,
            title: Option<&'a str>,
            as_of: Option<String>,
            verdict: &'static str,
            proven: bool,
            not_counted: NotCountedRow,
            exclusions: Vec<usize>,
            names: Names<'a>,
            headline: Vec<String>,
            obstacle: Option<ObstacleRow<'a>>,
            openings: Openings,
            stuck: Stuck,
            steps: Steps,
            demands: Demands,
            deadlocks: Deadlocks,
            conflicts: Conflicts,
            claims: Claims,
            comparison: Vec<ComparisonRow<'a>>,
        }
        Document {
            format: "impasse-report",
            version: VERSION,
            title: n.title(),
            as_of: n.as_of().map(|day| day.to_string()),
            verdict: report.verdict().word(),
            proven: report.proof().is_proven(),
            not_counted: NotCountedRow::new(n),
            exclusions: report.exclusions_in_the_way().iter().map(|exclusion| exclusion.index()).collect(),
            names: Names(n),
            headline: phrase::headlines(n, report).iter().map(message).collect(),
            obstacle: report.obstacle().map(|obstacle| obstacle_row(n, obstacle)),
            openings: Each(|| report.openings().iter().map(|opening| opening_row(n, opening))),
            stuck: Each(|| report.stuck().iter().map(|group| stuck_row(n, group))),
            steps: Each(|| n.steps().map(|(step, _)| step_row(n, report, step))),
            demands: Each(|| report.demands().iter().map(|demand| demand_row(n, report, demand))),
            deadlocks: Each(|| report.deadlock_ids().map(|id| deadlock_row(n, id, report.deadlock(id)))),
            conflicts: Each(|| report.conflict_ids().map(|id| ConflictRow::new(n, report, id))),
            claims: Each(claims),
            comparison: comparison(n),
        }
        .serialize(serializer)
    }
}

#[derive(Serialize)]
struct StepRow<'a> {
    step: Cow<'a, str>,
    measure: &'a str,
    level: Option<&'a str>,
    by: Vec<&'a str>,
    status: &'static str,
    day: Option<i64>,
    phase: Option<u32>,
    date: Option<String>,
    refused_by: Vec<&'a str>,
    silent: Vec<&'a str>,
    circle: Option<String>,
    roots: Vec<Cow<'a, str>>,
    roots_truncated: bool,
}

fn step_row<'a>(n: &'a Negotiation, report: &Report, step: StepId) -> StepRow<'a> {
    let time = report.time(step);
    let status = report.status(step);
    let dated = time.filter(|_| status != Status::Done).and_then(|time| date_of(n, time.day));
    let of_status = |asked| if status == asked { parties(n, report.blockers(step)) } else { Vec::new() };
    let (roots, all_roots) = report.roots(step);
    StepRow {
        step: n.step_key(step),
        measure: n.measure_key(n.step(step).measure),
        level: n.level_name(step),
        by: parties(n, n.performers(step)),
        status: status.word(),
        day: time.map(|time| time.day),
        phase: time.map(|time| time.phase),
        date: dated,
        refused_by: of_status(Status::Refused),
        silent: of_status(Status::Unanswered),
        circle: report.circle_of(step).map(|id| id.to_string()),
        roots: root_keys(n, roots),
        roots_truncated: !all_roots.is_proven(),
    }
}

#[derive(Serialize)]
struct DemandRow<'a> {
    statement: Cow<'a, str>,
    party: &'a str,
    step: Cow<'a, str>,
    met: bool,
    deadline: Option<String>,
    roots: Vec<Cow<'a, str>>,
    roots_truncated: bool,
    why: String,
}

fn demand_row<'a>(n: &'a Negotiation, report: &Report, demand: &Demand) -> DemandRow<'a> {
    let (roots, all_roots) = report.roots(demand.step);
    DemandRow {
        statement: n.statement_key(demand.statement),
        party: n.party_key(demand.party),
        step: n.step_key(demand.step),
        met: demand.met,
        deadline: written(demand.deadline),
        roots: root_keys(n, roots),
        roots_truncated: !all_roots.is_proven(),
        why: message(&phrase::why(n, report, demand)),
    }
}

#[derive(Serialize)]
struct DeadlockRow<'a> {
    id: String,
    steps: Vec<Cow<'a, str>>,
    parties: Vec<&'a str>,
    latent: bool,
    cycle: Vec<LinkRow<'a>>,
    shortest: bool,
    cycles: usize,
    cycles_truncated: bool,
    behind: Vec<Cow<'a, str>>,
    behind_truncated: bool,
    message: String,
}

fn deadlock_row<'a>(n: &'a Negotiation, id: DeadlockId, deadlock: &Deadlock) -> DeadlockRow<'a> {
    DeadlockRow {
        id: id.to_string(),
        steps: step_keys(n, &deadlock.steps),
        parties: parties(n, &deadlock.parties),
        latent: deadlock.latent,
        cycle: deadlock.cycle.iter().map(|link| link_row(n, link)).collect(),
        shortest: deadlock.shortest.is_proven(),
        cycles: deadlock.cycles,
        cycles_truncated: !deadlock.all_cycles.is_proven(),
        behind: root_keys(n, &deadlock.behind),
        behind_truncated: !deadlock.all_behind.is_proven(),
        message: message(&phrase::deadlock(n, deadlock)),
    }
}

/// One wait of a circle; of a level, which waits for the one below, nobody said anything.
#[derive(Serialize)]
struct LinkRow<'a> {
    step: Cow<'a, str>,
    waits_for: Cow<'a, str>,
    kind: &'static str,
    statement: Option<Cow<'a, str>>,
    party: Option<&'a str>,
    precondition: Option<usize>,
    days: Option<u32>,
    way_past: bool,
}

fn link_row<'a>(n: &'a Negotiation, link: &Link) -> LinkRow<'a> {
    let row = LinkRow {
        step: n.step_key(link.step()),
        waits_for: n.step_key(link.waits_for()),
        kind: link.kind().word(),
        statement: None,
        party: None,
        precondition: None,
        days: None,
        way_past: false,
    };
    match *link {
        Link::Level { .. } => row,
        Link::Wait { statement, party, precondition, has_way_past, .. } => LinkRow {
            statement: Some(n.statement_key(statement)),
            party: Some(n.party_key(party)),
            precondition: Some(precondition),
            days: n.preconditions(statement)[precondition].days,
            way_past: has_way_past,
            ..row
        },
    }
}

#[derive(Serialize)]
pub(super) struct ClaimRow<'a> {
    party: &'a str,
    proposition: &'a str,
    holds: bool,
    source: Option<&'a str>,
    quote: Option<&'a str>,
    round: Option<&'a str>,
    date: Option<String>,
}

pub(super) fn claim_row<'a>(n: &'a Negotiation, claim: &'a crate::model::Claim) -> ClaimRow<'a> {
    let (round, date) = round_or_date(n, claim.when);
    ClaimRow {
        party: n.party_key(claim.party),
        proposition: n.proposition(claim.proposition),
        holds: claim.holds,
        source: claim.source.map(|source| n.source_key(source)),
        quote: claim.quote.as_deref(),
        round,
        date: written(date),
    }
}

#[derive(Serialize)]
struct ComparisonRow<'a> {
    target: &'a str,
    positions: Pairs<(&'a str, Vec<Cow<'a, str>>)>,
}

/// What each party's position on each target rests on: measures, then terms, in order of declaration.
fn comparison(n: &Negotiation) -> Vec<ComparisonRow<'_>> {
    let mut said: Vec<(Topic, PartyId, StatementId)> =
        n.standing().map(|(id, statement)| (n.topic(statement.target), statement.party, id)).collect();
    said.sort_unstable();
    let rows = said.chunk_by(|a, b| a.0 == b.0).map(|on_topic| {
        let by_party = on_topic.chunk_by(|a, b| a.1 == b.1);
        let positions = by_party.map(|own| (n.party_key(own[0].1), own.iter().map(|&(_, _, id)| n.statement_key(id)).collect()));
        let target = match on_topic[0].0 {
            Topic::Measure(measure) => n.measure_key(measure),
            Topic::Term(term) => n.term_key(term),
        };
        ComparisonRow { target, positions: Pairs(positions.collect()) }
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use snapbox::{assert_data_eq, file};

    use super::*;
    use crate::render::sample;

    #[test]
    fn a_day_beyond_the_calendar_has_no_date() {
        let mut draft = crate::Draft::new("");
        draft.as_of = Some("2020-01-01".into());
        draft.party("a");
        draft.party("b");
        draft.measure("x", ["a"]).takes(u32::MAX);
        draft.measure("y", ["a"]).takes(1);
        draft.says("a").offers("x");
        draft.says("a").offers("y");
        draft.says("b").demands("x").deadline("2020");
        let n = draft.build().unwrap();
        let read = serde_json::to_value(Json::new(&n, &crate::analyze(&n))).unwrap();
        assert_eq!((&read["steps"][0]["date"], &read["steps"][1]["date"]), (&serde_json::Value::Null, &"2020-01-02".into()));
        assert_eq!(read["steps"][0]["day"], u32::MAX);
        assert_eq!(read["conflicts"][0]["kind"], "deadline");
        assert_eq!(read["conflicts"][0]["earliest"], serde_json::Value::Null);
    }

    #[test]
    fn the_sample_has_the_promised_shape() {
        let n = sample::negotiation();
        let report = crate::analyze(&n);
        let text = Json::new(&n, &report).to_string();
        assert_data_eq!(&text, file!["../sample/report.json"].raw());
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read, serde_json::to_value(Json::new(&n, &report)).unwrap());
        let keys = [
            "format",
            "version",
            "title",
            "as_of",
            "verdict",
            "proven",
            "not_counted",
            "exclusions",
            "names",
            "headline",
            "obstacle",
            "openings",
            "stuck",
            "steps",
            "demands",
            "deadlocks",
            "conflicts",
            "claims",
            "comparison",
        ];
        assert!(keys.iter().all(|key| read.get(key).is_some()), "{text}");
    }
}
