//! A negotiation in which there is each kind of finding, and talks in which findings come and go: JSON is tested on them.
//! Names and quotations hold what must not take effect in a terminal, Markdown or HTML.

use crate::draft::{Draft, PreconditionDraft};
use crate::finding::comparison::Comparison;
use crate::finding::rounds::Rounds;
use crate::finding::{Parts, PartyLists, Proof, RootLists, Verdict};
use crate::model::Negotiation;

/// The negotiation: the north and the south over a blockade.
pub(super) fn negotiation() -> Negotiation {
    let mut draft = Draft::new("Blockade <b>talks</b>");
    draft.as_of = Some("2020-01-01".into());
    draft.source("paper").title("The *Daily* Paper").date("2020").url("https://example.org/a_b");
    draft.party("north").name("Northern government");
    draft.party("south").name("Southern\n\u{1b}[31mmovement");
    draft.round("spring", "2019-04").name("Spring round");
    draft.measure("troops", ["north"]).name("Withdraw the troops");
    draft.measure("blockade", ["south"]).name("Lift the [blockade](x)").levels(["partial", "full"]);
    draft.measure("prisoners", ["south"]).name("포로 석방");
    draft.measure("visit", ["south"]).name("Visit of <i>observers</i>");
    draft.measure("aid", ["north"]).takes(30);
    draft.measure("gate", ["north"]).name("Open the gate");
    draft.measure("road", ["south"]).name("Clear the road");
    draft.measure("harbour", ["south"]).levels(["half", "whole"]);
    draft.measure("seat-a", ["north"]).name("Seat in A");
    draft.measure("seat-b", ["south"]).name("Seat in B");
    draft.measure("grain", ["south"]);
    draft.measure("talks", ["north", "south"]).done();
    let peace = draft.term("peace").name("Peace").means(["troops", "blockade"]);
    peace.defined_by("north", ["troops", "blockade"]);
    peace.defined_by("south", ["troops", "aid"]).source("paper").quote("peace is bread");
    draft.exclude(["seat-a", "seat-b"]).because("Parliament has one seat.");
    let first = draft.says("north").id("n-troops").offers("troops").after("blockade").round("spring");
    first.source("paper").quote("not before the *ports* open");
    draft.says("south").id("s-block").offers("blockade").after("troops").round("spring").note("Said twice.");
    draft.says("north").demands("prisoners").round("spring");
    draft.says("south").refuses("prisoners").round("spring").firm(true);
    draft.says("north").offers("gate").after("road").after(PreconditionDraft::any(["prisoners", "visit"])).round("spring");
    draft.says("south").offers("road").after("gate").round("spring");
    draft.says("north").offers("aid").round("spring");
    draft.says("south").demands("aid").deadline("2020-01-15").round("spring");
    draft.says("south").demands("peace").round("spring");
    draft.says("north").demands("harbour").round("spring");
    draft.says("south").offers("harbour:half").round("spring");
    draft.says("north").demands("seat-b").round("spring");
    draft.says("south").offers("seat-b").round("spring");
    draft.says("south").demands("seat-a").round("spring");
    draft.says("north").offers("seat-a").round("spring");
    draft.says("south").offers("grain").round("spring");
    draft.says("south").refuses("grain").round("spring");
    draft.claims("north", "the-bridge-was-opened", true).source("paper").quote("we opened it");
    draft.claims("south", "the-bridge-was-opened", false);
    draft.build().expect("the sample is a negotiation")
}

/// The parts of a report of a negotiation in which nothing is said.
pub(super) fn parts() -> Parts {
    Parts {
        verdict: Verdict::Agreement,
        proof: Proof::Proven,
        in_the_way: Vec::new(),
        status: Vec::new(),
        time: Vec::new(),
        roots: RootLists::default(),
        blockers: PartyLists::default(),
        demands: Vec::new(),
        demanded_later: false,
        deadlocks: Vec::new(),
        conflicts: Vec::new(),
    }
}

/// The comparison of [`negotiation`].
pub(super) fn comparison(n: &Negotiation) -> Comparison {
    let found = crate::compare(n);
    Comparison { agreeable: Some(crate::agreeable_sets(n)), groups: Some(crate::groups(n)), ..found }
}

/// Talks in two rounds and one date, and their course: every way in which a position moves, and findings that come and go.
pub(super) fn talks() -> (Negotiation, Rounds) {
    let mut draft = Draft::new("Talks <i>on</i> the bridge");
    draft.as_of = Some("2020-12-31".into());
    draft.source("paper").title("The Daily Paper");
    draft.party("north").name("Northern government");
    draft.party("south").name("Southern\n\u{1b}[31mmovement");
    draft.round("spring", "2020-04").name("Spring [round](x)");
    draft.round("autumn", "2020-10").name("가을 회담");
    draft.round("next", "2021-02");
    draft.measure("troops", ["north"]).name("Withdraw the troops");
    draft.measure("aid", ["north"]).done_on("2020-08");
    draft.measure("border", ["north"]).name("Open the border");
    draft.measure("blockade", ["south"]).name("Lift the blockade").levels(["partial", "full"]);
    draft.measure("prisoners", ["south"]).name("포로 석방");
    draft.measure("bridge", ["south"]).name("Open the bridge");
    draft.says("south").demands("aid");
    draft.says("north").offers("troops").after("blockade").round("spring").source("paper").quote("not before the *ports* open");
    draft.says("south").offers("blockade:partial").after("troops").round("spring");
    draft.says("north").demands("prisoners").round("spring");
    draft.says("north").offers("border").after("bridge").round("spring");
    draft.says("south").demands("border").round("spring");
    draft.says("south").demands("troops").round("spring");
    draft.says("south").refuses("prisoners").date("2020-06-01");
    draft.says("north").id("softer").offers("troops").with("blockade:partial").round("autumn");
    draft.says("south").id("harder").offers("blockade:partial").after("troops").after("aid").round("autumn").quote("not a day sooner");
    draft.says("north").withdraws("prisoners").round("autumn").quote("let us leave that");
    draft.says("north").offers("border").with("bridge").until("2020-12-01").round("autumn");
    draft.says("south").demands("troops").round("autumn");
    draft.claims("north", "the-bridge-was-opened", true).round("spring").source("paper").quote("we opened it");
    draft.claims("south", "the-bridge-was-opened", false).round("autumn");
    let n = draft.build().expect("the talks are a negotiation");
    let rounds = crate::rounds(&n);
    (n, rounds)
}

#[test]
fn the_sample_has_each_kind_of_finding() {
    let report = crate::analyze(&negotiation());
    let kinds: std::collections::BTreeSet<_> = report.conflicts().iter().map(crate::finding::Conflict::kind).collect();
    assert_eq!(kinds.len(), crate::finding::ConflictKind::ALL.len(), "{kinds:?}");
    let latent: Vec<_> = report.deadlocks().iter().map(|deadlock| deadlock.latent).collect();
    assert_eq!(latent, [false, true]);
}
