namespace Vae.MLNet.DataView;

/// <summary>What the values of a column are to a model.</summary>
internal enum CellKind
{
    /// <summary>Nothing that can be a feature: vectors, images, keys without texts.</summary>
    Other,

    /// <summary>A number of any type, or true and false as 1 and 0.</summary>
    Number,

    /// <summary>A text, or a key whose values are texts.</summary>
    Text,

    /// <summary>A date with its time, of which hour, weekday and month can be features.</summary>
    Date,
}
