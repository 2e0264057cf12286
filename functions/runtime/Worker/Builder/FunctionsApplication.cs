namespace Ham4Db.Runtime.Worker.Builder;

/// <summary>Where a function app begins.</summary>
public static class FunctionsApplication
{
    /// <summary>A builder with configuration from appsettings.json, environment and arguments, and logging to the console.</summary>
    /// <param name="args">Arguments of the command line.</param>
    /// <returns>The builder.</returns>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}
