//! Numbers as small bars.

/// Eighths of a block, standing and lying.
const STANDING: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const LYING: [char; 7] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/// Draws shares of a whole, each from 0 to 1, as a row of standing bars.
pub(super) fn line(shares: impl IntoIterator<Item = f64>) -> String {
    shares.into_iter().map(|share| STANDING[eighths(share, 8).saturating_sub(1)]).collect()
}

/// Draws a share of a whole, from 0 to 1, as a lying bar of at most so many columns.
pub(super) fn bar(share: f64, columns: usize) -> String {
    let eighths = eighths(share, 8 * columns);
    let part = (eighths % 8).checked_sub(1).map(|part| LYING[part]);
    std::iter::repeat_n('█', eighths / 8).chain(part).collect()
}

/// Returns a share in parts of a whole, rounded up so that nothing but 0 looks like it.
fn eighths(share: f64, whole: usize) -> usize {
    ((share.clamp(0.0, 1.0) * whole as f64).ceil() as usize).min(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_long_as_the_shares() {
        assert_eq!(line([0.0, 0.1, 0.5, 1.0, 7.0]), "▁▁▄██");
        assert_eq!([0.0, 0.01, 0.5, 1.0].map(|share| bar(share, 4)), ["", "▏", "██", "████"]);
    }
}
