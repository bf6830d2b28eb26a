using Vae.Benchmarks.Measuring;

namespace Vae.Benchmarks.Ratios;

/// <summary>One measured ratio: subject over baseline, medians over the rounds of one run.</summary>
internal sealed record Ratio
{
    /// <summary>The group that measured it, as in <c>--only</c>.</summary>
    public required string Group { get; init; }

    public required string Subject { get; init; }

    public required string Baseline { get; init; }

    /// <summary>The model, or another word for what was worked on.</summary>
    public required string On { get; init; }

    /// <summary>What <see cref="SubjectValue"/> and <see cref="BaselineValue"/> count.</summary>
    public required string Unit { get; init; }

    public required double SubjectValue { get; init; }

    public required double BaselineValue { get; init; }

    /// <summary>The ratio by the clock, as the median over rounds, with its quartiles.</summary>
    public required Spread Value { get; init; }

    /// <summary>The same ratio of processor time, which tells what an idle machine would show when both sides keep all cores busy; null where it says nothing.</summary>
    public double? Cpu { get; init; }

    public required int Rounds { get; init; }

    /// <summary>What the ratio is held to, or null where it only informs.</summary>
    public Goal? Goal { get; init; }

    /// <summary>A setting that belongs to the figure, such as the best batch size found.</summary>
    public string? Note { get; init; }
}
