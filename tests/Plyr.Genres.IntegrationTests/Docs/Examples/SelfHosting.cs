using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
namespace Example.SelfHosting;

internal static class SelfHosting
{
    public static void Register(WebApplicationBuilder builder)
    {
        // snippet: self-hosting
        builder.Services.AddPlyrGenres(options =>
        {
            options.Enabled = true;
            options.Replicate.SelfHosted = true;
            options.Replicate.BaseAddress = new Uri("http://127.0.0.1:5001");
        });
        // end
    }
}
