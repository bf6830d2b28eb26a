using Vae.MLNet;

namespace Vae.Training.Scoring;

/// <summary>What references are to be.</summary>
/// <param name="Kind">Prototypes or rows.</param>
/// <param name="Vectors">Most vectors of a bank; null: what the head asks for.</param>
/// <param name="Bytes">Most bytes of all banks of a head.</param>
/// <param name="Contaminated">Whether anomalies may be among the rows that they are made of.</param>
internal sealed record ReferencePlan(VaeReferenceKind Kind, int? Vectors, long Bytes, bool Contaminated)
{
    /// <summary>The plan that options stand for, for rows of so many inputs.</summary>
    public static ReferencePlan Of(VaeTrainingOptions options, long inputs) => new(
        options.References, options.ReferenceVectors, WideTable.References(inputs, options.ReferenceBytes), options.Contamination is not 0);
}
