namespace Ham4Db.Functions.Api.Operations;

/// <summary>Who asks for a change, and the client with which it is started.</summary>
/// <param name="Actor">Name for the audit.</param>
/// <param name="Client">Durable client of this request.</param>
internal sealed record Caller(string Actor, DurableTaskClient Client);
