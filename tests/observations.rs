//! What the article behind `examples/us-dprk.toml` observes of the talks, found in the rounds one by one.

use impasse::Negotiation;
use impasse::finding::rounds::{Cause, Change, Found, Rounds, Shift, Stage};
use impasse::finding::{ConflictKind, Evidence, Report, Verdict};
use impasse::model::{StatementId, Topic, When};
use impasse::render;

/// The talks, and their rounds.
struct Talks {
    n: Negotiation,
    rounds: Rounds,
}

impl Talks {
    fn new() -> Self {
        let text = std::fs::read_to_string("examples/us-dprk.toml").expect("the example is there");
        let n = impasse::text::from_toml(&text).expect("it is a negotiation");
        let rounds = impasse::rounds_in_full(&n);
        Self { n, rounds }
    }

    #[track_caller]
    fn stage(&self, round: &str) -> &Stage {
        let when = When::In(self.n.find_round(round).expect("declared"));
        self.rounds.stages.iter().find(|stage| stage.when == when).expect("the round is a stage")
    }

    /// Returns how a party moved on a measure or term in a round.
    #[track_caller]
    fn change(&self, round: &str, party: &str, target: &str) -> &Change {
        let party = self.n.find_party(party).expect("declared");
        let topic = self.n.find_measure(target).map(Topic::Measure).or_else(|| self.n.find_term(target).map(Topic::Term));
        let stage = self.stage(round);
        let mut positions = stage.changes.iter().chain(stage.silent.iter().flat_map(|silence| &silence.positions));
        let found = positions.find(|change| change.party == party && Some(change.topic) == topic);
        found.expect("the party has a position")
    }

    fn report(&self, round: &str) -> Report {
        impasse::analyze(&self.n.read_right_after(self.stage(round).when))
    }

    #[track_caller]
    fn said(&self, id: &str) -> StatementId {
        self.n.find_statement(id).expect("it is in the file")
    }

    /// Returns whether somebody claims something in a round.
    fn is_claimed(&self, round: &str, party: &str, proposition: &str, holds: bool) -> bool {
        let party = self.n.find_party(party).expect("declared");
        self.stage(round).claims.iter().map(|made| self.n.claim(made.claim)).any(|claim| {
            claim.party == party && self.n.proposition(claim.proposition) == proposition && claim.holds == holds && claim.quote.is_some()
        })
    }

    /// Writes one section of the text, joined to one line.
    fn told(&self, heading: &str) -> String {
        let text = render::rounds(&self.n, &self.rounds).text().width(10_000).to_string();
        let start = text.find(&format!("\n{heading}\n")).expect("it has a section");
        let section = &text[start + heading.len() + 2..];
        section.split("\n─").next().unwrap_or_default().to_owned()
    }
}

#[test]
fn in_singapore_kim_agreed_to_dismantle_the_test_sites() {
    let talks = Talks::new();
    let change = talks.change("singapore", "dprk", "dismantle-test-sites");
    assert_eq!((change.shift, &*change.after), (Shift::New, &[talks.said("dprk-test-sites")][..]));
    let step = talks.n.find_step("dismantle-test-sites").unwrap();
    assert!(talks.report("singapore").time(step).is_some(), "it could go ahead");
    let told = talks.told("Singapore summit, 2018-06");
    assert!(
        told.contains("new        offered “Dismantle the missile testing sites” without conditions [dprk-test-sites, article]"),
        "{told}"
    );
}

#[test]
fn trump_called_singapore_productive_and_honest() {
    let talks = Talks::new();
    assert!(talks.is_claimed("singapore", "us", "singapore-meeting-was-productive-and-honest", true));
    assert!(talks.told("Singapore summit, 2018-06").contains("United States asserted “singapore meeting was productive and honest”"));
}

#[test]
fn singapore_left_open_how_denuclearization_would_come() {
    let talks = Talks::new();
    let singapore = talks.stage("singapore");
    let arsenal = talks.n.find_step("dismantle-arsenal").unwrap();
    assert!(talks.report("singapore").status(arsenal).is_stuck(), "nobody has said how");
    assert!(singapore.changes.iter().all(|change| change.topic != Topic::Measure(talks.n.step(arsenal).measure)));
    assert_eq!(singapore.summary.verdict, Verdict::Agreement, "nothing is demanded yet");
}

#[test]
fn in_hanoi_the_talks_failed() {
    let talks = Talks::new();
    let hanoi = talks.stage("hanoi");
    assert_eq!(hanoi.summary.verdict, Verdict::Impasse);
    let counts = hanoi.summary.demands;
    assert_eq!((counts.demands, counts.unmet), (5, 5));
}

#[test]
fn since_hanoi_each_wants_the_other_to_go_first() {
    let talks = Talks::new();
    let hanoi = talks.stage("hanoi");
    for (party, measure, id) in [("us", "lift-sanctions", "us-relief"), ("dprk", "dismantle-arsenal", "dprk-disarm")] {
        let change = talks.change("hanoi", party, measure);
        assert_eq!((change.shift, &*change.after), (Shift::New, &[talks.said(id)][..]));
    }
    let is_circle = |turn: &&impasse::finding::rounds::Turn| matches!(turn.found, Found::Deadlock { .. });
    let [turn] = hanoi.appeared.iter().filter(is_circle).collect::<Vec<_>>()[..] else { panic!("one circle appears") };
    assert_eq!(turn.cause, Cause::Said { statements: vec![talks.said("us-relief"), talks.said("dprk-disarm")] });
    for later in ["dmz", "stockholm"] {
        let stage = talks.stage(later);
        assert!(!stage.disappeared.iter().any(|turn| matches!(turn.found, Found::Deadlock { .. })), "it is still there after {later}");
    }
}

