//! How steps depend on one another.
