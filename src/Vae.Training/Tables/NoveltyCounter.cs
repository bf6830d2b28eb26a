using static TorchSharp.torch;

namespace Vae.Training.Tables;

/// <summary>
/// Counts what a member never saw in training: a feature that was constant in its rows and no longer is, one that had no value there and has one, and
/// a text column none of whose known categories is set. Each member judges by the rows outside its fold, so that its held-out fold is judged exactly
/// as a new row is.
/// </summary>
internal sealed class NoveltyCounter
{
    /// <summary>
    /// What each novelty adds to a member score, in standard deviations of held-out scores, so that novelties and oddness add up. What they are worth
    /// at least is for <see cref="NoveltyRarity"/> to say.
    /// </summary>
    public const float ScoreWeight = 2;

    /// <summary>
    /// What a feature that left its constant adds to the reconstruction error, in nats: as much as a value four standard deviations off, ½·4².
    /// </summary>
    public const float FeatureError = 8;

    private NoveltyCounter(IReadOnlyList<ConstantFeature> constants, float[,] watches, IReadOnlyList<Range> categories)
    {
        Constants = constants;
        Watches = watches;
        Categories = categories;
    }

    /// <summary>The features that were constant for at least one member, each with its constant.</summary>
    public IReadOnlyList<ConstantFeature> Constants { get; }

    /// <summary>1 where a feature was constant for a member, else 0 [constants, members].</summary>
    public float[,] Watches { get; }

    /// <summary>The features of each text column.</summary>
    public IReadOnlyList<Range> Categories { get; }

    /// <summary>
    /// Finds the features that are constant in the rows that each member saw. Missing and infinite values do not count; a feature that is missing in
    /// all of them has the constant NaN, and one with infinities but no number is watched by nobody.
    /// </summary>
    /// <param name="features">Features [rows, width].</param>
    /// <param name="width">Number of features.</param>
    /// <param name="seen">The rows that each member saw [members][rows].</param>
    /// <param name="categories">The features of each text column.</param>
    /// <param name="onlyMissing">Whether only features without a value count: with one unit, changes of constants are measured in it.</param>
    public static NoveltyCounter Fit(
        ReadOnlySpan<float> features, int width, IReadOnlyList<long[]> seen, IReadOnlyList<Range> categories, bool onlyMissing = false)
    {
        var found = new SortedDictionary<(int Feature, float Value), List<int>>();
        for (var member = 0; member < seen.Count; member++)
        {
            foreach (var constant in ConstantsOf(features, width, seen[member]).Where(constant => constant.IsMissing || !onlyMissing))
            {
                var key = (constant.Feature, constant.Value);
                if (!found.TryGetValue(key, out var members))
                {
                    found.Add(key, members = []);
                }

                members.Add(member);
            }
        }

        var watches = new float[found.Count, seen.Count];
        foreach (var (members, row) in found.Values.Select((members, row) => (members, row)))
        {
            foreach (var member in members)
            {
                watches[row, member] = 1;
            }
        }

        return new([.. found.Keys.Select(key => new ConstantFeature(key.Feature, key.Value))], watches, categories);
    }

    /// <summary>Novelties of rows as the user has them [rows, features] in the eyes of each member: [rows, members].</summary>
    public Tensor Count(Tensor features) =>
        Weigh(features, [.. Enumerable.Repeat(1f, Constants.Count)], [.. Enumerable.Repeat(1f, Categories.Count)]);

    /// <summary>The same with a weight for each watched feature and each text column: [rows, members].</summary>
    public Tensor Weigh(Tensor features, float[] constantWeights, float[] categoryWeights)
    {
        using var scope = NewDisposeScope();
        var sum = zeros(features.shape[0], Watches.GetLength(1), device: features.device);
        if (Constants.Count > 0)
        {
            sum += (Changed(features) * tensor(constantWeights, device: features.device)).mm(tensor(Watches, device: features.device));
        }

        foreach (var (category, weight) in Categories.Zip(categoryWeights))
        {
            sum += weight * Unseen(features, category);
        }

        return sum.MoveToOuterDisposeScope();
    }

    /// <summary>1 where a text column has a value but no known category [rows, 1]. A missing cell makes the sum NaN: not novel.</summary>
    public static Tensor Unseen(Tensor features, Range category) =>
        (features.narrow(1, category.Start.Value, category.End.Value - category.Start.Value).sum(1, keepdim: true) == 0).to(float32);

    /// <summary>1 where a feature left its constant, or has a value where it never had one [rows, constants]. A missing value did not.</summary>
    public Tensor Changed(Tensor features)
    {
        var cells = features.index_select(1, tensor(Constants.Select(constant => (long)constant.Feature).ToArray(), device: features.device));
        var values = tensor(Constants.Select(constant => constant.Value).ToArray(), device: features.device);
        var tolerances = tensor(Constants.Select(constant => constant.Tolerance).ToArray(), device: features.device);
        return (((cells - values).abs() > tolerances) | (values.isnan() & ~cells.isnan())).to(float32);
    }

    /// <summary>
    /// Adds a price to the feature of each changed constant, times the share of the members that watch it: [rows, features].
    /// Nothing without constants.
    /// </summary>
    public Tensor AddChanged(Tensor to, Tensor features, float price)
    {
        if (Constants.Count == 0)
        {
            return to;
        }

        var watching = tensor(Watches, device: features.device).mean([1]);               // [constants]
        var changed = tensor(Constants.Select(constant => (long)constant.Feature).ToArray(), device: features.device);
        return to.index_add(1, changed, Changed(features) * watching, price);
    }

    private static IEnumerable<ConstantFeature> ConstantsOf(ReadOnlySpan<float> features, int width, long[] rows)
    {
        var first = new float[width];
        Array.Fill(first, float.NaN);
        var infinite = new bool[width];
        var constant = new bool[width];
        Array.Fill(constant, true);
        foreach (var row in rows)
        {
            var cells = features.Slice(checked((int)(row * width)), width);
            for (var j = 0; j < width; j++)
            {
                if (constant[j] && float.IsFinite(cells[j]))
                {
                    first[j] = float.IsNaN(first[j]) ? cells[j] : first[j];
                    constant[j] = ConstantFeature.IsSame(cells[j], first[j]);
                }

                infinite[j] |= float.IsInfinity(cells[j]);
            }
        }

        var watched = Enumerable.Range(0, width).Where(j => constant[j] && !(float.IsNaN(first[j]) && infinite[j]));
        return watched.Select(j => new ConstantFeature(j, first[j]));
    }
}
