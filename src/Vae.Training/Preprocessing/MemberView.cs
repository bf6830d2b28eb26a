using TorchSharp;
using static TorchSharp.torch;

namespace Vae.Training.Preprocessing;

/// <summary>
/// Scaled rows as a member sees them. A feature that varies in the data but was constant in the rows of a member is held at its constant for that member:
/// its change is for <see cref="NoveltyCounter"/> to count, exactly as the change of a feature that is constant for all.
/// </summary>
internal sealed class MemberView
{
    private MemberView(Tensor keep, Tensor constant)
    {
        Keep = keep;
        Constant = constant;
    }

    /// <summary>1 where the feature is seen as it is, else 0 [members, 1, features].</summary>
    public Tensor Keep { get; }

    /// <summary>The scaled constant where the feature is held, else 0 [members, 1, features].</summary>
    public Tensor Constant { get; }

    /// <summary>The views of all members, or null where all see all features as they are.</summary>
    public static MemberView? Of(NoveltyCounter novelty, FeatureScaler scaler, Device device)
    {
        var members = novelty.Watches.GetLength(1);
        var places = scaler.Varying.Select((feature, place) => (feature, place)).ToDictionary(pair => pair.feature, pair => pair.place);
        var keep = new float[members, 1, scaler.Varying.Length];
        var constant = new float[members, 1, scaler.Varying.Length];
        var held = false;
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
                    held = true;
                    keep[member, 0, place] = -1;
                    constant[member, 0, place] = scaler.Apply(novelty.Constants[i].Value, novelty.Constants[i].Feature);
                }
            }
        }

        return held ? new(tensor(keep, device: device) + 1, tensor(constant, device: device)) : null;
    }
}
