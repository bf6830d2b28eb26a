using System.CommandLine;
using System.CommandLine.Parsing;
using Vae.Data;

namespace Vae.Cli.Commands;

/// <summary>The options on scoring a part of the rows.</summary>
internal sealed class ShardChoice
{
    private readonly Option<Shard?> _shard = new("--shard")
    {
        Description = "Tables: score one of N equal parts, 1/N to N/N; auto takes the part from the job array of Slurm, Grid Engine or Kubernetes.",
        HelpName = "I/N|auto",
        CustomParser = Parse,
    };

    private readonly Option<bool> _resume = new("--resume")
    {
        Description = "With --shard: leave a part alone that is there already, whole and of the same model, data and options.",
    };

    public IReadOnlyList<Option> Options => [_shard, _resume];

    /// <summary>True where a part is asked for.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="needAll">Options that were given and need all rows, by name.</param>
    /// <exception cref="InputException">One of these was given too, or only the other option was.</exception>
    public bool Given(ParseResult parse, IEnumerable<string> needAll)
    {
        if (Of(parse) is null)
        {
            return Resumes(parse) ? throw new InputException("Option --resume must come with --shard; got none. Leave it out.") : false;
        }

        return needAll.FirstOrDefault() is { } option
            ? throw new InputException($"Option {option} needs all rows and must come without --shard; got both. Leave one out.")
            : true;
    }

    /// <summary>The part.</summary>
    public Shard? Of(ParseResult parse) => parse.GetValue(_shard);

    /// <summary>True to leave finished parts alone.</summary>
    public bool Resumes(ParseResult parse) => parse.GetValue(_resume);

    private static Shard? Parse(ArgumentResult result)
    {
        try
        {
            return Shard.Parse(result.Tokens[0].Value);
        }
        catch (VaeDataException exception)
        {
            result.AddError(exception.Message);
            return null;
        }
    }
}
