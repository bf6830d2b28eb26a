namespace Vae.MLNet.Generation;

/// <summary>
/// Draws candidates one after the other, each with numbers of its own out of one stream: a member, a component, a latent and the place of the
/// residual; then noise and gaps. With rows to resemble, the latent comes from their posterior under the first member.
/// </summary>
internal sealed class CandidateDraw(StoredGenerator stored, int latentDimension, int features, int seed, LatentPosterior? like)
{
    private readonly Random _random = new(seed);
    private readonly float[] _noise = new float[stored.Width];
    private long _drawn;

    /// <summary>Draws the next candidate.</summary>
    /// <param name="latent">Takes its latent [latent].</param>
    /// <param name="residual">Takes its residual in scaled units [inputs]; empty for images.</param>
    /// <param name="gaps">Takes a number between 0 and 1 for each feature [features]; empty for images.</param>
    /// <returns>The member that decodes it.</returns>
    public int Next(Span<float> latent, Span<float> residual, Span<float> gaps)
    {
        var (which, share) = (_random.NextDouble(), _random.NextDouble());
        var member = like is null ? Math.Min((int)(which * stored.Members), stored.Members - 1) : 0;
        _random.FillNormal(_noise);
        if (like is null)
        {
            Draw(member, Component(member, share), 0, latent);
        }
        else
        {
            like.Draw((int)(_drawn % like.Rows), _noise, latent);
            _random.FillNormal(_noise);                                                 // the residual of a neighbour owes nothing to this draw
        }

        _drawn++;
        if (residual.IsEmpty)
        {
            return member;
        }

        Span<float> places = stackalloc float[stored.Directions];
        Draw(member, like is null ? Component(member, share) : Nearest(member, latent), latentDimension, places);
        for (var input = 0; input < stored.Inputs; input++)
        {
            var sum = stored.Noise[(member * stored.Inputs) + input] * _random.NextNormal();
            for (var direction = 0; direction < places.Length; direction++)
            {
                sum += places[direction] * stored.DirectionVectors[(((member * stored.Directions) + direction) * stored.Inputs) + input];
            }

            residual[input] = sum;
        }

        for (var feature = 0; feature < features; feature++)
        {
            gaps[feature] = _random.NextSingle();
        }

        return member;
    }

    /// <summary>The component that a share of the weights falls on.</summary>
    private int Component(int member, double share)
    {
        var weights = stored.Weights.AsSpan(member * stored.Components, stored.Components);
        var last = 0;
        for (var component = 0; component < weights.Length; component++)
        {
            if (weights[component] > 0)
            {
                last = component;
                share -= weights[component];
                if (share < 0)
                {
                    break;
                }
            }
        }

        return last;
    }

    /// <summary>The component whose mean latent is nearest.</summary>
    private int Nearest(int member, ReadOnlySpan<float> latent)
    {
        var (best, least) = (0, double.PositiveInfinity);
        for (var component = 0; component < stored.Components; component++)
        {
            var place = (member * stored.Components) + component;
            var distance = 0.0;
            for (var dimension = 0; dimension < latent.Length; dimension++)
            {
                var difference = latent[dimension] - stored.Means[(place * stored.Width) + dimension];
                distance += difference * difference;
            }

            if (stored.Weights[place] > 0 && distance < least)
            {
                (best, least) = (component, distance);
            }
        }

        return best;
    }

    /// <summary>Mean + ε·R of a component, from a column on.</summary>
    private void Draw(int member, int component, int start, Span<float> numbers)
    {
        var (width, place) = (stored.Width, (member * stored.Components) + component);
        stored.Means.AsSpan((place * width) + start, numbers.Length).CopyTo(numbers);
        for (var row = 0; row < width; row++)
        {
            var root = stored.Roots.AsSpan((((place * width) + row) * width) + start, numbers.Length);
            for (var column = 0; column < numbers.Length; column++)
            {
                numbers[column] += _noise[row] * root[column];
            }
        }
    }
}
