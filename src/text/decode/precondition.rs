//! Preconditions: a step alone, or a table with days or options.

use super::super::node::{Node, Value};
use super::{Shape, Trail, table};
use crate::draft::{List, PreconditionDraft, SubjectDraft, Text};

/// The long form of a precondition, as written.
#[derive(Default)]
pub(super) struct LongForm<'n> {
    pub(super) step: Option<Text<'n>>,
    pub(super) any: Option<Vec<Text<'n>>>,
    pub(super) days: Option<u32>,
    pub(super) within: Option<u32>,
}

/// Reads a list of preconditions that may be written as a single one; each keeps its position.
pub(super) fn preconditions<'n>(field: &mut List<PreconditionDraft<'n>>, node: &'n Node<'_>, at: &Trail<'_>, shape: &mut Shape<'n>) {
    field.0 = match &node.value {
        Value::List(items) => items.iter().enumerate().map(|(i, item)| precondition(item, &at.index(i), shape)).collect(),
        // What stands inside is reported as in a list, which the check of the draft makes of it, too.
        Value::Table(_) => vec![precondition(node, &at.index(0), shape)],
        _ => vec![precondition(node, at, shape)],
    };
}

fn precondition<'n>(node: &'n Node<'_>, at: &Trail<'_>, shape: &mut Shape<'n>) -> PreconditionDraft<'n> {
    match &node.value {
        Value::Text(step) => PreconditionDraft::from(&**step),
        Value::Table(_) => {
            let mut long = LongForm::default();
            table::fill(&mut long, node, at, shape);
            let subject = match (long.step, long.any) {
                (Some(step), None) => SubjectDraft::Step(step),
                (None, Some(steps)) => SubjectDraft::Any(steps),
                (step, _) => {
                    let message =
                        if step.is_some() { "a precondition has both \"step\" and \"any\"" } else { "a precondition has no step" };
                    let remedy = if shape.is_table {
                        "write the step before the days, as in \"lift-sanctions+30d\""
                    } else {
                        "give a \"step\", or a list of steps of which \"any\" will do"
                    };
                    shape.reject(at, node.span, "precondition-subject", message, remedy);
                    SubjectDraft::Step(Text::default())
                }
            };
            PreconditionDraft { subject, days: long.days, within: long.within }
        }
        _ => {
            shape.wrong_type(at, node, "a step or a table", "write a step in double quotes, or a table with \"step\" or \"any\"");
            PreconditionDraft::step(Text::default())
        }
    }
}
