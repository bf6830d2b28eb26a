using Vae.Training.Graph;
using Vae.Training.Scoring;

namespace Vae.Training.Tables.Graph;

/// <summary>The novelty counter as graph; what several of its results are made of is written once, when the first of them asks for it.</summary>
/// <param name="tape">The graph.</param>
/// <param name="counter">What can be novel.</param>
/// <param name="features">Rows as the user has them [rows, features].</param>
/// <param name="width">Number of features.</param>
internal sealed class TableNoveltyGraph(OnnxTape tape, NoveltyCounter counter, string features, int width)
{
    private readonly int _members = counter.Watches.GetLength(1);
    private string? _changed, _watched;
    private string[]? _unseen;

    /// <summary>1 where a feature left its constant, or has a value where it never had one, 0 where it is missing: [rows, constants].</summary>
    private string Changed => _changed ??= WriteChanged();

    /// <summary>1 where a text column has a value but none of the known ones [text columns] of [rows, 1].</summary>
    private string[] Unseen => _unseen ??= [.. counter.Categories.Select(WriteUnseen)];

    /// <summary>Of each feature that left its constant the share of the members that watch it, else 0 [rows, features].</summary>
    private string Watched => _watched ??= WriteWatched();

    /// <summary>Novelties in the eyes of each member [rows, members] (or [rows, 1] where all agree), or null where nothing can be novel.</summary>
    public string? Novelties() => Sum("watches", _ => 1, [.. counter.Categories.Select(_ => 1f)]);

    /// <summary>What the novelties of rows are worth at least in the eyes of each member: [rows, members] (or [rows, 1] where all agree).</summary>
    public string Surprisals(NoveltyRarity rarity)
    {
        var rarities = tape.Sum([
            .. new[] { Sum("rarities", i => rarity.Weights.Constants[i], rarity.Weights.Categories), Beyond(rarity) }.OfType<string>()]);
        var steps = rarity.Steps;
        var rises = steps.Surprisals.Select((surprisal, i) => (float)(surprisal - (i == 0 ? 0 : steps.Surprisals[i - 1])));
        var above = tape.Op("Greater", [
            tape.Op("Unsqueeze", [rarities, tape.Integers("axes", 2)]), tape.Constant("steps", steps.Thresholds, 1, 1, steps.Thresholds.Length)]);
        var risen = tape.Mul(tape.ToFloat(above), tape.Constant("rises", [.. rises], 1, 1, steps.Thresholds.Length));  // [rows, members, steps]
        var surprisals = tape.Op("ReduceSum", [risen, tape.Integers("axes", 2)], ("keepdims", 0L));
        return tape.Where(tape.Op("Less", [rarities, tape.Scalar("least", steps.Thresholds[0])]), RaritySteps.Nothing, surprisals);
    }

    /// <summary>The price of changed constants per feature [rows, features], or null where there are no constants.</summary>
    public string? FeatureErrors() => counter.Constants.Count == 0 ? null : tape.Mul(Watched, NoveltyCounter.FeatureError);

    /// <summary>
    /// What the novelties of each feature add to the member scores, in the mean over the members; the features of a text column share evenly
    /// [rows, features]. Null where nothing can be novel.
    /// </summary>
    public string? FeatureNovelties()
    {
        var added = new List<string>();
        if (counter.Constants.Count > 0)
        {
            added.Add(tape.Mul(Watched, NoveltyCounter.ScoreWeight));
        }

        if (counter.Categories.Count > 0)
        {
            var prices = new float[counter.Categories.Count, width];
            for (var i = 0; i < counter.Categories.Count; i++)
            {
                var (start, end) = (counter.Categories[i].Start.Value, counter.Categories[i].End.Value);
                for (var feature = start; feature < end; feature++)
                {
                    prices[i, feature] = NoveltyCounter.ScoreWeight / (end - start);
                }
            }

            added.Add(Priced(tape.Concat(1, Unseen), "prices", prices));
        }

        return added.Count == 0 ? null : tape.Sum([.. added]);
    }

    /// <summary>What values beyond the ranges that members saw weigh [rows, members], or null where there are no ranges.</summary>
    private string? Beyond(NoveltyRarity rarity)
    {
        var ranges = rarity.Ranges.Ranges;
        if (ranges.Count == 0)
        {
            return null;
        }

        var cells = tape.Gather(features, tape.Integers("ranged", [.. ranges.Select(range => (long)range.Feature)]), 1);
        var distance = tape.Abs(tape.Sub(cells, tape.Constant("centres", [.. ranges.Select(range => range.Centre)], 1, ranges.Count)));
        var beyond = tape.Op("Greater", [distance, tape.Constant("halfwidths", [.. ranges.Select(range => range.HalfWidth)], 1, ranges.Count)]);
        var weights = rarity.Weights.Ranges.SelectMany(
            (weight, i) => Enumerable.Range(0, _members).Select(member => weight * rarity.Ranges.Watches[i, member]));
        return tape.Op("MatMul", [tape.ToFloat(beyond), tape.Constant("ranges", [.. weights], ranges.Count, _members)]);
    }

