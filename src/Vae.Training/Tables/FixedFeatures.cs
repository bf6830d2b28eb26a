using Vae.Training.Learning;
using static TorchSharp.torch;

namespace Vae.Training.Tables;

/// <summary>
/// Rows as members see them when features are fixed for some. A feature that varies in the data but was constant in the rows of a member is fixed at
/// its constant for that member: its change is for <see cref="NoveltyCounter"/> to count, exactly as the change of a feature that is constant for
/// all.
/// </summary>
internal sealed class FixedFeatures : IMemberView
{
    private FixedFeatures(Tensor keep, Tensor constant) => (Keep, Constant) = (keep, constant);

    /// <summary>1 where the input is seen as it is, else 0 [members, 1, inputs].</summary>
    public Tensor Keep { get; }

    /// <summary>The scaled constant where the feature is fixed, else 0 [members, 1, inputs].</summary>
    public Tensor Constant { get; }

    /// <summary>Number of members.</summary>
    public int Members => (int)Keep.shape[0];

    /// <summary>Number of inputs.</summary>
    public int Inputs => (int)Keep.shape[2];

    /// <summary>The view of all members; the whole one where no feature is fixed for any.</summary>
    public static IMemberView ViewOf(NoveltyCounter novelty, TableScaler scaler, Device device)
    {
        var members = novelty.Watches.GetLength(1);
        var places = scaler.Varying.Select((feature, place) => (feature, place)).ToDictionary(pair => pair.feature, pair => pair.place);
        var keep = new float[members, 1, scaler.Varying.Length];
        var constant = new float[members, 1, scaler.Varying.Length];
        var any = false;
        for (var i = 0; i < novelty.Constants.Count; i++)
        {
            if (!places.TryGetValue(novelty.Constants[i].Feature, out var place))
            {
                continue;
            }

            for (var member = 0; member < members; member++)
            {
                if (novelty.Watches[i, member] > 0)
                {
                    any = true;
                    keep[member, 0, place] = -1;
                    constant[member, 0, place] = scaler.Apply(novelty.Constants[i].Value, novelty.Constants[i].Feature);
                }
            }
        }

        return any ? new FixedFeatures(tensor(keep, device: device) + 1, tensor(constant, device: device)) : WholeView.Instance;
    }

    /// <inheritdoc/>
    public Tensor Apply(Tensor inputs) => (inputs * Keep) + Constant;

    /// <inheritdoc/>
    public Tensor Apply(Tensor inputs, int member) => (inputs * Keep[member]) + Constant[member];

    /// <summary>
    /// The rows that members of other folds know of a fold, as those see them [rows, inputs]: what is fixed for any of them is at its constant, where
    /// the rows themselves have the constant or no value.
    /// </summary>
    /// <param name="rows">Scaled rows of the fold [rows, inputs].</param>
    /// <param name="fold">The fold, and the member that it is held out from.</param>
    public Tensor SeenByOthers(Tensor rows, int fold)
    {
        using var scope = NewDisposeScope();
        var seen = rows.clone();
        foreach (var place in Places().Where(place => place.Member != fold))
        {
            seen.select(1, place.Input).fill_(place.Constant);
        }

        return seen.MoveToOuterDisposeScope();
    }

    /// <summary>Which input is fixed for which member, and at what: member after member.</summary>
    public (int Input, int Member, float Constant)[] Places()
    {
        var (keep, constant) = (Values(Keep), Values(Constant));                        // [members · inputs]
        return [.. Enumerable.Range(0, keep.Length).Where(i => keep[i] == 0).Select(i => (i % Inputs, i / Inputs, constant[i]))];

        static float[] Values(Tensor tensor)
        {
            using var scope = NewDisposeScope();
            return tensor.cpu().contiguous().data<float>().ToArray();
        }
    }
}
