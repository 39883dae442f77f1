//! Showing problems of the input with the lines they are on.

use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use impasse::Problem;

/// Writes every problem and how many there are.
pub(crate) fn list(out: &mut impl Write, problems: &[Problem], color: bool) -> io::Result<()> {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    for problem in problems {
        writeln!(out, "{}\n", show(&renderer, problem))?;
    }
    match problems.len() {
        1 => writeln!(out, "1 problem; nothing was analysed")?,
        count => writeln!(out, "{count} problems; nothing was analysed")?,
    }
    out.flush()
}

/// One problem: what is wrong, where, and what to do about it.
fn show(renderer: &Renderer, problem: &Problem) -> String {
    let title = Level::ERROR.primary_title(problem.message.as_str()).id(problem.code);
    let remedy = Level::HELP.message(problem.remedy.as_str());
    let group = match &problem.place {
        None => title.element(remedy),
        Some(place) => {
            let origin = Origin::path(place.file.as_str()).line(place.line).char_column(place.column);
            let mark = AnnotationKind::Primary.span(place.mark.0..place.mark.1);
            let line = Snippet::source(place.excerpt.as_str()).line_start(place.line).annotation(mark);
            title.element(origin).element(line).element(remedy)
        }
    };
    renderer.render(&[group])
}
