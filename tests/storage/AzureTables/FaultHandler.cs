using System.Net;

namespace Ham4Db.Storage.Tests;

/// <summary>A network that does to a request what a test asks for.</summary>
internal sealed class FaultHandler() : DelegatingHandler(new SocketsHttpHandler())
{
    private int throttled;
    private int lost;

    /// <summary>The next requests are refused with 503.</summary>
    public void Throttle(int requests) => throttled = requests;

    /// <summary>The next changing requests reach the service, and their replies are lost.</summary>
    public void LoseReplies(int requests) => lost = requests;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Interlocked.Decrement(ref throttled) >= 0)
            return new(HttpStatusCode.ServiceUnavailable) { RequestMessage = request, Content = new StringContent("busy") };
        var response = await base.SendAsync(request, cancellationToken);
        if (request.Method == HttpMethod.Get || Interlocked.Decrement(ref lost) < 0)
            return response;
        response.Dispose();
        throw new HttpRequestException("The connection was closed.");
    }
}
