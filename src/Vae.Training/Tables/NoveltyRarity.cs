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
    private readonly NoveltyCounter _counter;

    private NoveltyRarity(NoveltyCounter counter, float[] constantWeights, float[] categoryWeights, RaritySteps steps) =>
        (_counter, ConstantWeights, CategoryWeights, Steps) = (counter, constantWeights, categoryWeights, steps);

    /// <summary>The weight of each watched feature [constants].</summary>
    public float[] ConstantWeights { get; }

    /// <summary>The weight of an unseen category in each text column [text columns].</summary>
    public float[] CategoryWeights { get; }

    /// <summary>What a rarity is worth.</summary>
    public RaritySteps Steps { get; }

    /// <summary>Weighs the novelties that rows have under the member that never saw them, and gives the surprisal of each such row.</summary>
    /// <param name="counter">What can be novel.</param>
    /// <param name="features">Training rows as the user has them [rows, features].</param>
    /// <param name="normal">The rows that count.</param>
    /// <param name="folds">Who never saw what.</param>
    /// <returns>
    /// The weights, and the surprisal of each training row, itself left out of its weights [rows]; or null where nothing can be novel.
    /// </returns>
    public static (NoveltyRarity Rarity, double[] Surprisals)? Fit(NoveltyCounter counter, Tensor features, NormalRows normal, Folds folds)
    {
        if (counter.Constants.Count + counter.Categories.Count == 0)
        {
            return null;
        }

        using var scope = NewDisposeScope();
        var (columnOf, columns) = Columns(counter);
        var novelties = HeldOut(counter, features, folds, columnOf, columns);           // [rows, columns]
        long[][] inside = [.. normal.Inside.Select(own => own.cpu().data<long>().ToArray())];
        var units = CalibrationWeights.Of(inside, folds);
        var all = Math.Round(units.Sum());
        var cells = Cells(novelties);
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
        return (
            new(counter, [.. counter.Constants.Select((_, i) => weights[columnOf[i]])], weights[..counter.Categories.Count], steps),
            [.. rarities.Select(steps.At)]);
    }

    /// <summary>The same weights with other surprisals.</summary>
    public NoveltyRarity With(Func<double, double> surprisal) => new(_counter, ConstantWeights, CategoryWeights, Steps.With(surprisal));

    /// <summary>Surprisals of rows as the user has them [rows, features] in the eyes of each member: [rows, members].</summary>
    public Tensor Surprisals(Tensor features)
    {
        using var scope = NewDisposeScope();
        return Steps.At(_counter.Weigh(features, ConstantWeights, CategoryWeights)).MoveToOuterDisposeScope();
    }

    /// <summary>−log10 of the share of rows that have such a novelty, one more counted, in whole parts.</summary>
    private static float Weight(double novel, double rows) =>
        (float)(Math.Round(-Math.Log10((1 + Math.Max(0, novel)) / (rows + 1)) * RaritySteps.Parts) / RaritySteps.Parts);

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

    /// <summary>The column of each watched feature, numbered after the text columns, and how many there are.</summary>
    private static (int[] ColumnOf, int Count) Columns(NoveltyCounter counter)
    {
        var (columnOf, count) = (new int[counter.Constants.Count], counter.Categories.Count);
        for (var i = 0; i < columnOf.Length; i++)
        {
            var feature = counter.Constants[i].Feature;
            var text = TextColumns.IndexOf(counter.Categories, feature);
            columnOf[i] = text >= 0 ? text : i > 0 && counter.Constants[i - 1].Feature == feature ? columnOf[i - 1] : count++;
        }

        return (columnOf, count);
    }

    /// <summary>The novelties of each row under the member that never saw it, by column [rows, columns].</summary>
    private static Tensor HeldOut(NoveltyCounter counter, Tensor features, Folds folds, int[] columnOf, int columns)
    {
        var novelties = zeros(features.shape[0], columns, device: features.device);
        var fold = tensor(folds.OfRow.Select(own => (long)own).ToArray(), device: features.device);
        if (columnOf.Length > 0)
        {
            var watched = tensor(counter.Watches, device: features.device).t().index_select(0, fold);  // [rows, constants]
            var column = tensor(columnOf.Select(index => (long)index).ToArray(), device: features.device);
            novelties.index_add_(1, column, counter.Changed(features) * watched, 1);
        }

        for (var i = 0; i < counter.Categories.Count; i++)
        {
            novelties.select(1, i).add_(NoveltyCounter.Unseen(features, counter.Categories[i]).squeeze(1));
        }

        return novelties;
    }
}
