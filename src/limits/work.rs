//! The work that a search has left.

use super::{Cancel, Limits};

/// A search has used up what it may do, or was cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Exhausted;

/// What one search may still do; it is handed down to every part of it.
#[derive(Debug)]
pub(crate) struct Work {
    left: u64,
    cancel: Option<Cancel>,
}

impl Work {
    /// Begins a search.
    pub(crate) fn within(limits: &Limits) -> Self {
        Self { left: limits.work, cancel: limits.cancel.clone() }
    }

    /// Takes looks from what is left. What is used up stays used up.
    ///
    /// # Errors
    ///
    /// Less than that is left, or the search was cancelled.
    pub(crate) fn spend(&mut self, looks: usize) -> Result<(), Exhausted> {
        let cancelled = self.cancel.as_ref().is_some_and(Cancel::is_cancelled);
        match self.left.checked_sub(looks as u64) {
            Some(left) if !cancelled => self.left = left,
            _ => {
                self.left = 0;
                return Err(Exhausted);
            }
        }
        Ok(())
    }

    /// Sets a share of what is left apart, a part of so many, for what must be done in the end.
    pub(crate) fn set_apart(&mut self, parts: u64) -> Self {
        let share = self.left / parts;
        self.left -= share;
        Self { left: share, cancel: self.cancel.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_counted_to_the_last_look() {
        let mut work = Work::within(&Limits::default().work(10));
        assert_eq!(work.spend(4), Ok(()));
        assert_eq!(work.spend(6), Ok(()));
        assert_eq!(work.spend(1), Err(Exhausted));
    }

    #[test]
    fn a_search_that_asked_for_too_much_has_nothing_left() {
        let mut work = Work::within(&Limits::default().work(10));
        assert_eq!(work.spend(11), Err(Exhausted));
        assert_eq!(work.spend(1), Err(Exhausted));
    }

    #[test]
    fn a_share_is_taken_from_the_whole() {
        let mut work = Work::within(&Limits::default().work(10));
        let mut share = work.set_apart(5);
        assert_eq!((share.spend(2), share.spend(1)), (Ok(()), Err(Exhausted)));
        assert_eq!((work.spend(8), work.spend(1)), (Ok(()), Err(Exhausted)));
    }

    #[test]
    fn who_holds_a_clone_of_the_flag_ends_the_search_and_its_shares() {
        let cancel = Cancel::new();
        let mut work = Work::within(&Limits::default().cancelled_by(&cancel.clone()));
        let mut share = work.set_apart(2);
        assert_eq!(work.spend(1), Ok(()));
        cancel.cancel();
        assert_eq!((work.spend(1), share.spend(0)), (Err(Exhausted), Err(Exhausted)));
    }
}
