namespace Vae.Training.Checkpoints;

/// <summary>What a checkpoint stands for, in the words of its messages.</summary>
/// <param name="Noun">What it is called.</param>
/// <param name="Origin">The option that writes it.</param>
/// <param name="Renewal">What to do where it is of no use.</param>
internal sealed record CheckpointKind(string Noun, string Origin, string Renewal)
{
    /// <summary>A run with all members.</summary>
    public static readonly CheckpointKind Run = new("Checkpoint", "--checkpoint", "start anew without it");

    /// <summary>A member that learns alone.</summary>
    public static readonly CheckpointKind Member = new("Member", "--member", "remove it and train it again");
}
