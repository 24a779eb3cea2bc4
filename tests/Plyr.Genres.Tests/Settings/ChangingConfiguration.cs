using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;

namespace Plyr.Genres.Tests.Settings;

/// <summary>A configuration whose values a test changes while the container runs.</summary>
internal sealed class ChangingConfiguration : MemoryConfigurationProvider
{
    public ChangingConfiguration(params (string Name, string? Value)[] values)
        : base(new MemoryConfigurationSource())
    {
        foreach (var (name, value) in values)
            Set(name, value);
        Root = new ConfigurationRoot([this]);
    }

    public IConfigurationRoot Root { get; }

    /// <summary>Changes values and notifies all listeners.</summary>
    public void Change(params (string Name, string? Value)[] values)
    {
        foreach (var (name, value) in values)
            Set(name, value);
        OnReload();
    }
}
