namespace Ham4Db.Engines.MySql.Tests.Support.Versions;

/// <summary>What the manual of one version says: the statements that it takes, the variables that it has and the columns that it answers with.</summary>
internal sealed record FakeVersion
{
    /// <summary>Name of the row, as in docs/support.md.</summary>
    public required string Name { get; init; }

    /// <summary>Version in the greeting and in <c>@@version</c>.</summary>
    public required string Version { get; init; }

    /// <summary><c>@@version_comment</c>.</summary>
    public string Comment { get; init; } = "";

    /// <summary>Statement and columns of replication status.</summary>
    public required (string Statement, string[] Columns) Status { get; init; }

    /// <summary>Statement and columns of the binary log position.</summary>
    public required (string Statement, string[] Columns) Binlog { get; init; }

    /// <summary>Statement and columns of registered replicas.</summary>
    public required (string Statement, string[] Columns) Replicas { get; init; }

    /// <summary>Statements that change replication and that the version takes, as patterns.</summary>
    public required IReadOnlyList<string> Grammar { get; init; }

    /// <summary>Functions that the version has and that wait for transactions or positions.</summary>
    public required IReadOnlyList<string> WaitFunctions { get; init; }

    /// <summary>System variables with their values.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>Whether it is MariaDB.</summary>
    public bool IsMariaDb => Version.Contains("MariaDB", StringComparison.Ordinal);

    /// <summary>Greeting: MariaDB before 11 pretends to be an old MySQL for the sake of old replicas.</summary>
    public string Greeting => IsMariaDb && Version.StartsWith("10.", StringComparison.Ordinal) ? "5.5.5-" + Version : Version;

    public override string ToString() => Name;
}
