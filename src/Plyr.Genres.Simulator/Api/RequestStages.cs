namespace Plyr.Genres.Simulator;

/// <summary>Determines the stage of a request.</summary>
internal static class RequestStages
{
    public static FaultStage Of(HttpRequest request, bool isFileOrigin) =>
        isFileOrigin ? OfFile(request.Path) : OfApi(request.Method, request.Path.Value ?? "");

    private static FaultStage OfFile(PathString path)
    {
        if (path.StartsWithSegments(FileEndpoints.Outputs.TrimEnd('/')))
            return FaultStage.File;
        var isRecording = path.StartsWithSegments(FileEndpoints.Recordings.TrimEnd('/'));
        return isRecording ? FaultStage.Recording : FaultStage.Other;
    }

    private static FaultStage OfApi(string method, string path)
    {
        var isPrediction = path.StartsWith(PredictionEndpoints.Path + "/", StringComparison.Ordinal);
        var isUpload = path.StartsWith(UploadEndpoints.Path + "/", StringComparison.Ordinal);
        return method switch
        {
            "POST" when path is PredictionEndpoints.Path or CogEndpoints.Path => FaultStage.Create,
            "POST" when isPrediction && path.EndsWith("/cancel", StringComparison.Ordinal) => FaultStage.Cancel,
            "GET" when isPrediction => FaultStage.Poll,
            "POST" when path is UploadEndpoints.Path => FaultStage.Upload,
            "DELETE" when isUpload => FaultStage.Delete,
            _ => FaultStage.Other,
        };
    }
}
