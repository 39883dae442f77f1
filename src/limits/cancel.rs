//! A flag that ends a search.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Ends the searches that were told to listen to it; clones are the same flag, and any thread may hold one.
///
/// # Examples
///
/// ```
/// let cancel = impasse::Cancel::new();
/// let limits = impasse::Limits::default().cancelled_by(&cancel);
/// std::thread::spawn(move || cancel.cancel()).join().unwrap();
/// # drop(limits);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Returns a flag that nobody has raised.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends the searches that listen to it, now and later.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Returns whether it has been cancelled.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
