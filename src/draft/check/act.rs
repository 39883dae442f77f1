//! What a statement does: one act, by a party that may do it.

use super::Checker;
use super::meaning::Reading;
use crate::draft::fix::{Fix, Remedy};
use crate::draft::trail::Trail;
use crate::draft::wording::{in_heading, listed, quoted};
use crate::draft::{ProblemCode, StatementDraft};
use crate::model::{Act, PartyId, StepId, Target, TermId};

impl Checker<'_> {
    /// Resolves what a statement does and to what; `None` when it is not one act, or the step or term is unknown.
    pub(super) fn act(&mut self, entry: &StatementDraft<'_>, party: Option<PartyId>, at: &Trail<'_>) -> (Option<Act>, Option<Target>) {
        let mut acts = entry.acts();
        match (acts.next(), acts.next()) {
            (None, _) => {
                let verbs = listed(Act::ALL.map(Act::word), "or");
                let message = format!("{} does nothing", at.owner());
                let remedy = Remedy::from(format!("add {verbs} with a step or term, as in demands = \"lift-sanctions\""));
                let in_cells = format!("fill the columns \"act\", with {verbs}, and \"step\"");
                self.complain(at, ProblemCode::NoAct, message, remedy.in_cells(in_cells));
                (None, None)
            }
            (Some((act, text)), None) => (Some(act), self.act_on(act, text, party, at)),
            (Some(_), Some((second, _))) => {
                let verbs = listed(entry.acts().map(|(act, _)| act.word()), "and");
                let message = format!("{} does more than one thing: {verbs}", at.owner());
                self.complain(&at.key_itself(second.word()), ProblemCode::SeveralActs, message, "write a statement of its own for each");
                for (act, text) in entry.acts() {
                    self.act_on(act, text, party, at);
                }
                (None, None)
            }
        }
    }

    /// Resolves what an act is on, and checks that the party may act so.
    fn act_on(&mut self, act: Act, text: &str, party: Option<PartyId>, at: &Trail<'_>) -> Option<Target> {
        let at = at.key(act.word());
        let target = self.step_or_term(text, &at)?;
        match (party, target) {
            (Some(party), Target::Step(step)) => self.act_on_step(act, party, step, text, &at),
            (Some(party), Target::Term(term)) => self.act_on_term(act, party, term, text, &at),
            (None, _) => {}
        }
        Some(target)
    }

    fn act_on_step(&mut self, act: Act, party: PartyId, step: StepId, text: &str, at: &Trail<'_>) {
        match act {
            Act::Offers if self.performs(party, step) == Some(false) => {
                let remedy = "write demands if it wants the step, accepts if it lets it happen, or add it to `by` of the measure";
                self.cannot(party, "offer", text, "it does not perform it", at, ProblemCode::OfferByNonPerformer, remedy);
            }
            Act::Demands if self.performs_alone(party, step) == Some(true) => {
                let remedy = "write offers if the party will do it, refuses if it will not";
                self.cannot(party, "demand", text, "it alone performs it", at, ProblemCode::DemandOfOwnStep, remedy);
            }
            Act::Accepts if self.performs(party, step) == Some(true) => {
                let remedy = Remedy::exact("write offers, with the same preconditions", Fix::Key(Act::Offers.word().to_owned()));
                self.cannot(party, "accept", text, "it performs it itself", at, ProblemCode::AcceptanceByPerformer, remedy);
            }
            _ => {}
        }
    }

    fn act_on_term(&mut self, act: Act, party: PartyId, term: TermId, text: &str, at: &Trail<'_>) {
        if act == Act::Withdraws || self.is_undefined(party, term, text, at) || self.comes_to_something(act, party, term) {
            return;
        }
        match act {
            Act::Offers => {
                let why = "it performs none of the steps that it means by it";
                self.cannot(
                    party,
                    "offer",
                    text,
                    why,
                    at,
                    ProblemCode::EmptyOffer,
                    "write demands, or add the party's own step to its meaning",
                );
            }
            Act::Demands => {
                let why = "it alone performs every step that it means by it";
                self.cannot(party, "demand", text, why, at, ProblemCode::EmptyDemand, "write offers, or add what others do to its meaning");
            }
            _ => {
                let why = "it performs every step that it means by it";
                let remedy = "write offers, or add what others do to its meaning";
                let remedy = Remedy::exact(remedy, Fix::Key(Act::Offers.word().to_owned()));
                self.cannot(party, "accept", text, why, at, ProblemCode::EmptyAcceptance, remedy);
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the words of one sentence and where they belong")]
    fn cannot(&mut self, party: PartyId, verb: &str, what: &str, why: &str, at: &Trail<'_>, code: ProblemCode, remedy: impl Into<Remedy>) {
        let message = format!("{} cannot {verb} {}{}: {why}", quoted(self.party_id(party)), quoted(what), at.in_owner());
        self.complain(at, code, message, remedy);
    }

    fn party_id(&self, party: PartyId) -> &str {
        self.made.party_key(party)
    }

    /// Returns whether a party uses a term that means nothing to it, after noting so.
    pub(super) fn is_undefined(&mut self, party: PartyId, term: TermId, text: &str, at: &Trail<'_>) -> bool {
        let undefined = self.reading(term, party) == Reading::Missing;
        if undefined {
            let id = self.party_id(party);
            let message = format!("term {} means nothing to {}{}", quoted(text), quoted(id), at.in_owner());
            let (term, id) = (in_heading(text), in_heading(id));
            let remedy = format!(
                "say what it means by it with means = [\"…\"] under [terms.{term}.by.{id}], or give a default under [terms.{term}]"
            );
            self.complain(at, ProblemCode::UndefinedTerm, message, remedy);
        }
        undefined
    }
}

#[cfg(test)]
mod tests {
    use super::super::complaint::said_of;

    fn said_of_statement(fields: &str) -> Vec<String> {
        said_of(&format!("statements = [{{ {fields} }}]"))
    }

    #[test]
    fn a_statement_is_one_act_of_a_party() {
        assert_eq!(
            said_of_statement(""),
            [
                "no-party statements[0]: statement \"s1\" has no party; add the party that speaks, as in party = \"us\"",
                "no-act statements[0]: statement \"s1\" does nothing; \
                 add demands, offers, accepts, refuses or withdraws with a step or term, as in demands = \"lift-sanctions\"",
            ]
        );
        assert_eq!(
            said_of_statement("id = 'x', party = 'uk', demands = 'lift', refuses = 'y', after = 'lift', deadline = '2020'"),
            [
                "unknown-party statements[0].party: unknown party \"uk\" in statement \"x\"; did you mean \"us\"?",
                "several-acts statements[0].{refuses}: statement \"x\" does more than one thing: demands and refuses; \
                 write a statement of its own for each",
                "unknown-step statements[0].refuses: unknown measure or term \"y\" in statement \"x\"; \
                 declare it under [measures.y], or write \"dismantle\", \"drills\", \"lift\", \"denuke\" or \"peace\"",
            ]
        );
    }

    #[test]
    fn acts_on_steps_are_by_those_who_may() {
        assert_eq!(
            said_of_statement("party = 'us', offers = 'dismantle'"),
            [
                "offer-by-non-performer statements[0].offers: \"us\" cannot offer \"dismantle\" in statement \"s1\": it does not perform it; \
                 write demands if it wants the step, accepts if it lets it happen, or add it to `by` of the measure",
            ]
        );
        assert_eq!(
            said_of_statement("party = 'us', demands = 'lift:partial'"),
            ["demand-of-own-step statements[0].demands: \"us\" cannot demand \"lift:partial\" in statement \"s1\": it alone performs it; \
                 write offers if the party will do it, refuses if it will not",]
        );
        assert_eq!(
            said_of_statement("party = 'us', accepts = 'drills'"),
            ["acceptance-by-performer statements[0].accepts: \"us\" cannot accept \"drills\" in statement \"s1\": it performs it itself; \
                 write offers, with the same preconditions",]
        );
        // A joint performer may demand what it does not perform alone, and anybody may refuse.
        assert!(said_of_statement("party = 'us', demands = 'drills'").is_empty());
        assert!(said_of_statement("party = 'us', refuses = 'lift'").is_empty());
        assert!(said_of_statement("party = 'us', withdraws = 'dismantle'").is_empty());
    }

    #[test]
    fn acts_on_terms_come_to_something() {
        let why = "of the steps that it means by it";
        assert_eq!(
            said_of(
                "statements = [{ party = 'us', offers = 'denuke' }, { party = 'dprk', demands = 'denuke' }, { party = 'dprk', accepts = 'denuke' }]"
            ),
            [
                format!(
                    "empty-offer statements[0].offers: \"us\" cannot offer \"denuke\" in statement \"s1\": it performs none {why}; \
                     write demands, or add the party's own step to its meaning"
                ),
                "empty-demand statements[1].demands: \"dprk\" cannot demand \"denuke\" in statement \"s2\": \
                 it alone performs every step that it means by it; write offers, or add what others do to its meaning"
                    .to_owned(),
                "empty-acceptance statements[2].accepts: \"dprk\" cannot accept \"denuke\" in statement \"s3\": \
                 it performs every step that it means by it; write offers, or add what others do to its meaning"
                    .to_owned(),
            ]
        );
        assert!(said_of("statements = [{ party = 'us', offers = 'peace' }, { party = 'us', demands = 'peace' }, { party = 'us', accepts = 'peace' }]").is_empty());
    }

    #[test]
    fn a_term_means_something_to_who_uses_it() {
        let undefined = "means nothing to \"rok\" in statement \"s1\"; say what it means by it with means = [\"…\"] \
                         under [terms.peace.by.rok], or give a default under [terms.peace]";
        for act in ["demands", "offers", "accepts", "refuses"] {
            assert_eq!(
                said_of_statement(&format!("party = 'rok', {act} = 'peace'")),
                [format!("undefined-term statements[0].{act}: term \"peace\" {undefined}")]
            );
        }
        assert_eq!(
            said_of_statement("party = 'rok', offers = 'drills', after = ['lift', 'peace']"),
            [format!("undefined-term statements[0].after[1]: term \"peace\" {undefined}")]
        );
        assert!(said_of_statement("party = 'rok', withdraws = 'peace'").is_empty());
    }

    #[test]
    fn a_mistake_in_a_definition_is_not_held_against_its_users() {
        for term in [
            "{ means = ['x'] }",
            "{ means = [] }",
            "{ by.uk = { means = ['lift'] } }",
            "{ by.rok = {} }",
            "{ by.rok = { means = ['denuke'] } }",
        ] {
            let text = format!("terms.t = {term}\nstatements = [
                {{ party = 'rok', offers = 't' }}, {{ party = 'rok', demands = 't', }}, {{ party = 'rok', offers = 'drills', after = 't' }}]");
            assert_eq!(said_of(&text).len(), 1, "{text}");
        }
    }
}
