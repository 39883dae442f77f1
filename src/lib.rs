//! Where the positions of negotiating parties clash, which steps wait for one another in a circle, and why.
//!
//! # The problem
//!
//! Two parties agree on what is to be done, and nothing happens: each does its part only after the other.
//! With many parties, many steps and many conditions nobody sees such circles any more, nor what stands behind a refusal,
//! nor who waits for whom only because a third is silent.
//!
//! This crate takes what each party said (what it demands, offers, accepts and refuses, and on which preconditions) and finds out
//!
//! * whether every demand can be met as things stand, and if not, which cannot;
//! * what becomes of each step, how early it could be complete, and what it waits for in the end;
//! * which steps wait for one another in a circle: a *deadlock*, or a *latent* one, behind a refusal or a silence;
//! * which statements clash: refusals, silence, offers that fall short or come too late, words and claims that contradict each other;
//! * how all of this moved from round to round.
//!
//! Each answer names the statements that it rests on, and can be explained line by line.
//!
//! # A tour
//!
//! A negotiation is written in a [position file](text), or built in code by a [`Draft`].
//! Either is checked as a whole: what comes out is a valid [`Negotiation`], or every mistake at once.
//!
//! ```
//! let negotiation = impasse::text::from_toml(r#"
//!     title = "A flat to let"
//!     parties = { tenant = {}, landlord = {} }
//!     measures = { deposit = { by = "tenant" }, keys = { by = "landlord" } }
//!     statements = [
//!         { party = "tenant", demands = "keys" },
//!         { party = "tenant", offers = "deposit", after = "keys" },
//!         { party = "landlord", offers = "keys", after = "deposit" },
//!     ]
//! "#)?;
//! assert_eq!(negotiation.statements().len(), 3);
//! # Ok::<(), impasse::Error>(())
//! ```
//!
//! An [`Analysis`] holds the negotiation and is asked for each answer; what several answers rest on is worked out once.
//! The [`Report`] is the main one.
//! What it holds is data: ids and numbers, no names and no sentences.
//!
//! ```
//! # let negotiation = impasse::text::from_toml(r#"
//! #     title = "A flat to let"
//! #     parties = { tenant = {}, landlord = {} }
//! #     measures = { deposit = { by = "tenant" }, keys = { by = "landlord" } }
//! #     statements = [
//! #         { party = "tenant", demands = "keys" },
//! #         { party = "tenant", offers = "deposit", after = "keys" },
//! #         { party = "landlord", offers = "keys", after = "deposit" },
//! #     ]
//! # "#)?;
//! use impasse::Analysis;
//! use impasse::finding::{Status, Verdict};
//!
//! let analysis = Analysis::new(negotiation);
//! let (negotiation, report) = (analysis.negotiation(), analysis.report());
//! assert_eq!(report.verdict(), Verdict::Impasse);
//!
//! let keys = negotiation.find_step("keys").expect("the file declares it");
//! assert_eq!(report.status(keys), Status::Deadlocked);
//! for link in &report.deadlocks()[0].cycle {
//!     println!("{} waits for {}", negotiation.step_key(link.step()), negotiation.step_key(link.waits_for()));
//! }
//! # Ok::<(), impasse::Error>(())
//! ```
//!
//! Deadlocks have the numbers `D1`, `D2` and so on, conflicts `C1`, `C2`.
//! Each of them, and each step, can be explained; the lines of an [`Explanation`](finding::explanation::Explanation) rest on earlier lines
//! only.
//! [`render`] puts words to an answer, as a [`Document`](render::Document) that is written as text, Markdown or HTML.
//!
//! ```
//! # let negotiation = impasse::text::from_toml(r#"
//! #     title = "A flat to let"
//! #     parties = { tenant = {}, landlord = {} }
//! #     measures = { deposit = { by = "tenant" }, keys = { by = "landlord" } }
//! #     statements = [
//! #         { party = "tenant", demands = "keys" },
//! #         { party = "tenant", offers = "deposit", after = "keys" },
//! #         { party = "landlord", offers = "keys", after = "deposit" },
//! #     ]
//! # "#)?;
//! # let analysis = impasse::Analysis::new(negotiation);
//! # let (negotiation, report) = (analysis.negotiation(), analysis.report());
//! use impasse::render;
//!
//! let circle = analysis.find("D1").expect("the two wait for each other");
//! let explanation = analysis.explain(circle)?;
//! let document = render::explanation(negotiation, report, circle, &explanation);
//! assert_eq!(
//!     document.text().width(60).to_string(),
//!     "\
//! Why “deposit” and “keys” wait for each other (D1)
//!
//!   1. “deposit” and “keys” cannot happen, because each waits
//!      for the other:
//!      – tenant offered “deposit” only after “keys” [s2]
//!      – landlord offered “keys” only after “deposit” [s3]
//! "
//! );
//! print!("{}", render::report(negotiation, report).text());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Whoever has one question needs no `Analysis`: [`analyze`]`(&negotiation)` is its report, and so on with the other functions below.
//!
//! # What can be asked, and where the answer is described
//!
//! | question | asked with | answer |
//! |---|---|---|
//! | Can every demand be met, and what stands in the way? | [`Analysis::report`], [`analyze`] | [`Report`] in [`finding`] |
//! | Why is this so? | [`Analysis::explain`], [`explain`](explain()) | [`finding::explanation`] |
//! | Where do the parties stand, side by side? | [`Analysis::comparison`], [`compare`] | [`finding::comparison`] |
//! | How far apart are they? | [`Analysis::distances`], [`distances`] | [`finding::distance`] |
//! | Which demands can be met together? Who stands together? | [`Analysis::agreeable_sets`], [`Analysis::groups`], [`agreeable_sets`], [`groups`] | [`finding::agreeable`] |
//! | How did the talks move? | [`Analysis::rounds`], [`Analysis::changes`], [`rounds`], [`changes`], and [`rounds_in_full`] with what was silent | [`finding::rounds`] |
//! | Is the file meant as it is written? | [`Analysis::doubts`], [`doubts`] | [`finding::doubt`] |
//! | How was it on another day? | [`Analysis::read_as_of`], [`Negotiation::read_as_of`] | another reading of the same statements |
//! | Does a finding hold? | the functions of [`certify`] | `Ok`, or why not |
//!
//! # Where things are
//!
//! | module | what is in it |
//! |---|---|
//! | [`text`] | position files in TOML and JSON, statements in CSV and tables: read, written, described by a schema |
//! | [`draft`] | what somebody wrote, not yet checked; the builder; [`Error`] and [`Problem`] |
//! | [`model`] | what is meant: parties, measures and their steps, statements, preconditions, dates; always valid |
//! | [`finding`] | what was found, one module or type a kind |
//! | [`certify`] | findings checked again by code that did not find them |
//! | [`render`] | what was found in words, and as JSON |
//!
//! [`Negotiation`], [`Analysis`] and [`Report`] own what they hold and are `Send` and `Sync`; a clone of a `Negotiation` is cheap.
//! Everything is deterministic: the same text gives equal answers and the same bytes, as long as nobody cancels a search.
//!
//! # Errors
//!
//! An impasse is an answer, no error.
//! An [`Error`] means that a text or draft is no negotiation. It lists every [`Problem`] of it, each with a code that stays the same, what is
//! wrong, what to do about it, the place, and where it is exact, the change of the text that mends it.
//! Both ways to write it, `{}` and `{:?}`, are these sentences, so that what a `main` returns can be read.
//!
//! ```
//! let error = impasse::text::from_toml(r#"
//!     parties = { north = {} }
//!     measures = { ports = { by = "north" } }
//!     statements = [{ party = "nroth", offers = "ports" }, { party = "north", offers = "prots" }]
//! "#).unwrap_err();
//! let codes: Vec<_> = error.problems().iter().map(|problem| problem.code.word()).collect();
//! assert_eq!(codes, ["unknown-party", "unknown-step"]);
//! assert_eq!(error.problems()[0].remedy, "did you mean \"north\"?");
//! assert_eq!(format!("{error:?}"), error.to_string());
//! ```
//!
//! No answer about a negotiation fails but one: an explanation of a finding that the analysis does not have is [`UnknownFinding`].
//! Ids belong to the negotiation that they come from; [`model`] says what becomes of others.
//!
//! # Limits and proof
//!
//! Most answers are calculated straight on; their functions say how much work that is.
//! Others have to be searched for, and a search can take longer than anybody waits: it ends at a limit of counted work, by default in less
//! than a second. [`Limits`] set it, and a [`Cancel`] ends it early.
//! What a limit has cut short says so, as [`Proof`](finding::Proof): it is true as far as it goes, and something may be missing or better.
//!
//! # What it is not
//!
//! * It knows no interests and predicts nothing: it goes by what was said, not by what anybody would settle for.
//! * It proposes no way out yet; it says what stands in the way.
//! * It reads no prose: somebody has to write the statements down, and [`doubts`] shows what may have gone wrong in doing so.
//! * It opens no file and prints nothing. The command `impasse` does, in a package of its own.
//!
//! What every word means exactly is in `docs/semantics.md`, the position file in `docs/format.md`, each kind of finding on a page of its own,
//! which is [`Kind::page`](finding::Kind::page), too.

pub mod certify;
pub mod draft;
pub mod finding;
pub mod model;
pub mod render;
pub mod text;

mod analysis;
mod graph;
mod limits;
mod sheet;

pub use analysis::{
    Analysis, UnknownFinding, agreeable_sets, analyze, changes, compare, distances, doubts, explain, groups, rounds, rounds_in_full,
};
pub use draft::{Draft, Error, Problem};
pub use finding::Report;
pub use limits::{Cancel, Limits};
pub use model::Negotiation;

/// Runs the examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
