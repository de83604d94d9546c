//! A date or a time by the letters of a section.

use chrono::{Datelike as _, NaiveDateTime, Timelike as _};

use super::section::{Part, Section};
use crate::values::date::era_on;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];
const JAPANESE_DAYS: [&str; 7] = ["日", "月", "火", "水", "木", "金", "土"];

/// What the section shows of a day and of the number that it is stored as.
pub(super) fn shown(section: &Section, serial: f64, date: NaiveDateTime) -> String {
    let half_day = section.parts.contains(&Part::HalfDay);
    let mut shown = String::new();
    for part in &section.parts {
        match part {
            Part::Literal(text) => shown.push_str(text),
            Part::Calendar(letter, count) => {
                shown.push_str(&letters(*letter, *count, date, half_day, section.gannen));
            }
            Part::Elapsed(letter, count) => shown.push_str(&elapsed(*letter, *count, serial)),
            Part::HalfDay if date.hour() < 12 => shown.push_str("AM"),
            Part::HalfDay => shown.push_str("PM"),
            _ => {}
        }
    }
    shown
}

fn letters(
    letter: char,
    count: usize,
    date: NaiveDateTime,
    half_day: bool,
    gannen: bool,
) -> String {
    let padded = |number: u32| match count {
        1 => number.to_string(),
        _ => format!("{number:02}"),
    };
    let weekday = date.weekday().num_days_from_sunday() as usize;
    let name = |names: &[&str], at: usize| {
        let name = names.get(at).copied().unwrap_or_default();
        let cut = if count == 3 { 3 } else { name.len() };
        name.get(..cut).unwrap_or(name).to_owned()
    };
    match (letter, count) {
        ('y', 1 | 2) => format!("{:02}", date.year().rem_euclid(100)),
        ('y', _) => date.year().to_string(),
        ('b', 1 | 2) => format!("{:02}", (date.year() + 543).rem_euclid(100)),
        ('b', _) => (date.year() + 543).to_string(),
        ('m', 1 | 2) => padded(date.month()),
        ('m', 5) => name(&MONTHS, date.month0() as usize)
            .chars()
            .take(1)
            .collect(),
        ('m', _) => name(&MONTHS, date.month0() as usize),
        ('d', 1 | 2) => padded(date.day()),
        ('d', _) => name(&DAYS, weekday),
        ('a', 3) => JAPANESE_DAYS[weekday].to_owned(),
        ('a', 4..) => format!("{}曜日", JAPANESE_DAYS[weekday]),
        ('h', _) if half_day => padded(date.hour12().1),
        ('h', _) => padded(date.hour()),
        ('n', _) => padded(date.minute()),
        ('s', _) => padded(date.second()),
        ('g' | 'e' | 'r', _) => of_era(letter, count, date, gannen),
        _ => String::new(),
    }
}

fn of_era(letter: char, count: usize, date: NaiveDateTime, gannen: bool) -> String {
    let Some(era) = era_on(date.date()) else {
        return if letter == 'e' {
            date.year().to_string()
        } else {
            String::new()
        };
    };
    let year = date.year() - era.first_year + 1;
    let year = match (year, count) {
        (1, _) if gannen => "元".to_owned(),
        (_, 1) => year.to_string(),
        _ => format!("{year:02}"),
    };
    match (letter, count) {
        ('g', 1) => era.letter.to_string(),
        ('g', 2) => era.name.chars().take(1).collect(),
        ('g', _) => era.name.to_owned(),
        ('r', 2..) => format!("{}{year}", era.name),
        _ => year,
    }
}

/// Whole hours, minutes or seconds of a number of days.
fn elapsed(letter: char, count: usize, serial: f64) -> String {
    let seconds = (serial * 86_400.0).round();
    let of = match letter {
        'h' => 3_600.0,
        'm' => 60.0,
        _ => 1.0,
    };
    format!("{:0count$}", (seconds / of).floor())
}
