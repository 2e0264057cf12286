using Ham4Db.Functions.Api.Access;
using Ham4Db.Functions.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ham4Db.Functions.Api.V2;

/// <summary>The caller as a resource.</summary>
internal sealed class MeEndpoint(Ham4DbOptions options)
{
    public JsonHttpResult<MeView> Get(HttpContext context) => TypedResults.Json(
        MeView.Of(context.Features.Get<Authentication>()?.Identity ?? CallerIdentity.Anybody, options.ReadOnly), V2Json.Options);
}
