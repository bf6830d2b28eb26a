namespace Vae.MLNet.Generation;

/// <summary>How drawn numbers become values. The numbers stand in model files.</summary>
internal enum MarginalKind
{
    /// <summary>Linear between knots.</summary>
    Line = 0,

    /// <summary>The value of the last knot that is not above the drawn number.</summary>
    Steps = 1,

    /// <summary>One category of a text column: the largest of its column is drawn.</summary>
    Category = 2,
}
