//! The finished documents held against what they were made from.

pub mod completeness;
pub mod reconciliation;
