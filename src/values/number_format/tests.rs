//! Format codes with what a spreadsheet shows by them. The lists were held against LibreOffice 7.4, which shows the
//! same but for the widths of gaps.

use chrono::{Duration, NaiveDate, NaiveTime};

use super::*;

/// Shown, or the plain number.
fn number(code: &str, number: f64) -> String {
    let plain = decimal_text(decimal_from_f64(number).unwrap());
    NumberFormat::parse(code).number(number).unwrap_or(plain)
}

#[test]
fn digits_thousands_and_decimals() {
    for (code, value, shown) in [
        ("General", 4300.5, "4300.5"),
        ("G/標準", -4300.0, "-4300"),
        ("0", 4299.6, "4300"),
        ("0", -0.4, "0"),
        ("0.0", 90.663_734_506_197_52, "90.7"),
        ("0.0", -0.05, "-0.1"),
        ("0.00", 2.005, "2.01"),
        ("#,##0", 4_299_600.0, "4,299,600"),
        ("#,##0", 999.0, "999"),
        ("#,##0.0#", 1234.5, "1,234.5"),
        ("#,##0.0#", 1234.56, "1,234.56"),
        ("0.#", 4.0, "4"),
        (".00", 12.5, "12.50"),
        (".00", 0.5, ".50"),
        ("00", 1.0, "01"),
        ("000000", 12.0, "000012"),
        ("0,000", 12.0, "0,012"),
        ("000-0000", 3_000_001.0, "300-0001"),
        ("??0.0?", 5.25, "  5.25"),
        ("#", 0.0, ""),
        ("@", 3.5, "3.5"),
        ("", 3.5, "3.5"),
        ("[", 3.0, "3"),
        ("[Red]", -3.0, "-3"),
        ("\"", 3.0, ""),
    ] {
        assert_eq!(number(code, value), shown, "{code} {value}");
    }
}

#[test]
fn factors_units_and_signs() {
    for (code, value, shown) in [
        ("#,##0,", 4_300_000.0, "4,300"),
        ("#,##0.0,", 4_299_600.0, "4,299.6"),
        ("#,##0,.0", 4_299_600.0, "4,299.6"),
        ("0.0,,\"百万円\"", 567_000_000.0, "567.0百万円"),
        ("#,##0,\"千円\"", 4_300_000.0, "4,300千円"),
        ("#,##0\"千円\"", 4300.0, "4,300千円"),
        ("#,##0円", 4300.0, "4,300円"),
        ("0\"万円\"", 430.0, "430万円"),
        ("#\"億\"####\"万円\"", 56_700.0, "5億6700万円"),
        ("\"約\"#,##0", 4300.0, "約4,300"),
        ("\"▲\"#,##0", 4300.0, "▲4,300"),
        ("#,##0;[Red]▲#,##0", -4300.0, "▲4,300"),
        ("#,##0;\"▲\"#,##0", 4300.0, "4,300"),
        ("#,##0_);(#,##0)", -4300.0, "(4,300)"),
        ("#,##0_);(#,##0)", 4300.0, "4,300 "),
        ("#,##0;#,##0", -4300.0, "4,300"),
        ("[Red]#,##0", -4300.0, "-4,300"),
        ("\"¥\"#,##0;\"¥\"\\-#,##0", -4300.0, "¥-4,300"),
        ("[$¥-411]#,##0", 4300.0, "¥4,300"),
        ("[$¥-411]#,##0", -4300.0, "-¥4,300"),
        ("[$-411]#,##0", 4300.0, "4,300"),
        ("[$USD] 0.00", 3.0, "USD 3.00"),
        ("0%", 0.843, "84%"),
        ("0.0%", 0.907, "90.7%"),
        ("0.0\"%\"", 90.7, "90.7%"),
        ("0\\%", 90.7, "91%"),
        (
            "0\"件の補助金を統合する。\"",
            3.0,
            "3件の補助金を統合する。",
        ),
        ("General\"件\"", 30.5, "30.5件"),
        ("\"済\"", 1.0, "済"),
        ("[DBNum3]0", 5.0, "5"),
        ("+0;-0", 5.0, "+5"),
        ("0 \"/\" 0", 12.0, "1 / 2"),
    ] {
        assert_eq!(number(code, value), shown, "{code} {value}");
    }
}

