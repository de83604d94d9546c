//! Two thousand forms, each damaged in its own way, from one fixed seed: every one gets one answer, and no code of
//! the program or of a library panics on the way.
