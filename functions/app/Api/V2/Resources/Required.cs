using Ham4Db.Functions.Api.Operations;

namespace Ham4Db.Functions.Api.V2.Resources;

/// <summary>Texts of bodies.</summary>
internal static class Required
{
    private const int MaxLength = 1000;

    /// <summary>A text that must be there, for people to read.</summary>
    /// <exception cref="OperationException">It is missing, too long, or has control characters.</exception>
    public static string Text(string name, string? value) => value?.Trim() switch
    {
        null or "" => throw OperationException.Invalid($"Give a {name}."),
        { Length: > MaxLength } => throw OperationException.Invalid($"The {name} is too long; at most {MaxLength} characters are allowed."),
        { } text when text.Any(char.IsControl) => throw OperationException.Invalid($"The {name} has control characters, which are not allowed."),
        var text => text,
    };
}
