/// The formats that a network is written in.
package enum ExportFormat: String, CaseIterable, Sendable {
    case onnx, pt, keras, npz, mlx, safetensors

    /// Whether it carries a whole forecast, scaling and transforms included.
    package var isWhole: Bool { self == .onnx }
}
