namespace Vae.Data;

/// <summary>What a report shows.</summary>
public sealed record ReportOptions : RowOptions
{
    /// <summary>Which rows or images are normal. Without a label no curves against labels are drawn. Default none.</summary>
    public LabelOptions Label { get; init; } = new();

    /// <summary>Rows or images with the highest scores that are explained one by one, 0 and up. Default 12: what fits on a screen or two.</summary>
    public int Worst { get; init; } = 12;

    internal override void Validate()
    {
        base.Validate();
        ArgumentNullException.ThrowIfNull(Label);
        ArgumentOutOfRangeException.ThrowIfNegative(Worst);
    }
}
