using System.Buffers.Binary;
using System.Globalization;
using Vae.MLNet.Features;
using Vae.MLNet.Onnx;

namespace Vae.MLNet.Contract;

/// <summary>
/// Checks what a file says of itself: every number in its range, and no two that contradict each other. The graph is held against the same numbers by
/// <see cref="ModelContract"/>, which is made of them.
/// </summary>
internal sealed class MetadataRules
{
    /// <summary>One less than an integer can be: p-values count one more row.</summary>
    private const int MostRows = int.MaxValue - 1;

    private readonly string _source;

    private MetadataRules(string source) => _source = source;

    public static void Check(string source, VaeModelInfo info)
    {
        var rules = new MetadataRules(source);
        rules.InputShape(info.InputShape);
        rules.Columns(info);
        rules.Between("vae.members", info.Members, 1, 1_000);
        rules.Between("vae.latentDimension", info.LatentDimension, 1, FileLimits.Features);
        rules.Between("vae.trainingRows", info.TrainingRows, 1, MostRows);
        rules.Between("vae.calibrationRows", info.CalibrationRows, 1, MostRows);
        rules.Groups(info);
        rules.Between("vae.steps", info.Steps, 0, int.MaxValue);
        rules.Require(
            info.Contamination is null or (>= 0 and <= 0.5), "vae.contamination", "between 0 and 0.5", info.Contamination ?? 0);
        rules.Require(
            info.Sketch is null or { Field.Length: > 0 and <= SketchedRows.MostBytes }, "vae.sketch",
            FormattableString.Invariant($"a field of 1 to {SketchedRows.MostBytes} bytes"), info.Sketch?.Field?.Length ?? 0);
        rules.Spreads(info);
        rules.Require(
            info.Keys.All(name => !string.IsNullOrEmpty(name)) && info.Keys.Distinct().Count() == info.Keys.Count, "vae.keys",
            "names that stand once", "another");
        rules.Decision(info);
        rules.References(info);
        rules.Require(info.Versions.Values.All(version => version is not null), "vae.versions", "a text for each name", "null");
        rules.Require(
            info.MaskedShare == 0 || (info.ImageShape is not null && info.MaskedShare is > 0 and < 1), "vae.masked",
            "0, or between 0 and 1 for a model of images", info.MaskedShare);
        rules.Tiles(info);
        rules.Require(info.Remarks.All(remark => remark is not null), "vae.remarks", "texts", "null");
    }

    /// <summary>The graph decides by its own threshold, people read the one of the metadata: they must be one number.</summary>
    public static void CheckThreshold(string source, VaeModelInfo info, TensorProto threshold)
    {
        var found = BinaryPrimitives.ReadSingleLittleEndian(threshold.RawData.Span);
        new MetadataRules(source).Require(
            found.Equals((float)info.Threshold),
            "vae.threshold",
            FormattableString.Invariant($"{found} in single precision, the default of graph input '{threshold.Name}'"),
            info.Threshold);
    }

    private void InputShape(IReadOnlyList<int> shape)
    {
        var isImage = shape is [1 or 3, >= 1 and <= VaeImageShape.LargestSide, >= 1 and <= VaeImageShape.LargestSide];
        Require(
            isImage || shape is [>= 1 and <= FileLimits.Features],
            "vae.inputShape",
            $"[features] or [1 or 3 channels, height, width] with sides of at most {VaeImageShape.LargestSide} pixels",
            $"[{string.Join(", ", shape.Take(FileLimits.Axes))}]");
    }

