//! gyokaku carries a Japanese city's administrative-reform plan through its reporting cycle.
//!
//! One description of the form drives both writing and reading; one merged record drives every
//! document:
//!
//! ```text
//! 計画台帳.xlsx ─ plan ─▶ Plan ─ form ─▶ 進捗状況調査票 (one workbook per department)
//!                          │                  │ departments fill
//!                          ▼                  ▼
//!                     FormLayout ◀─ form ─ 提出/*.xlsx
//!                          │
//!                          ▼  submission: cells → typed values, faults → Diagnostics
//!                     Intake { files, submissions, diagnostics }
//!                          │
//!                          ▼  cycle: merge, coverage, comparison with earlier cycles
//!                     CycleRecord (record.json; every value carries its source cell)
//!                          │
//!                          ▼  audience: what each body may see
//!          HeadquartersView │ CouncilView │ PublicView
//!                  │                       │
//!                  ▼ typesetting           ▼ workbook_output
//!                 PDF                     集計表.xlsx
//! ```
//!
//! The modules below stand in reading order. Each may use only those that ARCHITECTURE.md allows it;
//! a test holds that table. The library prints nothing and never exits.

#![warn(missing_debug_implementations)]

/// Some tests take the plans and the filling of forms from tests/it.
#[cfg(test)]
extern crate self as gyokaku;

pub mod values;

pub mod diagnostic;

pub mod plan;

pub mod form;

pub mod submission;

pub mod cycle;

pub mod audience;

pub mod typesetting;

pub mod tables;

pub mod workbook_output;

pub mod publication;

pub mod verification;

pub mod project_files;

pub mod memory;

pub mod cli;

mod console;

mod office;

pub mod commands;
