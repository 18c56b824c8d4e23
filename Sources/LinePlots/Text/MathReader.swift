/// Reads mathematics as TeX writes it: letters, signs, names of signs, exponents and indices.
struct MathReader {
    private var characters: ArraySlice<Character>
    private var result: [TextSpan] = []
    private var height = TextSpan.Height.line
    /// How many braces are open, and how many when the exponent or index in hand began.
    private var depth = 0
    private var scriptDepth: Int?
    /// How many braces were open when text began that keeps its spaces.
    private var textDepth: Int?
    /// Whether a sign here stands between two things, and has space round it.
    private var followsTerm = false

    private init(_ characters: ArraySlice<Character>) {
        self.characters = characters
    }

    /// The pieces of text; nil where something is not known, or braces do not match.
    static func spans(of characters: ArraySlice<Character>) -> [TextSpan]? {
        var reader = MathReader(characters)
        while let character = reader.characters.popFirst() {
            guard reader.read(character) else { return nil }
        }
        return reader.depth == 0 && reader.height == .line ? reader.result : nil
    }

    private mutating func read(_ character: Character) -> Bool {
        switch character {
        case "^", "_": return beginScript(character == "^" ? .raised : .lowered)
        case "{":
            depth += 1
            return true
        case "}": return endGroup()
        case "\\": return readCommand()
        case " ":
            if textDepth != nil { append(" ") }
            return true
        case "-": append(textDepth == nil ? TickLabels.minus : "-")
        case "'" where textDepth == nil: append("′")
        case "*" where textDepth == nil: append("∗")
        default: append(String(character))
        }
        return endSymbol()
    }

    /// An exponent or index of one symbol ends after it.
    private mutating func endSymbol() -> Bool {
        if scriptDepth == nil { height = .line }
        return true
    }

    private mutating func beginScript(_ script: TextSpan.Height) -> Bool {
        // An exponent and an index may stand at one letter, but not one in the other, and not two of a kind.
        let before = result.suffix(2).map(\.height)
        guard height == .line, before.last != script, before.count < 2 || before.contains(.line),
            let next = characters.first, !"^_}".contains(next)
        else { return false }
        height = script
        if next == "{" {
            characters.removeFirst()
            depth += 1
            scriptDepth = depth
        }
        return true
    }

    private mutating func endGroup() -> Bool {
        guard depth > 0 else { return false }
        if scriptDepth == depth {
            guard result.last?.height == height else { return false }
            scriptDepth = nil
            height = .line
        }
        if textDepth == depth { textDepth = nil }
        depth -= 1
        return true
    }

    private mutating func readCommand() -> Bool {
        guard let first = characters.first else { return false }
        guard first.isASCII, first.isLetter else {
            characters.removeFirst()
            switch first {
            case "{", "}", "%", "$", "#", "&", "_", "\\": append(String(first))
            case " ": append(" ")
            case ",", ":", ";": append(String(MathText.thinSpace))
            case "!": break
            default: return false
            }
            return endSymbol()
        }
        let name = readName()
        if ["mathrm", "text"].contains(name) {
            // All letters are upright; in `text` spaces count.
            guard characters.first == "{", textDepth == nil else { return false }
            if name == "text" { textDepth = depth + 1 }
            if height != .line, scriptDepth == nil { scriptDepth = depth + 1 }
            return true
        }
        if let mark = MathSymbols.accents[name] { return readAccented(mark) }
        guard let symbol = MathSymbols.text(of: name) else { return false }
        append(symbol)
        return endSymbol()
    }

    private mutating func readName() -> String {
        var name = ""
        while let letter = characters.first, letter.isASCII, letter.isLetter {
            name.append(letter)
            characters.removeFirst()
        }
        return name
    }

    /// Reads the letter, in braces or not, that a mark stands over.
    private mutating func readAccented(_ mark: Unicode.Scalar) -> Bool {
        while characters.first == " " { characters.removeFirst() }
        let isGroup = characters.first == "{"
        if isGroup { characters.removeFirst() }
        guard let first = characters.popFirst() else { return false }
        let letter = first == "\\" ? MathSymbols.text(of: readName()) : String(first)
        guard let letter, MathSymbols.lowLetters.contains(letter) else { return false }
        if isGroup, characters.popFirst() != "}" { return false }
        append(letter + String(mark))
        return endSymbol()
    }

    /// Adds text at the height in hand, with space round a sign between two things.
    private mutating func append(_ text: String) {
        let isSign = textDepth == nil && height == .line && MathSymbols.spaced.contains(text)
        let space = isSign && followsTerm ? String(MathText.thinSpace) : ""
        result.join(TextSpan(text: space + text + space, height: height))
        followsTerm = !MathSymbols.spaced.contains(text) && !["(", "[", "{", ","].contains(text)
    }
}
