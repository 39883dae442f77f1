//! Showing problems of the input with the lines they are on.

use std::io::{self, Write};

use impasse::Problem;
use impasse::draft::Place;
use impasse::render::{columns, printable};

const BOLD: &str = "\u{1b}[1m";
const RED: &str = "\u{1b}[1;31m";
const BLUE: &str = "\u{1b}[1;34m";

/// Writes every problem and how many there are.
pub(crate) fn list(out: &mut impl Write, problems: &[Problem], color: bool) -> io::Result<()> {
    let paint = Paint { color };
    for problem in problems {
        show(out, problem, paint)?;
        writeln!(out)?;
    }
    match problems.len() {
        1 => writeln!(out, "1 problem; nothing was analysed")?,
        count => writeln!(out, "{count} problems; nothing was analysed")?,
    }
    out.flush()
}

/// One problem: what is wrong, where, and what to do about it.
fn show(out: &mut impl Write, problem: &Problem, paint: Paint) -> io::Result<()> {
    let (kind, message) = (format!("error[{}]", problem.code), format!(": {}", printable(&problem.message)));
    writeln!(out, "{}{}", paint.with(RED, &kind), paint.with(BOLD, &message))?;
    let margin = match &problem.place {
        None => 1,
        Some(place) => {
            let margin = place.line.to_string().len();
            excerpt(out, place, margin, paint)?;
            margin
        }
    };
    writeln!(out, "{} {} {}", " ".repeat(margin), paint.with(BLUE, "="), printable(&format!("help: {}", problem.remedy)))
}

/// The line of the file with a mark under the place.
fn excerpt(out: &mut impl Write, place: &Place, margin: usize, paint: Paint) -> io::Result<()> {
    let (empty, bar) = (" ".repeat(margin), paint.with(BLUE, "|"));
    let (start, end) = place.mark;
    let (before, marked, after) = (&place.excerpt[..start], &place.excerpt[start..end], &place.excerpt[end..]);
    let (before, marked, after) = (printable(before), printable(marked), printable(after));
    let mark = "^".repeat(columns(&marked).max(1));
    writeln!(out, "{empty}{} {}", paint.with(BLUE, "-->"), printable(&place.to_string()))?;
    if place.excerpt.is_empty() {
        return Ok(());
    }
    writeln!(out, "{empty} {bar}")?;
    writeln!(out, "{} {bar} {}", paint.with(BLUE, &place.line.to_string()), format!("{before}{marked}{after}").trim_end())?;
    writeln!(out, "{empty} {bar} {}{}", " ".repeat(columns(&before)), paint.with(RED, &mark))
}

/// Sets text apart by colour, where there is colour.
#[derive(Clone, Copy)]
struct Paint {
    color: bool,
}

impl Paint {
    fn with(self, code: &str, text: &str) -> String {
        if self.color { format!("{code}{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use impasse::draft::ProblemCode;

    use super::*;

    fn shown(problem: &Problem) -> String {
        let mut out = Vec::new();
        show(&mut out, problem, Paint { color: false }).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn problem(place: Option<Place>) -> Problem {
        Problem {
            code: ProblemCode::UnknownParty,
            path: Vec::new(),
            message: "unknown party".into(),
            remedy: "did you mean \"dprk\"?".into(),
            place,
            edit: None,
        }
    }

    #[test]
    fn the_mark_stands_under_the_place_whatever_stands_before() {
        let excerpt = "…제재\t\u{1b}[0m = \"norht-korea\" # x".to_owned();
        let start = excerpt.find('"').unwrap();
        let mark = (start, start + "\"norht-korea\"".len());
        let place = Place { file: "talks.toml".into(), cell: None, line: 42, column: 300, excerpt, mark };
        let expected = "error[unknown-party]: unknown party\n  --> talks.toml:42:300\n   |\n42 | …제재 \\u{1b}[0m = \"norht-korea\" # x\n   |                   ^^^^^^^^^^^^^\n   = help: did you mean \"dprk\"?\n";
        assert_eq!(shown(&problem(Some(place))), expected);
    }

    #[test]
    fn what_is_joined_into_one_sign_is_marked_as_one() {
        let excerpt = "party = \"👩\u{200d}👩\u{200d}👧\u{200d}👦✈\u{fe0f}\" # x".to_owned();
        let start = excerpt.find('#').unwrap();
        let place = Place { file: "talks.toml".into(), cell: None, line: 4, column: 22, mark: (start, start + 1), excerpt };
        let lines = shown(&problem(Some(place)));
        assert_eq!(lines.lines().nth(4), Some("  |                ^"), "{lines}");
    }

    #[test]
    fn a_place_in_a_table_is_a_cell() {
        let excerpt = "us │ demand │ lift".to_owned();
        let cell = Some("statements!C7".to_owned());
        let place = Place { file: "talks.xlsx".into(), cell, line: 7, column: 3, mark: (7, 13), excerpt };
        let expected = "error[unknown-party]: unknown party\n --> talks.xlsx:statements!C7\n  |\n7 | us │ demand │ lift\n  |      ^^^^^^\n  = help: did you mean \"dprk\"?\n";
        assert_eq!(shown(&problem(Some(place))), expected);
    }

    #[test]
    fn a_problem_without_a_place_has_its_remedy_all_the_same() {
        assert_eq!(shown(&problem(None)), "error[unknown-party]: unknown party\n  = help: did you mean \"dprk\"?\n");
    }
}
