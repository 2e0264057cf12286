using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.OpenGaussAgent.Parsing;

/// <summary>What <c>gs_om -t status --detail</c> or <c>cm_ctl query -Cv</c> says about a cluster.</summary>
internal sealed class ClusterReport
{
    /// <summary>Verbatim: Normal, Degraded, Unavailable, ...; empty when there is no such line.</summary>
    public string State { get; set; } = "";

    /// <summary>It has a section of CM servers.</summary>
    public bool HasManager { get; set; }

    /// <summary>The tool could not reach the CM server.</summary>
    public bool ManagerUnreachable { get; set; }

    public List<Member> Members { get; } = [];

    public List<string> Notes { get; } = [];
}
