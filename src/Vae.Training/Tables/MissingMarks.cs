using Vae.Training.Graph;
using static TorchSharp.torch;

namespace Vae.Training.Tables;

/// <summary>Turns the marks of missing values into missing values, before anything else looks at a row.</summary>
/// <param name="marks">The marks; a feature may have several.</param>
internal sealed class MissingMarks(IReadOnlyList<MissingMark> marks)
{
    /// <summary>Rows as the user has them [rows, features], without the marks.</summary>
    public Tensor Apply(Tensor features)
    {
        foreach (var layer in Layers((int)features.shape[1]))
        {
            features = features.masked_fill(features == tensor(layer, device: features.device), float.NaN);
        }

        return features;
    }

    /// <summary>The same of rows in memory [rows, width]: a copy, or the same array where there are no marks.</summary>
    public float[] Apply(float[] features, int width)
    {
        if (marks.Count == 0)
        {
            return features;
        }

        var cleaned = (float[])features.Clone();
        foreach (var (feature, value) in marks)
        {
            for (var i = feature; i < cleaned.Length; i += width)
            {
                cleaned[i] = cleaned[i] == value ? float.NaN : cleaned[i];
            }
        }

        return cleaned;
    }

    /// <summary>The same as graph.</summary>
    public string Apply(OnnxTape tape, string features, int width)
    {
        foreach (var layer in Layers(width))
        {
            features = tape.Where(tape.Op("Equal", [features, tape.Constant("marks", layer, 1, width)]), float.NaN, features);
        }

        return features;
    }

    /// <summary>One mark of each feature at a time, NaN, which nothing is equal to, where there is no other.</summary>
    private IEnumerable<float[]> Layers(int width)
    {
        var ofFeature = marks.ToLookup(mark => mark.Feature, mark => mark.Value);
        for (var layer = 0; layer < marks.GroupBy(mark => mark.Feature).Select(group => group.Count()).DefaultIfEmpty().Max(); layer++)
        {
            yield return [.. Enumerable.Range(0, width).Select(feature => ofFeature[feature].Skip(layer).DefaultIfEmpty(float.NaN).First())];
        }
    }
}
