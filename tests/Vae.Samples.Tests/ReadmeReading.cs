using Microsoft.ML.Data;

namespace Vae.Samples.Tests;

/// <summary>The rows of the README's code.</summary>
internal sealed class Reading
{
    [LoadColumn(0)]
    public float Pressure { get; set; }

    [LoadColumn(1)]
    public float Temperature { get; set; }

    [LoadColumn(2)]
    public string Valve { get; set; } = "";
}
