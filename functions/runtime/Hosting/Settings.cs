using Microsoft.Extensions.Configuration;

namespace Ham4Db.Runtime.Hosting;

/// <summary>Replaces <c>%Name%</c> in a trigger by the setting of that name.</summary>
internal sealed class Settings(IConfiguration configuration)
{
    public string Resolve(string text, FunctionDescriptor function)
    {
        if (text.Length < 3 || text[0] != '%' || text[^1] != '%')
            return text;
        var name = text[1..^1];
        return configuration[name] ?? throw new RuntimeStartupException($"Function '{function.Name}' needs the setting '{name}', which is not configured.");
    }
}
