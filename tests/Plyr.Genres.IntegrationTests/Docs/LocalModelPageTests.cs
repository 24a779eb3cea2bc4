using Example.LocalModel;
using Microsoft.AspNetCore.Builder;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Docs;

/// <summary>The example and the table of local-model.md are true, and its commands name the known file.</summary>
internal sealed class LocalModelPageTests
{
    [Test]
    public void Host_has_the_local_model_as_its_classifier()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());

        LocalModel.Register(builder);

        var classifier = builder.Services.Last(service => service.ServiceType == typeof(IGenreClassifier));
        Assert.That(classifier.ImplementationType?.Name, Is.EqualTo("LocalGenreClassifier"));
    }

    [Test]
    public void Every_option_is_in_the_table()
    {
        var text = Repository.Read("docs", "local-model.md");

        var options = typeof(LocalModelOptions).GetProperties().Select(option => option.Name);

        foreach (var option in options)
            Assert.That(text, Does.Contain($"| `{option}` | "));
    }

    [TestCase("docs/local-model.md")]
    [TestCase("src/Plyr.Genres.Local/PACKAGE.md")]
    public void Commands_download_the_known_file_and_check_it(string page)
    {
        var text = Repository.Read(page.Split('/'));

        Assert.That(text, Does.Contain($"curl -O {LocalModelDefaults.DownloadUrl}\n"));
        Assert.That(
            text,
            Does.Contain($"echo \"{LocalModelDefaults.Sha256}  {LocalModelDefaults.FileName}\" | sha256sum --check\n"));
    }
}
