namespace Vae.MLNet.DataView;

/// <summary>
/// The error for data whose columns do not fit: an <see cref="ArgumentException"/> of the kind that ML.NET's own steps throw, and that its tests of
/// estimators ask for.
/// </summary>
internal static class SchemaMismatch
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">What is wrong, and what to do.</param>
    /// <param name="parameterName">The argument that holds the data, or names the column.</param>
    public static ArgumentOutOfRangeException Of(string message, string parameterName) => new(parameterName, message);
}
