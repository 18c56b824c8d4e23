import SeriesData

/// The months and the days of the week by their names in the languages of Europe.
enum MonthWord {
    /// 1 to 12, of a name or the first letters of it, three or more; nil for any other word.
    static func number(_ word: String) -> Int? {
        let word = word.lowercased()
        if let month = short[word] { return month }
        guard word.utf8.count >= 3 else { return nil }
        if let whole = long.first(where: { $0.name.utf8.elementsEqual(word.utf8) }) { return whole.month }
        var found: Set<Int> = []
        for (name, month) in long where name.utf8.starts(with: word.utf8) { found.insert(month) }
        return found.count == 1 ? found.first : nil
    }

    /// Whether a word is a day of the week.
    static func isWeekday(_ word: String) -> Bool {
        let word = word.lowercased()
        return weekdays.contains(word)
    }

    private static let long: [(name: String, month: Int)] = [
        "january february march april may june july august september october november december",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "januari februari mars april maj juni juli augusti september oktober november december",
        "januar februar marts april maj juni juli august september oktober november desember",
        "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        "leden únor březen duben květen červen červenec srpen září říjen listopad prosinec",
        "január február március április május június július augusztus szeptember október november december",
        "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu",
        "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
        "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень",
        "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    ].flatMap { names in
        names.split(separator: " ").enumerated().map { (String($0.element), $0.offset + 1) }
    }

    private static let short: [String: Int] = [
        "sept": 9, "mrz": 3, "mär": 3, "maerz": 3, "juil": 7, "juill": 7, "janv": 1, "fév": 2, "févr": 2, "fevr": 2,
        "avr": 4, "aoû": 8, "aout": 8, "déc": 12, "ene": 1, "abr": 4, "ago": 8, "dic": 12, "gen": 1, "mag": 5, "giu": 6,
        "lug": 7, "set": 9, "ott": 10, "mrt": 3, "okt": 10, "fev": 2, "mai": 5, "out": 10, "dez": 12, "des": 12,
        "maj": 5,
        "may": 5, "mar": 3, "jun": 6, "jul": 7, "jan": 1, "mei": 5, "jui": 6, "juin": 6,
    ]

    private static let weekdays: Set<String> = Set(
        ("monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun montag "
            + "dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so lundi mardi mercredi "
            + "jeudi vendredi samedi dimanche lun mer jeu ven sam dim lunes martes miércoles jueves viernes sábado domingo "
            + "mié jue vie sáb dom lunedì martedì mercoledì giovedì venerdì sabato domenica maandag dinsdag woensdag "
            + "donderdag vrijdag zaterdag zondag").split(separator: " ").map(String.init))
}
