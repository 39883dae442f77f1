//! Spreadsheets of statements in the form `.xlsx`: read as tables, and written with drop-downs.

mod beside;
mod kind;
mod limits;
mod lists;
mod parts;
mod read;
mod taken_over;
mod unreadable;
mod value;
mod write;

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod round_trip;

pub(crate) use beside::beside;
pub(crate) use kind::is_spreadsheet;
pub(crate) use lists::Lists;
pub(crate) use read::read;
pub(crate) use taken_over::{TakenOver, take_over};
pub(crate) use unreadable::Unreadable;
pub(crate) use write::{write, write_all};
