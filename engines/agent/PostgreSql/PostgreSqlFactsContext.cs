using System.Text.Json.Serialization;

namespace Ham4Db.OpenGaussAgent.PostgreSql;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PostgreSqlFacts))]
internal sealed partial class PostgreSqlFactsContext : JsonSerializerContext;
