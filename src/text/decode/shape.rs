//! What is wrong with the shape of a text.

use std::collections::{HashMap, HashSet};

use super::super::fault::{Fault, Remedy};
use super::super::node::{Node, Span, Value};
use crate::draft::{ProblemCode, Segment, Trail};

/// What is wrong with the shape of one text, and what the rest of the report has to know of it.
#[derive(Default)]
pub(in crate::text) struct Shape<'n> {
    pub(in crate::text) faults: Vec<Fault>,
    /// Where placeholders stand.
    pub(in crate::text) rejected: HashSet<Vec<Segment>>,
    /// Misspelt keys, by their place, and the keys that they were read as.
    pub(in crate::text) misspelt: HashMap<Span, &'static str>,
    /// Measures of which it is not known who performs them or what levels they have.
    pub(in crate::text) blurred: HashSet<&'n str>,
    /// Whether a whole section could not be read, so that references into it lead nowhere.
    pub(in crate::text) lost_section: bool,
    /// Whether the nodes are rows of a table.
    pub(in crate::text) is_table: bool,
    /// What the search for unknown keys has found, by the kind of table and the unknown key.
    pub(super) nearest: HashMap<(&'static str, &'n str), Option<usize>>,
}

impl<'n> Shape<'n> {
    /// Reports a mistake at a value that is then replaced by a placeholder or left out.
    pub(super) fn reject(&mut self, at: &Trail<'_>, span: Span, code: ProblemCode, message: impl Into<String>, remedy: impl Into<Remedy>) {
        let path = at.segments();
        self.rejected.insert(path.clone());
        self.faults.push(Fault::at(span, code, path, message, remedy));
    }

    /// Reports a value of the wrong type.
    pub(super) fn wrong_type(&mut self, at: &Trail<'_>, node: &Node<'n>, expected: &str, remedy: impl Into<Remedy>) {
        if matches!(node.value, Value::Broken) {
            self.rejected.insert(at.segments());
            return;
        }
        let message = format!("{} is {} instead of {expected}", at.named(), node.value.what());
        self.reject(at, node.span, ProblemCode::WrongType, message, remedy);
    }
}
