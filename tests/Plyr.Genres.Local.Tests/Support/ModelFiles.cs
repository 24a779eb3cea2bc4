using NUnit.Framework;
using Plyr.Genres.TestModels;

namespace Plyr.Genres.Local.Tests.Support;

/// <summary>Provides files of the test models, which are written once for all tests.</summary>
[SetUpFixture]
internal sealed class ModelFiles
{
    private static TemporaryFolder Folder { get; } = new();

    /// <summary>Gets the path of the small model with random weights.</summary>
    public static string Small { get; } = Folder.Write("small.onnx", RandomModel.Small());

    /// <summary>Gets the path of a model whose scores are not numbers.</summary>
    public static string NotANumber { get; } = Folder.Write("nan.onnx", RandomModel.Small(bias: float.NaN));

    [OneTimeTearDown]
    public void Remove() => Folder.Dispose();
}