    private string WriteWatched()
    {
        if (WideTable.HasMany(width))
        {
            return WriteWatchedSparsely();
        }

        var shares = new float[counter.Constants.Count, width];
        for (var i = 0; i < counter.Constants.Count; i++)
        {
            shares[i, counter.Constants[i].Feature] = Enumerable.Range(0, _members).Average(member => counter.Watches[i, member]);
        }

        return Priced(Changed, "shares", shares);
    }

    /// <summary>
    /// The same without a matrix of constants and features: a feature has a constant for each value that members saw alone, of which each layer holds
    /// one. A column of zeros at the end serves the features that have none.
    /// </summary>
    private string WriteWatchedSparsely()
    {
        var weights = counter.Constants.Select((_, i) => (float)Enumerable.Range(0, _members).Average(member => counter.Watches[i, member]));
        var shares = tape.Mul(Changed, tape.Constant("shares", [.. weights], 1, counter.Constants.Count));
        var padded = tape.Op("Pad", [shares, tape.Integers("pads", 0, 0, 0, 1)]);       // [rows, constants + 1]
        var byFeature = counter.Constants.Select((constant, i) => (constant.Feature, Index: (long)i)).ToLookup(own => own.Feature, own => own.Index);
        var layers = Enumerable.Range(0, byFeature.Max(own => own.Count())).Select(layer =>
        {
            var places = Enumerable.Repeat((long)counter.Constants.Count, width).ToArray();
            foreach (var own in byFeature.Where(own => own.Count() > layer))
            {
                places[own.Key] = own.ElementAt(layer);
            }

            return tape.Gather(padded, tape.Integers("places", places), 1);             // [rows, features]
        });
        return tape.Sum([.. layers]);
    }

    /// <summary>Novelties, each times its weight, summed for each member [rows, members], or null where nothing can be novel.</summary>
    private string? Sum(string hint, Func<int, float> constantWeight, float[] categoryWeights)
    {
        var sums = new List<string>();
        if (counter.Constants.Count > 0)
        {
            var weights = new float[counter.Constants.Count, _members];
            for (var i = 0; i < counter.Constants.Count; i++)
            {
                for (var member = 0; member < _members; member++)
                {
                    weights[i, member] = constantWeight(i) * counter.Watches[i, member];
                }
            }

            sums.Add(tape.Op("MatMul", [Changed, tape.Constant(hint, [.. weights.Cast<float>()], counter.Constants.Count, _members)]));
        }

        if (counter.Categories.Count > 0)
        {
            sums.Add(tape.Sum([.. Unseen.Zip(categoryWeights, (unseen, weight) => weight == 1 ? unseen : tape.Mul(unseen, weight))]));
        }

        return sums.Count == 0 ? null : tape.Sum([.. sums]);
    }

    /// <summary>[rows, novelties] · [novelties, features].</summary>
    private string Priced(string novelties, string hint, float[,] prices) =>
        tape.Op("MatMul", [novelties, tape.Constant(hint, prices.Cast<float>().ToArray(), prices.GetLength(0), prices.GetLength(1))]);

    private string WriteChanged()
    {
        var cells = tape.Gather(features, tape.Integers("watched", [.. counter.Constants.Select(constant => (long)constant.Feature)]), 1);
        var distance = tape.Abs(tape.Sub(cells, Row("constants", constant => constant.IsMissing ? 0 : constant.Value)));

        // Any number, infinities among them, is farther than −1 from anywhere; a missing one is not farther than anything.
        return tape.ToFloat(tape.Op("Greater", [distance, Row("tolerances", constant => constant.IsMissing ? -1 : constant.Tolerance)]));
    }

    private string WriteUnseen(Range category)
    {
        var (start, end) = (tape.Integers("start", category.Start.Value), tape.Integers("end", category.End.Value));
        var sum = tape.SumOfColumns(tape.Op("Slice", [features, start, end, tape.Integers("axis", 1)]));
        return tape.ToFloat(tape.Op("Equal", [sum, tape.Scalar("none", 0)]));           // a missing cell makes the sum NaN: not novel
    }

    private string Row(string hint, Func<ConstantFeature, float> value) =>
        tape.Constant(hint, [.. counter.Constants.Select(value)], 1, counter.Constants.Count);
}
