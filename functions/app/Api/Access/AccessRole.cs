namespace Ham4Db.Functions.Api.Access;

/// <summary>What a caller may do; each role but <see cref="Agent"/> may do what those before it may.</summary>
internal enum AccessRole
{
    /// <summary>Only what is open to everybody.</summary>
    None,

    /// <summary>What everybody may who has said who they are, whatever their roles.</summary>
    Known,

    /// <summary>Report what an agent reports, and nothing else: it stands beside the others, and only an admin may do this too.</summary>
    Agent,

    /// <summary>Read.</summary>
    Viewer,

    /// <summary>Change instances and clusters: recover, hand over, re-point, downtime.</summary>
    Operator,

    /// <summary>Change what holds for all clusters or cannot be taken back: global switches, settings, forgetting a cluster.</summary>
    Admin,
}
