using System.Globalization;

namespace Vae.MLNet;

/// <summary>
/// The fewest columns found that bring a row under the threshold once they hold what the model expects given the rest. A way out for the score:
/// no cause.
/// </summary>
public sealed record VaeCounterfactual
{
    /// <summary>The row's score; NaN where every feature is missing.</summary>
    public required float Score { get; init; }

    /// <summary>The score after the changes.</summary>
    public required float NewScore { get; init; }

    /// <summary>True where the row would be normal after the changes; with no changes it is normal as it stands.</summary>
    public required bool IsNormal { get; init; }

    /// <summary>The changes, that with the largest drop of the score first.</summary>
    public required IReadOnlyList<VaeChange> Changes { get; init; }

    /// <summary>In words, such as <c>would be normal if Temperature were 78.2 (is 91): score 4.1 → 1.2</c>.</summary>
    public override string ToString()
    {
        var scores = string.Create(CultureInfo.InvariantCulture, $"score {Score:0.0} → {NewScore:0.0}");
        var changes = string.Join(" and ", Changes.Select(change => change.ToString()));
        return (IsNormal, Changes.Count) switch
        {
            (true, 0) => "is normal",
            (true, _) => $"would be normal if {changes}: {scores}",
            (false, 0) => "cannot be judged: no value is known",
            _ => $"no {Changes.Count} columns suffice; closest if {changes}: {scores}",
        };
    }
}
