namespace Vae.Architecture.Tests;

/// <summary>The arrows of the code are those of docs/architecture.md.</summary>
public sealed class ArrowTests
{
    public static TheoryData<string> Projects => [.. Repository.Projects];

    [Fact]
    public void Every_project_stands_on_the_page() => Assert.Equal(Repository.Projects, HousePlan.Arrows.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_to_those_that_the_page_says(string project)
    {
        var ours = Repository.Projects.Select(AssemblyOf).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(
            HousePlan.Arrows[project].Order(StringComparer.Ordinal),
            TypeUses.Of(AssemblyOf(project)).References.Where(ours.Contains).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_room_stands_on_the_page(string project) =>
        Assert.Equal(new SourceTree(project).Rooms, HousePlan.Rooms(project).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_room_uses_only_rooms_below_it(string project)
    {
        var rooms = HousePlan.Rooms(project);
        var upward = Uses(project)
            .Where(use => use.FromRoom.Length > 0 && use.ToRoom.Length > 0 && rooms.ToList().IndexOf(use.ToRoom) < rooms.ToList().IndexOf(use.FromRoom))
            .Select(use => $"{use.FromRoom}/{use.From} uses {use.ToRoom}/{use.To}");

        Assert.Empty(upward.Order(StringComparer.Ordinal));
    }

    /// <summary>Else the tests around this one would hold for want of anything to look at.</summary>
    [Theory]
    [MemberData(nameof(Projects))]
    public void There_is_something_to_look_at(string project)
    {
        Assert.NotEmpty(Uses(project));
        Assert.NotEmpty(new SourceTree(project).Files);
    }

    /// <summary>A type in the root is a room of its own here: a door above the rooms it uses, or a plain value below all.</summary>
    [Theory]
    [MemberData(nameof(Projects))]
    public void No_room_can_be_reached_from_itself(string project)
    {
        var edges = Uses(project)
            .Select(use => (From: use.FromRoom.Length > 0 ? use.FromRoom : $"type {use.From}", To: use.ToRoom.Length > 0 ? use.ToRoom : $"type {use.To}"))
            .Where(edge => edge.From != edge.To).Distinct().ToLookup(edge => edge.From, edge => edge.To);

        var cycles = edges.Select(from => from.Key).Where(start => !start.StartsWith("type ", StringComparison.Ordinal)).Select(start => Path(edges, start)).OfType<string>();

        Assert.Empty(cycles);
    }

    [Fact]
    public void The_tool_needs_nothing_that_a_user_does_not_have() => Assert.DoesNotContain(
        Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories),
        file => !file.EndsWith("Vae.Cli.csproj", StringComparison.Ordinal) && File.ReadAllText(file).Contains("InternalsVisibleTo Include=\"vae\"", StringComparison.Ordinal));

    [Fact]
    public void Every_file_that_the_page_sends_one_to_is_there() => Assert.All(
        HousePlan.Touched, file => Assert.True(System.IO.Path.Exists(System.IO.Path.Combine(Repository.Root, "src", file)), $"docs/architecture.md names src/{file}, which is not there."));

    private static string AssemblyOf(string project) => project == "Vae.Cli" ? "vae" : project;

    private static IEnumerable<(string From, string FromRoom, string To, string ToRoom)> Uses(string project)
    {
        var tree = new SourceTree(project);
        return
            from pair in TypeUses.Of(AssemblyOf(project)).Inside
            let fromRoom = tree.RoomOf(pair.From)
            let toRoom = tree.RoomOf(pair.To)
            where fromRoom is not null && toRoom is not null
            select (pair.From, fromRoom, pair.To, toRoom);
    }

    /// <summary>A way from a room back to it, or null.</summary>
    private static string? Path(ILookup<string, string> edges, string start)
    {
        var (from, queue) = (new Dictionary<string, string>(), new Queue<string>([start]));
        while (queue.TryDequeue(out var place))
        {
            foreach (var next in edges[place].Where(next => !from.ContainsKey(next)))
            {
                from[next] = place;
                if (next == start)
                {
                    List<string> way = [start];
                    do
                    {
                        way.Add(from[way[^1]]);
                    }
                    while (way[^1] != start);
                    way.Reverse();
                    return string.Join(" -> ", way);
                }

                queue.Enqueue(next);
            }
        }

        return null;
    }
}
