//! Names what `wheel` passes on; a comment on crate::wheel::spoke::turn is no naming.

use crate::{Rim, wheel::Hub as Middle};

pub struct Apart {
    rim: Rim,
    text: &'static str,
}

/// Passes a string "crate::wheel" and a lifetime 'a by.
pub fn apart<'a>(_: &'a Middle) -> &'static str {
    r#"use super::wheel::spoke; "{"#
}

#[cfg(test)]
mod tests {
    use crate::wheel::spoke::turn;
}
