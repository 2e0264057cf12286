using Ham4Db.Agents;
using Microsoft.Extensions.DependencyInjection;

namespace Ham4Db.Functions.Agents;

/// <summary>Registers what is about agents.</summary>
internal static class AgentServices
{
    public static IServiceCollection AddAgents(this IServiceCollection services) => services
        .AddSingleton<AgentDirectory>()
        .AddSingleton<IAgentDirectory>(provider => provider.GetRequiredService<AgentDirectory>())
        .AddSingleton<AgentWatch>()
        .AddSingleton<AgentReportRules>()
        .AddSingleton<AgentWarnings>()
        .AddSingleton<AgentRegistration>();
}
