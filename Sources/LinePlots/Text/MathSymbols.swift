/// The signs that TeX has names for, as far as the font has them.
enum MathSymbols {
    /// What a name stands for, without its backslash; nil where it is not known.
    static func text(of name: String) -> String? {
        if functions.contains(name) { return name + String(MathText.thinSpace) }
        return signs[name]
    }

    /// Signs with space round them where they stand between two things.
    static let spaced: Set<String> = [
        "+", TickLabels.minus, "=", "<", ">", "±", "∓", "×", "·", "÷", "∗", "≤", "≥", "≠", "≈", "≡", "∼", "∝", "≪", "≫",
        "→", "←", "↔", "⇒", "∈", "∉", "∩", "∪", "⊂", "⊕", "⊗",
    ]

    /// Marks over a letter, for the names of accents.
    static let accents: [String: Unicode.Scalar] = [
        "hat": "\u{302}", "tilde": "\u{303}", "bar": "\u{304}", "dot": "\u{307}",
    ]

    /// The letters that marks stand over without touching them.
    static let lowLetters: Set<String> = Set("acegmnopqrsuvwxyzαγεηικμνοπρςστυφχψω".map { String($0) })

    private static let functions: Set<String> = [
        "arccos", "arcsin", "arctan", "cos", "cosh", "cot", "det", "dim", "exp", "inf", "ker", "lim", "ln", "log",
        "max", "min", "sin", "sinh", "sup", "tan", "tanh",
    ]

    private static let signs: [String: String] = [
        "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ",
        "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν",
        "xi": "ξ", "omicron": "ο", "pi": "π", "varpi": "ϖ", "rho": "ρ", "varrho": "ϱ", "sigma": "σ", "varsigma": "ς",
        "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ",
        "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ",
        "Psi": "Ψ", "Omega": "Ω", "pm": "±", "mp": "∓", "times": "×", "cdot": "·", "div": "÷", "ast": "∗", "leq": "≤",
        "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠", "approx": "≈", "equiv": "≡", "sim": "∼",
        "propto": "∝", "ll": "≪", "gg": "≫", "rightarrow": "→", "to": "→", "leftarrow": "←", "leftrightarrow": "↔",
        "Rightarrow": "⇒", "uparrow": "↑", "downarrow": "↓", "infty": "∞", "partial": "∂", "nabla": "∇", "sum": "∑",
        "prod": "∏", "int": "∫", "in": "∈", "notin": "∉", "cap": "∩", "cup": "∪", "subset": "⊂", "emptyset": "∅",
        "forall": "∀", "exists": "∃", "oplus": "⊕", "otimes": "⊗", "circ": "∘", "degree": "°", "prime": "′",
        "ldots": "…", "dots": "…", "cdots": "⋯", "ell": "ℓ", "hbar": "ℏ", "langle": "⟨", "rangle": "⟩", "perp": "⊥",
        "angle": "∠", "quad": " ", "AA": "Å",
    ]
}
