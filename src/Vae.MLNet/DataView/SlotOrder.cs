using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet.Features;

namespace Vae.MLNet.DataView;

/// <summary>How the slots of a vector column are matched with a model's features: by name where both sides have names, else by position.</summary>
/// <param name="Slots">The slot of each feature; null where they are in order.</param>
/// <param name="Note">How they were matched, for the log.</param>
/// <param name="IsByPosition">True where names could not be compared.</param>
internal sealed record SlotOrder(int[]? Slots, string Note, bool IsByPosition = false)
{
    private const string Advice =
        "Pass the model's columns to Concatenate, under their names; or leave the vector out, and the model reads its own columns by name.";

    /// <summary>Matches a column of the right size.</summary>
    /// <exception cref="ArgumentException">The names are others than the model's.</exception>
    public static SlotOrder Match(DataViewSchema.Column column, VaeModelInfo info, string source)
    {
        var (slots, features) = (NamesOf(column), info.FeatureNames);
        if (slots.SequenceEqual(features))
        {
            return new(null, $"The features are column '{column.Name}', whose slots have the model's names in the model's order.");
        }

        if (features.Distinct().Count() == slots.Length && slots.ToHashSet().SetEquals(features))
        {
            var slotOf = slots.Index().ToDictionary(slot => slot.Item, slot => slot.Index, StringComparer.Ordinal);
            return new(
                [.. features.Select(feature => slotOf[feature])],
                $"The features are column '{column.Name}', put into the model's order by the names of its slots.");
        }

        // Without a name, Vae.Training calls a feature by its place.
        var places = Enumerable.Range(0, features.Count == slots.Length ? slots.Length : 0).ToList();
        var named = places.Where(place => slots[place].Length > 0 && features[place] != FormattableString.Invariant($"Feature{place}")).ToList();
        if (slots.Length > 0 && named.Count == slots.Length)
        {
            throw SchemaMismatch.Of(
                $"Input column '{column.Name}' must have a slot for every feature of model '{source}', by name; "
                + $"got slots{Difference(slots, features)}. {Advice}",
                nameof(column));
        }

        var other = named.Where(place => slots[place] != features[place]).Select(place => (int?)place).FirstOrDefault();
        return other is not { } wrong ? ByPosition(column, slots) : throw SchemaMismatch.Of(
            $"Input column '{column.Name}' must have feature '{features[wrong]}' of model '{source}' "
            + FormattableString.Invariant($"in slot {wrong}, counted from 0, ")
            + $"as slots without a name are found by position; got '{slots[wrong]}'. Name every slot. {Advice}",
            nameof(column));
    }

    /// <summary>What a column of a wrong size has too much and too little by name, in words; empty where it has no names.</summary>
    public static string Difference(DataViewSchema.Column column, VaeModelInfo info) =>
        NamesOf(column) is { Length: > 0 } slots && info.ImageShape is null ? Difference(slots, info.FeatureNames) : "";

    private static string Difference(IReadOnlyCollection<string> slots, IReadOnlyCollection<string> features)
    {
        var (extra, missing) = (slots.Except(features).ToList(), features.Except(slots).ToList());
        return (missing.Count == 0 ? "" : $" without {NameList.Of(missing)}")
            + (extra.Count == 0 ? "" : $"{(missing.Count == 0 ? "" : ", but")} with {NameList.Of(extra)}, which the model does not know");
    }

    private static SlotOrder ByPosition(DataViewSchema.Column column, string[] slots)
    {
        var why = slots.Length == 0 ? "it has no slot names"
            : slots.Any(slot => slot.Length == 0) ? "not every slot has a name"
            : "the model has no names of its own for all features";
        return new(null, $"The features are column '{column.Name}', matched by position: {why}.", IsByPosition: true);
    }

    /// <summary>The names of the slots; none where the column has no names at all.</summary>
    private static string[] NamesOf(DataViewSchema.Column column)
    {
        if (!column.HasSlotNames())
        {
            return [];
        }

        var names = default(VBuffer<ReadOnlyMemory<char>>);
        column.GetSlotNames(ref names);
        string[] texts = [.. names.DenseValues().Select(name => name.ToString())];
        return texts.All(name => name.Length == 0) ? [] : texts;
    }
}
