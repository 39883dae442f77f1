//! Reading texts: parse, decode, check, and the report of everything that is wrong with its place.

use super::format::Format;
use super::input::Input;
use super::take_in::take_in;
use crate::draft::Error;
use crate::model::Negotiation;

/// Reads a position file in TOML.
///
/// # Errors
///
/// Every problem of the text, in order of place.
///
/// # Examples
///
/// ```
/// let negotiation = impasse::text::from_toml(
///     r#"
///     parties.us.name = "United States"
///     parties.dprk = {}
///     [measures.dismantle]
///     by = "dprk"
///     [[statements]]
///     party = "us"
///     demands = "dismantle"
///     "#,
/// )?;
/// assert_eq!(negotiation.statements().len(), 1);
///
/// let error = impasse::text::from_toml("title = 5\npartys = {}\n").unwrap_err();
/// let places = error.problems().iter().map(|problem| problem.place.as_ref().map(|place| (place.line, place.column)));
/// assert_eq!(places.collect::<Vec<_>>(), [Some((1, 9)), Some((2, 1))]);
/// # Ok::<(), impasse::Error>(())
/// ```
pub fn from_toml(text: &str) -> Result<Negotiation, Error> {
    read(&[Input::text("text", text.as_bytes(), Format::Toml)], None)
}

/// Reads a position file in JSON.
///
/// # Errors
///
/// Every problem of the text, in order of place.
///
/// # Examples
///
/// ```
/// let negotiation = impasse::text::from_json(r#"{"title": "A deposit", "parties": {"tenant": {}}}"#)?;
/// assert_eq!(negotiation.title(), Some("A deposit"));
/// # Ok::<(), impasse::Error>(())
/// ```
pub fn from_json(text: &str) -> Result<Negotiation, Error> {
    read(&[Input::text("text", text.as_bytes(), Format::Json)], None)
}

/// Reads a position file, and tables that add to its statements, in any order.
///
/// The statements of the position file come first, then those of the tables in the order named.
/// `as_of` is a round or a date and takes the place of the position file's own.
/// A byte order mark at the beginning of a text is skipped, lines may end as in Windows, and an empty text is valid.
///
/// # Errors
///
/// Every problem of all texts, in order of the texts and places in them. A mistake of form in one text (code `syntax`) leaves what the
/// statements mean unchecked; the shapes of the other texts are reported all the same.
///
/// # Complexity
///
/// Linear in the length of the texts, but for the sorting of TOML's keys and of the problems.
/// A JSON text without problems is read into its draft in one pass, without places.
///
/// # Examples
///
/// ```
/// use impasse::text::{Input, read};
///
/// let positions = Input::new("talks.toml", b"parties.us = {}\nparties.dprk = {}\nmeasures.dismantle.by = 'dprk'\n");
/// let statements = Input::new("round1.csv", b"party,act,step\nus,demands,dismantle\ndprk,offer,dismantle\n");
///
/// let error = read(&[positions, statements], None).unwrap_err();
/// assert_eq!(error.to_string(), "round1.csv:3:6: unknown act \"offer\"; did you mean \"offers\"?");
/// ```
pub fn read(inputs: &[Input<'_>], as_of: Option<&str>) -> Result<Negotiation, Error> {
    take_in(inputs, as_of).negotiation
}
