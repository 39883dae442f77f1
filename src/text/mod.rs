//! Text to negotiation and back: TOML, JSON, CSV and tables, with the place of every problem.
//!
//! A position file in TOML or JSON declares parties, measures and the rest; CSV files and tables may add statements to it, one a row.
//! [`read`] takes them all, [`from_toml`] and [`from_json`] one position file alone; [`to_toml`], [`to_json`], [`to_csv`] and [`to_table`]
//! write, and [`to_toml_keeping`] adds statements to a file and keeps the rest of it as it is. A [`Table`] is what a spreadsheet holds; opening spreadsheets is left to the caller.
//! [`schema`] describes position files to editors.
//!
//! # How texts are read
//!
//! A text is first taken apart into nodes, which are the same for all formats and know their places; a table is laid out as a text before.
//! The nodes are decoded into a [`Draft`](crate::Draft), tolerantly: every value of the wrong type is reported, and the rest is read all
//! the same. Then the draft is checked as if it had been made in code, and the path of each problem is followed through the nodes to its
//! place. A JSON text without problems skips the nodes.
//!
//! # What is read beyond the formats
//!
//! * In TOML, a bare date is read where a date in quotes is. What only TOML 1.1 allows is a mistake, as other tools refuse it.
//! * In JSON, `null` is read as if the key were not there.
//! * In CSV, cells may be separated by tabs or semicolons instead.
//! * In CSV and tables, `firm` may be `true`, `yes` or `1`, `false`, `no` or `0`, in either case; `act` may be in capitals; rows without text
//!   are skipped. An option alone is written `step|`.

mod account;
mod acts;
mod cell;
mod column;
mod columns;
mod consequence;
mod csv_table;
mod decode;
mod edit;
mod encoding;
mod fault;
mod format;
mod input;
mod keep_toml;
mod locate;
mod mend;
mod node;
mod opened;
mod parse_csv;
mod parse_json;
mod parse_json_loose;
mod parse_json_scalar;
mod parse_rows;
mod parse_table;
mod parse_toml;
mod place;
mod quick_json;
mod read;
mod row;
mod schema;
mod separator;
mod table;
mod take_in;
mod to_draft;
mod toml_faults;
mod toml_lines;
mod toml_subset;
mod toml_words;
mod write_content;
mod write_csv;
mod write_json;
mod write_table;
mod write_toml;

#[cfg(test)]
mod mistakes;
#[cfg(test)]
mod mutation;
#[cfg(test)]
mod round_trip;

pub use account::{Account, InputDoubt, InputDoubtKind};
pub use column::{COLUMNS, Column, Holds};
pub use csv_table::csv_table;
pub use format::Format;
pub use input::{Content, Input};
pub use keep_toml::to_toml_keeping;
pub use opened::statement_lines;
pub use read::{from_json, from_toml, read};
pub use schema::schema;
pub use table::{CellValue, Merged, Table};
pub use take_in::{Intake, take_in};
pub use to_draft::to_draft;
pub use write_csv::to_csv;
pub use write_json::to_json;
pub use write_table::to_table;
pub use write_toml::to_toml;
