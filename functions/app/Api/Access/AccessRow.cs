namespace Ham4Db.Functions.Api.Access;

/// <summary>A line of <see cref="AccessTable"/>.</summary>
/// <param name="Path">Beginning of the paths that it is about, by whole segments, as they are in the route.</param>
/// <param name="Changes">Whether it is about those that change something; null for both kinds.</param>
/// <param name="Role">The role that they need.</param>
internal sealed record AccessRow(string Path, bool? Changes, AccessRole Role)
{
    public bool IsAbout(string path, bool changes) =>
        path.StartsWith(Path, StringComparison.Ordinal) && (path.Length == Path.Length || path[Path.Length] == '/') && (Changes is null || Changes == changes);
}
