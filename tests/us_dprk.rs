//! What the article behind `examples/us-dprk.toml` observes, found in the comparison: each observation is a row, a cell or a line.

use std::fs;

use impasse::finding::ConflictKind;
use impasse::finding::comparison::{ComparedTerm, Comparison, Row, Standing};
use impasse::model::{ClaimId, Negotiation, PropositionId, StatementId, StepId, Subject, Target};
use impasse::render;

struct Talks {
    negotiation: Negotiation,
    comparison: Comparison,
}

impl Talks {
    fn read() -> Self {
        let text = fs::read_to_string("examples/us-dprk.toml").expect("the example is there");
        let negotiation = impasse::text::from_toml(&text).expect("the example is valid");
        let comparison = impasse::compare(&negotiation);
        Self { negotiation, comparison }
    }

    fn row(&self, step: &str) -> &Row {
        let step = self.negotiation.find_step(step).expect("declared");
        self.comparison.row(Target::Step(step)).expect("every measure has a row")
    }

    fn keys(&self, statements: &[StatementId]) -> Vec<String> {
        statements.iter().map(|&id| self.negotiation.statement_key(id).into_owned()).collect()
    }

    /// What a party says on just a step.
    fn said(&self, step: &str, party: &str) -> Vec<String> {
        let party = self.negotiation.find_party(party).expect("declared");
        self.row(step).cell(party).map_or(Vec::new(), |cell| self.keys(&cell.said))
    }

    /// What a party offers or accepts only with a step.
    fn awaiting(&self, step: &str, party: &str) -> Vec<String> {
        let party = self.negotiation.find_party(party).expect("declared");
        self.row(step).cell(party).map_or(Vec::new(), |cell| self.keys(&cell.awaiting))
    }

    fn parties(&self, parties: &[impasse::model::PartyId]) -> Vec<&str> {
        parties.iter().map(|&party| self.negotiation.party_key(party)).collect()
    }

    fn steps(&self, steps: &[StepId]) -> Vec<String> {
        steps.iter().map(|&step| self.negotiation.step_key(step).into_owned()).collect()
    }

    fn denuclearization(&self) -> &ComparedTerm {
        let term = self.negotiation.find_term("denuclearization").expect("declared");
        self.comparison.term(term).expect("it is used")
    }

    /// Who claims what about a proposition: the party, whether it holds, the round and the source.
    fn account(&self, proposition: &str) -> (Vec<(&str, bool)>, bool) {
        let is_it = |id: PropositionId| self.negotiation.proposition(id) == proposition;
        let account = self.comparison.accounts.iter().find(|account| is_it(account.proposition)).expect("somebody speaks of it");
        let told = |&id: &ClaimId| {
            let claim = self.negotiation.claim(id);
            assert!(claim.source.is_some() && claim.quote.is_some(), "{proposition} has its source");
            (self.negotiation.party_key(claim.party), claim.holds)
        };
        (account.claims.iter().map(told).collect(), account.contradictory)
    }

    fn text(&self) -> String {
        render::comparison(&self.negotiation, &self.comparison).text().width(300).to_string()
    }
}

#[test]
fn the_parties_understand_denuclearization_differently() {
    let talks = Talks::read();
    let term = talks.denuclearization();
    let meanings: Vec<_> =
        term.meanings.iter().map(|meaning| (talks.negotiation.party_key(meaning.party), talks.steps(&meaning.steps))).collect();
    let all = ["dismantle-arsenal", "security-guarantee", "lift-sanctions", "halt-drills"];
    let expected = [("us", vec!["dismantle-arsenal".to_owned()]), ("dprk", all.map(str::to_owned).to_vec())];
    assert_eq!(meanings, expected);
}

#[test]
fn both_mean_giving_up_the_arsenal() {
    let talks = Talks::read();
    assert_eq!(talks.steps(&talks.denuclearization().shared), ["dismantle-arsenal"]);
    assert!(talks.text().contains("To both: “Give up all nuclear weapons”, which North Korea would have to do."));
}

