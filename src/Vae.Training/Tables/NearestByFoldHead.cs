using Vae.Training.Graph;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Tables;

/// <summary>
/// The distance of the row itself, in standard deviations or on the scale of ranks, to the nearest reference of any fold but the member's own. The
/// references of a fold serve all other members, so they are made from the rows as they are.
/// </summary>
internal sealed class NearestByFoldHead : IHead<TableSight, TableGraphSight>, IReferenceHead
{
    /// <summary>Prototypes per fold. The folds share one product, and 64 cost 0.005 AUROC.</summary>
    private const int PrototypesPerFold = 256;

    /// <summary>Rows per fold where the references are rows.</summary>
    private const int RowsPerFold = 400;

    /// <summary>More than any square: keeps a fold from being the nearest.</summary>
    private const float Never = 1e38f;

    private readonly FixedFeatures? _fixed;
    private readonly RankScale? _ranks;

    private NearestByFoldHead(TableMaterial material, RankScale? ranks)
    {
        (_fixed, _ranks) = (material.View as FixedFeatures, ranks);
        References = [.. material.Inside.Select((inside, fold) => OfFold(material, inside, fold))];
    }

    /// <summary>The references of each fold.</summary>
    public IReadOnlyList<Tensor> References { get; }

    /// <summary>Whether rows are compared on the scale of ranks.</summary>
    public bool IsOfRanks => _ranks is not null;

    /// <summary>Compares scaled rows.</summary>
    public static NearestByFoldHead OfInputs(TableMaterial material) => new(material, ranks: null);

    /// <summary>Compares them on the scale of ranks.</summary>
    public static NearestByFoldHead OfRanks(TableMaterial material) => new(material, material.Ranks());

    /// <inheritdoc/>
    public Tensor Squares(TableSight sight) =>
        NearestReference.MeanSquare(Ranked(sight.Viewed), cat(References.Where((_, fold) => fold != sight.Member).ToArray()));

    /// <summary>The same as graph, for all members: one product serves them all.</summary>
    public string Squares(OnnxTape tape, IReadOnlyList<TableGraphSight> members)
    {
        var (inputs, folds) = (_ranks?.Apply(tape, members[0].Inputs) ?? members[0].Inputs, References.Count);
        var distances = new NearestGraph(tape).MeanSquares(inputs, References);  // [rows, folds]
        var byFold = tape.Op("Unsqueeze", [distances, tape.Integers("axes", 1)]);       // [rows, 1, folds]
        var own = Enumerable.Range(0, folds * folds).Select(i => i / folds == i % folds ? Never : 0);
        var others = tape.Add(byFold, tape.Constant("own", [.. own], 1, folds, folds));  // [rows, members, folds]
        var nearest = tape.Op("ReduceMin", [others], ("axes", new long[] { 2 }), ("keepdims", 0L));  // [rows, members]
        return _fixed is null ? nearest : tape.Relu(tape.Sub(nearest, FixedDistances(tape, inputs, _fixed)));
    }

    /// <summary>
    /// What the features fixed for a member add to its mean squared distances [rows, members]: the same for all references of the other folds, which
    /// have them at the constant, rows without a value there too.
    /// </summary>
    private string FixedDistances(OnnxTape tape, string inputs, FixedFeatures fixedFeatures)
    {
        var (places, members, size) = (fixedFeatures.Places(), fixedFeatures.Members, fixedFeatures.Inputs);
        var shares = new float[places.Length, members];
        for (var i = 0; i < places.Length; i++)
        {
            shares[i, places[i].Member] = 1f / size;
        }

        // The names in the file are older than the words of the code: they stay, so that the same training gives the same bytes.
        var cells = tape.Gather(inputs, tape.Integers("held", [.. places.Select(place => (long)place.Input)]), 1);
        var difference = tape.Sub(cells, tape.Constant("constants", Constants(places, size), 1, places.Length));
        return tape.Op("MatMul", [tape.Mul(difference, difference), tape.Constant("shares", shares.Cast<float>().ToArray(), places.Length, members)]);
    }

    /// <summary>The constants on the scale of the head [places].</summary>
    private float[] Constants((int Input, int Member, float Constant)[] places, int size)
    {
        using var scope = NewDisposeScope();
        var rows = zeros(places.Length, size, device: References[0].device);
        for (var i = 0; i < places.Length; i++)
        {
            rows[i, places[i].Input] = places[i].Constant;
        }

        var scaled = Ranked(rows).cpu().contiguous().data<float>().ToArray();
        return [.. places.Select((place, i) => scaled[(i * size) + place.Input])];
    }

    private Tensor OfFold(TableMaterial material, Tensor inside, int fold)
    {
        using var scope = NewDisposeScope();
        var rows = material.Inputs.index_select(0, inside);
        var seen = Ranked(_fixed?.SeenByOthers(rows, fold) ?? rows);
        var all = arange(inside.shape[0], device: inside.device);
        return material.Bank.From(
            seen, all, material.References(PrototypesPerFold), material.References(RowsPerFold), material.Members).MoveToOuterDisposeScope();
    }

    private Tensor Ranked(Tensor inputs) => _ranks?.Apply(inputs) ?? inputs;
}
