namespace Vae.Training.Images.Backbone;

/// <summary>What a member sees of images through a pretrained network, as graph: see <see cref="PatchSight"/>.</summary>
/// <param name="Grid">The cells.</param>
/// <param name="Maps">How unusual each cell is, by each map [maps] of [rows, height, width].</param>
/// <param name="Whole">Mean and spread of each channel over the image [rows, numbers].</param>
/// <param name="Fine">How unusual each fine cell is [rows, height, width].</param>
internal sealed record PatchGraphSight(PatchGrid Grid, IReadOnlyList<string> Maps, string Whole, string Fine);
