using Vae.Training.Learning;

namespace Vae.Training.Checkpoints;

/// <summary>The files of members that were trained alone: checkpoints of one member each.</summary>
internal static class MemberFiles
{
    /// <summary>The file of a member, numbered from 1.</summary>
    public static string Of(string folder, int number, int count) =>
        Path.Combine(folder, FormattableString.Invariant($"member-{number:00}-of-{count:00}.checkpoint"));

    /// <summary>Makes the folder, and takes away what a task that was killed in the middle of writing left of the member.</summary>
    public static void Clear(string folder, string path)
    {
        Directory.CreateDirectory(folder);
        foreach (var rest in Directory.EnumerateFiles(folder, $"{Path.GetFileName(path)}.*.tmp"))
        {
            File.Delete(rest);
        }
    }

    /// <summary>The state of the loop in which all members learnt, of the files of each.</summary>
    /// <param name="folder">Path of the folder.</param>
    /// <param name="members">Number of members of the run.</param>
    /// <param name="identity">What the run is.</param>
    /// <exception cref="InvalidDataException">A member is missing, unfinished, damaged or of another run; the message names it.</exception>
    public static TrainingState Join(string folder, int members, CheckpointIdentity identity)
    {
        if (!Directory.Exists(folder))
        {
            throw new InvalidDataException($"Folder '{folder}' must hold the members of 'vae train --member'; got no such folder. Check the path.");
        }

        RequireCount(folder, members);
        string[] paths = [.. Enumerable.Range(1, members).Select(number => Of(folder, number, members))];
        int[] missing = [.. Enumerable.Range(1, members).Where(number => !File.Exists(paths[number - 1]))];
        if (missing.Length > 0)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"Folder '{folder}' must hold all {members} members; got none of {string.Join(", ", missing)}. ")
                + FormattableString.Invariant($"Train --member {missing[0]}/{members}{(missing.Length > 1 ? " and so on" : "")}."));
        }

        TrainingState[] states = [.. paths.Select((path, member) => Finished(path, member, members, identity))];
        return TrainingState.Join(states) ?? throw new InvalidDataException(
            $"Folder '{folder}' must hold members that drew the same random numbers; got others, which another kind of machine draws. "
            + "Train all on machines of one kind, or in one run.");
    }

    /// <summary>Refuses members of an ensemble of another size, whose files lie beside.</summary>
    private static void RequireCount(string folder, int members)
    {
        var ending = FormattableString.Invariant($"-of-{members:00}.checkpoint");
        var other = Directory.EnumerateFiles(folder, "member-*-of-*.checkpoint").Order(StringComparer.Ordinal)
            .FirstOrDefault(path => !path.EndsWith(ending, StringComparison.Ordinal));
        if (other is not null)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"Folder '{folder}' must hold members of one run of {members}; got '{Path.GetFileName(other)}'. Remove those of the other run."));
        }
    }

    private static TrainingState Finished(string path, int member, int members, CheckpointIdentity identity)
    {
        var state = CheckpointFile.Read(path, identity, CheckpointKind.Member);
        if (state.Members.Count != 1 || state.Members[0].Member != member)
        {
            var got = string.Join(", ", state.Members.Select(one => one.Member + 1));
            throw new InvalidDataException(
                FormattableString.Invariant($"Member '{path}' must hold member {member + 1}, as its name says; got {got}. ")
                + "Give the file its own name back.");
        }

        return state.IsFinished ? state : throw new InvalidDataException(FormattableString.Invariant(
            $"Member '{path}' must have come to its end, step {state.Steps}; got step {state.Step}. ")
            + FormattableString.Invariant($"Go on with --member {member + 1}/{members} --resume."));
    }
}
