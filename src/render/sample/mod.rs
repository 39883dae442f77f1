//! One negotiation and one report of it, made by hand, that every renderer is tested on.
//!
//! Each kind of finding is in it. Names and quotations hold what must not take effect in a terminal, Markdown or HTML.

use super::StatementLines;
use crate::draft::{Draft, PreconditionDraft};
use crate::finding::comparison::Comparison;
use crate::finding::explanation::{Explanation, Hold, HoldReason, Line, LineClaim};
use crate::finding::rounds::Rounds;
use crate::finding::{
    ClashingDefinitions, Conflict, ContradictoryClaims, Deadlock, DeadlockId, Demand, Evidence, Incompatible, Link, MissedDeadline, Parts,
    PartyLists, Refusal, Report, Root, RootLists, SelfContradiction, Shortfall, Status, Unanswered, Verdict, Want,
};
use crate::model::{ClaimId, Date, Negotiation, PartyId, PropositionId, StatementId, StepId, Time, Wait};

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
    draft.measure("aid", ["north"]).takes(30);
    draft.measure("seat-a", ["north"]).name("Seat in A");
    draft.measure("seat-b", ["south"]).name("Seat in B");
    draft.measure("talks", ["north", "south"]).done();
    let peace = draft.term("peace").name("Peace").means(["troops", "blockade"]);
    peace.defined_by("south", ["troops", "aid"]).source("paper").quote("peace is bread");
    draft.exclude(["seat-a", "seat-b"]).because("Parliament has one seat.");
    let first = draft.says("north").id("n-troops").offers("troops").after("blockade").round("spring");
    first.source("paper").quote("not before the *ports* open");
    draft.says("south").id("s-block").offers("blockade:partial").after("troops").round("spring").note("Said twice.");
    draft.says("north").demands("blockade").round("spring");
    draft.says("north").demands("prisoners").round("spring");
    draft.says("south").refuses("prisoners").round("spring").firm(true);
    draft.says("north").offers("aid").after(PreconditionDraft::any(["prisoners", "seat-b"])).round("spring");
    draft.says("south").demands("aid").deadline("2020-01-15").round("spring");
    draft.says("south").demands("peace").round("spring");
    draft.claims("north", "the-bridge-was-opened", true).source("paper").quote("we opened it");
    draft.claims("south", "the-bridge-was-opened", false);
    draft.build().expect("the sample is a negotiation")
}

/// Where the statements of [`negotiation`] would stand in a file.
pub(super) fn lines() -> StatementLines {
    let mut lines = StatementLines::default();
    lines.add("talks.toml", (0..8).map(|i| 30 + 7 * i).collect());
    lines
}

