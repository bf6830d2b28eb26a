using System.Globalization;

namespace Vae.Data;

/// <summary>One of several equal parts of a table, which several machines score at the same time.</summary>
public sealed record Shard
{
    private const string DefaultNoun = "Shard";

    /// <summary>A part.</summary>
    /// <param name="number">Its number, from 1 to <paramref name="count"/>.</param>
    /// <param name="count">Number of parts, 1 and up.</param>
    /// <exception cref="VaeDataException">There is no such part.</exception>
    public Shard(int number, int count)
        : this(number, count, DefaultNoun)
    {
    }

    private Shard(int number, int count, string noun)
    {
        (Number, Count) = (number, count);
        if (count < 1 || number < 1 || number > count)
        {
            throw new VaeDataException(FormattableString.Invariant(
                $"{noun} {number}/{count} must be counted from 1 to the number of {Small(noun)}s; got {number} of {count}. ")
                + "The first of 8 is 1/8; for a job array: auto.");
        }
    }

    /// <summary>Its number, from 1.</summary>
    public int Number { get; }

    /// <summary>Number of parts.</summary>
    public int Count { get; }

    /// <summary>Reads <c>3/8</c>; <c>auto</c> is <see cref="OfJobArray(Func{string, string?})"/>.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="VaeDataException">It is neither, or there is no such part.</exception>
    public static Shard Parse(string text) => Parse(text, DefaultNoun);

    /// <summary>The same of work that is divided in another way, such as the members of an ensemble.</summary>
    /// <param name="text">The text.</param>
    /// <param name="noun">What messages call a part, such as <c>Member</c>.</param>
    /// <exception cref="VaeDataException">As above.</exception>
    public static Shard Parse(string text, string noun)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrEmpty(noun);
        if (text == "auto")
        {
            return OfJobArray(Environment.GetEnvironmentVariable, noun);
        }

        var parts = text.Split('/');
        return parts.Length == 2 && Whole(parts[0]) is { } number && Whole(parts[1]) is { } count
            ? new(number, count, noun)
            : throw new VaeDataException($"{noun} '{text}' must be written as 3/8, the third of eight, or auto in a job array; got something else.");
    }

    /// <summary>
    /// The part that falls to a task of a job array: of Slurm (<c>SLURM_ARRAY_TASK_ID</c>, <c>_COUNT</c>, <c>_MIN</c>, <c>_STEP</c>), of Grid Engine
    /// (<c>SGE_TASK_ID</c>, <c>_FIRST</c>, <c>_LAST</c>, <c>_STEPSIZE</c>), or of a Kubernetes Indexed Job (<c>JOB_COMPLETION_INDEX</c>, from 0, and
    /// <c>JOB_COMPLETION_COUNT</c>, which the manifest must set).
    /// </summary>
    /// <param name="variable">The value of an environment variable, or null.</param>
    /// <exception cref="VaeDataException">None of these is set, or they do not say which part it is.</exception>
    public static Shard OfJobArray(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        return OfJobArray(variable, DefaultNoun);
    }

    /// <summary>As in <c>3/8</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Number}/{Count}");

    private static Shard OfJobArray(Func<string, string?> variable, string noun)
    {
        if (Number("SLURM_ARRAY_TASK_ID") is { } slurm)
        {
            var (least, apart) = (Number("SLURM_ARRAY_TASK_MIN") ?? 0, Number("SLURM_ARRAY_TASK_STEP") ?? 1);
            return Of(noun, "SLURM_ARRAY_TASK_ID", slurm, least, apart, Needed("SLURM_ARRAY_TASK_COUNT"));
        }

        if (Number("SGE_TASK_ID") is { } grid)
        {
            var (first, last, step) = (Needed("SGE_TASK_FIRST"), Needed("SGE_TASK_LAST"), Math.Max(1, Number("SGE_TASK_STEPSIZE") ?? 1));
            return Of(noun, "SGE_TASK_ID", grid, first, step, ((last - first) / step) + 1);
        }

        return Number("JOB_COMPLETION_INDEX") is { } index
            ? Of(noun, "JOB_COMPLETION_INDEX", index, 0, 1, Needed("JOB_COMPLETION_COUNT"))
            : throw new VaeDataException(
                $"{noun} auto must be asked for in a job array; got none of SLURM_ARRAY_TASK_ID, SGE_TASK_ID and JOB_COMPLETION_INDEX. "
                + "Name it, as in 3/8.");

        int? Number(string name) => Whole(variable(name) ?? "");

        int Needed(string name) => Number(name) ?? throw new VaeDataException(
            $"Variable {name} must say how many tasks the job array has; got '{variable(name)}'. Set it, or name the {Small(noun)}, as in 3/8.");
    }

    private static Shard Of(string noun, string name, int id, int first, int step, int count) =>
        step > 0 && (id - first) % step == 0 && (id - first) / step is var place && place >= 0 && place < count
            ? new(place + 1, count, noun)
            : throw new VaeDataException(FormattableString.Invariant(
                $"Variable {name} must be one of {count} tasks from {first} on, {step} apart; got {id}. ")
                + $"To run a few tasks of an array again, name each, as in --{Small(noun)} 3/8.");

    private static string Small(string noun) => noun.ToLowerInvariant();

    private static int? Whole(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
