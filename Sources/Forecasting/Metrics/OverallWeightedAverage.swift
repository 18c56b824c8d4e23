/// The overall weighted average of the M4 competition: how large the errors of a forecast are beside those of Naive2.
///
/// Formula: (sMAPE/sMAPE of Naive2 + MASE/MASE of Naive2)/2, each the mean over series first.
///
/// Source: S. Makridakis, E. Spiliotis, V. Assimakopoulos, “The M4 Competition”, 2020.
package func overallWeightedAverage(
    smape: Double, mase: Double, naive2 benchmark: (smape: Double, mase: Double)
) -> Double {
    (smape / benchmark.smape + mase / benchmark.mase) / 2
}
