//! What can be chosen in a spreadsheet of statements.

use impasse::Negotiation;

/// The ids that a position file declares, as the drop-downs of a spreadsheet offer them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lists {
    pub(super) parties: Vec<String>,
    /// Steps and terms. A measure with levels is there by itself, too: that is its top level, and what is withdrawn.
    pub(super) steps: Vec<String>,
    pub(super) rounds: Vec<String>,
    pub(super) sources: Vec<String>,
}

impl Lists {
    /// Lists what a negotiation declares, in order of declaration.
    pub(crate) fn of(n: &Negotiation) -> Self {
        let mut steps = Vec::new();
        for (measure, _) in n.measures() {
            steps.push(n.measure_key(measure).to_owned());
            steps.extend(n.steps_of(measure).filter(|&step| n.level_name(step).is_some()).map(|step| n.step_key(step).into_owned()));
        }
        steps.extend(n.terms().map(|(term, _)| n.term_key(term).to_owned()));
        Self {
            parties: n.parties().map(|(party, _)| n.party_key(party).to_owned()).collect(),
            steps,
            rounds: n.rounds().map(|(round, _)| n.round_key(round).to_owned()).collect(),
            sources: n.sources().map(|(source, _)| n.source_key(source).to_owned()).collect(),
        }
    }
}
