namespace Vae.Data;

/// <summary>How labelled rows or images are scored.</summary>
public sealed record LabelledScoreOptions : RowOptions
{
    /// <summary>Which rows are normal.</summary>
    public LabelOptions Label { get; init; } = new();

    /// <summary>True to leave out the anomalies; images are then all normal unless a label is named. Default false.</summary>
    public bool NormalOnly { get; init; }

    internal override void Validate()
    {
        base.Validate();
        ArgumentNullException.ThrowIfNull(Label);
    }
}
