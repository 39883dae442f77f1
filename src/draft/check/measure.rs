//! Measures: who performs them, their levels, and what of them is done.

use super::entry::{boxed, each_entry};
use super::ill_formed::remedy_for_id;
use super::reference::level_remedy;
use super::{Checker, Set};
use crate::draft::fix::{Content, Fix, Remedy};
use crate::draft::trail::{Owner, Trail};
use crate::draft::wording::{is_well_formed, quoted};
use crate::draft::{DoneDraft, Draft, Meant, MeasureDraft, ProblemCode, meant};
use crate::model::{Done, Measure, MeasureId, PartyId, Step, StepId, Target};

/// From how many performers on they are also kept by hash.
const CROWD: usize = 9;

/// Who performs a step.
#[derive(Clone, Copy)]
pub(super) enum Performers {
    /// One party alone.
    One(PartyId),
    /// Several parties together.
    Several,
    /// A mistake leaves it open.
    Unclear,
}

/// Writes the keys `measure:level` of all levels one after the other.
pub(super) fn level_keys(draft: &Draft<'_>) -> String {
    let mut keys = String::new();
    for (id, measure) in &draft.measures.0 {
        for level in &measure.levels {
            keys.extend([id, ":", level]);
        }
    }
    keys
}

impl<'d> Checker<'d> {
    pub(super) fn measures(&mut self) {
        let declared = &self.draft.measures.0;
        let levels: usize = declared.iter().map(|(_, measure)| measure.levels.len()).sum();
        self.made.write().measures.reserve(declared.len());
        self.names.reserve(declared.len() + levels + self.draft.terms.0.len());
        each_entry!(self, measures, "measure", |id, entry, at, repeated| {
            let measure = self.measure(entry, &at);
            if !repeated {
                self.declare(id, entry, measure);
            }
            let length = entry.levels.iter().map(|level| id.len() + 1 + level.len()).sum();
            self.level_keys = &self.level_keys[length..];
        });
    }

    fn declare(&mut self, id: &'d str, entry: &'d MeasureDraft<'d>, performed: (Measure, bool)) {
        let (measure, clear) = performed;
        let handle = MeasureId::new(self.made.content().measures.len());
        let first = self.made.content().steps.len();
        let count = entry.levels.len().max(1);
        self.made.write().steps.extend((0..count).map(|level| Step { measure: handle, level }));
        self.names.entry(id).or_insert(Target::Step(StepId::new(first + count - 1)));
        let mut keys = self.level_keys;
        for (level, name) in entry.levels.iter().enumerate() {
            let (key, rest) = keys.split_at(id.len() + 1 + name.len());
            self.names.entry(key).or_insert(Target::Step(StepId::new(first + level)));
            keys = rest;
        }
        let performers = match *measure.by {
            _ if !clear => Performers::Unclear,
            [party] => Performers::One(party),
            _ => Performers::Several,
        };
        self.performers.extend(std::iter::repeat_n(performers, count));
        if measure.by.len() >= CROWD {
            self.crowds.extend(measure.by.iter().map(|&party| (handle, party)));
        }
        self.made.write().measures.insert(id.into(), measure);
    }

    /// Returns the measure, and whether it is clear who performs it.
    fn measure(&mut self, entry: &'d MeasureDraft<'d>, at: &Trail<'_>) -> (Measure, bool) {
        let (by, clear) = self.performers(entry, at);
        let issue = entry.issue.as_deref().and_then(|issue| self.issue(issue, &at.key("issue")));
        self.levels(entry, at);
        let first = self.made.content().steps.len();
        let done = self.done(entry, first, at);
        let burden = entry.burden.unwrap_or(1.0);
        if !burden.is_finite() || burden < 0.0 {
            let message = format!("the burden of {} is {burden}", at.owner());
            self.complain(&at.key("burden"), ProblemCode::BadBurden, message, "give a number that is not negative, or leave it out for 1");
        }
        let measure = Measure {
            name: boxed(&entry.name),
            by: by.into(),
            issue,
            levels: entry.levels.iter().map(|name| Box::from(&**name)).collect(),
            takes: entry.takes.unwrap_or(0),
            done,
            given: entry.given.unwrap_or(false),
            burden,
            first_step: u32::try_from(first).expect("fewer than four billion steps"),
        };
        (measure, clear)
    }

    fn performers(&mut self, entry: &MeasureDraft<'_>, at: &Trail<'_>) -> (Vec<PartyId>, bool) {
        let list = at.key("by");
        if entry.by.is_empty() {
            let message = format!("nobody performs {}", at.owner());
            self.complain(
                at,
                ProblemCode::NoPerformer,
                message,
                "add the party that does, as in by = \"us\", or the parties who must all act",
            );
            return (Vec::new(), false);
        }
        let mut by = Vec::with_capacity(entry.by.len());
        let mut seen = Set::default();
        let mut clear = true;
        for (i, id) in entry.by.iter().enumerate() {
            let Some(party) = self.party(id, &list.index(i)) else {
                clear = false;
                continue;
            };
            if entry.by.len() == 1 || seen.insert(party) {
                by.push(party);
            } else {
                let message = format!("party {} is named twice as a performer of {}", quoted(id), at.owner());
                self.complain(
                    &list.index(i),
                    ProblemCode::RepeatedPerformer,
                    message,
                    Remedy::exact("name each performer once", Fix::RemoveItem),
                );
            }
        }
        (by, clear)
    }

