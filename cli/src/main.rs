//! The `impasse` command: reads position files and says where the positions clash and which steps wait for one another.
//!
//! Results go to standard output, problems to standard error. Exit status: 0 it ran; 1 with `--exit-code`, the verdict is an impasse;
//! 2 it could not run.

mod account;
mod args;
mod check;
mod compare;
mod completions;
mod convert;
mod doubt;
mod explain;
mod failure;
mod files;
mod form;
mod format;
mod look;
mod name;
mod nearest;
mod output;
mod position;
mod problem;
mod replace;
mod report;
mod rounds;
mod schema;
mod spreadsheet;
mod template;
mod terminal;
mod usage;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Args, Command};

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(wrong) => return usage::tell(&wrong),
    };
    let ran = match &args.command {
        Command::Report(asked) => report::run(asked, &args.look),
        Command::Check(asked) => check::run(asked, &args.look),
        Command::Compare(asked) => compare::run(asked, &args.look),
        Command::Explain(asked) => explain::run(asked, &args.look),
        Command::Rounds(asked) => rounds::run(asked, &args.look),
        Command::Convert(asked) => convert::run(asked),
        Command::Template(asked) => template::run(asked),
        Command::Schema => schema::run(),
        Command::Completions(asked) => completions::run(asked, &mut Args::command()),
    };
    ran.unwrap_or_else(|failure| failure.tell(&args.look))
}
