namespace Vae.MLNet;

/// <summary>How a model is applied to the rows of an ML.NET pipeline.</summary>
public sealed record VaeScoringOptions
{
    /// <summary>
    /// The column with the features: a vector of as many single-precision values as the model has features, or an image for a model of images. Slots
    /// with names are matched with the model's features by them, slots without by position. Default null: the column <c>Features</c> where the data
    /// have one that can hold the features, else the model's own columns, each by its name: numbers of any type, and true and false, for numbers;
    /// texts, and keys whose values are texts, for texts.
    /// </summary>
    public string? InputColumnName { get; init; }

    /// <summary>
    /// Stands before the name of every output column, so that several detectors fit into one pipeline. Default none: <c>Score</c>,
    /// <c>PredictedLabel</c> and so on, where ML.NET's evaluators look.
    /// </summary>
    public string OutputColumnPrefix { get; init; } = "";

    /// <summary>
    /// The outputs that become columns, in the order of <see cref="VaeOutputs.All"/>. Default none named: all that the model gives. Each is computed
    /// only where it is read.
    /// </summary>
    public IReadOnlyList<VaeOutput> Outputs { get; init; } = [];

    /// <summary>How the model runs. Ignored where a loaded model is passed, which has its own.</summary>
    public VaeModelOptions Model { get; init; } = new();

    internal void Validate()
    {
        if (InputColumnName is { Length: 0 })
        {
            throw new ArgumentException(
                $"Option '{nameof(InputColumnName)}' must name a column, or be null; got an empty name.", nameof(InputColumnName));
        }

        ArgumentNullException.ThrowIfNull(OutputColumnPrefix);
        ArgumentNullException.ThrowIfNull(Outputs);
        ArgumentNullException.ThrowIfNull(Model);
        Model.Validate();
    }
}
