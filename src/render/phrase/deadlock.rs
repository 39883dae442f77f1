//! Who waits for whom in a circle, and what each wait rests on.

use super::{Phrase, join, name, phrase, statement, status};
use crate::finding::{Deadlock, Link, Report};
use crate::model::{Act, Negotiation, Precondition, Subject, Target};

/// Says which steps wait for one another, and because of whom.
#[must_use]
pub fn deadlock(n: &Negotiation, deadlock: &Deadlock) -> Phrase {
    let waits = waits_for_one_another(n, deadlock);
    let because = match &*deadlock.parties {
        [] => phrase![""],
        parties => phrase![", because of what ", name::parties(n, parties, "and"), " said"],
    };
    phrase![waits, because, "."]
}

/// `“a” and “b” wait for each other`; a latent one `would wait for each other if nothing stood in front`.
pub(super) fn waits_for_one_another(n: &Negotiation, deadlock: &Deadlock) -> Phrase {
    let steps = name::steps(n, &deadlock.steps, "and", 4);
    let (would, s) = if deadlock.latent { (" would wait", "") } else { (" wait", "s") };
    let for_whom = match deadlock.steps.len() {
        1 => format!("{}{s} for itself", would),
        2 => format!("{would} for each other"),
        _ => format!("{would} for one another in a circle"),
    };
    phrase![steps, for_whom, if deadlock.latent { " if nothing else stood in the way" } else { "" }]
}

/// What stands in front of a latent deadlock.
pub(in crate::render) fn behind(n: &Negotiation, report: &Report, deadlock: &Deadlock) -> Phrase {
    let roots = deadlock.behind.iter().map(|&root| status::root(n, report, root));
    let list = join(roots, deadlock.behind.len(), "and", 16);
    phrase!["Not on the table yet. In front of it: ", list, if deadlock.all_behind.is_proven() { "" } else { ", and more" }, "."]
}

/// How many circles the group has, where the one shown is not all of it.
pub(in crate::render) fn circles_counted(deadlock: &Deadlock) -> Option<Phrase> {
    if deadlock.cycles <= 1 && deadlock.steps.len() == deadlock.cycle.len() {
        return None;
    }
    let at_least = if deadlock.all_cycles.is_proven() { "" } else { "at least " };
    let which = if deadlock.shortest.is_proven() { "a shortest one" } else { "a short one" };
    Some(phrase![
        "Shown is ",
        which,
        " of ",
        at_least,
        deadlock.cycles,
        super::plural(deadlock.cycles, " circle", " circles"),
        " among ",
        deadlock.steps.len(),
        " steps."
    ])
}

/// How a step of a circle waits for the next: `offered by North only after`, to stand before what it waits for.
pub(in crate::render) fn link(n: &Negotiation, link: &Link) -> Phrase {
    let &Link::Wait { step: waiting, wait, statement: id, precondition, has_way_past, .. } = link else {
        return phrase!["needs the level below, which is"];
    };
    let said = n.statement(id);
    let verb = if said.act == Act::Accepts { "accepted by " } else { "offered by " };
    let object = match said.target {
        Target::Term(term) => phrase![" as part of ", name::term(n, term)],
        Target::Step(step) if step != waiting => phrase![" as part of ", name::step(n, step)],
        Target::Step(_) => phrase![""],
    };
    let precondition = &n.preconditions(id)[precondition];
    let aside = aside(n, precondition, has_way_past);
    phrase![verb, name::party(n, said.party), object, " only ", statement::waiting(wait), statement::lag(precondition), aside]
}

