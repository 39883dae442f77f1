//! When each statement stands and since when each claim has been made, so that a day is looked at without reading everything again.

use std::collections::HashMap;

use super::{Act, Claim, ClaimId, Moment, PartyId, Statement, StatementId, Target, Topic, When};

/// Everything that was said and claimed, in order of time.
#[derive(Debug, Default)]
pub(super) struct Timeline {
    /// The moments at which anything was said or claimed, each once, from the first to the last.
    moments: Vec<Moment>,
    /// By statement.
    spans: Vec<Span>,
    /// By claim: the place of its moment.
    claims: Vec<u32>,
}

/// From when to when a statement stands, as places among the moments.
#[derive(Clone, Copy, Debug)]
struct Span {
    /// The moment at which it was made.
    from: u32,
    /// The moment from which on it no longer stands; its own moment when it never stood.
    until: u32,
}

impl Timeline {
    /// Puts in order what was said: on each target a party's position is all that it said in the latest moment in which it spoke on that
    /// target, less what it withdrew in that moment.
    ///
    /// # Complexity
    ///
    /// Linear in the size of the negotiation but for sorting the statements by time.
    pub(super) fn of(said: &[Statement], claims: &[Claim], moment: impl Fn(When) -> Moment, topic: impl Fn(Target) -> Topic) -> Self {
        let whens = said.iter().map(|said| said.when).chain(claims.iter().map(|claim| claim.when));
        let mut moments: Vec<Moment> = whens.map(&moment).collect();
        moments.sort_unstable();
        moments.dedup();
        let place = |when: When| {
            let moment = moment(when);
            moments.partition_point(|known| *known < moment) as u32
        };
        let mut spans: Vec<Span> = said.iter().map(|said| Span { from: place(said.when), until: u32::MAX }).collect();
        end_what_is_replaced(said, topic, &mut spans);
        let claims = claims.iter().map(|claim| place(claim.when)).collect();
        Self { moments, spans, claims }
    }

    /// Returns how many moments count when nothing after a last one does.
    pub(super) fn up_to(&self, last: Option<Moment>) -> u32 {
        last.map_or(self.moments.len(), |last| self.moments.partition_point(|moment| *moment <= last)) as u32
    }

    /// Returns whether a statement stands when so many moments count.
    pub(super) fn stands(&self, statement: StatementId, moments: u32) -> bool {
        let Span { from, until } = self.spans[statement.index()];
        from < moments && moments <= until
    }

    /// Returns whether a claim has been made when so many moments count.
    pub(super) fn is_made(&self, claim: ClaimId, moments: u32) -> bool {
        self.claims[claim.index()] < moments
    }
}

/// Ends what a party said on a target where it speaks on it again, and at once what it withdraws in the moment in which it says it.
fn end_what_is_replaced(statements: &[Statement], topic: impl Fn(Target) -> Topic, spans: &mut [Span]) {
    if spans.iter().all(|span| span.from == 0) && statements.iter().all(|said| said.act != Act::Withdraws) {
        return;
    }
    let mut in_time: Vec<StatementId> = (0..statements.len()).map(StatementId::new).collect();
    in_time.sort_by_key(|id| spans[id.index()].from);
    // Of each position the statement said last; and of each statement the one said before it in the same moment and position.
    let mut latest: HashMap<(PartyId, Topic), StatementId, foldhash::fast::RandomState> = HashMap::default();
    let mut before: Vec<Option<StatementId>> = vec![None; spans.len()];
    for id in in_time {
        let said = &statements[id.index()];
        let now = spans[id.index()].from;
        let known = latest.insert((said.party, topic(said.target)), id);
        let withdraws = said.act == Act::Withdraws;
        if withdraws {
            spans[id.index()].until = now;
        }
        match known {
            Some(known) if !withdraws && spans[known.index()].from == now => before[id.index()] = Some(known),
            known => {
                let mut ended = known;
                while let Some(earlier) = ended {
                    let span = &mut spans[earlier.index()];
                    span.until = span.until.min(now);
                    ended = before[earlier.index()];
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::AsOf;

    /// Lists what stands on a day of a negotiation in which north and south speak on a road and a bridge.
    #[track_caller]
    fn check(statements: &str, day: &str, standing: &[&str]) {
        let text = format!(
            "as_of = \"2020-12-31\"\nparties = {{ north = {{}}, south = {{}} }}\nmeasures = {{ road = {{ by = \"north\", levels = [\"lane\", \"whole\"] }}, \
             bridge = {{ by = \"north\" }} }}\nstatements = [\n{statements}\n]\n"
        );
        let negotiation = crate::text::from_toml(&text).unwrap();
        let read = negotiation.read_as_of(Some(AsOf::Date(day.parse().unwrap())));
        let keys: Vec<_> = read.standing().map(|(id, _)| read.statement_key(id)).collect();
        assert_eq!(keys, standing);
    }

    #[test]
    fn a_position_stands_until_the_party_speaks_on_the_measure_again() {
        let said = r#"{ party = "south", demands = "road", date = "2020-01-01" },
            { party = "south", demands = "bridge", date = "2020-01-01" },
            { party = "south", demands = "road:lane", date = "2020-03-01" },"#;
        check(said, "2019-12-31", &[]);
        check(said, "2020-02-29", &["s1", "s2"]);
        check(said, "2020-03-01", &["s2", "s3"]);
    }

    #[test]
    fn all_that_is_said_in_one_moment_stands_together() {
        let said = r#"{ party = "south", demands = "road:lane", date = "2020-01-01" },
            { party = "south", demands = "road", date = "2020-01-01" },
            { party = "south", refuses = "road", date = "2020-02-01" },"#;
        check(said, "2020-01-01", &["s1", "s2"]);
        check(said, "2020-02-01", &["s3"]);
    }

    #[test]
    fn a_withdrawal_ends_what_was_said_before_it_be_it_in_the_same_moment() {
        let said = r#"{ party = "south", demands = "road:lane", date = "2020-01-01" },
            { party = "south", withdraws = "road", date = "2020-01-01" },
            { party = "south", refuses = "road", date = "2020-01-01" },
            { party = "south", withdraws = "road", date = "2020-03-01" },"#;
        check(said, "2020-01-01", &["s3"]);
        check(said, "2020-03-01", &[]);
    }

    #[test]
    fn what_is_declared_late_and_said_early_is_in_its_place() {
        let said = r#"{ party = "south", withdraws = "road", date = "2020-05-01" },
            { party = "south", demands = "road", date = "2020-04-01" },"#;
        check(said, "2020-04-30", &["s2"]);
        check(said, "2020-05-01", &[]);
    }
}
