//! Something that may be so or not, and the opposite of it.

/// A variable with a sign. Variables are the elements, then the goals, then the exclusions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Literal(u32);

impl Literal {
    /// The variable is so.
    pub(super) const fn yes(variable: u32) -> Self {
        Self(variable << 1)
    }

    /// The variable is not so.
    pub(super) const fn no(variable: u32) -> Self {
        Self(variable << 1 | 1)
    }

    pub(super) const fn variable(self) -> u32 {
        self.0 >> 1
    }

    pub(super) const fn is_yes(self) -> bool {
        self.0 & 1 == 0
    }

    pub(super) const fn opposite(self) -> Self {
        Self(self.0 ^ 1)
    }

    pub(super) const fn index(self) -> usize {
        self.0 as usize
    }
}
