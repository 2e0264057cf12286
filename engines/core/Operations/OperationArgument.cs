namespace Ham4Db.Core.Operations;

/// <summary>A further value that an operation takes.</summary>
/// <param name="Name">Its name, such as <c>seconds</c>.</param>
/// <param name="Description">What it means, in a sentence.</param>
/// <param name="IsRequired">Whether it must be given.</param>
public sealed record OperationArgument(string Name, string Description, bool IsRequired = true);
