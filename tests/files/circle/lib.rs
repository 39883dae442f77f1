//! A crate of which `hub`, `rim` and `spoke` name one another in a circle, and nothing else does.

mod apart;
mod wheel;

pub use apart::Apart;
pub use wheel::Rim;
