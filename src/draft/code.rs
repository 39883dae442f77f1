//! The kinds of problems, each with its code and what it means.

use crate::model::vocabulary;

/// Declares the kinds of problems; a kind is declared nowhere else.
macro_rules! codes {
    ($(#[doc = $about:literal] $value:ident $word:literal,)+) => {
        /// A kind of problem; its word, the code in messages, stays the same from version to version.
        ///
        /// The page `docs/problems.md` has a section for each.
        ///
        /// # Examples
        ///
        /// ```
        /// use impasse::draft::ProblemCode;
        ///
        /// let error = impasse::text::from_toml("titel = 'Talks'").unwrap_err();
        /// assert_eq!(error.problems()[0].code, ProblemCode::UnknownKey);
        /// assert_eq!(ProblemCode::UnknownKey.to_string(), "unknown-key");
        /// assert_eq!(ProblemCode::UnknownKey.about(), "A table has a key that does not belong in it.");
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ProblemCode {
            $(#[doc = $about] $value,)+
        }

        vocabulary!(ProblemCode: $($value $word),+);

        impl ProblemCode {
            /// Returns what is wrong, in a sentence.
            pub const fn about(self) -> &'static str {
                match self {
                    $(Self::$value => $about.trim_ascii_start(),)+
                }
            }
        }
    };
}

codes! {
    /// The text cannot be read in its form: a rule of TOML or JSON is broken here, or the text is not UTF-8.
    Syntax "syntax",
    /// There is nothing to read: no position file is given.
    NoInput "no-input",
    /// One file is given twice.
    NamedTwice "named-twice",
    /// A table has the same key twice.
    RepeatedKey "repeated-key",
    /// A table has a key that does not belong in it.
    UnknownKey "unknown-key",
    /// A value is of another type than its key asks for: text where a number should stand, say.
    WrongType "wrong-type",
    /// A number is too large, negative or not whole where it must not be.
    OutOfRange "out-of-range",
    /// No row of a table names the columns.
    NoHead "no-head",
    /// A table has no column for the party, the act or the step.
    MissingColumn "missing-column",
    /// A column has a name that is none of those of statements and does not begin with `#`.
    UnknownColumn "unknown-column",
    /// Two columns have the same name.
    RepeatedColumn "repeated-column",
    /// Cells hold something in a column without a name.
    NamelessColumn "nameless-column",
    /// A cell is merged over several columns, so that it cannot be told which of them it fills.
    MergedColumns "merged-columns",
    /// A cell of a CSV file begins with a quotation mark, and the closing one is missing or has text behind it.
    QuotationMark "quotation-mark",
    /// The cells of a row are separated by another sign than those of the head.
    OtherSeparator "other-separator",
    /// A row has more cells than the head names.
    SurplusCell "surplus-cell",
    /// A cell holds an error, a formula without a value or a word for nothing, such as `NA`.
    NoValue "no-value",
    /// A row holds something, but neither an act nor a step.
    NoStatement "no-statement",
    /// A row names an act, but not what it is about.
    NoStep "no-step",
    /// The act of a row is none of the verbs.
    UnknownAct "unknown-act",
    /// An id has signs that ids do not have.
    BadId "bad-id",
    /// The name of a level has signs that ids do not have.
    BadLevelName "bad-level-name",
    /// A proposition has signs that ids do not have.
    BadProposition "bad-proposition",
    /// Two entries of a table have the same id.
    RepeatedId "repeated-id",
    /// A measure and a term have the same id.
    SharedId "shared-id",
    /// Two statements have the same id.
    RepeatedStatementId "repeated-statement-id",
    /// A statement has the id by which one without an id is called.
    DefaultIdTaken "default-id-taken",
    /// A party is named that is not declared.
    UnknownParty "unknown-party",
    /// A round is named that is not declared.
    UnknownRound "unknown-round",
    /// A source is named that is not declared.
    UnknownSource "unknown-source",
    /// An issue is named that is not declared.
    UnknownIssue "unknown-issue",
    /// A measure or term is named that is not declared.
    UnknownStep "unknown-step",
    /// A level is named that the measure does not have.
    UnknownLevel "unknown-level",
    /// A level is named of a measure without levels.
    NoLevels "no-levels",
    /// A level is named of a term: only measures have levels.
    LevelOfTerm "level-of-term",
    /// A text is no date in a form that is read.
    BadDate "bad-date",
    /// A date is one that the calendar does not have.
    NoSuchDate "no-such-date",
    /// The day or round as of which positions should be read is neither a date nor a declared round.
    BadAsOf "bad-as-of",
    /// A deadline or the end of an offer has no day to count from: nothing in the file has a date.
    NoAsOf "no-as-of",
    /// A round has no date.
    RoundWithoutDate "round-without-date",
    /// A statement or claim has both a round and a date.
    RoundAndDate "round-and-date",
    /// A measure does not say who performs it.
    NoPerformer "no-performer",
    /// A measure names a performer twice.
    RepeatedPerformer "repeated-performer",
    /// A measure names a level twice.
    RepeatedLevel "repeated-level",
    /// A burden is negative or no number.
    BadBurden "bad-burden",
    /// A party's definition does not say what the party means.
    DefinitionWithoutMeans "definition-without-means",
    /// A party defines a term twice.
    RepeatedDefinition "repeated-definition",
    /// A meaning holds no steps.
    EmptyMeans "empty-means",
    /// A meaning holds a term instead of steps.
    TermInMeans "term-in-means",
    /// An exclusion holds a term instead of steps.
    TermInExclusion "term-in-exclusion",
    /// An exclusion names fewer than two different steps.
    TooFewSteps "too-few-steps",
    /// A statement or claim does not say who speaks.
    NoParty "no-party",
    /// A statement has none of the acts.
    NoAct "no-act",
    /// A statement has more than one of the acts.
    SeveralActs "several-acts",
    /// A party offers a step that others perform.
    OfferByNonPerformer "offer-by-non-performer",
    /// A party demands a step that it alone performs.
    DemandOfOwnStep "demand-of-own-step",
    /// A party accepts a step that it performs itself.
    AcceptanceByPerformer "acceptance-by-performer",
    /// A party offers a term of whose steps it performs none.
    EmptyOffer "empty-offer",
    /// A party demands a term whose steps it performs all alone.
    EmptyDemand "empty-demand",
    /// A party accepts a term whose steps it performs all.
    EmptyAcceptance "empty-acceptance",
    /// A party uses a term that it has not defined and that has no default.
    UndefinedTerm "undefined-term",
    /// A weight is 0.
    BadWeight "bad-weight",
    /// A confidence is not a number from 0 to 1.
    BadConfidence "bad-confidence",
    /// A statement that does not demand has a deadline.
    MisplacedDeadline "misplaced-deadline",
    /// A statement that does not offer is valid until a date.
    MisplacedUntil "misplaced-until",
    /// A statement that neither offers nor accepts has preconditions.
    MisplacedPrecondition "misplaced-precondition",
    /// A claim does not say what it is about.
    NoProposition "no-proposition",
    /// A claim does not say whether its proposition holds.
    NoHolds "no-holds",
    /// A precondition has no step, or both a `step` and `any`.
    PreconditionSubject "precondition-subject",
    /// A precondition offers no steps to choose from.
    EmptyAny "empty-any",
    /// A precondition offers a term among the steps to choose from.
    TermInAny "term-in-any",
    /// A precondition has `days` that is not one of `after`.
    MisplacedDays "misplaced-days",
    /// A precondition has `within` that is not one of `promise`.
    MisplacedWithin "misplaced-within",
    /// A statement waits for the step that it is about.
    SelfReference "self-reference",
}
