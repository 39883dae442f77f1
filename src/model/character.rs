//! What characters do where text is shown: most are seen, some act on a terminal, some are not there to see.

/// What showing a character does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Character {
    /// It is seen, or joined to what is seen.
    Seen,
    /// It sets words apart: blanks, tabs, line breaks of all kinds.
    Space,
    /// There is nothing to see of it, and nothing is lost without it.
    Unseen,
    /// It steers a terminal or the direction of writing, or takes room without being seen, so that two texts look alike.
    Hidden,
    /// It chooses a form of the character before it.
    Variation,
}

impl Character {
    /// Tells what a character does.
    pub(crate) const fn of(c: char) -> Self {
        match c {
            ' '..='~' => Self::Seen,
            '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Self::Space,
            '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Self::Hidden,
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => Self::Hidden,
            // Fillers, joiners of nothing and marks of musical notation, which fonts show as nothing or as a blank.
            '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{180e}' | '\u{2060}'..='\u{2065}' => Self::Hidden,
            '\u{1d173}'..='\u{1d17a}' | '\u{17b4}' | '\u{17b5}' => Self::Hidden,
            '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' => Self::Unseen,
            '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => Self::Variation,
            _ => Self::Seen,
        }
    }

    /// Returns whether a variation selector makes sense after a character: those of emoji, ideographs, symbols and a few scripts.
    pub(crate) const fn has_forms(c: char, selector: char) -> bool {
        let is_ideograph = matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
        let is_symbol = matches!(c, '#' | '*' | '0'..='9' | '\u{a9}' | '\u{ae}' | '\u{203c}'..='\u{303d}' | '\u{3297}' | '\u{3299}');
        match selector {
            '\u{fe0e}' | '\u{fe0f}' => is_symbol || is_ideograph || matches!(c, '\u{1f000}'..='\u{1faff}'),
            '\u{fe00}'..='\u{fe0d}' => {
                is_ideograph
                    || is_symbol
                    || matches!(c, '\u{1000}'..='\u{109f}' | '\u{a840}'..='\u{aa7f}' | '\u{ff01}'..='\u{ff1f}' | '\u{10ac0}'..='\u{10aff}')
            }
            _ => is_ideograph,
        }
    }
}
