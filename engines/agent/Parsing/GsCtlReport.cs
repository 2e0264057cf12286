using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.OpenGaussAgent.Parsing;

/// <summary>The answer of <c>gs_ctl query</c>, each word verbatim.</summary>
internal sealed class GsCtlReport
{
    public GsCtlOutcome Outcome { get; set; }

    public string RoleText { get; set; } = "";

    public string StateText { get; set; } = "";

    public string DetailText { get; set; } = "";

    public int? StaticConnections { get; set; }

    public List<Sender> Senders { get; } = [];

    public Receiver? Receiver { get; set; }

    /// <summary>Replication by Paxos (DCF), which has neither senders nor receivers.</summary>
    public bool IsPaxos { get; set; }

    /// <summary>What is not known, repeated or contradicts itself.</summary>
    public List<string> Notes { get; } = [];

    public Role Role => Words.RoleOf(RoleText);

    public State State => Words.StateOf(StateText);

    public Detail Detail => Words.DetailOf(DetailText);

    /// <summary>It answered, nothing is unclear, and it calls itself normal.</summary>
    public bool IsHealthy => Outcome == GsCtlOutcome.Answered && Notes.Count == 0
        && Role is Role.Primary or Role.Standby or Role.CascadeStandby or Role.MainStandby or Role.Normal
        && StateText == "Normal" && DetailText == "Normal";
}
