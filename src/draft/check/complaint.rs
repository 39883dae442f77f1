//! For tests: the problems of a draft written as text.

use std::fmt::Write;

use crate::draft::{Draft, Problem, Segment};

/// Reads a draft; it need not be valid.
pub(super) fn draft(text: &str) -> Draft<'_> {
    toml::from_str(text).unwrap_or_else(|e| panic!("{e}\n{text}"))
}

/// Returns the problems of a draft.
pub(super) fn problems(text: &str) -> Vec<Problem> {
    super::check(&draft(text), None).map_or_else(|error| error.problems().to_vec(), |_| Vec::new())
}

/// Returns what is wrong with a draft, a line a problem: its code and its path.
pub(super) fn complaints(text: &str) -> Vec<String> {
    problems(text).iter().map(brief).collect()
}

/// Writes the code and path of a problem; a key that is meant itself stands in braces.
pub(super) fn brief(problem: &Problem) -> String {
    let mut line = problem.code.word().to_owned();
    for (i, segment) in problem.path.iter().enumerate() {
        let lead = if i == 0 { " " } else { "." };
        match segment {
            Segment::Key(key) => write!(line, "{lead}{key}"),
            Segment::KeyItself(key) => write!(line, "{lead}{{{key}}}"),
            Segment::Index(index) => write!(line, "[{index}]"),
        }
        .expect("text has room");
    }
    line
}

/// A few declared things to make mistakes about.
const BASE: &str = "
    sources.article = {}
    parties.dprk = { name = 'North Korea' }
    parties.rok = {}
    parties.us = { name = 'United States' }
    rounds.hanoi = { name = 'Hanoi summit', date = '2019-02-27' }
    measures.dismantle = { by = 'dprk' }
    measures.drills = { by = ['us', 'rok'] }
    measures.lift = { name = 'Lift sanctions', by = 'us', levels = ['partial', 'full'] }
    terms.denuke = { means = ['dismantle'] }
    terms.peace = { by.us = { means = ['dismantle', 'drills'] }, by.dprk = { means = ['lift', 'drills'] } }
    ";

/// Returns what is wrong with a draft of a few declared things and what is given, a line a problem, message and remedy included.
pub(super) fn said_of(extra: &str) -> Vec<String> {
    problems(&format!("{BASE}{extra}")).iter().map(|problem| format!("{}: {problem}", brief(problem))).collect()
}
