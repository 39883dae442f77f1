//! Text to draft and back: TOML, JSON and CSV, with the place of every problem.
