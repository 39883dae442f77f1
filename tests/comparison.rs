//! The comparison against the naive oracle, what always holds of it, and what it says of the talks in `examples/us-dprk.toml`.

mod support;

use std::collections::BTreeMap;

use impasse::draft::Draft;
use impasse::finding::Evidence;
use impasse::finding::comparison::{Cell, Comparison, Row, Selection, Standing};
use impasse::model::{Negotiation, PartyId, StatementId, Target};
use proptest::prelude::*;

use support::generate::{Case, Random, generate};
use support::oracle::{self, Positions, consult};
use support::renaming::{new_name, renamed};

/// How many negotiations the comparison is checked on.
const SEEDS: u64 = 6_000;

fn compare(negotiation: &Negotiation) -> Comparison {
    impasse::compare(negotiation)
}

/// Writes a row of the library as the oracle writes it.
fn as_in_the_oracle(row: &Row) -> String {
    let Row { subject, issue, standing, wanted_by, silent, offered, cells, .. } = row;
    let cells: Vec<_> =
        cells.iter().map(|Cell { party, said, bearing, awaiting, .. }| format!("{party:?} {said:?} {bearing:?} {awaiting:?}")).collect();
    format!("{subject:?} {issue:?} {standing:?} {wanted_by:?} {silent:?} {offered:?} {cells:?}")
}

fn by_the_oracle(row: &oracle::comparison::Row) -> String {
    let oracle::comparison::Row { subject, issue, standing, wanted_by, silent, offered, cells } = row;
    let cells: Vec<_> = cells.iter().map(|c| format!("{:?} {:?} {:?} {:?}", c.party, c.said, c.bearing, c.awaiting)).collect();
    format!("{subject:?} {issue:?} {standing:?} {wanted_by:?} {silent:?} {offered:?} {cells:?}")
}

#[test]
fn rows_agree_with_the_oracle() {
    for seed in 0..SEEDS {
        let case = generate(seed);
        let (negotiation, as_of) = case.build().expect("the draft is valid");
        let found: Vec<_> = compare(&negotiation).rows.iter().map(as_in_the_oracle).collect();
        let answer = consult(&negotiation, as_of);
        let rows = oracle::comparison::rows(&Positions::as_of(&negotiation, as_of), &answer);
        let expected: Vec<_> = rows.iter().map(by_the_oracle).collect();
        assert_eq!(found, expected, "seed {seed}, {}", case.describe());
    }
}

#[test]
fn the_generator_reaches_every_standing() {
    let mut counts: BTreeMap<Standing, usize> = BTreeMap::new();
    for seed in 0..SEEDS {
        let (negotiation, _) = generate(seed).build().expect("the draft is valid");
        for row in compare(&negotiation).rows {
            *counts.entry(row.standing).or_default() += 1;
        }
    }
    for standing in Standing::ALL {
        assert!(counts.get(&standing).is_some_and(|&count| count >= 100), "{standing:?}: {counts:?}");
    }
}

#[test]
fn every_standing_statement_is_in_exactly_one_cell() {
    for seed in 0..SEEDS {
        let (negotiation, _) = generate(seed).build().expect("the draft is valid");
        let comparison = compare(&negotiation);
        let mut said: Vec<StatementId> = Vec::new();
        for row in &comparison.rows {
            for cell in &row.cells {
                for &id in &cell.said {
                    let statement = negotiation.statement(id);
                    assert_eq!((statement.party, statement.target), (cell.party, row.subject), "seed {seed}");
                    said.push(id);
                }
                assert!(!cell.bearing.iter().any(|id| cell.said.contains(id)), "seed {seed}: a statement twice in one cell");
            }
        }
        said.sort_unstable();
        let standing: Vec<_> = negotiation.standing().map(|(id, _)| id).collect();
        assert_eq!(said, standing, "seed {seed}");
    }
}

