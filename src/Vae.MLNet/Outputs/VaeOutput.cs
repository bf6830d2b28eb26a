namespace Vae.MLNet;

/// <summary>One thing that a model can say of a row: an output of its graph, a column in ML.NET, an array in code, a field of a file.</summary>
public sealed class VaeOutput
{
    internal VaeOutput(int place, string name, VaeOutputShape shape, string unit, string meaning, bool isFlag, bool isOptional,
        string? picture, VaeModality? modality, bool besideScore, string? words) =>
        (Place, Name, Shape, Unit, Meaning, IsFlag, IsOptional, Picture, Modality, IsBesideScore, Words) =
        (place, name, shape, unit, meaning, isFlag, isOptional, picture, modality, besideScore, words);

    /// <summary>The name, the same everywhere.</summary>
    public string Name { get; }

    /// <summary>What it is for one row.</summary>
    public VaeOutputShape Shape { get; }

    /// <summary>The unit of its numbers, in words.</summary>
    public string Unit { get; }

    /// <summary>What it means, in one line.</summary>
    public string Meaning { get; }

    /// <summary>True for true or false, false for single-precision numbers.</summary>
    public bool IsFlag { get; }

    /// <summary>True where a model file may lack it: those written before it was thought of do.</summary>
    public bool IsOptional { get; }

    /// <summary>What the models that can have it are made for; null for one of all models.</summary>
    public VaeModality? Modality { get; }

    /// <summary>True for one number or flag per row.</summary>
    public bool IsNumber => Shape == VaeOutputShape.Number;

    /// <summary>Its place in the catalogue.</summary>
    internal int Place { get; }

    /// <summary>The name of the column with pictures of it, or null.</summary>
    internal string? Picture { get; }

    /// <summary>The name of the column that says it in words, or null.</summary>
    internal string? Words { get; }

    /// <summary>True where the graph of the scores gives it for little more, and the scores keep their bits.</summary>
    internal bool IsBesideScore { get; }

    /// <summary>The shape of one row's values in a model, empty for one number.</summary>
    internal IReadOnlyList<int> RowShape(VaeModelInfo info) => Shape switch
    {
        VaeOutputShape.Number => [],
        VaeOutputShape.Latent => [info.LatentDimension],
        VaeOutputShape.Pixels => [info.ImageShape!.Height, info.ImageShape.Width],
        _ => info.RowShape,
    };

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
