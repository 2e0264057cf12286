using Ham4Db.OpenGaussAgent.Parsing;

namespace Ham4Db.OpenGaussAgent.OpenGauss;

/// <summary>How an openGauss said that it is.</summary>
/// <param name="Report">Role, state and whom it streams to and from.</param>
/// <param name="Facts">Position received or written, position replayed, read-only, synchronous_standby_names, seconds of replay delay; null where it did not tell.</param>
/// <param name="LateFrom">Who did not answer in time; null for nobody.</param>
internal sealed record OpenGaussAnswer(GsCtlReport Report, IReadOnlyList<string>? Facts, string? LateFrom);
