namespace Ham4Db.OpenGaussAgent.Parsing;

/// <summary>A node of <c>gs_om -t view</c>, which knows every port.</summary>
/// <param name="Name">As it is written there.</param>
/// <param name="Port">Of the database.</param>
/// <param name="Addresses">That it listens on.</param>
internal sealed record OmViewNode(string Name, int Port, IReadOnlyList<string> Addresses);
