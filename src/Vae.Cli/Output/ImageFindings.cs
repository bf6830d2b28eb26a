using Vae.Data;

namespace Vae.Cli.Output;

/// <summary>What a set of images holds, and what training would do.</summary>
internal static class ImageFindings
{
    /// <summary>Images and sizes that are named one by one; more are only counted.</summary>
    private const int MostNamed = 10;

    public static IEnumerable<(string Name, string Value)> Rows(string path, ImageInspection found)
    {
        yield return ("Images", FormattableString.Invariant($"{found.Counts.All:N0} in '{path}', {found.Counts.Read:N0} can be read"));
        yield return ("Labels", Listed(found.Labels, label => FormattableString.Invariant($"'{label.Label}' ({label.Images:N0})")));
        yield return ("Sizes", Listed(found.Sizes, size => FormattableString.Invariant($"{size.Width} x {size.Height} ({size.Images:N0})")));
        yield return ("Training", $"as {found.Shape} pixels ({(found.Shape.Channels == 1 ? "grey" : "colour")})");
        foreach (var image in found.Remarkable.Take(MostNamed))
        {
            yield return (image.Status.ToString(), $"{image.Source}: {image.Remark}");
        }

        if (found.Remarkable.Count > MostNamed)
        {
            yield return ("", FormattableString.Invariant($"and {found.Remarkable.Count - MostNamed:N0} more"));
        }
    }

    /// <summary>The JSON object; its property names are a promise to scripts.</summary>
    public static object Report(ImageInspection found) => new
    {
        Images = found.Counts.All,
        found.Counts.Read,
        Labels = found.Labels.Select(label => new { label.Label, label.Images }),
        Sizes = found.Sizes.Select(size => new { size.Width, size.Height, size.Images }),
        found.Shape,
        Remarkable = found.Remarkable.Select(image => new { image.Source, image.Status, image.Remark }),
    };

    private static string Listed<T>(IReadOnlyCollection<T> all, Func<T, string> words) =>
        string.Join(", ", all.Take(MostNamed).Select(words))
        + (all.Count > MostNamed ? FormattableString.Invariant($" and {all.Count - MostNamed:N0} more") : "");
}
