using System.Text.Json.Serialization;

namespace Ham4Db.OpenGaussAgent.Registration;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RegistrationBody))]
internal sealed partial class RegistrationJson : JsonSerializerContext;
