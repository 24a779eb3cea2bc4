using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Example.LocalModel;

/// <summary>The example of local-model.md.</summary>
internal static class LocalModel
{
    public static void Register(WebApplicationBuilder builder)
    {
        // snippet: local-model-host
        builder.Services.AddPlyrGenres(options => options.Enabled = true).UseLocalModel(options =>
        {
            options.ModelPath = "/models/discogs-effnet-bsdynamic-1.onnx";
            options.Concurrency = 4;
        });
        // end
    }
}
