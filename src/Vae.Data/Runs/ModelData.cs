using Vae.MLNet;

namespace Vae.Data.Runs;

/// <summary>Opens what a model takes, and refuses the rest.</summary>
internal static class ModelData
{
    /// <summary>Opens the table for a model of tables.</summary>
    /// <exception cref="VaeDataException">The path leads to images, or to nothing, or an option of images was given.</exception>
    public static ITableSource Table(string path, RowOptions options) => options.Mask is null
        ? Table(path, options.Reading, options.Names)
        : throw new VaeDataException($"Option {options.Names.Mask} must come with a model of images; got one of tables. Leave it out.");

    /// <summary>The same, of options that know of no images.</summary>
    /// <exception cref="VaeDataException">The path leads to images, or to nothing.</exception>
    public static ITableSource Table(string path, TableOptions options, OptionNames names) =>
        VaeImageSet.IsOne(path) ? throw NoTable(path) : TableSources.Open(path, options with { Names = names });

    /// <summary>Opens the images for a model of images.</summary>
    /// <exception cref="VaeDataException">The path leads to a table, or to nothing.</exception>
    public static VaeImageSet Images(VaeModel model, string path, string? mask = null) =>
        !File.Exists(path) || VaeImageSet.IsOne(path) ? ImageSources.Open(path, mask) : throw NoImages(model, path);

    public static void RequireTables(VaeModel model, ITableSource source)
    {
        if (model.Info.ImageShape is not null)
        {
            throw NoImages(model, source.Name);
        }
    }

    public static void RequireImages(VaeModel model, VaeImageSet set)
    {
        if (model.Info.ImageShape is null)
        {
            throw NoTable(set.Path);
        }
    }

    /// <summary>Refuses all options of tables where the data are images.</summary>
    /// <param name="options">The options.</param>
    /// <param name="own">What messages call each that only this run has, and whether it was given.</param>
    /// <exception cref="VaeDataException">One of them was given.</exception>
    public static void RequireNoTable(RowOptions options, params ReadOnlySpan<(string Name, bool IsGiven)> own)
    {
        RequireNone(own);
        RequireNone(
            (options.Names.Missing, options.Missing.Count > 0), (options.Names.Quarantine, options.BadRows.Quarantine is not null),
            (options.Names.NoHeader, !options.Reading.HasHeader), (options.Names.Encoding, options.Reading.Encoding is not null));
    }

    /// <summary>Refuses options of tables where the data are images.</summary>
    /// <param name="options">What messages call each option, and whether it was given.</param>
    /// <exception cref="VaeDataException">One of them was given.</exception>
    public static void RequireNone(params ReadOnlySpan<(string Name, bool IsGiven)> options)
    {
        foreach (var (name, isGiven) in options)
        {
            if (isGiven)
            {
                throw new VaeDataException($"Option {name} must come with a table; got other data. Leave it out.");
            }
        }
    }

    /// <summary>Refuses a model of tables whose file is from before reasons.</summary>
    public static void RequireReasons(VaeModel model)
    {
        if (!model.Outputs.Contains(VaeOutputs.FeatureContributions))
        {
            throw new VaeDataException(
                $"The model must give {VaeOutputs.FeatureContributions} to explain rows; got an older one. Train it again.");
        }
    }

    private static VaeDataException NoTable(string name) =>
        new($"Data '{name}' must be a CSV or TSV file, as the model is one of tables; got images. Train a model on images.");

    private static VaeDataException NoImages(VaeModel model, string name) =>
        new($"Data '{name}' must be a folder, an IDX file or an image, as the model takes images of {model.Info.ImageShape}; got another file.");
}
