namespace Vae.Service.Scoring;

/// <summary>Which rows are explained.</summary>
internal enum ExplainedRows
{
    /// <summary>Those that the model labels.</summary>
    Flagged,

    /// <summary>Those with the highest scores, labelled or not, with what would make them normal.</summary>
    Worst,

    /// <summary>None.</summary>
    None,
}
