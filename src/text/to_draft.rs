//! A negotiation back to a draft: the same words as somebody would write them.

use std::borrow::Cow;

use crate::draft::{
    ClaimDraft, DefinitionDraft, DoneDraft, DoneSince, Draft, Entries, ExclusionDraft, IssueDraft, MeasureDraft, PartyDraft,
    PreconditionDraft, RoundDraft, SourceDraft, StatementDraft, SubjectDraft, TermDraft,
};
use crate::model::{
    Act, Claim, Date, Measure, MeasureId, Negotiation, Precondition, SourceId, StatementId, StepId, Subject, Target, Term, Wait, When,
};

/// Returns the draft of a negotiation, which builds the same negotiation again.
///
/// What has its default value is left out, and statements have ids only where they were given one.
///
/// # Examples
///
/// ```
/// use impasse::{Draft, text::to_draft};
///
/// let mut draft = Draft::new("A deposit");
/// draft.party("tenant");
/// draft.measure("pay", ["tenant"]).takes(3);
/// let negotiation = draft.build()?;
/// assert_eq!(to_draft(&negotiation), draft);
/// # Ok::<(), impasse::Error>(())
/// ```
///
/// # Complexity
///
/// Linear in the size of the negotiation.
#[must_use]
pub fn to_draft(negotiation: &Negotiation) -> Draft<'_> {
    Unbuild { negotiation }.draft()
}

struct Unbuild<'n> {
    negotiation: &'n Negotiation,
}

