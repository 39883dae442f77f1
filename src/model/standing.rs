//! What stands as of a day: positions change from round to round.
//!
//! On each target (a measure with all its levels, or a term) a party's position is all that it said in the latest round in which it spoke
//! on that target. Rounds are in order of date, then of declaration; a date without a round is a moment of its own, before the rounds of
//! that day; statements without either come first.

use super::timeline::Timeline;
use super::{Act, AsOf, Day, Moment, Negotiation, NotCounted, RoundId, Target, Topic, When};

impl Negotiation {
    /// Returns what a party takes a position on when it speaks of a step or term.
    #[must_use]
    pub fn topic(&self, target: Target) -> Topic {
        match target {
            Target::Step(step) => Topic::Measure(self.step(step).measure),
            Target::Term(term) => Topic::Term(term),
        }
    }

    /// Returns the moment of a date or round.
    #[must_use]
    pub fn moment(&self, when: When) -> Moment {
        match when {
            When::Undated => Moment { day: None, rank: 0 },
            When::On(date) => Moment { day: Some(date.first_day()), rank: 0 },
            When::In(round) => Moment { day: Some(self.round(round).date.first_day()), rank: round.index() as u32 + 1 },
        }
    }

    /// Reads the positions as of another day; without one, all of them, and day 0 is the day on which the date of the latest round,
    /// statement or claim begins.
    ///
    /// The negotiation read is another view of the same statements: making it copies nothing, and this one stays as it is.
    ///
    /// # Complexity
    ///
    /// Logarithmic in the number of moments; without a day, linear in the size of the negotiation.
    ///
    /// # Examples
    ///
    /// ```
    /// use impasse::model::AsOf;
    ///
    /// let mut draft = impasse::Draft::new("A swap");
    /// draft.party("a");
    /// draft.party("b");
    /// draft.measure("bread", ["b"]);
    /// draft.says("a").demands("bread").date("2020-03-01");
    /// draft.says("a").withdraws("bread").date("2020-09-01");
    /// let negotiation = draft.build()?;
    /// let in_spring = negotiation.read_as_of(Some(AsOf::Date("2020-03-31".parse()?)));
    /// assert_eq!((negotiation.standing().count(), in_spring.standing().count()), (0, 1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn read_as_of(&self, as_of: Option<AsOf>) -> Self {
        let (day_zero, last) = match as_of {
            Some(AsOf::Date(date)) => (Some(date.last_day()), Some(Moment { day: Some(date.last_day()), rank: u32::MAX })),
            Some(AsOf::Round(round)) => (Some(self.round(round).date.first_day()), Some(self.moment(When::In(round)))),
            None => (self.latest_day(), None),
        };
        self.read(day_zero, last)
    }

    /// Reads the positions right after one moment, before anything that was said later, be it on the same day; day 0 is its day.
    ///
    /// What bears no date is read on the first day that anything bears, or on the day looked at so far when that is earlier or nothing
    /// bears a date.
    ///
    /// # Complexity
    ///
    /// Logarithmic in the number of moments; for what bears no date, linear in the size of the negotiation.
    #[must_use]
    pub fn read_right_after(&self, when: When) -> Self {
        let moment = self.moment(when);
        let day_zero = moment.day.or_else(|| self.first_day().into_iter().chain(self.as_of()).min());
        self.read(day_zero, Some(moment))
    }

    /// Reads what was said up to a moment, or all of it.
    fn read(&self, day_zero: Option<Day>, last: Option<Moment>) -> Self {
        let mut read = self.clone();
        read.reading.day_zero = day_zero;
        read.reading.last_moment = last;
        read.reading.moments = self.content().timeline.up_to(last);
        read
    }

    /// Ends the making of a negotiation: what was written down is put in order of time and read as of its own day.
    pub(crate) fn made(mut self, as_of: Option<AsOf>) -> Self {
        let content = self.content();
        let timeline = Timeline::of(&content.statements, &content.claims, |when| self.moment(when), |target| self.topic(target));
        self.write().timeline = timeline;
        let declared = self.content().declared_as_of.map(AsOf::Date);
        self.read_as_of(as_of.or(declared))
    }

    /// Returns whether a date or round lies after the day as of which positions are read.
    #[must_use]
    pub fn is_yet_to_come(&self, when: When) -> bool {
        self.reading.last_moment.is_some_and(|last| self.moment(when) > last)
    }

    /// Counts the statements that do not count on the day looked at.
    ///
    /// # Complexity
    ///
    /// Linear in the number of statements.
    #[must_use]
    pub fn not_counted(&self) -> NotCounted {
        let mut counts = NotCounted::default();
        for (id, said) in self.statements().filter(|(_, said)| said.act != Act::Withdraws) {
            if self.is_yet_to_come(said.when) {
                counts.later += 1;
            } else if !self.stands(id) {
                counts.ended += 1;
            }
        }
        counts
    }

    /// Returns whether something is demanded after the day looked at.
    #[must_use]
    pub fn is_demanded_later(&self) -> bool {
        let later = self.statements().filter(|(_, said)| self.is_yet_to_come(said.when));
        later.map(|(id, _)| id).any(|id| self.step_acts(id).any(|plain| plain.act == Act::Demands))
    }

    /// Returns the round right after which positions are read, when they are read after a round and not at the end of a day.
    #[must_use]
    pub fn as_of_round(&self) -> Option<RoundId> {
        let rank = self.reading.last_moment?.rank.checked_sub(1)?;
        (rank < self.rounds().len() as u32).then(|| RoundId::new(rank as usize))
    }

    fn first_day(&self) -> Option<Day> {
        self.dated_days().min()
    }

    fn latest_day(&self) -> Option<Day> {
        self.dated_days().max()
    }

    /// Lists the days on which the dates of rounds, statements and claims begin.
    fn dated_days(&self) -> impl Iterator<Item = Day> {
        let rounds = self.rounds().map(|(_, round)| round.date.first_day());
        let said = self.statements().map(|(_, said)| said.when).chain(self.claims().map(|(_, claim)| claim.when));
        rounds.chain(said.filter_map(|when| self.moment(when).day))
    }
}
