//! Spreadsheets of statements in the form `.xlsx`: read as tables, and written with drop-downs.

mod column;
mod kind;
mod limits;
mod lists;
mod parts;
mod read;
mod unreadable;
mod value;
mod write;

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod round_trip;

pub(crate) use kind::is_spreadsheet;
pub(crate) use lists::Lists;
pub(crate) use read::read;
pub(crate) use unreadable::Unreadable;
pub(crate) use write::write;
