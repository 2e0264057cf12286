using System.CommandLine;

namespace Ham4Db.Cli.Commands;

/// <summary>Arguments that name a cluster.</summary>
internal static class ClusterArgument
{
    public static Argument<string> Create(string description, bool isOptional = false) => new("cluster")
    {
        Description = description + " Its id, name, alias, or one of its instances.",
        Arity = isOptional ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
    };
}
