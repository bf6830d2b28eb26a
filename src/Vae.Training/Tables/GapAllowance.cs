using static TorchSharp.torch;

namespace Vae.Training.Tables;

/// <summary>
/// What a gap adds to a member score by itself. A missing value counts as the mean, and a mean among values that do not go with it is odd, for a text
/// column impossible; that says nothing about the row. So gaps are made in held-out rows, column after column, and what they add is taken off again:
/// a row with gaps is judged by what it holds.
/// </summary>
internal sealed class GapAllowance
{
    /// <summary>Held-out rows of each member that gaps are made in, at most and at least.</summary>
    private const int MostRows = 64, LeastRows = 4;

    /// <summary>Multiplications that all gaps together may cost, about, and those of an input of a row beside its own whitening.</summary>
    private const double MostWork = 1e11, WorkPerInput = 1_500;

    /// <summary>Rows that are looked at at once.</summary>
    private const int ChunkRows = 2_048;

    /// <summary>Where scores with and without the gap are compared: the larger difference counts, so that the upper end keeps the promise.</summary>
    private static readonly double[] Quantiles = [0.5, 0.95];

    private GapAllowance(float[] amounts) => Amounts = amounts;

    /// <summary>
    /// What a missing value takes off the member score [features]. Of a column of text or dates, whose features are missing together, the first has
    /// it all.
    /// </summary>
    public float[] Amounts { get; }

    /// <summary>Makes the gaps.</summary>
    /// <param name="scaler">Which features are inputs.</param>
    /// <param name="width">Number of features.</param>
    /// <param name="groups">The features of each column of text or dates.</param>
    /// <param name="inputs">Training rows, scaled [rows, inputs].</param>
    /// <param name="inside">The normal rows held out from each member [members] of [rows].</param>
    /// <param name="scores">
    /// The member scores, without novelties, of scaled rows [rows, inputs] under a member: [rows].
    /// </param>
    public static GapAllowance Fit(
        TableScaler scaler, int width, IReadOnlyList<Range> groups, Tensor inputs, IReadOnlyList<Tensor> inside,
        Func<Tensor, int, Tensor> scores)
    {
        using var scope = NewDisposeScope();
        var columns = Columns(scaler, groups);
        var size = inputs.shape[1];
        var most = (int)Math.Clamp(MostWork / (size * (size + WorkPerInput) * inside.Count * columns.Count), LeastRows, MostRows);
        var whole = new List<float>();
        var gapped = columns.Select(_ => new List<float>()).ToArray();
        for (var member = 0; member < inside.Count; member++)
        {
            using var memberScope = NewDisposeScope();
            var rows = Spread(inside[member], most);
            var own = inputs.index_select(0, rows);                                     // [rows, inputs]
            whole.AddRange(Values(scores(own, member)));
            foreach (var chunk in columns.Select((column, i) => (Column: column, Index: i)).Chunk(Math.Max(1, ChunkRows / most)))
            {
                using var chunkScope = NewDisposeScope();
                var keep = ones(chunk.Length, 1, size, device: inputs.device);
                for (var i = 0; i < chunk.Length; i++)
                {
                    keep[i].index_fill_(1, tensor(chunk[i].Column.Inputs, device: inputs.device), 0);
                }

                var made = (own.unsqueeze(0) * keep).flatten(0, 1);                     // [columns · rows, inputs]
                var found = Values(scores(made, member)).Chunk((int)rows.shape[0]);
                foreach (var (values, (_, index)) in found.Zip(chunk))
                {
                    gapped[index].AddRange(values);
                }
            }
        }

        var amounts = new float[width];
        foreach (var ((feature, _), values) in columns.Zip(gapped))
        {
            amounts[feature] = Quantiles.Max(quantile => Math.Max(0, Quantile(values, quantile) - Quantile(whole, quantile)));
        }

        return new(amounts);
    }

    /// <summary>What the gaps of rows as the user has them [rows, features] take off: [rows].</summary>
    public Tensor Of(Tensor features) => features.isnan().to(float32).mv(tensor(Amounts, device: features.device));

    /// <summary>The columns with inputs: where the amount stands, and the inputs.</summary>
    private static List<(int Feature, long[] Inputs)> Columns(TableScaler scaler, IReadOnlyList<Range> groups)
    {
        int First(int feature) => TextColumns.IndexOf(groups, feature) is >= 0 and var group ? groups[group].Start.Value : feature;
        var places = scaler.Varying.Select((feature, place) => (Column: First(feature), Place: (long)place));
        return [.. places.GroupBy(input => input.Column, input => input.Place).Select(group => (group.Key, group.ToArray()))];
    }

    private static Tensor Spread(Tensor rows, int most)
    {
        var count = Math.Min(most, (int)rows.shape[0]);
        long[] places = [.. Enumerable.Range(0, count).Select(i => i * rows.shape[0] / count)];
        return rows.index_select(0, tensor(places, device: rows.device));
    }

    private static float[] Values(Tensor scores) => scores.to(float32).cpu().contiguous().data<float>().ToArray();

    private static float Quantile(List<float> values, double quantile) => values.Order().ElementAt((int)(quantile * (values.Count - 1)));
}