impl<'n> Unbuild<'n> {
    fn draft(&self) -> Draft<'n> {
        let n = self.negotiation;
        Draft {
            title: text(&n.content().title),
            as_of: n.content().declared_as_of.map(dated),
            sources: entries(n.content().sources.iter(), |source| SourceDraft {
                title: text(&source.title),
                publisher: text(&source.publisher),
                date: source.date.map(dated),
                url: text(&source.url),
            }),
            parties: entries(n.content().parties.iter(), |party| PartyDraft { name: text(&party.name), short: text(&party.short) }),
            rounds: entries(n.content().rounds.iter(), |round| RoundDraft { name: text(&round.name), date: Some(dated(round.date)) }),
            issues: entries(n.content().issues.iter(), |issue| IssueDraft { name: text(&issue.name) }),
            measures: Entries(n.measures().map(|(id, measure)| (n.measure_key(id).into(), self.measure(id, measure))).collect()),
            terms: entries(n.content().terms.iter(), |term| self.term(term)),
            exclusions: n
                .content()
                .exclusions
                .iter()
                .map(|e| ExclusionDraft { steps: self.steps(&e.steps), because: text(&e.because) })
                .collect(),
            statements: n.statements().map(|(id, _)| self.statement(id)).collect(),
            claims: n.content().claims.iter().map(|claim| self.claim(claim)).collect(),
        }
    }

    fn step(&self, step: StepId) -> Cow<'n, str> {
        self.negotiation.step_key(step)
    }

    fn steps(&self, steps: &[StepId]) -> Vec<Cow<'n, str>> {
        steps.iter().map(|&step| self.step(step)).collect()
    }

    fn source(&self, source: Option<SourceId>) -> Option<Cow<'n, str>> {
        source.map(|source| self.negotiation.source_key(source).into())
    }

    /// Returns the round and the date of a moment.
    fn when(&self, when: When) -> (Option<Cow<'n, str>>, Option<Cow<'n, str>>) {
        match when {
            When::Undated => (None, None),
            When::On(date) => (None, Some(dated(date))),
            When::In(round) => (Some(self.negotiation.round_key(round).into()), None),
        }
    }

    fn measure(&self, id: MeasureId, measure: &'n Measure) -> MeasureDraft<'n> {
        let n = self.negotiation;
        let done = measure.done.map(|done| {
            let is_top = n.steps_of(id).next_back() == Some(done.step);
            let level = n.level_name(done.step).filter(|_| !is_top).map(Cow::from);
            match (level, done.on.map(dated)) {
                (None, None) => DoneDraft::Whole(true),
                (Some(level), None) => DoneDraft::Level(level),
                (level, on) => DoneDraft::Since(DoneSince { level, on }),
            }
        });
        MeasureDraft {
            name: text(&measure.name),
            by: measure.by.iter().map(|&party| n.party_key(party).into()).collect(),
            issue: measure.issue.map(|issue| n.issue_key(issue).into()),
            levels: measure.levels.iter().map(|level| (&**level).into()).collect(),
            takes: Some(measure.takes).filter(|&days| days > 0),
            done,
            given: Some(measure.given).filter(|&given| given),
            burden: Some(measure.burden).filter(|&burden| burden != 1.0),
        }
    }

    fn term(&self, term: &'n Term) -> TermDraft<'n> {
        let definition = |definition: &'n crate::model::Definition| {
            let draft = DefinitionDraft {
                means: Some(self.steps(&definition.means)),
                source: self.source(definition.source),
                quote: text(&definition.quote),
            };
            (self.negotiation.party_key(definition.party).into(), draft)
        };
        TermDraft {
            name: text(&term.name),
            means: term.default.as_deref().map(|steps| self.steps(steps)),
            by: Entries(term.definitions.iter().map(definition).collect()),
        }
    }

    fn statement(&self, id: StatementId) -> StatementDraft<'n> {
        let n = self.negotiation;
        let said = n.statement(id);
        let (round, date) = self.when(said.when);
        let details = said.details.as_deref();
        let mut draft = StatementDraft {
            id: n.has_own_key(id).then(|| n.statement_key(id)),
            party: Some(n.party_key(said.party).into()),
            round,
            date,
            deadline: said.deadline().map(dated),
            until: said.until().map(dated),
            weight: Some(said.weight).filter(|&weight| weight != 1),
            firm: Some(said.firm).filter(|&firm| firm),
            confidence: details.and_then(|details| details.confidence),
            reported_by: said.reported_by().map(Cow::from),
            source: self.source(said.source()),
            quote: said.quote().map(Cow::from),
            note: said.note().map(Cow::from),
            ..StatementDraft::default()
        };
        let act = match said.act {
            Act::Demands => &mut draft.demands,
            Act::Offers => &mut draft.offers,
            Act::Accepts => &mut draft.accepts,
            Act::Refuses => &mut draft.refuses,
            Act::Withdraws => &mut draft.withdraws,
        };
        *act = Some(match said.target {
            // What is taken back is what was said about the measure with all its levels.
            Target::Step(step) if said.act == Act::Withdraws && n.steps_of(n.step(step).measure).next_back() == Some(step) => {
                n.measure_key(n.step(step).measure).into()
            }
            Target::Step(step) => self.step(step),
            Target::Term(term) => n.term_key(term).into(),
        });
        for precondition in n.preconditions(id) {
            let list = match precondition.wait {
                Wait::After => &mut draft.after,
                Wait::With => &mut draft.with,
                Wait::Promise => &mut draft.promise,
            };
            list.0.push(self.precondition(precondition));
        }
        draft
    }

    fn precondition(&self, precondition: &Precondition) -> PreconditionDraft<'n> {
        let subject = match self.negotiation.subject(precondition) {
            Subject::Step(step) => SubjectDraft::Step(self.step(step)),
            Subject::Term(term) => SubjectDraft::Step(self.negotiation.term_key(term).into()),
            Subject::Any(steps) => SubjectDraft::Any(self.steps(steps)),
        };
        let (days, within) = match precondition.wait {
            Wait::Promise => (None, precondition.days),
            Wait::After | Wait::With => (precondition.days, None),
        };
        PreconditionDraft { subject, days, within }
    }

    fn claim(&self, claim: &'n Claim) -> ClaimDraft<'n> {
        let (round, date) = self.when(claim.when);
        ClaimDraft {
            party: Some(self.negotiation.party_key(claim.party).into()),
            proposition: Some(self.negotiation.proposition(claim.proposition).into()),
            holds: Some(claim.holds),
            round,
            date,
            reported_by: text(&claim.reported_by),
            source: self.source(claim.source),
            quote: text(&claim.quote),
            note: text(&claim.note),
        }
    }
}

fn text(text: &Option<Box<str>>) -> Option<Cow<'_, str>> {
    text.as_deref().map(Cow::from)
}

fn dated(date: Date) -> Cow<'static, str> {
    date.to_string().into()
}

fn entries<'n, T: 'n, D>(table: impl Iterator<Item = (&'n Box<str>, &'n T)>, draft: impl Fn(&'n T) -> D) -> Entries<'n, D> {
    Entries(table.map(|(id, record)| ((&**id).into(), draft(record))).collect())
}