    /// <summary>Columns name the features, so they must be as many: one column too few would shift every feature behind it.</summary>
    private void Columns(VaeModelInfo info)
    {
        const string key = "vae.columns";
        if (info.ImageShape is not null)
        {
            Require(info.Columns.Count == 0, key, "none for a model of images", info.Columns.Count);
            return;
        }

        Require(info.Columns.All(column => !string.IsNullOrEmpty(column.Name)), key, "columns with a name", "one without");
        var hasTexts = info.Columns.All(column => column.Categories?.All(category => category is not null) ?? true);
        Require(hasTexts, key, "columns whose categories are texts", "null");
        var hasOffsets = info.Columns.All(column => double.IsFinite(column.Offset) && (column.Offset == 0 || column.IsNumber));
        Require(hasOffsets, key, "columns with finite offsets, of numbers only", "another");
        Require(info.Columns.All(column => column.Missing.All(text => text is not null)), key, "columns whose missing values are texts", "null");
        var hasFormats = info.Columns.All(
            column => column.NumberFormat is null || (column.IsNumber && NumberFormat.Of(column.NumberFormat) is not null));
        Require(hasFormats, key, "columns of numbers whose format is how 1234.5 is written", "another");
        var format = ModelMetadata.FormatOf(info.Columns);
        Require(
            info.Format >= format, "vae.format",
            FormattableString.Invariant($"{format}, as a column {(format == 2 ? "has more than a name and categories" : "holds dates")}"),
            info.Format);
        Require(info.Columns.All(column => !column.IsEmpty || column.IsNumber), key, "empty columns of numbers only", "others");
        Require(info.Columns.All(HasCycles), key, "columns of dates with cycles that are known, in order, each once, and no categories", "others");
        var width = info.Columns.Sum(column => (long)column.Width);
        Require(
            width == info.FeatureCount,
            key,
            FormattableString.Invariant($"columns of {info.FeatureCount} features, as 'vae.inputShape' says"),
            FormattableString.Invariant($"{width} features"));
        Unique(info.Columns.Select(column => column.Name), "column names that stand once");
        Unique(info.FeatureNames, "categories that stand once, and no column with the name of another's feature");

        void Unique(IEnumerable<string> names, string rule)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            var repeated = names.FirstOrDefault(name => !seen.Add(name));
            Require(repeated is null, key, rule, repeated ?? "");
        }
    }

    /// <summary>True where what a column says of dates can be: nothing at all, or cycles that readers know.</summary>
    private static bool HasCycles(VaeColumn column) =>
        column.IsDate
            ? column.Categories is null && column.Cycles.All(Enum.IsDefined)
                && column.Cycles.Zip(column.Cycles.Skip(1)).All(pair => pair.First < pair.Second)
                && (column.DateOrder is not { } order || Enum.IsDefined(order))
            : column.DateOrder is null;

    private void Spreads(VaeModelInfo info)
    {
        const string key = "vae.spreads";
        var count = info.ImageShape is null ? info.FeatureCount : 0;
        Require(
            info.FeatureSpreads.Count == 0 || info.FeatureSpreads.Count == count,
            key,
            FormattableString.Invariant($"{count} numbers, one for each feature of a table"),
            info.FeatureSpreads.Count);
        Require(info.FeatureSpreads.All(spread => float.IsFinite(spread) && spread >= 0), key, "numbers of at least 0", "another");
    }

    private void Tiles(VaeModelInfo info)
    {
        if (info.Tiling is { } tiling && TilingRules.Broken(tiling, isImage: info.InputShape.Count == 3) is { } rule)
        {
            Require(false, TilingRules.Key, rule, tiling);
        }

        var format = ModelMetadata.FormatOf(info.Tiling);
        Require(info.Format >= format, "vae.format", FormattableString.Invariant($"{format}, as photographs are cut into tiles"), info.Format);
    }

    /// <summary>Every group has a row, and a calibration that counts groups cannot count more than there are.</summary>
    private void Groups(VaeModelInfo info)
    {
        if (info.Groups is { } groups)
        {
            Between("vae.groups", groups, 1, info.TrainingRows);
            Between("vae.calibrationRows", info.CalibrationRows, 1, groups);
        }
    }

    /// <summary>
    /// A rate that the calibration cannot promise is refused. After a calibration on other rows the promise rests on their number, which the file
    /// does not hold; such a threshold is a score of theirs, not the one that belongs to the rate.
    /// </summary>
    private void Decision(VaeModelInfo info)
    {
        Require(double.IsFinite(info.Threshold), "vae.threshold", "finite", info.Threshold);
        if (info.FalseAlarmRate is { } rate)
        {
            var most = Math.Max(info.Groups ?? info.TrainingRows, info.CalibrationRows);
            var smallest = info.Threshold == DecisionRule.Threshold(rate) ? 1.0 / (most + 1) : 0;
            Require(rate is > 0 and < 1, "vae.falseAlarmRate", "between 0 and 1, both excluded", rate);
            var rule = FormattableString.Invariant($"at least {smallest}, the smallest that the rows can promise");
            Require(rate >= smallest, "vae.falseAlarmRate", rule, rate);
        }
    }

    private void References(VaeModelInfo info)
    {
        var some = info.References != VaeReferenceKind.None;
        var rule = some ? $"at least 1, as 'vae.references' is {info.References}" : "0, as 'vae.references' is None";
        Require(some ? info.ReferenceVectors >= 1 : info.ReferenceVectors == 0, "vae.references.vectors", rule, info.ReferenceVectors);
        var least = (long)info.ReferenceVectors * sizeof(float);
        Require(
            info.ReferenceBytes % sizeof(float) == 0
                && (some ? info.ReferenceBytes >= least && info.ReferenceBytes <= FileLimits.FileBytes : info.ReferenceBytes == 0),
            "vae.references.bytes",
            FormattableString.Invariant($"whole floats, at least one for each of {info.ReferenceVectors} vectors"),
            info.ReferenceBytes);
    }

    private void Between(string key, int found, int least, int most) =>
        Require(found >= least && found <= most, key, FormattableString.Invariant($"between {least} and {most}"), found);

    private void Require(bool holds, string key, string rule, object found)
    {
        if (!holds)
        {
            throw VaeModelException.Invalid(
                _source, $"metadata '{key}' must be {rule}; got {Convert.ToString(found, CultureInfo.InvariantCulture)} (invalid). The file is "
                    + "damaged: export the model again.");
        }
    }
}
