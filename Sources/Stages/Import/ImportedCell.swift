import RecurrentNets

/// The cells that files of other frameworks hold.
enum ImportedCell: String, CaseIterable, Sendable {
    case rnn, lstm, gru
    case gruV1 = "gru-v1"

    var kind: CellKind {
        switch self {
        case .rnn: .rnn
        case .lstm: .lstm
        case .gru: .gru
        case .gruV1: .gruV1
        }
    }
}
