using Vae.MLNet.Onnx;

namespace Vae.MLNet.Contract;

/// <summary>
/// How a file vouches for itself: digests of its content in its own metadata, so that a flipped bit is refused and never scores. Model and decoder
/// carry the same metadata and with it both digests. What moving the threshold changes has a digest of its own. Files from before have none and are
/// read as ever. No protection against people, who can compute digests too: that is what <see cref="FilePin"/> is for.
/// </summary>
internal static class FileDigest
{
    public const string Model = "vae.sha256";
    public const string Decoder = "vae.decoder.sha256";
    public const string Threshold = "vae.threshold.sha256";

    /// <summary>The keys that moving the threshold changes.</summary>
    private static readonly string[] Movable = ["vae.falseAlarmRate", "vae.threshold", "vae.threshold.source"];

    /// <summary>Puts the digests at the end of the metadata of a model and its decoder, which is the same in both.</summary>
    public static void Write(ModelProto model, ModelProto decoder)
    {
        StringStringEntryProto[] digests =
        [
            new() { Key = Model, Value = OfContent(model) },
            new() { Key = Decoder, Value = OfContent(decoder) },
            new() { Key = Threshold, Value = OfThreshold(model) },
        ];
        model.MetadataProps.AddRange(digests);
        decoder.MetadataProps.AddRange(digests);
    }

    /// <summary>After the threshold was moved: its digest anew, and that of a model from before which has none.</summary>
    public static void Renew(ModelProto model)
    {
        if (Find(model, Model) is null)
        {
            model.MetadataProps.Add(new StringStringEntryProto { Key = Model, Value = OfContent(model) });
        }

        if (Find(model, Threshold) is { } entry)
        {
            entry.Value = OfThreshold(model);
        }
        else
        {
            model.MetadataProps.Add(new StringStringEntryProto { Key = Threshold, Value = OfThreshold(model) });
        }
    }

    /// <summary>Refuses a file whose content is not what its digests say.</summary>
    /// <param name="source">Where the file came from.</param>
    /// <param name="model">The file.</param>
    /// <param name="key">The digest of its kind: <see cref="Model"/> or <see cref="Decoder"/>.</param>
    public static void Check(string source, ModelProto model, string key)
    {
        if (Find(model, Model) is null && Find(model, Decoder) is null && Find(model, Threshold) is null)
        {
            return;
        }

        var behind = model.MetadataProps.SkipWhile(entry => !IsDigest(entry.Key)).FirstOrDefault(entry => ModelMetadata.Has(entry.Key));
        if (behind is not null)
        {
            throw VaeModelException.Invalid(source, $"metadata '{behind.Key}' must stand before the digests, which cover it; got it behind them "
                + "(invalid). The file is damaged: copy or export the model again.");
        }

        Require(source, model, key, OfContent(model));
        Require(source, model, Threshold, OfThreshold(model));
    }

    private static void Require(string source, ModelProto model, string key, string found)
    {
        if (Find(model, key) is not { } entry)
        {
            throw VaeModelException.Missing(source, $"metadata '{key}' is missing beside other digests. The file is damaged: copy or export the "
                + "model again.");
        }

        if (entry.Value != found)
        {
            throw VaeModelException.Invalid(source, $"the content must have the digest that metadata '{key}' says, {entry.Value}; got {found} "
                + "(invalid). The file is damaged: copy or export the model again.");
        }
    }

    /// <summary>What a file says that the digest is; null where it says nothing.</summary>
    /// <param name="model">The file.</param>
    /// <param name="key"><see cref="Model"/> or <see cref="Decoder"/>.</param>
    public static string? Of(ModelProto model, string key) => Find(model, key)?.Value;

    /// <summary>
    /// The graph without the threshold, and the metadata that stands before the first digest without what moves with the threshold.
    /// </summary>
    private static string OfContent(ModelProto model)
    {
        using var hash = new ContentHash();
        var covered = model.MetadataProps.TakeWhile(entry => !IsDigest(entry.Key));
        hash.Add([.. covered.Where(entry => !Movable.Contains(entry.Key))]);
        hash.Add(model.Graph.Input);
        hash.Add(model.Graph.Output);
        hash.Add(model.Graph.Node);
        var fixedTensors = model.Graph.Initializer.Where(tensor => tensor.Name != TensorNames.Threshold);
        hash.Add([.. fixedTensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal)]);
        return hash.Finish();
    }

    /// <summary>
    /// The metadata that moves with the threshold; the graph's default is the same number, which <see cref="MetadataRules"/> checks.
    /// </summary>
    private static string OfThreshold(ModelProto model)
    {
        using var hash = new ContentHash();
        hash.Add([.. Movable.Select(key => Find(model, key)).OfType<StringStringEntryProto>()]);
        return hash.Finish();
    }

    private static bool IsDigest(string key) => key is Model or Decoder or Threshold;

    private static StringStringEntryProto? Find(ModelProto model, string key) => model.MetadataProps.FirstOrDefault(entry => entry.Key == key);
}
