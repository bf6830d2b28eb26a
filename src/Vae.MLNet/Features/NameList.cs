namespace Vae.MLNet.Features;

/// <summary>Names in an error message.</summary>
internal static class NameList
{
    /// <summary>The names in quotes; of many, the first ones.</summary>
    public static string Of(IReadOnlyCollection<string> names, int most = 20) =>
        string.Join(", ", names.Take(most).Select(name => $"'{name}'"))
        + (names.Count > most ? FormattableString.Invariant($" and {names.Count - most} more") : "");
}
