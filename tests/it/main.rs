//! The only integration binary: one module per topic, and what holds for the whole crate.

mod filling;
mod fixture;
mod plans;

mod accounting;
mod asking;
mod cases;
mod closing;
mod comparing;
mod corrected_files;
mod disclosure;
mod documents;
mod excel_package;
mod file_kinds;
mod file_sums;
mod filled_forms;
mod hostile_files;
mod modules;
mod mutated_forms;
mod office_texts;
mod one_faulty_file;
mod other_plans;
mod outputs;
mod previous_cycle;
mod properties;
mod reconciling;
mod runs;
mod same_bytes;
mod samples;
mod saved_by_libreoffice;
mod several_files;
mod typed_text;
mod values;
mod workbooks;
