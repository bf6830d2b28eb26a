using TorchSharp;

namespace Vae.Training.Preprocessing;

/// <summary>Looks at rows through a view that may be absent.</summary>
internal static class MemberViews
{
    /// <summary>Rows as every member sees them: [rows, features] or [members, rows, features] → [members, rows, features], or unchanged without a view.</summary>
    public static torch.Tensor Apply(this MemberView? view, torch.Tensor rows) => view is null ? rows : (rows * view.Keep) + view.Constant;

    /// <summary>Rows as one member sees them: [rows, features].</summary>
    public static torch.Tensor Apply(this MemberView? view, torch.Tensor rows, int member) =>
        view is null ? rows : (rows * view.Keep[member]) + view.Constant[member];
}
