//! The finished documents held against what they were made from.

pub mod bounds;
pub mod completeness;
pub mod disclosure;
pub mod outputs;
pub mod reconciliation;
