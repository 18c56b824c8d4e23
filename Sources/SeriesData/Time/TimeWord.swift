/// What a column is called that holds a time or a part of one, in the languages that such files come in.
package enum TimeWord: Sendable {
    case year, quarter, month, week, day, dayOfYear, date, clock, hour, minute, second
    /// A whole time, as `timestamp`.
    case time

    /// What the name of a column says: its letters without what stands in brackets, `Date (MM/DD/YYYY)` as `date`.
    ///
    /// A name of several words is that of the one which is a time's, if the others are no more than `of`, `ending` or the
    /// like.
    package init?(_ name: String) {
        if let word = Self.words[Self.plain(name)] {
            self = word
            return
        }
        let parts = Self.plain(name).split { " _-.:/".contains($0) }.map(String.init).filter {
            !Self.fillers.contains($0)
        }
        if parts.count == 1, let word = Self.words[parts[0]] {
            self = word
            return
        }
        // Date and time in one.
        guard parts.count == 2, let first = Self.words[parts[0]], let second = Self.words[parts[1]], first.isWhole,
            second == .clock || second.isWhole
        else { return nil }
        self = .time
    }

    /// Whether a name says that a column holds days, with a time of day or without.
    package var isWhole: Bool { self == .date || self == .time }

    /// Small letters, without brackets and what is in them, and without signs at the ends.
    private static func plain(_ name: String) -> String {
        var depth = 0
        var text = ""
        for scalar in name.lowercased().unicodeScalars {
            if "([{".unicodeScalars.contains(scalar) { depth += 1 }
            if depth == 0 { text.unicodeScalars.append(scalar) }
            if ")]}".unicodeScalars.contains(scalar) { depth = max(0, depth - 1) }
        }
        let signs = " _#:.\"'*%<>"
        while let last = text.last, signs.contains(last) { text.removeLast() }
        while let first = text.first, signs.contains(first) { text.removeFirst() }
        return text
    }

    private static let fillers: Set<String> = [
        "of", "the", "ending", "end", "start", "begin", "beginning", "from", "utc", "gmt", "local", "lst", "cet",
        "cest",
        "est", "standard", "measurement", "obs", "observation", "sample", "no", "nr", "number", "in", "le", "la", "der",
        "de", "period", "decimal", "mess", "messung", "beginn", "ende", "von",
    ]

    private static let words: [String: TimeWord] = {
        let lists: [(TimeWord, String)] = [
            (
                .year,
                "year yr yrs yyyy yy jahr année annee an anno año ano jaar år aar rok yıl год év vuosi 연도 년도 년 年 年份 年度"
            ),
            (.quarter, "quarter qtr q quartal trimestre trimestr kwartaal kvartal kwartał квартал"),
            (
                .month,
                "month mon mm mo mth monat mois mes mese mês maand måned månad miesiąc mies mnd ay месяц kuukausi 월 月 月份"
            ),
            (.week, "week wk woche semaine semana settimana vecka uge uke tydzień kw isoweek viikko"),
            (.day, "day dd dy dom mday tag jour día dia giorno dag dzień gün день päivä 일 日"),
            (.dayOfYear, "doy jday julian yday dayofyear day_of_year julianday ddd"),
            (
                .date,
                "date dates datum fecha data dato datę tarih дата dt calendardate localdate yyyymmdd yyyy-mm-dd ddmmyyyy mmddyyyy ngày päivämäärä 날짜 일자 日期 日付 年月日"
            ),
            (
                .clock,
                "clock uhrzeit zeit heure hora ora tijd tid godzina saat время uur klo horario orario hhmm hh:mm timeofday"
            ),
            (.hour, "hour hr hrs hh stunde std heures stunden hours uren timme timmar godz he hourending h час 시 時 小时"),
            (.minute, "minute minutes min mn mi minuten minuto minuut minut минута"),
            (.second, "second seconds sec ss sekunde seconde segundo secondo secs"),
            (
                .time,
                "time times datetime timestamp ts ds tstamp date_time datetimes zeitstempel horodatage when instant moment "
                    + "period time_period epoch unixtime unix timestamps utctime valid_time time_idx timeidx time_index index "
                    + "tid_utc fecha_hora datum_zeit 일시 시점 日時 时间 年月"
            ),
        ]
        var words: [String: TimeWord] = [:]
        for (word, list) in lists {
            for name in list.split(separator: " ") where words[String(name)] == nil { words[String(name)] = word }
        }
        return words
    }()
}
