//! Builds a negotiation in code, without any file, and asks whether the parties can agree.
//!
//! Run it with `cargo run --example build_a_negotiation`.

use std::error::Error;
use std::io::{self, Write};

use impasse::render;
use impasse::{Draft, analyze};

/// Writes the report on a hostage exchange in which each side wants the other to move first, and then on one in which it does not.
pub fn run(out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let mut draft = Draft::new("A prisoner exchange");
    draft.party("north").name("The North");
    draft.party("south").name("The South");
    draft.measure("free-pilots", ["north"]).name("Free the pilots");
    draft.measure("free-sailors", ["south"]).name("Free the sailors");
    draft.says("south").demands("free-pilots");
    draft.says("north").offers("free-pilots").after("free-sailors").quote("not one day before our sailors are home");
    draft.says("south").offers("free-sailors").after("free-pilots");

    let negotiation = draft.build()?;
    write!(out, "{}", render::report(&negotiation, &analyze(&negotiation)).text())?;

    // The South no longer insists on being second: it frees the sailors when the pilots are freed.
    let exchange = draft.statements.last_mut().ok_or("there are statements")?;
    exchange.after = Default::default();
    exchange.with("free-pilots");
    draft.statements[1].after = Default::default();
    draft.statements[1].with("free-sailors");

    let negotiation = draft.build()?;
    writeln!(out, "\nWhen both are freed at the same time: {}.", analyze(&negotiation).verdict().word())?;
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    run(&mut io::stdout())
}
