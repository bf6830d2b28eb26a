namespace Vae.Training.Images.Backbone;

/// <summary>The ends of the layers of a pretrained network that are looked at, each [rows, channels, height, width].</summary>
/// <typeparam name="T">A tensor, or its name in a graph.</typeparam>
/// <param name="First">A quarter of the sides of the image: edges and their like, where they are.</param>
/// <param name="Second">An eighth of the sides.</param>
/// <param name="Third">A sixteenth of the sides: what things are, less of where they are.</param>
internal sealed record BackboneLayers<T>(T First, T Second, T Third);
