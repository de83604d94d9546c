//! The only integration binary: one module per command, and what holds for the whole crate.

mod filled_forms;
mod filling;
mod modules;
