namespace Vae.Training.Scoring;

/// <summary>
/// Which tables are wide, and what bounds them. A matrix of all pairs of inputs says little where inputs outnumber rows, and is too large where there
/// are thousands: wide tables are looked at along their strongest directions, and across them by one spread.
/// </summary>
internal static class WideTable
{
    /// <summary>
    /// Features that a table may have: <c>FeaturizeText</c> of short texts makes some 15,000. Training takes memory and time by the feature, the file
    /// about 5 kB for each.
    /// </summary>
    public const int MostFeatures = 32_768;

    /// <summary>Inputs up to here are few, whatever the rows: their correlation is shrunken by a tenth only, and holds.</summary>
    private const int FewInputs = 200;

    /// <summary>Inputs from here on are many, whatever the rows: 1,024 squared are 4 MiB, for each member.</summary>
    private const int ManyInputs = 1_024;

    /// <summary>Bytes of the directions of all members in the file, and directions of a member at most.</summary>
    private const int DirectionBytes = 16 << 20, MostDirections = 256;

    /// <summary>Bytes of the first and the last layers of all members in the file, and the fewest hidden units.</summary>
    private const int LayerBytes = 16 << 20, FewestHidden = 16;

    /// <summary>Inputs that the steps of other tables are cheap for, and the fewest steps.</summary>
    private const long CheapInputs = 2_048, FewestSteps = 100;

    /// <summary>Bytes of the references of a head.</summary>
    private const long ReferenceBytes = 8 << 20;

    /// <summary>Whether a table of so many inputs and rows is wide.</summary>
    public static bool IsWide(long inputs, long rows) => Outnumber(inputs, rows) || HasMany(inputs);

    /// <summary>Whether inputs outnumber rows, and are not few.</summary>
    public static bool Outnumber(long inputs, long rows) => inputs > FewInputs && inputs > rows;

    /// <summary>Whether inputs are many in themselves.</summary>
    public static bool HasMany(long inputs) => inputs > ManyInputs;

    /// <summary>Directions that the rows of a member are looked at along, at most.</summary>
    public static int Directions(long inputs, int members) =>
        (int)Math.Clamp(DirectionBytes / (sizeof(float) * inputs * members), 16, MostDirections);

    /// <summary>Hidden units: those asked for, or as many as fit.</summary>
    public static int HiddenUnits(long inputs, int members, int asked) => HasMany(inputs)
        ? (int)Math.Min(asked, Math.Max(FewestHidden, LayerBytes / (2 * sizeof(float) * inputs * members)))
        : asked;

    /// <summary>Optimiser steps: those of other tables, or of thousands of inputs, each of whose steps costs more, fewer.</summary>
    public static int Steps(long inputs, int others) => (int)Math.Min(others, Math.Max(FewestSteps, others * CheapInputs / inputs));

    /// <summary>Bytes of references: those asked for, or of many inputs a bounded number of them.</summary>
    public static long References(long inputs, long asked) => HasMany(inputs) ? Math.Min(asked, ReferenceBytes) : asked;

    /// <summary>The time for the steps: of many inputs half, as what follows takes its own.</summary>
    public static TimeSpan? TimeForSteps(long inputs, TimeSpan? limit) => HasMany(inputs) ? limit / 2 : limit;

    /// <summary>What is done differently with a wide table, for people; nothing of any other.</summary>
    /// <param name="inputs">Features that vary.</param>
    /// <param name="rows">Training rows.</param>
    /// <param name="hidden">Hidden units of a member.</param>
    /// <param name="asked">Hidden units asked for.</param>
    /// <param name="steps">Steps of the run, and those of another table by the same options.</param>
    /// <param name="commonUnit">Whether features have one unit.</param>
    public static IEnumerable<string> Remarks(long inputs, long rows, int hidden, int asked, (int Own, int Others) steps, bool commonUnit)
    {
        if (IsWide(inputs, rows))
        {
            yield return FormattableString.Invariant($"{inputs} features vary in {rows} rows: what goes together is looked at along the strongest ")
                + "directions only" + (commonUnit ? ", and all features count in one unit, so that those that vary more count more." : ".")
                + (hidden == asked ? "" : FormattableString.Invariant($" The hidden layers have {hidden} units in place of {asked}."))
                + (steps.Own == steps.Others ? "" : FormattableString.Invariant($" {steps.Own} steps train in place of {steps.Others}."));
        }
    }
}
