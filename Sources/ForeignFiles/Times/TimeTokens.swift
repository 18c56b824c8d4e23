/// The runs of digits and of letters in a cell, and the signs between them.
struct TimeTokens {
    enum Token: Equatable {
        case digits(String)
        case word(String)
        case sign(Unicode.Scalar)
    }

    let all: [Token]

    init(_ cell: String) {
        var tokens: [Token] = []
        var run = ""
        var isDigits = false
        func end() {
            guard !run.isEmpty else { return }
            tokens.append(isDigits ? .digits(run) : .word(run))
            run = ""
        }
        for scalar in cell.lowercased().unicodeScalars {
            let isDigit = ("0"..."9").contains(scalar)
            let isLetter = !isDigit && scalar.properties.isAlphabetic
            if isDigit || isLetter {
                if isDigit != isDigits { end() }
                isDigits = isDigit
                run.unicodeScalars.append(scalar)
            } else {
                end()
                // Several spaces are one.
                if scalar != " " || tokens.last != .sign(" ") { tokens.append(.sign(scalar)) }
            }
        }
        end()
        all = tokens
    }
}
