//! Doubts as lines of text: a line for each of a few, one line for many of a kind.

/// How many doubts of a kind have a line each.
const FEW: usize = 2;

/// The doubts of one kind in words.
#[derive(Debug)]
pub(crate) struct Kind {
    /// Says how many there are, for the case that they are not told one by one: `15 of 20 statements cite no source`.
    pub(crate) in_short: String,
    /// How many there are.
    pub(crate) count: usize,
    /// All of them where each is to have its line, else at least the first few.
    pub(crate) told: Vec<Told>,
}

/// One doubt in words.
#[derive(Debug)]
pub(crate) struct Told {
    /// The place that it is about: `talks.toml:12`.
    pub(crate) place: Option<String>,
    /// What it is about, to be named where there is no place.
    pub(crate) about: String,
    /// The doubt in a sentence.
    pub(crate) sentence: String,
}

impl Kind {
    /// How many of a kind are named when it has one line.
    pub(crate) const SHOWN: usize = 3;

    /// Says the doubts: one by one when they are few or all are asked for, else in one line with the first places.
    pub(crate) fn lines(&self, all: bool) -> Vec<String> {
        if self.count <= FEW || all {
            return self.told.iter().map(Told::line).collect();
        }
        let names: Vec<&str> = self.told.iter().take(Self::SHOWN).map(|told| told.place.as_deref().unwrap_or(&told.about)).collect();
        let listed = match (self.count - names.len(), names.split_last()) {
            (0, Some((last, others))) => format!("{} and {last}", others.join(", ")),
            (more, _) => format!("{} and {more} more (--verbose lists all)", names.join(", ")),
        };
        vec![format!("{}: {listed}", self.in_short)]
    }
}

impl Told {
    fn line(&self) -> String {
        match &self.place {
            Some(place) => format!("{place}: {}", self.sentence),
            None => self.sentence.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(count: usize, told: usize) -> Kind {
        let told = (1..=told).map(|line| Told {
            place: (line != 2).then(|| format!("talks.toml:{line}")),
            about: format!("s{line}"),
            sentence: format!("statement s{line} cites no source"),
        });
        Kind { in_short: format!("{count} of 9 statements cite no source"), count, told: told.collect() }
    }

    #[test]
    fn few_are_told_one_by_one_and_many_in_one_line() {
        let each = ["talks.toml:1: statement s1 cites no source", "statement s2 cites no source"];
        assert_eq!(kind(2, 2).lines(false), each);
        assert_eq!(kind(3, 3).lines(false), ["3 of 9 statements cite no source: talks.toml:1, s2 and talks.toml:3"]);
        let many = "7 of 9 statements cite no source: talks.toml:1, s2, talks.toml:3 and 4 more (--verbose lists all)";
        assert_eq!(kind(7, 3).lines(false), [many]);
        assert_eq!(kind(7, 7).lines(true).len(), 7);
        assert_eq!(kind(3, 3).lines(true).len(), 3);
    }
}
