using System.Globalization;
using Ham4Db.Functions.Api.Legacy.Json;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Probing;

namespace Ham4Db.Functions.Api.Legacy.Calls;

/// <summary>Calls about how long probes take. They tell of the process that answers, so of the probes where it is the one that probes.</summary>
internal sealed class MeasurementCalls(ProbeMeasurements measurements)
{
    public Task<LegacyAnswer> RawAsync(LegacyCall call) => Task.FromResult(LegacyAnswer.Raw(Find(call).Select(LegacyMeasurement.Of).ToList()));

    public Task<LegacyAnswer> SummaryAsync(LegacyCall call) => Task.FromResult(LegacyAnswer.Raw(LegacyMeasurementSummary.Of(Find(call))));

    private IReadOnlyList<ProbeMeasurement> Find(LegacyCall call) =>
        int.TryParse(call["seconds"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? measurements.Since(TimeSpan.FromSeconds(seconds))
            : throw OperationException.Invalid($"Invalid seconds: {call["seconds"]}; use a whole number from 1.");
}
