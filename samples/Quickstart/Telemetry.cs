namespace Quickstart;

/// <summary>The columns of a scored row that the sample prints.</summary>
internal sealed class Telemetry
{
    public string Class { get; set; } = "";

    public float[] Features { get; set; } = [];

    public float Score { get; set; }

    public float[] FeatureErrors { get; set; } = [];

    public float[] Reconstruction { get; set; } = [];
}
