namespace Ham4Db.Runtime.Hosting;

/// <summary>Where an argument of a function comes from.</summary>
internal enum ParameterSource
{
    Trigger,
    FunctionContext,
    DurableClient,
    CancellationToken,
}
