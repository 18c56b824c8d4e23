/// Years of two digits: those from 1969 to 2068, as POSIX has them.
enum ShortYear {
    static func whole(_ year: Int) -> Int { year < 69 ? 2000 + year : 1900 + year }
}
