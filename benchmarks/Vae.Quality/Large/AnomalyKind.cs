namespace Vae.Quality.Large;

/// <summary>The kinds of anomalies of ADBench (Han et al. 2022), made of a structure.</summary>
internal enum AnomalyKind
{
    /// <summary>A row of a usual population that lies three times as far from it.</summary>
    Local,

    /// <summary>A normal row with a third of its columns anywhere between their least and most.</summary>
    Global,

    /// <summary>A normal row with a third of its columns from other normal rows: each column alone is as usual.</summary>
    Dependency,

    /// <summary>A row of a population that normal rows never come of.</summary>
    Cluster,
}
