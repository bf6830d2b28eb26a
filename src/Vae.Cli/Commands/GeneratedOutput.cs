using System.CommandLine;
using Vae.Data;
using Vae.MLNet;

namespace Vae.Cli.Commands;

/// <summary>Where made-up rows go: lines of a table, or a picture of images.</summary>
internal static class GeneratedOutput
{
    /// <summary>The option that names the place.</summary>
    public static Option<string?> Option() => new("--output", "-o")
    {
        Description = "Where the rows go: a table as CSV (or TSV, by the extension) [default: standard output], images as one PNG picture.",
        HelpName = "FILE",
    };

    /// <summary>Refuses a place that does not suit the model, before there is any work.</summary>
    /// <exception cref="InputException">Images without a PNG file, or a table for one.</exception>
    public static void Check(VaeModelInfo info, string? path)
    {
        var isPicture = path is not null && Path.GetExtension(path).Equals(".png", StringComparison.OrdinalIgnoreCase);
        if (info.ImageShape is not null != isPicture)
        {
            throw new InputException(info.ImageShape is null
                ? $"Option --output must name a CSV or TSV file, as the model is one of tables; got '{path}'. Choose another name."
                : $"Option --output must name a .png file, as the model is one of images; got {(path is null ? "none" : $"'{path}'")}.");
        }
    }

    /// <summary>Writes made-up rows.</summary>
    /// <param name="info">The model.</param>
    /// <param name="path">A place that <see cref="Check"/> took.</param>
    /// <param name="rows">The rows.</param>
    public static void Write(VaeModelInfo info, string? path, VaeGeneratedRows rows)
    {
        if (info.ImageShape is not null)
        {
            Write(info, path, rows.Features);
        }
        else if (path is not null)
        {
            FeatureTable.Write(path, info.Columns, rows);
        }
        else
        {
            using var standardOutput = Console.OpenStandardOutput();
            FeatureTable.Write(standardOutput, info.Columns, rows);
        }
    }

    /// <summary>Writes rows in the units of the data.</summary>
    /// <param name="info">The model.</param>
    /// <param name="path">A place that <see cref="Check"/> took.</param>
    /// <param name="features">[rows, features].</param>
    /// <param name="columns">Images in a row of a picture; 0 for as many as there are rows of it.</param>
    public static void Write(VaeModelInfo info, string? path, float[] features, int columns = 0)
    {
        if (info.ImageShape is { } shape)
        {
            VaeImageGrid.Save(path!, features, shape, columns);
        }
        else if (path is not null)
        {
            FeatureTable.Write(path, info.Columns, features);
        }
        else
        {
            using var standardOutput = Console.OpenStandardOutput();
            FeatureTable.Write(standardOutput, info.Columns, features);
        }
    }
}
