import CSVTables
import Texts

/// Names of columns that hide something, or stand twice.
extension TidyTable {
    /// Leaves out of names what cannot be seen: control characters, and those that turn a text round.
    mutating func dropHiddenCharacters() {
        for index in columns.indices where VisibleText.hides(columns[index].name) {
            let name = columns[index].name
            let visible = name.unicodeScalars.filter { !VisibleText.isHidden($0) }
            columns[index].name = String(String.UnicodeScalarView(visible))
            let new = CSVError.shown(columns[index].name)
            changes.append("the column '\(CSVError.shown(name))' has characters that cannot be seen: it is '\(new)'")
        }
    }

    mutating func nameApart() {
        let mostTold = 5
        var taken = Set(columns.map { ByteText($0.name) })
        var seen: Set<ByteText> = []
        // The number to try next for each name.
        var next = ByteDictionary<Int>()
        var count = 0
        for index in columns.indices where !seen.insert(ByteText(columns[index].name)).inserted {
            let name = columns[index].name
            let stem = name.isEmpty ? "column" : name
            var number = next[name, default: 2]
            while !taken.insert(ByteText("\(stem) \(number)")).inserted { number += 1 }
            next[name] = number + 1
            columns[index].name = "\(stem) \(number)"
            seen.insert(ByteText(columns[index].name))
            count += 1
            guard count <= mostTold else { continue }
            let new = CSVError.shown(columns[index].name)
            changes.append("two columns '\(CSVError.shown(name))': the second is '\(new)'")
        }
        if count > mostTold {
            changes.append("\(count - mostTold) more columns of the name of another: by numbers too")
        }
    }
}