#[test]
fn only_north_korea_means_what_the_united_states_would_have_to_do() {
    let talks = Talks::read();
    let disputed = &talks.denuclearization().disputed;
    let steps: Vec<_> = disputed.iter().map(|part| part.step).collect();
    assert_eq!(talks.steps(&steps), ["lift-sanctions", "security-guarantee", "halt-drills"]);
    for part in disputed {
        assert_eq!(talks.parties(&part.meant_by), ["dprk"]);
        assert_eq!(talks.parties(talks.negotiation.performers(part.step)), ["us"]);
    }
    assert!(talks.text().contains("which United States would have to do."));
}

#[test]
fn washington_insists_on_the_word() {
    let talks = Talks::read();
    assert_eq!(talks.keys(&talks.denuclearization().resting), ["us-demand-denuclearization"]);
    let row = talks.comparison.row(Target::Term(talks.denuclearization().term)).expect("it is named");
    assert_eq!(talks.parties(&row.wanted_by), ["us"]);
    assert_eq!(row.standing, Standing::Deadlocked);
}

#[test]
fn each_reading_of_the_word_has_its_numbers() {
    let talks = Talks::read();
    let readings = &talks.denuclearization().readings;
    let of: Vec<_> = readings.iter().map(|reading| talks.parties(&reading.of)).collect();
    assert_eq!(of, [["us"], ["dprk"]]);
    for outcome in readings.iter().map(|reading| &reading.outcome).chain([&talks.comparison.outcome]) {
        assert_eq!((outcome.demands, outcome.met), (4, 0));
        let circles: Vec<_> = outcome.latent.iter().map(|steps| talks.steps(steps)).collect();
        assert_eq!(circles, [["dismantle-arsenal", "lift-sanctions"]]);
    }
    // Nothing but the demand rests on the word, and what only North Korea means is not for it to do: only the clash itself goes.
    let clashes = |kind: &(ConflictKind, usize)| kind.0 == ConflictKind::Definition;
    assert!(talks.comparison.outcome.conflicts.iter().any(clashes));
    assert!(!readings.iter().any(|reading| reading.outcome.conflicts.iter().any(clashes)));
}

#[test]
fn the_security_guarantee_is_demanded_and_unanswered() {
    let talks = Talks::read();
    let row = talks.row("security-guarantee");
    assert_eq!(row.standing, Standing::Unanswered);
    assert_eq!(talks.said("security-guarantee", "dprk"), ["dprk-demand-guarantee"]);
    assert_eq!((talks.parties(&row.wanted_by), talks.parties(&row.silent)), (vec!["dprk"], vec!["us"]));
}

#[test]
fn north_korea_gives_up_its_arsenal_only_after_the_guarantee_the_relief_and_the_end_of_the_drills() {
    let talks = Talks::read();
    for step in ["security-guarantee", "lift-sanctions", "halt-drills"] {
        assert_eq!(talks.awaiting(step, "dprk"), ["dprk-disarm"], "{step}");
    }
    assert_eq!(talks.said("dismantle-arsenal", "dprk"), ["dprk-disarm"]);
}

#[test]
fn the_drills_are_demanded_and_unanswered() {
    let talks = Talks::read();
    assert_eq!(talks.row("halt-drills").standing, Standing::Unanswered);
    assert_eq!(talks.said("halt-drills", "dprk"), ["dprk-demand-drills"]);
}

#[test]
fn washington_wants_the_arsenal_gone_before_it_lifts_sanctions() {
    let talks = Talks::read();
    assert_eq!(talks.said("lift-sanctions", "us"), ["us-relief-dmz"]);
    assert_eq!(talks.awaiting("dismantle-arsenal", "us"), ["us-relief-dmz"]);
    let relief = talks.negotiation.find_statement("us-relief-dmz").expect("declared");
    let first = talks.negotiation.preconditions(relief)[0];
    let arsenal = talks.negotiation.find_step("dismantle-arsenal").expect("declared");
    assert_eq!(talks.negotiation.subject(&first), Subject::Step(arsenal));
}

