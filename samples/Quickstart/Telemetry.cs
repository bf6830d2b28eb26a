namespace Quickstart;

/// <summary>The columns of a scored row that the sample prints.</summary>
internal sealed class Telemetry
{
    public string Class { get; set; } = "";

    public float Score { get; set; }

    public string Explanation { get; set; } = "";
}
