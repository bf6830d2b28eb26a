using Microsoft.ML;
using Vae.MLNet;

namespace Vae.Training;

/// <summary>Everything that <see cref="VaeTrainerCatalog"/> can be told, in one object.</summary>
public sealed record VaeTrainerOptions
{
    /// <summary>
    /// The columns to learn from, by name: numbers of any type, true and false, texts, and keys whose values are texts. Default none: the vector
    /// column of <see cref="FeatureColumnName"/>.
    /// </summary>
    public IReadOnlyList<string> ColumnNames { get; init; } = [];

    /// <summary>
    /// The vector or image column to learn from; not together with <see cref="ColumnNames"/>. Default null: that of <see cref="Scoring"/>, else
    /// <c>Features</c>.
    /// </summary>
    public string? FeatureColumnName { get; init; }

    /// <summary>How to train.</summary>
    public VaeTrainingOptions Training { get; init; } = new();

    /// <summary>Output columns, and how the trained model runs.</summary>
    public VaeScoringOptions Scoring { get; init; } = new();

    /// <summary>Told some twenty times per run where training stands. Default null: nobody.</summary>
    public IProgress<VaeTrainingProgress>? Progress { get; init; }

    /// <summary>Ends training and keeps the best model so far: at the earliest that after one step.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>Abandons the run, whatever it is doing: nothing is kept.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The ranges of the rest are checked where they are used.</summary>
    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(ColumnNames);
        ArgumentNullException.ThrowIfNull(Training);
        ArgumentNullException.ThrowIfNull(Scoring);
        if (FeatureColumnName is not null && Scoring.InputColumnName is { } other && other != FeatureColumnName)
        {
            throw new ArgumentException(
                $"Option '{nameof(FeatureColumnName)}' must not contradict '{nameof(VaeScoringOptions.InputColumnName)}'; got '{FeatureColumnName}' "
                + $"and '{other}'. Set one of them.",
                nameof(FeatureColumnName));
        }
    }
}
