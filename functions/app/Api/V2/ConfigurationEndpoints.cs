using Ham4Db.Functions.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ham4Db.Functions.Api.V2;

/// <summary>Resources about the service itself.</summary>
internal sealed class ConfigurationEndpoints(ConfigurationState state)
{
    public JsonHttpResult<ConfigurationView> Get() => TypedResults.Json(ConfigurationView.Of(state), V2Json.Options);
}
