//! A report as plain data, for programs that take findings as they are.
//!
//! Vocabularies are written as their word, deadlocks and conflicts as their number (`D1`), and what the negotiation declares as its position
//! in order of declaration, counted from 0. The JSON report, which has the ids of the position file instead, is in `render`.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::{DeadlockId, Proof, Report, Root, Status};
use crate::model::{PartyId, StepId, Time};

/// What becomes of one step; the place in the list is the step.
#[derive(serde::Serialize)]
struct StepData<'r> {
    status: Status,
    time: Option<Time>,
    circle: Option<DeadlockId>,
    roots: &'r [Root],
    all_roots: Proof,
    blockers: &'r [PartyId],
}

impl<'r> StepData<'r> {
    fn new(report: &'r Report, step: StepId) -> Self {
        let (roots, all_roots) = report.roots(step);
        Self {
            status: report.status(step),
            time: report.time(step),
            circle: report.circle_of(step),
            roots,
            all_roots,
            blockers: report.blockers(step),
        }
    }
}

/// The steps of a report, written one by one.
struct Steps<'r>(&'r Report);

impl Serialize for Steps<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let count: usize = self.0.status_counts().iter().map(|&(_, count)| count).sum();
        serializer.collect_seq((0..count).map(|step| StepData::new(self.0, StepId::new(step))))
    }
}

/// It is written as the verdict, whether it is proven, the exclusions that alone stand in the way, the steps in order of declaration with what becomes of each, the demands, the deadlocks and the conflicts,
/// the obstacle, the openings and the groups of stuck steps.
impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut data = serializer.serialize_struct("Report", 10)?;
        data.serialize_field("verdict", &self.verdict())?;
        data.serialize_field("proof", &self.proof())?;
        data.serialize_field("exclusions_in_the_way", self.exclusions_in_the_way())?;
        data.serialize_field("steps", &Steps(self))?;
        data.serialize_field("demands", self.demands())?;
        data.serialize_field("deadlocks", self.deadlocks())?;
        data.serialize_field("conflicts", self.conflicts())?;
        data.serialize_field("obstacle", &self.obstacle())?;
        data.serialize_field("openings", self.openings())?;
        data.serialize_field("stuck", self.stuck())?;
        data.end()
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Date;

    #[test]
    fn findings_are_written_with_their_words_numbers_and_positions() {
        let text = "as_of = '2020-01-01'
            parties = { a = {}, b = {} }
            measures = { m = { by = 'a' }, n = { by = 'b' }, x = { by = 'b' } }
            statements = [
                { party = 'a', offers = 'm', after = { step = 'n', days = 2 } }, { party = 'b', offers = 'n', after = 'm' },
                { party = 'a', demands = 'x' }, { party = 'b', refuses = 'x' },
            ]";
        let n = crate::text::from_toml(text).unwrap();
        let report = serde_json::to_value(crate::analyze(&n)).unwrap();
        assert_eq!(report["verdict"], "impasse");
        let step = serde_json::json!({ "status": "deadlocked", "time": null, "circle": "D1", "roots": [{ "kind": "deadlock", "id": "D1" }],
            "all_roots": "proven", "blockers": [] });
        assert_eq!(report["steps"][0], step);
        assert_eq!(report["steps"][2]["blockers"], serde_json::json!([1]));
        let link = serde_json::json!({ "kind": "wait", "step": 0, "waits_for": 1, "wait": "after", "statement": 0, "party": 0,
            "precondition": 0, "has_way_past": false });
        assert_eq!(report["deadlocks"][0]["cycle"][0], link);
        let evidence = serde_json::json!({ "kind": "refusal", "wanting": 2, "want": { "how": "demand" }, "steps": [2], "parties": [1],
            "refusals": [3] });
        assert_eq!(report["conflicts"][0]["evidence"], evidence);
        assert_eq!(report["obstacle"], serde_json::json!({ "steps": [2], "blocks": 1, "unmet": 1 }));
    }

    #[test]
    fn every_kind_of_answer_can_be_written() {
        let text = include_str!("../../examples/us-dprk.toml");
        let analysis = crate::Analysis::new(crate::text::from_toml(text).unwrap());
        let comparison = serde_json::to_value(analysis.comparison()).unwrap();
        assert!(comparison["rows"].as_array().unwrap().iter().all(|row| row["standing"].is_string() && row["subject"]["id"].is_u64()));
        let rounds = serde_json::to_value(analysis.rounds()).unwrap();
        let appeared = &rounds["stages"][0]["appeared"][0];
        assert!(appeared["found"]["id"].is_string() && appeared["cause"]["cause"].is_string(), "{appeared}");
        let explanation = serde_json::to_value(analysis.explain(analysis.find("D1").unwrap()).unwrap()).unwrap();
        assert_eq!(explanation["lines"][0]["claim"]["claims"], "held");
        assert!(serde_json::to_value(analysis.doubts()).unwrap().is_array());
        assert!(serde_json::to_value((analysis.distances(), analysis.agreeable_sets(), analysis.groups())).unwrap().is_array());
    }

    #[test]
    fn a_day_is_its_date_or_beyond_the_calendar_a_number() {
        let day = Date::parse("2020-02").unwrap().last_day();
        assert_eq!(serde_json::to_value(day).unwrap(), "2020-02-29");
        assert_eq!(serde_json::to_value(day.plus(4_000_000_000)).unwrap(), 4_000_000_000_i64 + 18_321);
        assert_eq!(serde_json::to_value(Date::parse("2020-02").unwrap()).unwrap(), "2020-02");
    }
}