    fn levels(&mut self, entry: &'d MeasureDraft<'d>, at: &Trail<'_>) {
        let list = at.key("levels");
        let mut seen: Set<&str> = Set::default();
        for (i, name) in entry.levels.iter().enumerate() {
            let again = match entry.levels.len() {
                ..CROWD => entry.levels[..i].contains(name),
                _ => !seen.insert(name),
            };
            if !is_well_formed(name) {
                let message = format!("level name {} of {} is not well-formed", quoted(name), at.owner());
                let at = list.index(i);
                self.complain(&at, ProblemCode::BadLevelName, message, remedy_for_id(name, &at));
            }
            if again {
                let message = format!("level {} is declared twice in {}", quoted(name), at.owner());
                self.complain(
                    &list.index(i),
                    ProblemCode::RepeatedLevel,
                    message,
                    Remedy::exact("remove it, or give it a name of its own", Fix::RemoveItem),
                );
            }
        }
    }

    fn done(&mut self, entry: &MeasureDraft<'_>, first: usize, at: &Trail<'_>) -> Option<Done> {
        let at = at.key("done");
        let top = Some(first + entry.levels.len().max(1) - 1);
        let mut on = None;
        let step = match entry.done.as_ref()? {
            DoneDraft::Whole(false) => None,
            DoneDraft::Whole(true) => top,
            DoneDraft::Level(level) => self.done_level(entry, level, first, &at),
            DoneDraft::Since(since) => {
                let step = match &since.level {
                    None => top,
                    Some(level) => self.done_level(entry, level, first, &at.key("level")),
                };
                on = since.on.as_deref().and_then(|on| self.date(on, &at.key("on")));
                step
            }
        };
        step.map(|step| Done { step: StepId::new(step), on })
    }

    fn done_level(&mut self, entry: &MeasureDraft<'_>, level: &str, first: usize, at: &Trail<'_>) -> Option<usize> {
        let found = entry.levels.iter().position(|name| **name == *level);
        if entry.levels.is_empty() {
            let message = format!("level {} is said to be done, but {} has no levels", quoted(level), at.owner());
            let remedy = match meant(level) {
                Some(Meant::One(date)) => {
                    let day = Content::entry("on", Content::Text(date.clone()));
                    Remedy::exact(format!("write it as a table with {} as \"on\"", quoted(&date)), Fix::Value(day))
                }
                _ => {
                    let is_done = !matches!(&*level.to_lowercase(), "no" | "false");
                    Remedy::exact(format!("write {is_done}, without quotes, or declare the levels"), Fix::Value(Content::Truth(is_done)))
                }
            };
            self.complain(at, ProblemCode::NoLevels, message, remedy);
        } else if found.is_none() {
            let message = format!("{} has no level {} that could be done", at.owner(), quoted(level));
            let names = entry.levels.iter().map(|name| &**name);
            let remedy = level_remedy(&mut self.nearest, names, entry.levels.len(), level, at, str::to_owned);
            self.complain(at, ProblemCode::UnknownLevel, message, remedy);
        }
        found.map(|level| first + level)
    }

    /// Returns whether a party performs a step; `None` when a mistake leaves that open.
    pub(super) fn performs(&self, party: PartyId, step: StepId) -> Option<bool> {
        match self.performers[step.index()] {
            Performers::One(performer) => Some(performer == party),
            Performers::Several => {
                let measure = self.made.content().steps[step.index()].measure;
                let by = &self.made.content().measures[measure.index()].by;
                Some(if by.len() >= CROWD { self.crowds.contains(&(measure, party)) } else { by.contains(&party) })
            }
            Performers::Unclear => None,
        }
    }

