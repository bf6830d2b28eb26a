using Vae.MLNet;

namespace Vae.Data;

/// <summary>
/// One number or flag that a model gives every row, as a column of results. <see cref="All"/> is the one list that sinks and help texts are read
/// off.
/// </summary>
public sealed record ScoreColumn
{
    private readonly Func<VaeScores, Array> _values;

    private ScoreColumn(string name, Func<VaeScores, Array> values, string meaning) => (Name, _values, Meaning) = (name, values, meaning);

    /// <summary>The columns, in the order of results.</summary>
    public static IReadOnlyList<ScoreColumn> All { get; } =
    [
        new(nameof(VaeScores.Score), scores => scores.Score, "higher is more anomalous; 2 = one normal row in a hundred is as odd, 3 = one in a thousand"),
        new(nameof(VaeScores.PredictedLabel), scores => scores.PredictedLabel, "true for anomalies: Score is at least the model's threshold"),
        new(nameof(VaeScores.PValue), scores => scores.PValue, "share of normal rows at least as odd"),
        new(nameof(VaeScores.ReconstructionError), scores => scores.ReconstructionError, "how far the row is from what the model expected"),
        new(nameof(VaeScores.KlDivergence), scores => scores.KlDivergence, "how unusual its place in latent space is, in nats"),
    ];

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>What it means, in a few words.</summary>
    public string Meaning { get; }

    /// <summary>The values, one a row: an array of float or bool.</summary>
    internal Array Of(VaeScores scores) => _values(scores);
}