#[test]
fn sections_and_conditions() {
    for (code, value, shown) in [
        (";;;", 4300.0, ""),
        ("0;-0;;@", 0.0, ""),
        ("0;-0;\"－\"", 0.0, "－"),
        ("#,##0;▲#,##0;0", -3.0, "▲3"),
        ("[>=1000]#,##0,\"千\";0", 25_000.0, "25千"),
        ("[>=1000]#,##0,\"千\";0", 250.0, "250"),
        ("[<0]\"▲\"0;0", -5.0, "▲5"),
        ("[>=0]0;\"▲\"0", -5.0, "▲5"),
        ("[>100]\"多\";[>10]\"中\";\"少\"", 50.0, "中"),
        ("[>100]\"多\";[>10]\"中\";\"少\"", 5.0, "少"),
        ("[=1]\"済\";0", 1.0, "済"),
        ("[<>1]0;\"済\"", 1.0, "済"),
        ("[Blue][<100]0.0;0", 5.0, "5.0"),
        ("0.00E+00", 4300.0, "4300"),
        ("##0.0E+0", 0.5, "0.5"),
        ("# ?/?", 0.5, "0.5"),
        ("# ?/100\"時間\"", 1.25, "1.25時間"),
    ] {
        assert_eq!(number(code, value), shown, "{code} {value}");
    }
}

#[test]
fn built_in_formats() {
    for (id, value, shown) in [
        (0, 4300.0, "4300"),
        (3, 4300.0, "4,300"),
        (5, 4_300_000.0, "¥4,300,000"),
        (6, -4300.0, "¥-4,300"),
        (8, 3.0, "¥3.00"),
        (10, 0.5, "50.00%"),
        (11, 4300.0, "4300"),
        (38, -4300.0, "-4,300"),
        (41, 4300.0, "  4,300 "),
        (41, 0.0, "  - "),
        (42, 4300.0, " ¥ 4,300 "),
        (44, -4300.0, " ¥ -4,300.00 "),
        (49, 4300.0, "4300"),
        (200, 4300.0, "4300"),
    ] {
        let plain = decimal_text(decimal_from_f64(value).unwrap());
        let found = NumberFormat::built_in(id).number(value).unwrap_or(plain);
        assert_eq!(found, shown, "{id} {value}");
    }
}

/// The text shown, and the kind.
fn date(code: &str, serial: f64) -> (String, Kind) {
    let format = NumberFormat::parse(code);
    let first = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap();
    #[expect(clippy::cast_possible_truncation, reason = "a test's own numbers")]
    let seconds = Duration::seconds((serial * 86_400.0).round() as i64);
    let at = first.and_time(NaiveTime::MIN) + seconds;
    let shown = format.date(serial, at).unwrap_or_default();
    (shown, format.kind(serial))
}

#[test]
fn dates() {
    for (code, shown) in [
        ("yyyy/mm/dd", "2026/04/05"),
        ("yyyy\"年\"m\"月\"d\"日\"", "2026年4月5日"),
        ("[$-411]ggge\"年\"m\"月\"d\"日\"", "令和8年4月5日"),
        ("[$-411]ge.m.d", "R8.4.5"),
        ("[$-411]ggee.mm.dd;@", "令08.04.05"),
        ("ggge\"年\"m\"月\"", "令和8年4月"),
        ("m\"月\"d\"日\"", "4月5日"),
        ("mmm-yy", "Apr-26"),
        ("aaaa", "日曜日"),
        ("m/d(aaa)", "4/5(日)"),
        ("ddd", "Sun"),
        ("yyyy/m/d h:mm", "2026/4/5 18:05"),
    ] {
        assert_eq!(
            date(code, 46117.7535),
            (shown.to_owned(), Kind::Date),
            "{code}"
        );
    }
    let gannen = "[$-ja-JP-x-gannen]ggge\"年\"m\"月\"d\"日\";@";
    assert_eq!(date(gannen, 43586.0).0, "令和元年5月1日");
    assert_eq!(date("ggge\"年\"", 43585.0).0, "平成31年");
}

