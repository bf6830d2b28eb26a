namespace Vae.MLNet;

/// <summary>In what way a value is out of line. A symptom, never a cause.</summary>
public enum VaeReasonKind
{
    /// <summary>The value does not go with the others of its row.</summary>
    Unusual,

    /// <summary>The column had one value in all training rows, and has another here.</summary>
    ChangedConstant,

    /// <summary>The text is none of the categories of the training rows.</summary>
    UnseenCategory,

    /// <summary>There is no value. It counts as the mean, and the mean does not go with the others.</summary>
    Missing,
}
