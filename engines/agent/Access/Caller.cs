namespace Ham4Db.OpenGaussAgent.Access;

/// <summary>Who was let in, for the log.</summary>
/// <param name="Name">The certificate's common name, "token", or an address.</param>
internal sealed record Caller(string Name);
