using Vae.MLNet;
using Vae.MLNet.Features;

namespace Vae.Data.Runs;

/// <summary>A column with what stands against it, found once.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Profile">What it holds.</param>
/// <param name="Dispensable">Why it can be left out without loss, or null.</param>
/// <param name="Flaw">Why it can be neither left out in silence nor trained on, or null.</param>
internal sealed record CandidateColumn(string Name, ColumnProfile Profile, string? Dispensable, string? Flaw)
{
    public static CandidateColumn Of(string name, ColumnProfile profile, TrainingDataOptions options)
    {
        var dispensable = profile.Dispensable();
        if (profile.AreDates && options.Dates == VaeDateUse.LeaveOut)
        {
            dispensable += $" (to learn hour, weekday and month from them: {options.Names.Dates})";
        }

        return new(name, profile, dispensable, dispensable is null ? profile.Flaw() : null);
    }
}
