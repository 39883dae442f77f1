//! A problem together with its place in bytes, before lines are counted.

use super::node::Span;
use crate::draft::{Problem, Segment};

/// A problem found in one of the texts.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    pub(super) problem: Problem,
    pub(super) span: Span,
}

impl Fault {
    /// Returns a mistake of form, after which nothing can be said about the meaning of the text.
    pub(super) fn syntax(span: Span, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::at(span, "syntax", Vec::new(), message, remedy)
    }

    pub(super) fn at(span: Span, code: &'static str, path: Vec<Segment>, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        let problem = Problem { code, path, message: message.into(), remedy: remedy.into(), place: None };
        Self { problem, span }
    }

    pub(super) fn is_syntax(&self) -> bool {
        self.problem.code == "syntax"
    }
}
