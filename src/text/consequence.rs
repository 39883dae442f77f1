//! Where a problem of the draft stands in the texts, and whether it is only there because of a mistake that is reported already.

use std::borrow::Cow;

use super::decode::Shape;
use super::locate::{self, Locator};
use super::node::Value;
use crate::draft::{Problem, ProblemCode, Segment};
use crate::model::Act;

/// What a problem of the draft comes to.
pub(super) enum Found<'n> {
    At(usize, locate::Found<'n>),
    /// The problem is there only because of a mistake of shape that is reported already.
    Consequence,
}

/// Finds the text and the place of a problem of the draft; `None` when it is about nothing in the texts.
pub(super) fn located<'n>(
    problem: &Problem,
    starts: &[usize],
    locators: &mut [Option<Locator<'n>>],
    shapes: &[Shape<'_>],
) -> Option<Found<'n>> {
    let path = &problem.path[..];
    let (file, in_file) = match path {
        [] => return None,
        [Segment::Key(list), Segment::Index(i), rest @ ..] if list == "statements" => {
            let file = starts.partition_point(|&start| start <= *i) - 1;
            let mut shifted = vec![path[0].clone(), Segment::Index(i - starts[file])];
            shifted.extend_from_slice(rest);
            (file, Cow::Owned(shifted))
        }
        _ => (0, Cow::Borrowed(path)),
    };
    if shapes[0].lost_section && problem.code.word().starts_with("unknown-") || is_rejected(path, &shapes[file]) {
        return Some(Found::Consequence);
    }
    if rests_on_act(problem.code) && is_act_unknown(path, &shapes[file]) {
        return Some(Found::Consequence);
    }
    let locator = locators.get_mut(file)?.as_mut()?;
    let found = locator.find(&in_file);
    let words = match found.node.map(|node| &node.value) {
        Some(Value::Text(text)) => Some(text.split(':').next().unwrap_or_default()),
        _ => None,
    };
    if words.is_some_and(|word| shapes[0].blurred.contains(word)) {
        return Some(Found::Consequence);
    }
    Some(Found::At(file, found))
}

/// Returns whether the verb of the statement at a path is not known.
fn is_act_unknown(path: &[Segment], shape: &Shape<'_>) -> bool {
    let Some(statement) = path.get(..2) else { return false };
    let mut verbs = Act::ALL.map(|act| [statement, &[Segment::KeyItself(act.word().to_owned())]].concat()).into_iter();
    verbs.any(|verb| shape.rejected.contains(&verb))
}

/// Returns whether a problem of a statement is one only because of its act.
fn rests_on_act(code: ProblemCode) -> bool {
    const CODES: [ProblemCode; 11] = [
        ProblemCode::OfferByNonPerformer,
        ProblemCode::DemandOfOwnStep,
        ProblemCode::AcceptanceByPerformer,
        ProblemCode::EmptyOffer,
        ProblemCode::EmptyDemand,
        ProblemCode::EmptyAcceptance,
        ProblemCode::UndefinedTerm,
        ProblemCode::SelfReference,
        ProblemCode::MisplacedPrecondition,
        ProblemCode::MisplacedDeadline,
        ProblemCode::MisplacedUntil,
    ];
    CODES.contains(&code)
}

/// Returns whether a placeholder stands at a path, or around it.
fn is_rejected(path: &[Segment], shape: &Shape<'_>) -> bool {
    if shape.rejected.is_empty() {
        return false;
    }
    let mut path = path.to_vec();
    if let Some(Segment::KeyItself(key)) = path.last_mut() {
        let key = std::mem::take(key);
        path.pop();
        path.push(Segment::Key(key));
    }
    (1..=path.len()).any(|length| shape.rejected.contains(&path[..length]))
}
