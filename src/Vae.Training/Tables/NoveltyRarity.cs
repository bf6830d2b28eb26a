using Vae.Training.Learning;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Tables;

/// <summary>
/// How rare the novelties of a row are. A novelty weighs −log10 of the share of held-out rows that have one in the same column, and the rarity of a
/// row is the sum. What share of held-out rows is as rare says how surprising it is, however many columns are watched: where no row of a thousand had
/// a novelty, one is worth 3.
/// </summary>
internal sealed class NoveltyRarity
{
    /// <summary>Watched cells that are looked at in one go.</summary>
    private const int BlockCells = 4_000_000;

    private readonly NoveltyCounter _counter;

    private NoveltyRarity(NoveltyCounter counter, SeenRanges ranges, RarityWeights weights, RaritySteps steps) =>
        (_counter, Ranges, Weights, Steps) = (counter, ranges, weights, steps);

    /// <summary>The ranges of what members saw: a value beyond is a novelty here.</summary>
    public SeenRanges Ranges { get; }

    /// <summary>What a novelty of each kind weighs.</summary>
    public RarityWeights Weights { get; }

    /// <summary>What a rarity is worth.</summary>
    public RaritySteps Steps { get; }

    /// <summary>Weighs the novelties that rows have under the member that never saw them, and gives the surprisal of each such row.</summary>
    /// <param name="counter">What can be novel.</param>
    /// <param name="ranges">Beyond what a value is novel.</param>
    /// <param name="features">Training rows as the user has them [rows, features].</param>
    /// <param name="normal">The rows that count.</param>
    /// <param name="folds">Who never saw what.</param>
    /// <returns>
    /// The weights, and the surprisal of each training row, itself left out of its weights [rows]; or null where nothing can be novel.
    /// </returns>
    public static (NoveltyRarity Rarity, double[] Surprisals)? Fit(
        NoveltyCounter counter, SeenRanges ranges, Tensor features, NormalRows normal, Folds folds)
    {
        if (counter.Constants.Count + counter.Categories.Count + ranges.Ranges.Count == 0)
        {
            return null;
        }

        using var scope = NewDisposeScope();
        var (columnOf, columns) = Columns(counter.Categories, [
            .. counter.Constants.Select(constant => constant.Feature), .. ranges.Ranges.Select(range => range.Feature)]);
        var (constants, beyond) = (columnOf[..counter.Constants.Count], columnOf[counter.Constants.Count..]);
        var fold = tensor(folds.OfRow.Select(own => (long)own).ToArray(), device: features.device);
        var cells = InBlocks(features, fold, columnOf.Length + 1, (rows, own) =>
        {
            var novelties = zeros(rows.shape[0], columns, device: rows.device);        // [rows, columns], under the member that never saw the row
            AddUnseen(novelties, counter.Categories, rows);
            AddHeldOut(novelties, counter.Changed(rows), counter.Watches, constants, own);
            AddHeldOut(novelties, ranges.Beyond(rows), ranges.Watches, beyond, own);
            return Cells(novelties);
        });
        long[][] inside = [.. normal.Inside.Select(own => own.cpu().data<long>().ToArray())];
        var units = CalibrationWeights.Of(inside, folds);
        var all = Math.Round(units.Sum());
        var shares = cells.GroupBy(cell => (cell.Column, Group: folds.Groups?[cell.Row] ?? cell.Row))
            .ToDictionary(group => group.Key, group => group.Sum(cell => units[cell.Row]));
        var counts = new double[columns];
        foreach (var ((column, _), share) in shares)
        {
            counts[column] += share;
        }

        var rarities = new double[features.shape[0]];
        foreach (var (row, column, count) in cells)
        {
            rarities[row] += count * Weight(counts[column] - shares[(column, folds.Groups?[row] ?? row)], all);
        }

        var steps = RaritySteps.Fit([.. inside.SelectMany(own => own).Select(row => new WeightedScore(rarities[row], units[row]))]);
        var weights = counts.Select(count => Weight(count, all)).ToArray();
        var byKind = new RarityWeights(
            weights[..counter.Categories.Count], [.. constants.Select(column => weights[column])], [.. beyond.Select(column => weights[column])]);
        return (new(counter, ranges, byKind, steps), [.. rarities.Select(steps.At)]);
    }