#[test]
fn sanctions_and_arsenal_wait_for_each_other() {
    let talks = Talks::read();
    for step in ["lift-sanctions", "dismantle-arsenal"] {
        assert_eq!(talks.row(step).standing, Standing::Deadlocked, "{step}");
    }
}

#[test]
fn embargoes_remain_unless_the_talks_go_smoothly() {
    let talks = Talks::read();
    assert_eq!(talks.awaiting("talks:smooth", "us"), ["us-relief-dmz"]);
    assert_eq!(talks.row("talks:smooth").standing, Standing::Unanswered);
}

#[test]
fn north_korea_agreed_to_dismantle_test_sites_and_nobody_asks_for_it_now() {
    let talks = Talks::read();
    assert_eq!(talks.row("dismantle-test-sites").standing, Standing::Unrequested);
    assert_eq!(talks.said("dismantle-test-sites", "dprk"), ["dprk-test-sites"]);
}

#[test]
fn of_the_four_topics_of_hanoi_two_are_left_without_a_word() {
    let talks = Talks::read();
    for (step, issue, silent) in [("reduce-troops", "troops", vec!["us"]), ("declare-end-of-war", "end-of-war", vec!["us", "dprk"])] {
        let row = talks.row(step);
        assert_eq!(row.issue, talks.negotiation.find_issue(issue));
        assert_eq!((row.standing, talks.parties(&row.silent)), (Standing::Undisputed, silent));
        assert!(row.cells.is_empty());
    }
    let issues: Vec<_> = talks.comparison.rows.iter().filter_map(|row| row.issue).collect();
    let declared: Vec<_> = talks.negotiation.issues().map(|(issue, _)| issue).collect();
    assert!(declared.iter().all(|issue| issues.contains(issue)), "every topic of Hanoi has its row");
}

#[test]
fn both_were_ready_to_restart_the_talks_and_did() {
    let talks = Talks::read();
    assert_eq!(talks.row("talks:restarted").standing, Standing::Undisputed);
    assert_eq!(talks.said("talks:restarted", "us"), ["us-ready-to-talk"]);
    assert_eq!(talks.said("talks:restarted", "dprk"), ["dprk-ready-to-talk"]);
}

#[test]
fn the_accounts_of_stockholm_contradict_each_other() {
    let talks = Talks::read();
    let (told, contradictory) = talks.account("us-brought-new-proposals-to-stockholm");
    assert_eq!(told, [("dprk", false), ("us", true)]);
    assert!(contradictory);
    let text = talks.text();
    assert!(text.contains("North Korea, denying it [Stockholm talks, article]: “blamed the US for not providing any new proposals”"));
    assert!(text.contains("United States, asserting it [Stockholm talks, article]: “The US brought creative ideas”"));
}

#[test]
fn the_united_states_praised_what_north_korea_complained_of() {
    let talks = Talks::read();
    assert_eq!(talks.account("stockholm-discussions-were-good"), (vec![("us", true)], false));
    assert_eq!(talks.account("dprk-comments-reflect-the-stockholm-discussion"), (vec![("us", false)], false));
    assert_eq!(talks.account("singapore-meeting-was-productive-and-honest"), (vec![("us", true)], false));
}

#[test]
fn for_what_kim_agreed_to_there_is_only_one_witness() {
    let talks = Talks::read();
    assert_eq!(talks.account("kim-agreed-to-dismantle-missile-testing-sites"), (vec![("us", true)], false));
    assert_eq!(talks.account("kim-was-ready-to-restart-the-negotiation"), (vec![("us", true)], false));
    assert!(talks.text().contains("“kim agreed to dismantle missile testing sites”, told by United States alone"));
}
