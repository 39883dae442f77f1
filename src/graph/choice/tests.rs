//! The search against brute force, and counting where nothing else would do.

use super::*;
use crate::limits::Limits;

/// A question as it is put: needs by goal, and exclusions.
#[derive(Debug)]
struct Question {
    elements: u32,
    goals: u32,
    needs: Vec<(u32, Vec<u32>)>,
    exclusions: Vec<AtMostOne>,
}

impl Question {
    fn choice(&self) -> Choice {
        let mut choice = Choice::new(self.elements as usize, self.goals as usize, self.exclusions.clone());
        self.needs.iter().for_each(|(goal, options)| choice.need(*goal, options.clone()));
        choice
    }

    fn is_met(&self, stays: impl Fn(u32) -> bool, goals: &[u32]) -> bool {
        let of_goal = |need: &&(u32, Vec<u32>)| goals.contains(&need.0);
        self.needs.iter().filter(of_goal).all(|(_, options)| options.iter().any(|&option| stays(option)))
    }

    fn is_kept(&self, stays: impl Fn(u32) -> bool, exclusions: &[u32]) -> bool {
        exclusions
            .iter()
            .map(|&exclusion| &self.exclusions[exclusion as usize])
            .all(|exclusion| exclusion.elements.iter().filter(|&&element| stays(element)).count() <= usize::from(exclusion.has_room))
    }

    fn can_be_had(&self, goals: &[u32], exclusions: &[u32]) -> bool {
        (0..1u32 << self.elements)
            .any(|bits| self.is_kept(|e| bits >> e & 1 == 1, exclusions) && self.is_met(|e| bits >> e & 1 == 1, goals))
    }

    /// Checks an answer by itself.
    fn check(&self, chosen: &Chosen, goals: &[u32], exclusions: &[u32]) {
        match chosen {
            Chosen::Stays(stays) => {
                let stay = |e: u32| stays[e as usize];
                assert!(self.is_kept(stay, exclusions) && self.is_met(stay, goals), "{self:?} {goals:?} {exclusions:?}: {chosen:?}");
                let more = (0..self.elements).find(|&e| !stay(e) && self.is_kept(|other| stay(other) || other == e, exclusions));
                assert_eq!(more, None, "{self:?} {goals:?} {exclusions:?}: {chosen:?}");
            }
            Chosen::Never { goals: some, exclusions: few } => {
                assert!(some.iter().all(|goal| goals.contains(goal)) && few.iter().all(|e| exclusions.contains(e)));
                assert!(some.is_sorted() && few.is_sorted());
                assert!(!self.can_be_had(some, few), "{self:?} {goals:?} {exclusions:?}: {chosen:?}");
            }
        }
    }
}

fn draws(mut state: u64) -> impl FnMut(u32) -> u32 {
    move |below| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as u32 % below
    }
}

fn some(draw: &mut impl FnMut(u32) -> u32, below: u32, one_in: u32) -> Vec<u32> {
    (0..below).filter(|_| draw(one_in) == 0).collect()
}

fn enough() -> Work {
    Work::within(&Limits::default())
}

/// So many parties, each of whom needs one of so many posts.
fn posts(parties: u32, posts: u32) -> Question {
    let seat = |party: u32, post: u32| party * posts + post;
    Question {
        elements: parties * posts,
        goals: parties,
        needs: (0..parties).map(|party| (party, (0..posts).map(|post| seat(party, post)).collect())).collect(),
        exclusions: (0..posts)
            .map(|post| AtMostOne { elements: (0..parties).map(|party| seat(party, post)).collect(), has_room: true })
            .collect(),
    }
}

fn all(count: usize) -> Vec<u32> {
    (0..count as u32).collect()
}

fn work_spent(question: &Question) -> (Chosen, u64) {
    let mut choice = question.choice();
    let (goals, exclusions) = (all(question.goals as usize), all(question.exclusions.len()));
    for budget in (0..).map(|doublings| 1u64 << doublings) {
        if let Ok(chosen) = choice.choose(&goals, &exclusions, &mut Work::within(&Limits::default().work(budget))) {
            return (chosen, budget);
        }
    }
    unreachable!("some budget suffices");
}

