namespace Plyr.Genres.Simulator;

/// <summary>Tells what a request is for.</summary>
internal static class RequestStages
{
    public static FaultStage Of(HttpRequest request, bool isFileOrigin)
    {
        var path = request.Path.Value ?? "";
        if (isFileOrigin)
            return path.StartsWith(FileEndpoints.Outputs, StringComparison.Ordinal) ? FaultStage.File
                : path.StartsWith(FileEndpoints.Recordings, StringComparison.Ordinal) ? FaultStage.Recording
                : FaultStage.Other;
        if (HttpMethods.IsPost(request.Method))
            return path is PredictionEndpoints.Path or CogEndpoints.Path ? FaultStage.Create
                : path.StartsWith(PredictionEndpoints.Path + "/", StringComparison.Ordinal) && path.EndsWith("/cancel", StringComparison.Ordinal) ? FaultStage.Cancel
                : FaultStage.Other;
        return HttpMethods.IsGet(request.Method) && path.StartsWith(PredictionEndpoints.Path + "/", StringComparison.Ordinal) ? FaultStage.Poll : FaultStage.Other;
    }
}
