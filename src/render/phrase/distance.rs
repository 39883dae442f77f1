//! How far apart parties are, and what that comes from.

use super::statement::reference;
use super::{Phrase, Role, name, phrase};
use crate::finding::distance::{Distances, HoldBack, IssueDistance, Matter, PairDistance};
use crate::model::{Act, Negotiation, StepId};

/// The headings.
pub(in crate::render) const APART: &str = "How far apart they are";
pub(in crate::render) const AGREEABLE: &str = "Which demands can be met together";
pub(in crate::render) const TOGETHER: &str = "Who stands together";

/// The distance over all parties, and what the number means.
pub(in crate::render) fn overall(distances: &Distances) -> Phrase {
    match &*distances.pairs {
        [] => phrase!["Nothing is open between them."],
        [_] => phrase!["From 0, when nothing is open, to 1, when everything is refused."],
        _ => phrase!["From 0, when nothing is open, to 1, when everything is refused; ", number(distances.overall), " over all parties."],
    }
}

/// Two parties and how far apart they are: `North and South: 0.63`.
pub(in crate::render) fn pair(n: &Negotiation, pair: &PairDistance) -> Phrase {
    let [a, b] = pair.parties;
    phrase![name::party(n, a), " and ", name::party(n, b), ": ", number(pair.distance)]
}

/// An issue and how far apart the parties are on it: `Sanctions: 0.40`.
pub(in crate::render) fn distance_of_issue(n: &Negotiation, of: IssueDistance) -> Phrase {
    let what = of.issue.map_or_else(|| phrase!["what belongs to no issue"], |issue| name::issue(n, issue));
    phrase!["On ", what, ": ", number(of.distance)]
}

/// What is open between two parties: who wanted it, who holds it back and how.
pub(in crate::render) fn matter(n: &Negotiation, matter: &Matter) -> Phrase {
    let holding = name::party(n, matter.holding);
    let how = match matter.hold {
        HoldBack::Refused => phrase![holding, " refused it"],
        HoldBack::Unanswered => phrase![holding, " did not offer it"],
        HoldBack::Shortfall => phrase![holding, " offered less"],
        HoldBack::Conditional => phrase![holding, " made it wait for what does not come"],
        HoldBack::Late => phrase!["from ", holding, " it does not come in time"],
        HoldBack::Limited => phrase![holding, " agreed to it, but the time for it is limited"],
    };
    phrase![wish(n, matter), " ", reference(n, matter.wish), ", and ", how, weighing(matter)]
}

fn wish(n: &Negotiation, matter: &Matter) -> Phrase {
    let is_wanted = |step: StepId| step == matter.step;
    let is_demand = n.step_acts(matter.wish).any(|plain| plain.act == Act::Demands && is_wanted(plain.step));
    let (party, step) = (name::party(n, matter.wanting), name::step(n, matter.step));
    match is_demand {
        true => phrase![party, " demanded ", step],
        false => phrase![party, " made ", step, " a condition"],
    }
}

/// How much a matter adds to what is open: ` (resistance 0.50 × weight 2)`.
fn weighing(matter: &Matter) -> Phrase {
    let weight = (matter.weight != 1.0).then(|| format!(" × weight {}", matter.weight));
    phrase![" (resistance ", number(matter.resistance), weight, ")"]
}

/// A distance or resistance, to two places.
fn number(value: f64) -> Phrase {
    Phrase::of(Role::Words, &format!("{value:.2}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is open in a position file, as it is said: `a` and `c` together perform `m`, `c` performs `x`.
    #[track_caller]
    fn assert_open(statements: &str, expected: &[&str]) {
        let text = format!(
            "as_of = '2020-01-01'
            parties = {{ a = {{}}, b = {{}}, c = {{}} }}
            measures = {{ m = {{ by = ['a', 'c'] }}, x = {{ by = 'c' }} }}
            statements = [{statements}]"
        );
        let n = crate::text::from_toml(&text).unwrap();
        let distances = crate::distances(&n);
        let said: Vec<_> = distances.pairs.iter().flat_map(|pair| &pair.matters).map(|found| matter(&n, found).to_string()).collect();
        assert_eq!(said, expected);
    }

    #[test]
    fn only_what_would_lapse_is_said_not_to_come_in_time() {
        let demand = "{ party = 'b', demands = 'm' }";
        assert_open(
            &format!("{demand}, {{ party = 'a', offers = 'm', until = '2099' }}"),
            &[
                "b demanded “m” [s1], and a agreed to it, but the time for it is limited (resistance 0.12)",
                "b demanded “m” [s1], and c did not offer it (resistance 0.50)",
            ],
        );
        let later = "{ party = 'c', offers = 'm', after = { step = 'x', days = 30 } }, { party = 'c', offers = 'x' }";
        let until = |date: &str| format!("{demand}, {{ party = 'a', offers = 'm', until = '{date}' }}, {later}");
        assert_open(&until("2020-01-30"), &["b demanded “m” [s1], and from a it does not come in time (resistance 0.12)"]);
        assert_open(&until("2020-01-31"), &[]);
    }

    #[test]
    fn only_what_comes_after_a_deadline_is_said_not_to_come_in_time() {
        let demand = "{ party = 'b', demands = 'm', deadline = '2020-01-30' }, { party = 'a', offers = 'm' }";
        assert_open(
            demand,
            &[
                "b demanded “m” [s1], and a agreed to it, but the time for it is limited (resistance 0.12)",
                "b demanded “m” [s1], and c did not offer it (resistance 0.50)",
            ],
        );
        let later = "{ party = 'c', offers = 'm', after = { step = 'x', days = 30 } }, { party = 'c', offers = 'x' }";
        assert_open(
            &format!("{demand}, {later}"),
            &[
                "b demanded “m” [s1], and from a it does not come in time (resistance 0.12)",
                "b demanded “m” [s1], and from c it does not come in time (resistance 0.12)",
            ],
        );
    }
}