#[test]
fn a_reading_is_what_is_found_when_everybody_defines_the_term_so() {
    let mut read = 0;
    for seed in 0..SEEDS {
        let case = generate(seed);
        let (negotiation, _) = case.build().expect("the draft is valid");
        for term in compare(&negotiation).terms {
            for reading in &term.readings {
                let mut draft = case.draft.clone();
                let declared = draft.terms.0.iter_mut().find(|(id, _)| **id == *negotiation.term_key(term.term));
                let (_, declared) = declared.expect("the term is declared");
                declared.by.0.clear();
                declared.means(reading.steps.iter().map(|&step| negotiation.step_key(step).into_owned()));
                // What a reading makes of a statement cannot always be written down.
                let Ok((other, _)) = (Case { draft, as_of: case.as_of.clone() }).build() else { continue };
                let expected = compare(&other).outcome;
                assert_eq!(reading.outcome, expected, "seed {seed}, {}", case.describe());
                read += 1;
            }
        }
    }
    assert!(read > 300, "{read} readings");
}

#[test]
fn words_and_accounts_clash_where_the_report_says_so() {
    for seed in 0..SEEDS {
        let (negotiation, _) = generate(seed).build().expect("the draft is valid");
        let report = impasse::analyze(&negotiation);
        let comparison = impasse::compare(&negotiation);
        let (mut definitions, mut claims) = (Vec::new(), Vec::new());
        for conflict in report.conflicts() {
            match &conflict.evidence {
                Evidence::Definition(clash) => definitions.push((clash.term, clash.shared.clone(), conflict.steps.to_vec())),
                Evidence::Claim(clash) => claims.push(clash.proposition),
                _ => {}
            }
        }
        let disputed = comparison.terms.iter().filter(|term| !term.disputed.is_empty());
        let disputed: Vec<_> =
            disputed.map(|term| (term.term, term.shared.clone(), term.disputed.iter().map(|part| part.step).collect::<Vec<_>>())).collect();
        assert_eq!(disputed, definitions, "seed {seed}");
        assert!(comparison.terms.iter().all(|term| term.disputed.is_empty() == term.readings.is_empty()), "seed {seed}");
        let contradictory = comparison.accounts.iter().filter(|account| account.contradictory);
        assert_eq!(contradictory.map(|account| account.proposition).collect::<Vec<_>>(), claims, "seed {seed}");
        let made = negotiation.claims().filter(|&(id, _)| negotiation.is_made(id)).count();
        assert_eq!(comparison.accounts.iter().map(|account| account.claims.len()).sum::<usize>(), made, "seed {seed}");
    }
}