#[test]
fn the_two_sides_mean_different_things_by_denuclearization_in_every_round() {
    let talks = Talks::new();
    for stage in &talks.rounds.stages {
        assert_eq!(stage.summary.conflicts_of(ConflictKind::Definition), 1);
    }
    let [turn] = &*talks.stage("singapore").appeared else { panic!("nothing else is wrong yet") };
    assert_eq!(turn.cause, Cause::Outset);
}

#[test]
fn after_hanoi_north_korea_set_april_as_a_deadline() {
    let talks = Talks::new();
    let change = talks.change("hanoi", "dprk", "talks");
    assert_eq!((change.shift, &*change.after), (Shift::New, &[talks.said("dprk-april-deadline")][..]));
    assert!(
        talks.told("Hanoi summit, 2019-02").contains("demanded “Talks after Hanoi (restarted)” by 2019-04 [dprk-april-deadline, article]")
    );
}

#[test]
fn at_the_zone_trump_no_longer_says_denuclearization() {
    let talks = Talks::new();
    let change = talks.change("dmz", "us", "denuclearization");
    assert_eq!(change.shift, Shift::Silent);
    assert_eq!(change.after, [talks.said("us-demand-denuclearization")], "what he had said stands");
    let told = talks.told("Meeting at the demilitarized zone, 2019-06");
    assert!(told.contains("silent     on “Denuclearization” [us-demand-denuclearization, Hanoi summit]"), "{told}");
}

#[test]
fn at_the_zone_kim_no_longer_mentions_sanctions() {
    let talks = Talks::new();
    let change = talks.change("dmz", "dprk", "lift-sanctions");
    assert_eq!(change.shift, Shift::Silent);
    assert_eq!(change.after, [talks.said("dprk-demand-relief")], "what he had said stands");
    let told = talks.told("Meeting at the demilitarized zone, 2019-06");
    assert!(told.contains("“Lift the sanctions” [dprk-demand-relief, Hanoi summit]"), "{told}");
}

#[test]
fn at_the_zone_both_were_ready_to_restart_the_talks() {
    let talks = Talks::new();
    assert_eq!(talks.change("dmz", "us", "talks").shift, Shift::New);
    // The April deadline is superseded by the readiness.
    let change = talks.change("dmz", "dprk", "talks");
    assert_eq!(change.shift, Shift::Softened);
    assert_eq!((&*change.before, &*change.after), (&[talks.said("dprk-april-deadline")][..], &[talks.said("dprk-ready-to-talk")][..]));
    let [turn] = &*talks.stage("dmz").disappeared else { panic!("one demand is no longer in the way") };
    let (statements, instead) = (vec![talks.said("dprk-april-deadline")], vec![talks.said("dprk-ready-to-talk")]);
    assert_eq!(turn.cause, Cause::NoLongerSaid { statements, instead });
    assert!(talks.is_claimed("dmz", "us", "kim-was-ready-to-restart-the-negotiation", true));
}

#[test]
fn at_the_zone_trump_tied_relief_to_smooth_talks() {
    let talks = Talks::new();
    let change = talks.change("dmz", "us", "lift-sanctions");
    assert_eq!(change.shift, Shift::Hardened);
    assert_eq!((&*change.before, &*change.after), (&[talks.said("us-relief")][..], &[talks.said("us-relief-dmz")][..]));
    let [turn] = &*talks.stage("dmz").appeared else { panic!("the new condition is in the way") };
    assert_eq!(turn.cause, Cause::Said { statements: vec![talks.said("us-relief-dmz")] });
}

#[test]
fn in_stockholm_they_met_again() {
    let talks = Talks::new();
    let stockholm = talks.stage("stockholm");
    assert_eq!(stockholm.done, [talks.n.find_step("talks:restarted").unwrap()]);
    assert!(talks.told("Stockholm talks, 2019-10").contains("Done since: “Talks after Hanoi (restarted)”."));
}

#[test]
fn the_accounts_of_stockholm_contradict_each_other() {
    let talks = Talks::new();
    let stockholm = talks.stage("stockholm");
    assert!(talks.is_claimed("stockholm", "dprk", "us-brought-new-proposals-to-stockholm", false));
    assert!(talks.is_claimed("stockholm", "us", "us-brought-new-proposals-to-stockholm", true));
    assert!(talks.is_claimed("stockholm", "us", "stockholm-discussions-were-good", true));
    assert!(talks.is_claimed("stockholm", "us", "dprk-comments-reflect-the-stockholm-discussion", false));
    let [turn] = &*stockholm.appeared else { panic!("the contradiction is new") };
    let Found::Conflict { conflict, .. } = &turn.found else { panic!("it is a conflict") };
    assert!(matches!(conflict.evidence, Evidence::Claim(_)));
    assert!(matches!(&turn.cause, Cause::Claimed { claims } if claims.len() == 2));
    let told = talks.told("Stockholm talks, 2019-10");
    assert!(told.contains("“blamed the US for not providing any new proposals”; United States said the opposite"), "{told}");
}

#[test]
fn in_stockholm_neither_moved_and_the_talks_broke_down() {
    let talks = Talks::new();
    let stockholm = talks.stage("stockholm");
    assert!(stockholm.changes.is_empty() && stockholm.silent.len() == 2);
    assert_eq!(stockholm.summary.verdict, Verdict::Impasse);
}

#[test]
fn the_talks_expected_in_november_lie_ahead() {
    let talks = Talks::new();
    let november = When::In(talks.n.find_round("november").unwrap());
    assert!(talks.rounds.stages.iter().all(|stage| stage.when != november));
    assert_eq!(talks.rounds.stages.len(), 4);
}
