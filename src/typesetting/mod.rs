//! typesetting