    /// <summary>The same weights with other surprisals.</summary>
    public NoveltyRarity With(Func<double, double> surprisal) => new(_counter, Ranges, Weights, Steps.With(surprisal));

    /// <summary>Surprisals of rows as the user has them [rows, features] in the eyes of each member: [rows, members].</summary>
    public Tensor Surprisals(Tensor features)
    {
        using var scope = NewDisposeScope();
        var rarities = _counter.Weigh(features, Weights.Constants, Weights.Categories);
        if (Ranges.Ranges.Count > 0)
        {
            var weights = tensor(Weights.Ranges, device: features.device);
            rarities += (Ranges.Beyond(features) * weights).mm(tensor(Ranges.Watches, device: features.device));
        }

        return Steps.At(rarities).MoveToOuterDisposeScope();                            // [rows, members]
    }

    /// <summary>−log10 of the share of rows that have such a novelty, one more counted, in whole parts.</summary>
    private static float Weight(double novel, double rows) =>
        (float)(Math.Round(-Math.Log10((1 + Math.Max(0, novel)) / (rows + 1)) * RaritySteps.Parts) / RaritySteps.Parts);

    /// <summary>Finds cells of rows [rows, features] a block after the other, so that no table is held for each thing that is watched.</summary>
    private static (int Row, int Column, float Count)[] InBlocks(
        Tensor features, Tensor fold, int watched, Func<Tensor, Tensor, (int Row, int Column, float Count)[]> cells)
    {
        var found = new List<(int Row, int Column, float Count)>();
        var size = Math.Max(1, BlockCells / watched);
        for (long start = 0; start < features.shape[0]; start += size)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(size, features.shape[0] - start);
            var first = (int)start;
            var own = cells(features.narrow(0, start, count), fold.narrow(0, start, count));
            found.AddRange(own.Select(cell => cell with { Row = cell.Row + first }));
        }

        return [.. found];
    }

    /// <summary>The cells with a novelty of novelties [rows, columns].</summary>
    private static (int Row, int Column, float Count)[] Cells(Tensor novelties)
    {
        var places = novelties.nonzero();                                               // [cells, 2]
        var (rows, columns) = (places.select(1, 0), places.select(1, 1));
        var counts = novelties.index([rows, columns]).cpu().data<float>();
        return
        [
            .. rows.cpu().data<long>().Zip(columns.cpu().data<long>(), counts)
                .Select(cell => ((int)cell.First, (int)cell.Second, cell.Third)),
        ];
    }

    /// <summary>The column of each of some features, numbered after the text columns, and how many there are.</summary>
    private static (int[] ColumnOf, int Count) Columns(IReadOnlyList<Range> categories, int[] features)
    {
        var numbers = new Dictionary<int, int>();
        int[] columnOf =
        [
            .. features.Select(feature =>
            {
                var text = TextColumns.IndexOf(categories, feature);
                if (text < 0 && !numbers.TryGetValue(feature, out text))
                {
                    numbers.Add(feature, text = categories.Count + numbers.Count);
                }

                return text;
            }),
        ];
        return (columnOf, categories.Count + numbers.Count);
    }

    private static void AddUnseen(Tensor novelties, IReadOnlyList<Range> categories, Tensor features)
    {
        for (var i = 0; i < categories.Count; i++)
        {
            novelties.select(1, i).add_(NoveltyCounter.Unseen(features, categories[i]).squeeze(1));
        }
    }

    /// <summary>Adds what is new [rows, watched] to its columns where the member watches it that never saw the row.</summary>
    private static void AddHeldOut(Tensor novelties, Tensor isNew, float[,] watches, int[] columnOf, Tensor fold)
    {
        if (columnOf.Length > 0)
        {
            var watched = tensor(watches, device: isNew.device).t().index_select(0, fold);  // [rows, watched]
            novelties.index_add_(1, tensor(columnOf.Select(index => (long)index).ToArray(), device: isNew.device), isNew * watched, 1);
        }
    }
}
