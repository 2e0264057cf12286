namespace Ham4Db.Functions.Api.V2.Problems;

/// <summary>A kind of failure, by a name that stays.</summary>
/// <param name="Name">Name; the end of its type.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Title">It in a few words.</param>
/// <param name="Meaning">It in a sentence or two, with what helps.</param>
internal sealed record ProblemKind(string Name, int Status, string Title, string Meaning)
{
    /// <summary>What the types of all begin with.</summary>
    public const string Prefix = "urn:ham4db:problem:";

    /// <summary>The type in problem details.</summary>
    public string Type => Prefix + Name;
}
