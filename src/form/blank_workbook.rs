//! Writes a form.
