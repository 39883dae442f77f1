//! A problem together with its place in bytes, before lines are counted.

use super::mend::Mend;
use super::node::Span;
use crate::draft::{Problem, ProblemCode, Segment};

/// A problem found in one of the texts.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    pub(super) problem: Problem,
    pub(super) span: Span,
    /// What does as the remedy says, when that says exactly what to write.
    pub(super) mend: Option<Mend>,
}

/// What to do about a problem: in words, and as a change of the text when the words say exactly what to write.
pub(super) struct Remedy {
    words: String,
    mend: Option<Mend>,
}

impl Remedy {
    /// Says what to do, and how to do it when there is one way.
    pub(super) fn new(words: impl Into<String>, mend: impl Into<Option<Mend>>) -> Self {
        Self { words: words.into(), mend: mend.into() }
    }

    /// Says to write a text, just as it is, in the place of another.
    pub(super) fn written(words: impl Into<String>, at: Span, text: impl Into<String>) -> Self {
        Self::new(words, Mend::Write { at, text: text.into() })
    }

    /// Returns the text that is to be written, if that is said.
    pub(super) fn written_text(&self) -> Option<&str> {
        match &self.mend {
            Some(Mend::Write { text, .. }) => Some(text),
            _ => None,
        }
    }
}

impl From<&str> for Remedy {
    fn from(words: &str) -> Self {
        words.to_owned().into()
    }
}

impl From<String> for Remedy {
    fn from(words: String) -> Self {
        Self { words, mend: None }
    }
}

impl Fault {
    /// Returns a mistake of form, after which nothing can be said about the meaning of the text.
    pub(super) fn syntax(span: Span, message: impl Into<String>, remedy: impl Into<Remedy>) -> Self {
        Self::at(span, ProblemCode::Syntax, Vec::new(), message, remedy)
    }

    pub(super) fn at(span: Span, code: ProblemCode, path: Vec<Segment>, message: impl Into<String>, remedy: impl Into<Remedy>) -> Self {
        let Remedy { words, mend } = remedy.into();
        let problem = Problem { code, path, message: message.into(), remedy: words, place: None, edit: None };
        Self { problem, span, mend }
    }

    pub(super) fn is_syntax(&self) -> bool {
        self.problem.code == ProblemCode::Syntax
    }
}
