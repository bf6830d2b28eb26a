namespace Vae.Quality.Faults;

/// <summary>How one feature of a normal row is broken.</summary>
internal enum FaultKind
{
    /// <summary>It gets the value of another normal row, at least one standard deviation away.</summary>
    Swap,

    /// <summary>It is moved by three standard deviations, up or down.</summary>
    Shift,
}