/// What else the precondition names, when it is not the one step alone.
fn aside(n: &Negotiation, precondition: &Precondition, has_way_past: bool) -> Option<Phrase> {
    match n.subject(precondition) {
        Subject::Step(_) => None,
        Subject::Term(term) => Some(phrase![" ", name::term(n, term), ", which includes"]),
        Subject::Any(options) if options.len() > 1 => {
            let none = if has_way_past { "" } else { ", none of which can come first" };
            Some(phrase![" one of ", options.len(), " steps", none, ", such as"])
        }
        Subject::Any(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{Draft, PreconditionDraft as On};

    #[test]
    fn links_say_on_whose_word_and_how_a_step_waits() {
        let mut draft = Draft::default();
        draft.party("a");
        draft.party("b");
        draft.measure("x", ["a"]).levels(["low", "high"]);
        draft.measure("y", ["b"]);
        draft.measure("z", ["b"]);
        draft.term("peace").means(["y", "z"]);
        draft.says("a").offers("x").after(On::step("y").days(30));
        draft.says("b").offers("peace").with("x");
        draft.says("b").accepts("x").promise("peace");
        draft.says("a").offers("x").after(On::any(["y", "z"]));
        let n = draft.build().unwrap();
        let step = |key| n.find_step(key).unwrap();
        let said = |from, to, (statement, precondition): (&str, usize), has_way_past| {
            let statement = n.find_statement(statement).expect("it is a statement of the draft");
            let (party, wait) = (n.statement(statement).party, n.preconditions(statement)[precondition].wait);
            let wait = Link::Wait { step: step(from), waits_for: step(to), wait, statement, party, precondition, has_way_past };
            link(&n, &wait).to_string()
        };
        assert_eq!(said("x", "y", ("s1", 0), false), "offered by a only after (at least 30 days earlier)");
        assert_eq!(said("x:low", "y", ("s1", 0), false), "offered by a as part of “x (high)” only after (at least 30 days earlier)");
        assert_eq!(said("y", "x", ("s2", 0), false), "offered by b as part of “peace” only together with");
        assert_eq!(said("x", "y", ("s3", 0), false), "accepted by b only on the promise of “peace”, which includes");
        assert_eq!(said("x", "y", ("s4", 0), false), "offered by a only after one of 2 steps, none of which can come first, such as");
        assert_eq!(said("x", "y", ("s4", 0), true), "offered by a only after one of 2 steps, such as");
        let level = Link::Level { step: step("x"), waits_for: step("x:low") };
        assert_eq!(link(&n, &level).to_string(), "needs the level below, which is");
    }

    /// The links of the first circle of a position file, as they are said.
    #[track_caller]
    fn assert_links(statements: &str, expected: &[&str]) {
        let text = format!(
            "parties = {{ a = {{}}, b = {{}} }}
            measures = {{ m = {{ by = 'a' }}, n = {{ by = 'b' }}, k = {{ by = 'b' }}, z = {{ by = 'b' }} }}
            statements = [{statements}]"
        );
        let n = crate::text::from_toml(&text).unwrap();
        let report = crate::analyze(&n);
        let links: Vec<_> = report.deadlocks()[0].cycle.iter().map(|found| link(&n, found).to_string()).collect();
        assert_eq!(links, expected);
    }

    #[test]
    fn of_several_waits_for_one_step_the_strictest_is_told() {
        let back = "{ party = 'b', offers = 'n', after = 'm' }";
        let lag = format!("{{ party = 'a', offers = 'm', after = [{{ any = ['n'] }}, {{ step = 'n', days = 30 }}] }}, {back}");
        assert_links(&lag, &["offered by a only after (at least 30 days earlier)", "offered by b only after"]);
        let past =
            format!("{{ party = 'a', offers = 'm', after = [{{ any = ['n', 'k'] }}, 'n'] }}, {back}, {{ party = 'b', offers = 'k' }}");
        assert_links(&past, &["offered by a only after", "offered by b only after"]);
    }

    #[test]
    fn a_wait_with_a_way_past_it_is_not_said_to_have_none() {
        let beside = "{ party = 'a', offers = 'm', after = [{ any = ['n', 'k'] }, 'z'] }, { party = 'b', offers = 'k' }";
        let text = format!("{beside}, {{ party = 'b', offers = 'n', after = 'm' }}, {{ party = 'b', offers = 'z', after = 'm' }}");
        assert_links(&text, &["offered by a only after one of 2 steps, such as", "offered by b only after"]);
    }
}
