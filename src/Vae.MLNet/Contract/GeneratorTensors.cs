namespace Vae.MLNet.Contract;

/// <summary>The names of the tensors beside the decoder's graph that new rows are drawn by; docs/model-format.md says how.</summary>
internal static class GeneratorTensors
{
    /// <summary>[members, components].</summary>
    public const string Weights = "Generator.Weights";

    /// <summary>[members, components, size]; size = latent dimensions, of tables plus directions.</summary>
    public const string Means = "Generator.Means";

    /// <summary>[members, components, size, size].</summary>
    public const string Roots = "Generator.Roots";

    /// <summary>[members, directions, inputs].</summary>
    public const string Directions = "Generator.Directions";

    /// <summary>[members, inputs].</summary>
    public const string Noise = "Generator.Noise";

    /// <summary>Integers [inputs].</summary>
    public const string Places = "Generator.Places";

    /// <summary>Integers [inputs].</summary>
    public const string Kinds = "Generator.Kinds";

    /// <summary>Integers [inputs].</summary>
    public const string Decimals = "Generator.Decimals";

    /// <summary>[inputs, knots].</summary>
    public const string Drawn = "Generator.Drawn";

    /// <summary>[inputs, knots].</summary>
    public const string Values = "Generator.Values";

    /// <summary>[features].</summary>
    public const string Constants = "Generator.Constants";

    /// <summary>[features].</summary>
    public const string MissingShares = "Generator.MissingShares";

    /// <summary>Integers [words]; files from before it do not have it. See <see cref="RowSketch"/>.</summary>
    public const string RareRows = "Generator.RareRows";
}