/// The parts of a report of a negotiation in which nothing is said.
pub(super) fn parts() -> Parts {
    Parts {
        verdict: Verdict::Agreement,
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

/// The report of [`negotiation`]; made up where the negotiation does not bear it out.
pub(super) fn report(n: &Negotiation) -> Report {
    let step = |key| n.find_step(key).expect("a step of the sample");
    let said = |key| n.find_statement(key).expect("a statement of the sample");
    let (prisoners, aid, seat_a, seat_b) = (step("prisoners"), step("aid"), step("seat-a"), step("seat-b"));
    let (troops, partial, full) = (step("troops"), step("blockade:partial"), step("blockade:full"));
    let mut status = vec![Status::Waiting; n.steps().len()];
    let mut time = vec![None; n.steps().len()];
    let mut set = |step: StepId, is, at| (status[step.index()], time[step.index()]) = (is, at);
    [troops, partial, full].into_iter().for_each(|step| set(step, Status::Deadlocked, None));
    set(prisoners, Status::Refused, None);
    set(seat_b, Status::Unanswered, None);
    set(aid, Status::Performable, Some(Time { day: 30, phase: 0 }));
    set(step("talks"), Status::Done, Some(Time::default()));
    let mut list = vec![u32::MAX; n.steps().len()];
    list[seat_a.index()] = 0;
    [troops, partial, full].into_iter().for_each(|step| list[step.index()] = 1);
    let circle = Root::Deadlock(DeadlockId::new(0));
    let roots = RootLists { list, lists: vec![(vec![Root::Step(prisoners), circle], true), (vec![circle], false)] };
    let demand = |statement, step, met, deadline| Demand { statement, party: n.statement(statement).party, step, met, deadline };
    let demands = vec![
        demand(said("s3"), full, false, None),
        demand(said("s4"), prisoners, false, None),
        demand(said("s7"), aid, false, Date::parse("2020-01-15").ok()),
        demand(said("s8"), troops, false, None),
        demand(said("s8"), step("talks"), true, None),
    ];
    let deadlocks = vec![deadlock(n, false), deadlock(n, true)];
    let mut blockers = PartyLists { list: vec![0; n.steps().len()], lists: vec![Vec::new(), n.performers(prisoners).to_vec()] };
    (blockers.list[prisoners.index()], blockers.list[seat_b.index()]) = (1, 1);
    let parts = Parts {
        verdict: Verdict::Impasse,
        status,
        time,
        roots,
        blockers,
        demands,
        demanded_later: false,
        deadlocks,
        conflicts: conflicts(n),
    };
    Report::new(parts, n, crate::analysis::overview)
}

fn deadlock(n: &Negotiation, latent: bool) -> Deadlock {
    let step = |key| n.find_step(key).expect("a step of the sample");
    let (troops, partial, full) = (step("troops"), step("blockade:partial"), step("blockade:full"));
    let after = |step, waits_for, statement: usize| {
        let statement = StatementId::new(statement);
        let party = n.statement(statement).party;
        Link::Wait { step, waits_for, wait: Wait::After, statement, party, precondition: 0, has_way_past: false }
    };
    Deadlock {
        steps: vec![troops, partial, full],
        parties: n.parties().map(|(party, _)| party).collect(),
        latent,
        cycle: vec![after(troops, full, 0), Link::Level { step: full, waits_for: partial }, after(partial, troops, 1)],
        shortest: true,
        cycles: 1,
        cycles_truncated: false,
        behind: if latent { vec![Root::Step(step("prisoners")), Root::Deadlock(DeadlockId::new(0))] } else { Vec::new() },
        behind_truncated: latent,
    }
}

/// One conflict of each kind, and a refusal of a precondition.
fn conflicts(n: &Negotiation) -> Vec<Conflict> {
    let step = |key| n.find_step(key).expect("a step of the sample");
    let said = |key| n.find_statement(key).expect("a statement of the sample");
    let (north, south) = (n.find_party("north").unwrap(), n.find_party("south").unwrap());
    let (prisoners, aid, seat_a, seat_b) = (step("prisoners"), step("aid"), step("seat-a"), step("seat-b"));
    let (partial, full) = (step("blockade:partial"), step("blockade:full"));
    let refusal = |wanting, want| {
        Evidence::Refusal(Refusal { wanting, want, steps: [prisoners].into(), parties: [south].into(), refusals: [said("s5")].into() })
    };
    let any = Want::Precondition { precondition: 0, any: true };
    let unanswered = Unanswered { wanting: said("s6"), want: any, steps: [seat_b].into(), silent: [south].into() };
    let shortfall = Shortfall { wanting: said("s3"), demanded: full, offered: partial, offers: vec![said("s-block")] };
    let (exclusion, _) = n.exclusions().next().expect("the sample has an exclusion");
    let incompatible = Incompatible { exclusion, needed: vec![seat_a, seat_b], demands: vec![said("s3"), said("s8")] };
    let missed = MissedDeadline {
        demand: said("s7"),
        step: aid,
        deadline: Date::parse("2020-01-15").unwrap(),
        earliest: Date::parse("2020-01-31").unwrap().first_day(),
        path: vec![prisoners, aid],
    };
    let definitions = ClashingDefinitions {
        term: n.find_term("peace").unwrap(),
        shared: vec![step("troops")],
        only: vec![(north, vec![full]), (south, vec![aid])],
    };
    let claims = ContradictoryClaims {
        proposition: PropositionId::new(0),
        holds: vec![(north, true), (south, false)],
        asserted_by: vec![north],
        denied_by: vec![south],
        claims: vec![ClaimId::new(0), ClaimId::new(1)],
    };
    let own = SelfContradiction::SaidAndRefused { statement: said("s-block"), step: partial, refusals: vec![said("s5")] };
    let conflict = |parties: &[PartyId], steps: &[StepId], statements: &[StatementId], evidence| Conflict {
        parties: parties.to_vec(),
        steps: steps.into(),
        statements: statements.to_vec(),
        evidence,
    };
    let both = [north, south];
    vec![
        conflict(&both, &[prisoners], &[said("s4"), said("s5")], refusal(said("s4"), Want::Demand)),
        conflict(&both, &[prisoners], &[said("s6"), said("s5")], refusal(said("s6"), any)),
        conflict(&both, &[seat_b], &[said("s6")], Evidence::Unanswered(unanswered)),
        conflict(&both, &[full], &[said("s3"), said("s-block")], Evidence::Shortfall(shortfall)),
        conflict(&both, &[seat_a, seat_b], &[said("s3"), said("s8")], Evidence::Incompatible(incompatible)),
        conflict(&[south], &[aid], &[said("s7")], Evidence::Deadline(missed)),
        conflict(&both, &[], &[], Evidence::Definition(definitions)),
        conflict(&both, &[], &[], Evidence::Claim(claims)),
        conflict(&[south], &[partial], &[said("s-block"), said("s5")], Evidence::SelfContradiction(own)),
    ]
}

/// The comparison of [`negotiation`]; it is found, so that it bears out what is said.
pub(super) fn comparison(n: &Negotiation) -> Comparison {
    let found = crate::compare(n);
    Comparison { agreeable: Some(crate::agreeable_sets(n)), groups: Some(crate::groups(n)), ..found }
}

/// An explanation with lines of several kinds.
pub(super) fn explanation(n: &Negotiation) -> Explanation {
    let step = |key| n.find_step(key).expect("a step of the sample");
    let (troops, full, aid) = (step("troops"), step("blockade"), step("aid"));
    let line = |claim, cites: &[usize], rests_on: &[usize]| {
        let cites = cites.iter().copied().map(StatementId::new).collect();
        Line { claim, cites, rests_on: rests_on.to_vec() }
    };
    let hold = |step, statement| {
        let statement = StatementId::new(statement);
        Hold::Party {
            step,
            party: n.statement(statement).party,
            reasons: vec![HoldReason { statement, precondition: Some(0), of_term: None, lapses: false }],
        }
    };
    let below = Hold::Level { step: full, below: step("blockade:partial") };
    let held = |steps: Vec<StepId>, holds| LineClaim::Held { not_before: vec![None; steps.len()], steps, holds };
    let silent = n.performers(step("seat-b")).to_vec();
    Explanation {
        lines: vec![
            line(LineClaim::Refused { step: step("prisoners") }, &[4], &[]),
            line(LineClaim::Unanswered { step: step("seat-b"), silent }, &[], &[]),
            line(held(vec![aid], vec![hold(aid, 5)]), &[5], &[0, 1]),
            line(held(vec![troops, full], vec![hold(troops, 0), below]), &[0], &[2]),
        ],
    }
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

/// Asserts that text fits each of some widths; what cannot be broken, such as the address of a source, may stand out.
pub(super) fn assert_fits(widths: &[usize], text: impl Fn(usize) -> String) {
    for &width in widths {
        let text = text(width);
        let wide: Vec<_> = text.lines().filter(|line| super::wrap::columns(line) > width && !line.contains("://")).collect();
        assert!(wide.is_empty(), "{width}: {wide:#?}");
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "nothing of what users wrote steers the terminal");
    }
}

/// Asserts that colour adds codes to a text and nothing else.
pub(super) fn assert_only_coloured(plain: &str, coloured: String) {
    assert_ne!(coloured, plain);
    let codes = ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[2m", "\u{1b}[3m", "\u{1b}[1;31m", "\u{1b}[1;32m"];
    assert_eq!(codes.iter().fold(coloured, |text, code| text.replace(code, "")), plain);
}
