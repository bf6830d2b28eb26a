using System.Globalization;
using Microsoft.ML.Runtime;

namespace Vae.Training.DataView;

/// <summary>Says in ML.NET's log where training stands, and tells the caller's own progress.</summary>
/// <param name="channel">The channel of the trainer.</param>
/// <param name="other">The caller's; null for none.</param>
internal sealed class LoggedProgress(IChannel channel, IProgress<VaeTrainingProgress>? other) : IProgress<VaeTrainingProgress>
{
    public void Report(VaeTrainingProgress value)
    {
        channel.Info(MessageSensitivity.None, string.Create(
            CultureInfo.InvariantCulture,
            $"Training step {value.Step:N0} of {value.Steps:N0} after {value.Elapsed.TotalSeconds:0.0} s: "
                + $"validation ELBO {value.ValidationElbo:0.000} nats per row."));
        other?.Report(value);
    }
}
