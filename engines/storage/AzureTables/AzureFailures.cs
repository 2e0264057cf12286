using Azure;
using Azure.Data.Tables.Models;
using Azure.Identity;

namespace Ham4Db.Storage;

/// <summary>What the client's errors mean.</summary>
/// <param name="service">The service's address; only its scheme, host and path are ever shown.</param>
internal sealed class AzureFailures(Uri service)
{
    private readonly string address = service.GetLeftPart(UriPartial.Path);

    /// <summary>The conflict that an error stands for; null if it is none.</summary>
    public static ConflictReason? Conflict(RequestFailedException e) => e.Status switch
    {
        409 when e.ErrorCode == TableErrorCode.EntityAlreadyExists => ConflictReason.AlreadyExists,
        412 => ConflictReason.Changed,
        404 when e.ErrorCode == TableErrorCode.ResourceNotFound || e.ErrorCode == TableErrorCode.EntityNotFound => ConflictReason.Missing,
        _ => null,
    };

    /// <summary>Runs a call; errors of the service and on the way to it become <see cref="StoreUnavailableException"/>.</summary>
    public async Task<T> Guard<T>(Func<Task<T>> call, CancellationToken ct)
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException or AuthenticationFailedException
            || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw new StoreUnavailableException(Explain(e), e);
        }
    }

    private string Explain(Exception e) => e switch
    {
        AuthenticationFailedException => $"The process has no identity that Azure Tables at {address} accepts: {FirstLine(e)}",
        RequestFailedException { Status: 401 or 403 } refused =>
            $"Azure Tables at {address} refused the credentials or the role of this process ({refused.Status} {refused.ErrorCode}).",
        RequestFailedException { Status: not 0 } failed =>
            $"Azure Tables at {address} answered with an error ({failed.Status} {failed.ErrorCode}): {FirstLine(e)}",
        AggregateException { InnerException: { } inner } => $"Azure Tables at {address} cannot be reached: {FirstLine(inner)}",
        OperationCanceledException => $"Azure Tables at {address} did not answer in time.",
        _ => $"Azure Tables at {address} cannot be reached: {FirstLine(e)}",
    };

    // The client's messages go on with headers and bodies.
    private static string FirstLine(Exception e) => e.Message.Split('\n')[0].Trim();
}