/// What a comparison says, by ids, whatever the order of declaration.
fn essence(negotiation: &Negotiation, comparison: &Comparison, name: impl Fn(&str) -> String) -> Vec<String> {
    let party = |&party: &PartyId| name(negotiation.party_key(party));
    let subject = |row: &Row| match row.subject {
        Target::Step(step) => name(&negotiation.step_key(step)),
        Target::Term(term) => name(negotiation.term_key(term)),
    };
    let sorted = |mut list: Vec<String>| {
        list.sort();
        list
    };
    let parties = |list: &[PartyId]| sorted(list.iter().map(party).collect());
    let statements = |list: &[StatementId]| sorted(list.iter().map(|&id| negotiation.statement_key(id).into_owned()).collect());
    let row = |row: &Row| {
        let cells =
            row.cells.iter().map(|cell| format!("{} {:?} {:?}", party(&cell.party), statements(&cell.said), statements(&cell.bearing)));
        let (wanted_by, silent) = (parties(&row.wanted_by), parties(&row.silent));
        format!("{} {:?} {wanted_by:?} {silent:?} {:?}", subject(row), row.standing, sorted(cells.collect()))
    };
    let terms = comparison.terms.iter().map(|term| {
        let readings = term.readings.iter().map(|reading| {
            let outcome = &reading.outcome;
            format!("{:?} {:?} {} {} {:?}", parties(&reading.of), outcome.verdict, outcome.demands, outcome.met, outcome.conflicts)
        });
        let (shared, disputed) = (term.shared.len(), term.disputed.len());
        let key = name(negotiation.term_key(term.term));
        format!("{key} {shared} {disputed} {:?} {:?}", statements(&term.resting), sorted(readings.collect()))
    });
    let accounts = comparison.accounts.iter().map(|account| {
        let (proposition, count) = (negotiation.proposition(account.proposition), account.claims.len());
        format!("{proposition} {count} {}", account.contradictory)
    });
    sorted(comparison.rows.iter().map(row).chain(terms).chain(accounts).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn renaming_changes_names_and_the_order_of_parties_only_order(seed: u64, order: u64) {
        let mut case = generate(seed);
        for (place, said) in case.draft.statements.iter_mut().enumerate() {
            said.id(format!("statement-{place}"));
        }
        let (negotiation, _) = case.build().expect("the draft is valid");
        let mut other = case.draft.clone();
        Random::new(order).shuffle(&mut other.parties.0);
        let json = renamed(&other);
        let other: Draft<'_> = serde_json::from_str(&json).expect("what was written can be read");
        let other = other.build_as_of(case.as_of.as_deref()).expect("still valid");
        let before = essence(&negotiation, &compare(&negotiation), new_name);
        let after = essence(&other, &compare(&other), str::to_owned);
        prop_assert_eq!(before, after, "{}\nother, {}", case.describe(), json);
    }

    #[test]
    fn it_does_not_matter_in_which_order_parties_are_chosen(seed: u64, order: u64) {
        let (negotiation, _) = generate(seed).build().expect("the draft is valid");
        let comparison = compare(&negotiation);
        let mut parties: Vec<_> = negotiation.parties().map(|(party, _)| party).take(2).collect();
        let choose = |parties: &[PartyId]| {
            comparison.only(&negotiation, &Selection { parties: parties.to_vec(), ..Selection::default() })
        };
        let one = choose(&parties);
        Random::new(order).shuffle(&mut parties);
        prop_assert_eq!(&one, &choose(&parties));
        for row in &one.rows {
            let whole = comparison.row(row.subject).expect("rows are only left out");
            prop_assert_eq!(row.standing, whole.standing);
            prop_assert!(row.cells.iter().all(|cell| parties.contains(&cell.party) && whole.cell(cell.party) == Some(cell)));
        }
        let all: Vec<_> = negotiation.parties().map(|(party, _)| party).collect();
        for row in comparison.rows.iter().filter(|row| one.row(row.subject).is_none()) {
            let performs = |party: &PartyId| matches!(row.subject, Target::Step(step) if negotiation.performs(*party, step));
            prop_assert!(!parties.iter().any(|party| performs(party) || row.wanted_by.contains(party) || row.cell(*party).is_some()));
        }
        prop_assert_eq!(choose(&all), comparison.clone());
        prop_assert_eq!(choose(&[]), comparison);
    }

    #[test]
    fn choosing_issues_and_standings_keeps_just_their_rows(seed: u64, kept: prop::sample::Index) {
        let (negotiation, _) = generate(seed).build().expect("the draft is valid");
        let comparison = compare(&negotiation);
        let standing = *kept.get(&Standing::ALL);
        let chosen = comparison.only(&negotiation, &Selection { standings: vec![standing], ..Selection::default() });
        let expected: Vec<Row> = comparison.rows.iter().filter(|row| row.standing == standing).cloned().collect();
        prop_assert_eq!(chosen.rows, expected);
        prop_assert!(chosen.accounts.is_empty());
        let water = negotiation.find_issue("water").expect("declared");
        let chosen = comparison.only(&negotiation, &Selection { issues: vec![water], ..Selection::default() });
        let is_term = |row: &Row| matches!(row.subject, Target::Term(_));
        let of_water = |row: &&Row| row.issue == Some(water);
        let expected: Vec<&Row> = comparison.rows.iter().filter(of_water).collect();
        prop_assert_eq!(chosen.rows.iter().filter(|row| !is_term(row)).collect::<Vec<_>>(), expected);
    }
}
