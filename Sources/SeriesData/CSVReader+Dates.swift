import CSVTables

extension CSVReader {
    /// A reader that keeps the columns of `selection`, with dates as seconds since the start of 1970, UTC; from the size of
    /// the file it foresees room for the rows.
    package init(keeping selection: CSVSelection = .all, fileSize: Int? = nil) {
        self.init(keeping: selection, dates: DateColumn.self, fileSize: fileSize)
    }
}
