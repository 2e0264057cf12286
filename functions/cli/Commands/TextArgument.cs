using System.CommandLine;

namespace Ham4Db.Cli.Commands;

/// <summary>Arguments that are any text.</summary>
internal static class TextArgument
{
    public static Argument<string> Create(string name, string description, bool isOptional = false) => new(name)
    {
        Description = description,
        Arity = isOptional ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
    };
}
