//! Files that cannot be read as spreadsheets.

/// Why a file cannot be read as a spreadsheet, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unreadable {
    pub(crate) message: String,
    pub(crate) remedy: String,
}

impl Unreadable {
    pub(super) fn new(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { message: message.into(), remedy: remedy.into() }
    }

    /// A file in another form than `.xlsx`, or without any.
    pub(super) fn other_form(message: impl Into<String>) -> Self {
        Self::new(message, "save it as .xlsx, or its statements as CSV")
    }

    /// A file that begins like an `.xlsx` file and does not go on like one.
    pub(super) fn damaged(why: impl std::fmt::Display) -> Self {
        let remedy = "open it in a spreadsheet program and save it again, or save its statements as CSV";
        Self::new(format!("this .xlsx file is damaged: {why}"), remedy)
    }
}
