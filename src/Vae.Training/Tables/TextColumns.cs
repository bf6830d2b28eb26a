namespace Vae.Training.Tables;

/// <summary>Text columns by their features: one for each category.</summary>
internal static class TextColumns
{
    /// <summary>Which text column a feature belongs to; −1 for none.</summary>
    /// <param name="categories">The features of each text column.</param>
    /// <param name="feature">Index of the feature.</param>
    public static int IndexOf(IReadOnlyList<Range> categories, int feature)
    {
        for (var i = 0; i < categories.Count; i++)
        {
            if (categories[i].Start.Value <= feature && feature < categories[i].End.Value)
            {
                return i;
            }
        }

        return -1;
    }
}
