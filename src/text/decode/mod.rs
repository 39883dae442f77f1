//! Nodes to a draft: every value of the wrong type and every unknown key is reported, and the rest is read all the same.
//!
//! Where a value cannot be used, the draft gets a placeholder in its stead, so that positions in lists stay what they are and the check of
//! the draft does not say that something is missing. What the check then says about a placeholder is left out of the report;
//! [`Shape`] remembers where the placeholders are.

mod fill;
mod instead;
mod keys;
mod shape;
mod value;

pub(super) use shape::Shape;
pub(super) use value::truth_of;

use super::node::Node;
use crate::draft::{Draft, StatementDraft, Trail};

/// Reads a whole position file.
pub(super) fn draft<'n>(root: &'n Node<'_>, shape: &mut Shape<'n>) -> Draft<'n> {
    let mut draft = Draft::default();
    fill::fill(&mut draft, root, &Trail::TOP, shape);
    draft
}

/// Reads rows of a CSV file as statements, the first of which is at the given position of the draft.
pub(super) fn statements<'n>(rows: &'n [Node<'_>], first: usize, shape: &mut Shape<'n>) -> Vec<StatementDraft<'n>> {
    shape.is_table = true;
    let list = Trail::top("statements");
    let row = |(i, row)| {
        let mut statement = StatementDraft::default();
        fill::fill(&mut statement, row, &list.index(first + i), shape);
        statement
    };
    rows.iter().enumerate().map(row).collect()
}
