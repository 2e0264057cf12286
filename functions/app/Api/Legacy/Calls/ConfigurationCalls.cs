using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Api.Legacy.Calls;

/// <summary>Calls about the configuration of this process.</summary>
internal sealed class ConfigurationCalls(ConfigurationState configuration, Audit audit)
{
    public async Task<LegacyAnswer> ReloadAsync(LegacyCall call)
    {
        var file = call.Query("config");
        try
        {
            var outcome = configuration.Reload(file.Length > 0 ? file : null);
            await audit.WriteAsync("reload-configuration", "", instance: null, call.Caller, outcome.ToString(), call.Cancellation);
            return LegacyAnswer.Ok(outcome.ToString(), file);
        }
        catch (ConfigurationException exception)
        {
            throw OperationException.Invalid($"Nothing was changed. {exception.Message}");
        }
    }
}
