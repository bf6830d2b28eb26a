using Vae.MLNet;

namespace Vae.Service.Answers;

/// <summary>What becomes of a row, under the names of <c>vae score</c>; a row that cannot be read has the name of its fault.</summary>
internal static class RowStatuses
{
    public const string Read = nameof(VaeImageStatus.Read);

    public const string NoValue = "NoValue";

    public const string NoValueReason = "The row must have a value in a column of the model; got none. It is labelled an anomaly.";
}