#[test]
fn answers_are_those_of_brute_force_question_after_question() {
    let (mut had, mut never) = (0, 0);
    for seed in 0..3_000 {
        let mut draw = draws(seed);
        let (elements, goals) = (2 + draw(8), 1 + draw(6));
        let exclusions: Vec<AtMostOne> = (0..1 + draw(8))
            .map(|_| AtMostOne { elements: some(&mut draw, elements, 3), has_room: draw(8) > 0 })
            .filter(|exclusion| exclusion.elements.len() > 1)
            .collect();
        let mut question = Question { elements, goals, needs: Vec::new(), exclusions };
        let mut choice = question.choice();
        for _ in 0..6 {
            for _ in 0..draw(4) {
                let need = (draw(goals), some(&mut draw, elements, 3));
                choice.need(need.0, need.1.clone());
                question.needs.push(need);
            }
            let (wanted, kept) = (some(&mut draw, goals, 2), some(&mut draw, question.exclusions.len() as u32, 4));
            let kept: Vec<u32> = (0..question.exclusions.len() as u32).filter(|exclusion| !kept.contains(exclusion)).collect();
            let chosen = choice.choose(&wanted, &kept, &mut enough()).expect("there is work enough");
            question.check(&chosen, &wanted, &kept);
            assert_eq!(matches!(chosen, Chosen::Stays(_)), question.can_be_had(&wanted, &kept), "{question:?} {wanted:?} {kept:?}");
            if matches!(chosen, Chosen::Stays(_)) { had += 1 } else { never += 1 }
        }
    }
    assert!(had > 2_000 && never > 2_000, "{had} {never}");
}

#[test]
fn with_little_work_an_answer_is_right_or_not_given_and_the_next_question_is_answered() {
    let mut given_up = 0;
    for seed in 0..1_000 {
        let mut draw = draws(seed);
        let elements = 6 + draw(4);
        let question = Question {
            elements,
            goals: 6,
            needs: (0..10).map(|_| (draw(6), some(&mut draw, elements, 3))).collect(),
            exclusions: (0..6).map(|_| AtMostOne { elements: some(&mut draw, elements, 3), has_room: true }).collect(),
        };
        let mut choice = question.choice();
        for budget in [0, 5, 20, 50, 100, 200, 100_000] {
            match choice.choose(&all(6), &all(6), &mut Work::within(&Limits::default().work(budget))) {
                Ok(chosen) => question.check(&chosen, &all(6), &all(6)),
                Err(Exhausted) => given_up += 1,
            }
        }
    }
    assert!((1_000..6_000).contains(&given_up), "{given_up}");
}

#[test]
fn fewer_posts_than_parties_are_counted_and_not_tried() {
    for parties in 2..=40 {
        let question = posts(parties, parties - 1);
        let (chosen, spent) = work_spent(&question);
        let everything = Chosen::Never { goals: all(parties as usize), exclusions: all(parties as usize - 1) };
        assert_eq!(chosen, everything);
        assert!(spent <= 100 * u64::from(question.elements), "{parties}: {spent}");
        let question = posts(parties, parties);
        let (chosen, spent) = work_spent(&question);
        assert!(matches!(chosen, Chosen::Stays(_)), "{parties} posts suffice");
        assert!(spent <= 100 * u64::from(question.elements), "{parties}: {spent}");
    }
}

#[test]
fn posts_that_are_excluded_pair_by_pair_are_counted_too() {
    let mut question = posts(12, 11);
    let pairs = |exclusion: AtMostOne| {
        let pair = |a: usize, b: usize| AtMostOne { elements: vec![exclusion.elements[a], exclusion.elements[b]], has_room: true };
        (0..12).flat_map(|a| (a + 1..12).map(move |b| (a, b))).map(|(a, b)| pair(a, b)).collect::<Vec<_>>()
    };
    question.exclusions = question.exclusions.into_iter().flat_map(pairs).collect();
    let (chosen, spent) = work_spent(&question);
    assert!(matches!(chosen, Chosen::Never { .. }));
    assert!(spent <= 1 << 18, "{spent}");
}

#[test]
fn a_party_that_takes_one_post_at_most_does_not_hide_that_posts_are_few() {
    let mut question = posts(12, 11);
    for party in 0..12 {
        question.exclusions.insert(0, AtMostOne { elements: (0..11).map(|post| party * 11 + post).collect(), has_room: true });
    }
    let (chosen, spent) = work_spent(&question);
    assert!(matches!(chosen, Chosen::Never { .. }));
    assert!(spent <= 1 << 16, "{spent}");
}

#[test]
fn counting_helps_after_choices_that_it_does_not_see() {
    // Posts are open only where one of two rules stays, and whichever does, there is one too few.
    let mut question = posts(11, 20);
    let (first, second) = (question.elements, question.elements + 1);
    question.elements += 2;
    question.goals += 1;
    question.needs.push((11, vec![first, second]));
    question.exclusions.push(AtMostOne { elements: vec![first, second], has_room: true });
    for party in 0..11 {
        for post in 0..10 {
            question.exclusions.push(AtMostOne { elements: vec![first, party * 20 + post], has_room: true });
            question.exclusions.push(AtMostOne { elements: vec![second, party * 20 + 10 + post], has_room: true });
        }
    }
    let (chosen, spent) = work_spent(&question);
    assert!(matches!(chosen, Chosen::Never { .. }), "{chosen:?}");
    assert!(spent <= 1 << 20, "{spent}");
}

#[test]
fn lubys_sequence_is_the_published_one() {
    let first: Vec<u64> = (1..=15).map(search::luby).collect();
    assert_eq!(first, [1, 1, 2, 1, 1, 2, 4, 1, 1, 2, 1, 1, 2, 4, 8]);
}
