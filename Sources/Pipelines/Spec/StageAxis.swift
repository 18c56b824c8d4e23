import Texts

/// A value by which an instance of a stage differs from others: `hidden-size=64`.
package struct StageAxis: Hashable, Sendable {
    package let name: String
    package let value: String

    package static func == (a: StageAxis, b: StageAxis) -> Bool {
        a.name.isSame(as: b.name) && a.value.isSame(as: b.value)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(ByteText(name))
        hasher.combine(ByteText(value))
    }

    /// The value without characters that mean something in a path, a name or a list; `%2F` stands for a slash.
    var encodedValue: String {
        let marks = Set("._+-".utf8)
        var text = ""
        for scalar in value.unicodeScalars {
            let isPlain =
                scalar.isASCII
                ? scalar.properties.isAlphabetic || (48...57).contains(scalar.value)
                    || marks.contains(UInt8(scalar.value))
                : scalar.properties.isAlphabetic
            if isPlain {
                text.unicodeScalars.append(scalar)
                continue
            }
            for byte in String(scalar).utf8 {
                let digits = String(byte, radix: 16, uppercase: true)
                text += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
            }
        }
        return text
    }

    /// `hidden-size=64,seed=1`, as it stands between the brackets of a name.
    static func label(of axes: [StageAxis]) -> String {
        axes.map { "\($0.name)=\($0.encodedValue)" }.joined(separator: ",")
    }

    /// The values there are, for messages: `hidden-size=32|64, seed=0|1`.
    static func allowed(in instances: [[StageAxis]]) -> String {
        var names: [String] = []
        var values: [String: [String]] = [:]
        for axis in instances.joined() {
            if values[axis.name] == nil { names.append(axis.name) }
            let value = axis.encodedValue
            if values[axis.name, default: []].count < 20, !values[axis.name, default: []].has(value) {
                values[axis.name, default: []].append(value)
            }
        }
        if names.isEmpty { return "no axis, as it is no matrix" }
        return names.map { "\($0)=\(values[$0, default: []].joined(separator: "|"))" }.joined(separator: ", ")
    }
}
