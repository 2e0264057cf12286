using System.Globalization;
using Ham4Db.Functions.Api.Legacy.Json;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Api.Legacy.Calls;

/// <summary>Calls about what was found and when.</summary>
internal sealed class DetectionCalls(DetectionHistory detections, Ham4DbOptions options, TimeProvider time)
{
    public async Task<LegacyAnswer> ListAsync(LegacyCall call) =>
        Answer(await detections.ListAsync(call["alias"], call.Page, LegacyFace.PageSize, call.Cancellation));

    public async Task<LegacyAnswer> GetAsync(LegacyCall call) => long.TryParse(call["id"], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        ? Answer(await detections.FindAsync(id, call.Cancellation))
        : throw OperationException.Invalid($"Invalid detection id: {call["id"]}; it is the number that the list of detections gives.");

    public async Task<LegacyAnswer> ChangelogAsync(LegacyCall call) =>
        LegacyAnswer.Raw((await detections.ChangesAsync(call.Engine, call.Cancellation)).Select(DetectionMapper.Map).ToList());

    private LegacyAnswer Answer(IEnumerable<RelatedDetection> found)
    {
        var now = time.GetUtcNow();
        return LegacyAnswer.Raw(found.Select(detection => DetectionMapper.Map(detection, options, now)).ToList());
    }
}
