namespace Ham4Db.OpenGaussAgent.Registration;

/// <summary>What a manager is told.</summary>
internal sealed record RegistrationBody(
    string Engine, string Address, int Port, int AgentPort, bool Tls, string NodeName, string ClusterName, string AgentVersion, double IntervalSeconds, double SelfFencingSeconds);
