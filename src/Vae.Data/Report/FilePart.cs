using System.Globalization;
using System.Xml.Linq;
using Vae.MLNet;

namespace Vae.Data.Report;

/// <summary>What the model file says of itself.</summary>
internal static class FilePart
{
    private const int MostNames = 40;

    public static XElement Of(VaeModel model) => Markup.Of(
        "section", Markup.Class("card double"), Markup.Of("h2", "The model"), Markup.Of("p", Markup.Class("note"), "What its file says of itself."),
        Markup.Table(["What", "Value"], Rows(model)));

    private static IEnumerable<IEnumerable<object>> Rows(VaeModel model)
    {
        var info = model.Info;
        yield return ["File", Text($"format {info.Format}")];
        var cut = info.Tiling is { } tiling ? $", in {tiling}" : "";
        yield return info.ImageShape is { } shape
            ? ["Images", Text($"{shape.Width} x {shape.Height} pixels, {(shape.Channels == 1 ? "grey" : "colour")}{cut}")]
            : ["Columns", Names(info.Columns)];
        yield return ["Score", Text($"{info.ScoreKind}, {info.Members} members, {info.LatentDimension} latent dimensions")];
        var source = model.Threshold == info.Threshold ? info.ThresholdSource : "set on loading";
        yield return ["Threshold", Text($"{model.Threshold:0.####} ({source})")];
        yield return [
            "Training",
            Text($"{info.TrainingRows:N0} rows, {info.Steps:N0} steps, seed {info.Seed}, contamination {(object?)info.Contamination ?? "unknown"}"),
        ];
        yield return ["Calibration", Text($"{info.CalibrationRows:N0} held-out scores, smallest p-value {info.SmallestPValue:0.######}")];
        yield return ["References", Text($"{info.References}: {info.ReferenceVectors:N0} vectors, {info.ReferenceBytes:N0} bytes")];
        yield return ["Verification", string.Join(", ", info.Parity.Select(output => Text($"{output.Key} {output.Value:0.#e+0}")))];
        yield return ["Versions", string.Join(", ", info.Versions.Select(version => $"{version.Key} {version.Value}"))];
        yield return ["Options", $"sha256 {info.OptionsDigest}"];
        yield return ["Scored on", model.Device.ToString()];
    }

    private static string Names(IReadOnlyList<VaeColumn> columns) =>
        string.Join(
            ", ", columns.Take(MostNames).Select(column => column.IsDate
                ? Text($"{column.Name} ({string.Join(", ", column.Cycles).ToLowerInvariant()})")
                : column.Categories is null
                ? column.Name
                : Text($"{column.Name} ({column.Categories.Count} categories)")))
        + (columns.Count > MostNames ? Text($" and {columns.Count - MostNames} more") : "");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