#[test]
fn times() {
    for (code, serial, shown) in [
        ("h:mm", 0.520_833_333_333_333_4, "12:30"),
        ("h:mm AM/PM", 0.770_833_333_333, "6:30 PM"),
        ("[h]:mm", 1.181_134_259_259_259_3, "28:20"),
        ("[h]\"時間\"mm\"分\"", 1.5, "36時間00分"),
        ("[mm]:ss", 0.05, "72:00"),
        ("mm:ss.0", 0.5, "00:00"),
        ("[s]", 0.5, "43200"),
        ("h\"時\"", 0.25, "6時"),
    ] {
        assert_eq!(date(code, serial), (shown.to_owned(), Kind::Time), "{code}");
    }
}

#[test]
fn kinds_by_the_letters_outside_quotes() {
    for code in ["0%", "0.0%;[Red]-0.0%", "#,##0.0\"年\"%"] {
        assert_eq!(NumberFormat::parse(code).kind(1.0), Kind::Percent, "{code}");
    }
    for code in [
        "General",
        "GENERAL",
        "G/標準",
        "0.00E+00",
        "[Red]0.0",
        "\"年\"0",
        "0\\d",
        "#,##0_d",
        "[DBNum3]0",
        "0;\"d\"d",
        "0\"%\"",
        "@",
        "",
        "▲ #,##0",
        "# ?/?",
    ] {
        assert_eq!(NumberFormat::parse(code).kind(1.0), Kind::Number, "{code}");
    }
    assert_eq!(NumberFormat::parse("0;\"d\"d").kind(-1.0), Kind::Date);
    assert!(NumberFormat::built_in(14).shows_day(46117.0));
    assert!(!NumberFormat::built_in(17).shows_day(46117.0));
}

#[test]
fn texts() {
    let shown = |code: &str, text: &str| NumberFormat::parse(code).text(text);
    assert_eq!(shown("@\"千円\"", "4300").as_deref(), Some("4300千円"));
    assert_eq!(shown(";;;", "4300").as_deref(), Some(""));
    assert_eq!(shown("0;0;0;\"約\"@", "30").as_deref(), Some("約30"));
    for same in [
        "General",
        "0",
        "0;-0",
        "@",
        "yyyy/m/d;@",
        "_ * #,##0_ ;_ @_ ",
    ] {
        assert_eq!(shown(same, "あ"), None, "{same}");
    }
}

#[test]
fn any_code_is_some_format() {
    let letters: Vec<char> = "0#?.,%;@[]\"\\_*/E+eygmdhsGaA-▲$円<>=1 ".chars().collect();
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    for _ in 0..20_000 {
        let mut code = String::new();
        for _ in 0..12 {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            let at = usize::try_from(seed % letters.len() as u64).unwrap();
            code.push(letters[at]);
        }
        let format = NumberFormat::parse(&code);
        for value in [0.0, -4299.6, 1e27, 1e-9, 46117.5] {
            let first = NaiveDate::from_ymd_opt(2026, 4, 5).unwrap();
            format.number(value);
            format.date(value, first.and_time(NaiveTime::MIN));
            format.kind(value);
        }
        format.text("あ");
    }
    let long = "0".repeat(2_000);
    assert_eq!(number(&long, 3.0), "3");
}
