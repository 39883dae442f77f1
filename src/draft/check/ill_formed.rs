//! Ids that do not have their form: what was probably meant.

use crate::draft::fix::Remedy;
use crate::draft::trail::Trail;
use crate::draft::wording::{LONGEST, is_well_formed, quoted, slug};

/// What an id is made of.
pub(super) const FORM: &str = "lower-case letters, digits, - and _, beginning with a letter or digit";

/// Says what to do about an ill-formed id: the id that was probably meant, or what an id looks like.
pub(super) fn remedy_for_id(id: &str, at: &Trail<'_>) -> Remedy {
    match well_formed(id) {
        Some(near) => Remedy::exact(format!("write {}: only {FORM}", quoted(&near)), at.rewritten(&near)),
        None => format!("use {FORM}, as in \"lift-sanctions\"").into(),
    }
}

/// Returns the well-formed id that an ill-formed one was probably meant to be.
pub(super) fn well_formed(id: &str) -> Option<String> {
    // Letters with marks are written without, as far as they are common.
    let plain: String = id.chars().flat_map(char::to_lowercase).map(unmarked).collect();
    Some(slug(&plain)).filter(|near| is_well_formed(near) && near.len() <= LONGEST)
}

/// Returns a letter of Latin script without its mark.
fn unmarked(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'ç' | 'č' | 'ć' => 'c',
        'è' | 'é' | 'ê' | 'ë' | 'ě' => 'e',
        'ì' | 'í' | 'î' | 'ï' | 'ı' => 'i',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => 'o',
        'š' | 'ś' | 'ş' => 's',
        'ù' | 'ú' | 'û' | 'ü' | 'ů' => 'u',
        'ý' | 'ÿ' => 'y',
        'ž' | 'ź' | 'ż' => 'z',
        'ğ' => 'g',
        'ł' => 'l',
        'ř' => 'r',
        c => c,
    }
}
