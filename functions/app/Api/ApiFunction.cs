using Microsoft.AspNetCore.Http;

namespace Ham4Db.Functions.Api;

/// <summary>The API: one HTTP function that hands every request to the endpoints.</summary>
public sealed class ApiFunction(ApiPipeline pipeline)
{
    /// <summary>Answers a request.</summary>
    [Function("Api")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "put", "delete", "patch", "head", Route = "{*path}")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        pipeline.InvokeAsync(request.HttpContext, client);
}
