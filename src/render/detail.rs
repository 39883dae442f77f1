//! How much is told besides the findings.

use super::StatementLines;

/// What a report or an explanation tells besides its findings: nothing more unless said otherwise.
///
/// # Examples
///
/// ```
/// use impasse::render::{Detail, StatementLines};
///
/// # let negotiation = impasse::Draft::new("A swap").build()?;
/// let report = impasse::analyze(&negotiation);
/// let mut lines = StatementLines::default();
/// lines.add("swap.toml", vec![12, 18]);
/// let detail = Detail::default().remarks(true).statement_lines(&lines);
/// print!("{}", impasse::render::report_in_detail(&negotiation, &report, &detail).text());
/// # Ok::<(), impasse::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use]
pub struct Detail<'a> {
    pub(super) remarks: bool,
    pub(super) lines: Option<&'a StatementLines>,
}

impl<'a> Detail<'a> {
    /// Sets whether encoders' remarks are told too.
    pub fn remarks(mut self, remarks: bool) -> Self {
        self.remarks = remarks;
        self
    }

    /// Sets where the statements stand, so that findings point at the lines of the position file.
    pub fn statement_lines(mut self, lines: &'a StatementLines) -> Self {
        self.lines = Some(lines);
        self
    }
}
