using System.CommandLine;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Cli.Commands;

/// <summary>The option that says where to serve.</summary>
internal static class ListenOption
{
    public static Option<string> Create(string description)
    {
        var option = new Option<string>("--listen") { Description = description, HelpName = "address:port" };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } text && !ListenEndpoint.TryParse(text, out _))
                result.AddError($"--listen: '{text}' is not an address to listen on; write address:port, localhost:port, or :port for all interfaces.");
        });
        return option;
    }
}
