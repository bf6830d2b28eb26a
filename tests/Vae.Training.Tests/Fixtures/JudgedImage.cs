namespace Vae.Training.Tests.Fixtures;

/// <summary>What a pipeline says of an image, both read together.</summary>
internal sealed class JudgedImage
{
    public float Score { get; set; }

    public float[] Heatmap { get; set; } = [];
}
