namespace Ham4Db.EndToEnd.Tests.Support;

/// <summary>Figures that a test measures and does not judge.</summary>
public static class Output
{
    public static void Write(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}
