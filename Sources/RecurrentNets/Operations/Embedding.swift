/// The rows of `table` `[count, size]` at `indices`, in their order: `[indices.count, size]`.
///
/// Gradient: d table = dy's rows added up at their indices.
public func embedding(_ indices: [Int], _ table: Variable) -> Variable {
    precondition(
        table.shape.count == 2 && indices.allSatisfy { 0..<table.shape[0] ~= $0 },
        "embedding: the indices \(indices) do not all lie in a table of \(table.shape)")
    return Variable(table.value.rows(at: indices), by: "embedding", of: table) { _, dy in
        [scattered(dy, to: indices, of: table.shape[0])]
    }
}

/// Zeros `[count, size]` with the rows of `rows` added at `indices`.
///
/// Gradient: d rows = dy's rows at the indices.
private func scattered(_ rows: Variable, to indices: [Int], of count: Int) -> Variable {
    Variable(rows.value.rowsAdded(at: indices, of: count), by: "scatter", of: rows) { _, dy in
        [embedding(indices, dy)]
    }
}
