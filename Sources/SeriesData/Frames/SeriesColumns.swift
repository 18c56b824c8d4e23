/// What the columns of a table are to a model.
package struct SeriesColumns: Equatable, Sendable {
    /// The target where none is named, and a file has it.
    package static let defaultTarget = "y"

    /// What is forecast.
    package var targets: [String]
    /// What is known up to the present besides.
    package var features: [String]
    /// What is known of the future too.
    package var knownFuture: [String]
    /// Dates or whole numbers, ascending.
    package var time: String?
    /// Which series a row belongs to; nil for one series alone.
    package var series: String?
    /// Those of the features and of what is known of the future that hold texts, once these are known.
    package var categories: [CategoryColumn]

    package init(
        targets: [String], features: [String] = [], knownFuture: [String] = [], time: String? = nil,
        series: String? = nil, categories: [CategoryColumn] = []
    ) {
        self.categories = categories
        self.targets = targets
        self.features = features
        self.knownFuture = knownFuture
        self.time = time
        self.series = series
    }

    /// The number of targets; where none is named yet, one will be found.
    package var targetCount: Int { max(1, targets.count) }
    /// The columns that are read as values.
    package var values: [String] { targets + features + knownFuture }
    package var all: [String] { values + [time, series].compactMap(\.self) }

    /// The categories of a column; nil where it is one of numbers.
    package func categories(of name: String) -> CategoryColumn? {
        categories.first { $0.name.utf8.elementsEqual(name.utf8) }
    }

    /// What messages call the numbers that are read of a row: the columns, each category of those of texts for itself.
    package var inputs: [String] { targets + featureInputs + knownFutureInputs }
    package var featureInputs: [String] { inputs(of: features) }
    package var knownFutureInputs: [String] { inputs(of: knownFuture) }
    package var featureCount: Int { categories.isEmpty ? features.count : featureInputs.count }
    package var knownFutureCount: Int { categories.isEmpty ? knownFuture.count : knownFutureInputs.count }

    /// The column that an input, by its place among ``inputs``, is read from.
    func column(ofInput place: Int) -> String {
        let columns = values.flatMap { name in categories(of: name).map { $0.inputs.map { _ in name } } ?? [name] }
        return columns[place]
    }

    private func inputs(of names: [String]) -> [String] {
        categories.isEmpty ? names : names.flatMap { categories(of: $0)?.inputs ?? [$0] }
    }

    /// The places, among the inputs of the features and of what is known of the future, of those that tell of categories.
    var categoryPlaces: Set<Int> {
        guard !categories.isEmpty else { return [] }
        let areCategories = (features + knownFuture).flatMap { name in
            categories(of: name).map { $0.inputs.map { _ in true } } ?? [false]
        }
        return Set(areCategories.indices.filter { areCategories[$0] })
    }
}