    /// Returns whether a party performs a step alone; `None` when a mistake leaves that open.
    pub(super) fn performs_alone(&self, party: PartyId, step: StepId) -> Option<bool> {
        match self.performers[step.index()] {
            Performers::One(performer) => Some(performer == party),
            Performers::Several => Some(false),
            Performers::Unclear => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::complaint::said_of;
    use crate::draft::Draft;

    fn said_of_measure(fields: &str) -> Vec<String> {
        said_of(&format!("measures.m = {{ {fields} }}"))
    }

    #[test]
    fn performers_are_declared_and_named_once() {
        let missing = "no-performer measures.m: nobody performs measure \"m\"; \
                       add the party that does, as in by = \"us\", or the parties who must all act";
        assert_eq!(said_of_measure(""), [missing]);
        assert_eq!(said_of_measure("by = []"), [missing]);
        assert_eq!(
            said_of_measure("by = 'norht-korea'"),
            ["unknown-party measures.m.by[0]: unknown party \"norht-korea\" in measure \"m\"; did you mean \"dprk\"?"]
        );
        assert_eq!(
            said_of_measure("by = ['us', 'china', 'us']"),
            [
                "unknown-party measures.m.by[1]: unknown party \"china\" in measure \"m\"; \
                 declare it under [parties.china], or write \"dprk\", \"rok\" or \"us\"",
                "repeated-performer measures.m.by[2]: party \"us\" is named twice as a performer of measure \"m\"; name each performer once",
            ]
        );
    }

    #[test]
    fn the_issue_is_declared() {
        assert_eq!(
            said_of_measure("by = 'us', issue = 'sanctions'"),
            ["unknown-issue measures.m.issue: unknown issue \"sanctions\" in measure \"m\"; declare it under [issues.sanctions]"]
        );
    }

    #[test]
    fn levels_have_names_of_their_own() {
        assert_eq!(
            said_of_measure("by = 'us', levels = ['a', 'B', 'a', '']"),
            [
                "bad-level-name measures.m.levels[1]: level name \"B\" of measure \"m\" is not well-formed; \
                 write \"b\": only lower-case letters, digits, - and _, beginning with a letter or digit",
                "repeated-level measures.m.levels[2]: level \"a\" is declared twice in measure \"m\"; remove it, or give it a name of its own",
                "bad-level-name measures.m.levels[3]: level name \"\" of measure \"m\" is not well-formed; \
                 use lower-case letters, digits, - and _, beginning with a letter or digit, as in \"lift-sanctions\"",
            ]
        );
    }

    #[test]
    fn what_is_done_is_a_level() {
        assert_eq!(
            said_of_measure("by = 'us', levels = ['some', 'most'], done = 'mots'"),
            ["unknown-level measures.m.done: measure \"m\" has no level \"mots\" that could be done; did you mean \"most\"?"]
        );
        assert_eq!(
            said_of_measure("by = 'us', levels = ['some', 'most'], done = { level = 'everything' }"),
            ["unknown-level measures.m.done.level: measure \"m\" has no level \"everything\" that could be done; \
                 write \"some\" or \"most\"",]
        );
        assert_eq!(
            said_of_measure("by = 'us', done = 'all'"),
            ["no-levels measures.m.done: level \"all\" is said to be done, but measure \"m\" has no levels; \
                 write true, without quotes, or declare the levels",]
        );
    }

    #[test]
    fn the_burden_is_a_number_that_is_not_negative() {
        for (burden, shown) in [("-1", "-1"), ("nan", "NaN"), ("inf", "inf")] {
            assert_eq!(
                said_of_measure(&format!("by = 'us', burden = {burden}")),
                [format!(
                    "bad-burden measures.m.burden: the burden of measure \"m\" is {shown}; \
                     give a number that is not negative, or leave it out for 1"
                )]
            );
        }
        assert!(said_of_measure("by = 'us', burden = 0").is_empty());
    }

    #[test]
    fn a_measure_with_a_mistake_is_declared_and_its_performers_are_open() {
        let text = "measures.m = { by = 'x' }\nstatements = [
            { party = 'us', offers = 'm' }, { party = 'us', demands = 'm' }, { party = 'us', accepts = 'm' }]";
        assert_eq!(said_of(text).len(), 1);
    }

    #[test]
    fn what_is_done_reaches_up_to_its_level() {
        let mut draft = Draft::new("");
        draft.party("p");
        draft.measure("m", ["p"]).levels(["a", "b", "c"]).done_level_on("b", "2019");
        draft.measure("n", ["p"]).done();
        draft.measure("o", ["p"]).levels(["a", "b"]).done_on("2019");
        draft.measure("p", ["p"]).done = Some(crate::draft::DoneDraft::Whole(false));
        let made = draft.build().unwrap();
        let done: Vec<_> = made.steps().filter(|&(step, _)| made.is_done(step)).map(|(step, _)| made.step_key(step)).collect();
        assert_eq!(done, ["m:a", "m:b", "n", "o:a", "o:b"]);
    }

    #[test]
    fn a_crowd_performs_jointly() {
        let mut draft = Draft::new("");
        let crowd: Vec<String> = (0..100_000).map(|i| format!("p{i}")).collect();
        for party in crowd.iter().chain([&"bystander".to_owned()]) {
            draft.party(party.clone());
        }
        draft.measure("m", crowd.clone());
        for party in &crowd {
            draft.says(party.clone()).offers("m");
        }
        draft.says("bystander").accepts("m");
        assert_eq!(draft.build().unwrap().statements().len(), 100_001);
        draft.says("bystander").offers("m");
        draft.says("p99999").accepts("m");
        let codes: Vec<_> = draft.build().unwrap_err().problems().iter().map(|problem| problem.code.word()).collect();
        assert_eq!(codes, ["offer-by-non-performer", "acceptance-by-performer"]);
    }
}
