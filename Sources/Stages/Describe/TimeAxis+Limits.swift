import SeriesData

extension TimeAxis {
    /// What `--x-limits` takes to show the last `shown` steps and so many more; nil where no step was found.
    func limits(last shown: Int, more: Int) -> String? {
        guard let frequency, let last = span?.upperBound else { return nil }
        // Below a second, to the millionth.
        var dates = DateForm.iso
        if case .seconds(let step) = frequency, step < 1 {
            dates = DateForm(of: [("2000-01-01T00:00:00.000000", 946_684_800)])
        }
        let form = column.areDates ? TimeColumn.Form.date(dates) : .number
        let (first, end) = (frequency.moment(last, plus: -shown), frequency.moment(last, plus: more + 1))
        guard first.isFinite, end.isFinite else { return nil }
        return form.text(first) + "," + form.text(end)
    }
}
