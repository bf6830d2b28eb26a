namespace Vae.MLNet.Outputs;

/// <summary>Some outputs of the catalogue: what a caller wants computed.</summary>
internal readonly record struct OutputSet(ulong Bits)
{
    private static readonly OutputSet AllNumbers = Of(VaeOutputs.Numbers);
    private static readonly OutputSet OfScores = Of(VaeOutputs.All.Where(output => output.IsNumber || output.IsBesideScore));

    public static OutputSet None => default;

    public bool IsEmpty => Bits == 0;

    /// <summary>The members, in the order of the catalogue.</summary>
    public IReadOnlyList<VaeOutput> Outputs
    {
        get
        {
            var set = this;
            return [.. VaeOutputs.All.Where(set.Contains)];
        }
    }

    /// <summary>One number per row: one graph gives all of them at the price of the score.</summary>
    public OutputSet Numbers => this & AllNumbers;

    /// <summary>What the graph of the scores gives: the numbers and, where there are numbers, the vectors that it gives for little more.</summary>
    public OutputSet WithScores => Numbers.IsEmpty ? None : this & OfScores;

    /// <summary>What a graph beside that of the scores gives.</summary>
    public OutputSet BesideScores => new(Bits & ~WithScores.Bits);

    public OutputSet Vectors => new(Bits & ~Numbers.Bits);

    public static OutputSet Of(params IEnumerable<VaeOutput> outputs) => outputs.Aggregate(None, (set, output) => set | output);

    /// <summary>What a caller asked for of these, in the order of the catalogue; nothing where nothing was named.</summary>
    /// <param name="asked">What was named.</param>
    /// <param name="model">Whose outputs these are, for the message.</param>
    /// <param name="parameterName">The caller's argument.</param>
    /// <exception cref="ArgumentException">One of them is none of these.</exception>
    public IReadOnlyList<VaeOutput> Choose(IReadOnlyList<VaeOutput> asked, string model, string parameterName)
    {
        var set = this;
        return asked.FirstOrDefault(output => !set.Contains(output)) is not { } missing ? Of(asked).Outputs : throw new ArgumentException(
            $"Output '{missing}' must be one that {model} gives: {this}; got another. Leave it out, or export the model again.", parameterName);
    }

    public bool Contains(VaeOutput output) => (Bits & (1UL << output.Place)) != 0;

    public bool Covers(OutputSet others) => (others.Bits & ~Bits) == 0;

    public override string ToString() => string.Join(", ", Outputs);

    public static OutputSet operator |(OutputSet set, VaeOutput output) => new(set.Bits | (1UL << output.Place));

    public static OutputSet operator |(OutputSet set, OutputSet others) => new(set.Bits | others.Bits);

    public static OutputSet operator &(OutputSet set, OutputSet others) => new(set.Bits & others.Bits);
}
