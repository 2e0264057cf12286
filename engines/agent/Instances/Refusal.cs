using Grpc.Core;

namespace Ham4Db.OpenGaussAgent.Instances;

/// <summary>Why a request is not taken.</summary>
/// <param name="Status">For the caller's program.</param>
/// <param name="Message">For people.</param>
internal sealed record Refusal(StatusCode Status, string Message);
