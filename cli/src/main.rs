//! The `impasse` command.

fn main() {}
