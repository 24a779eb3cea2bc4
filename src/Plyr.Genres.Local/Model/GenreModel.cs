using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Plyr.Genres.Local.FrontEnd;

namespace Plyr.Genres.Local.Model;

/// <summary>Represents the model in memory. It is thread-safe, and a call uses only its caller's thread.</summary>
internal sealed class GenreModel : IDisposable
{
    /// <summary>The number of patches in a run. A larger number takes more memory and is not faster.</summary>
    public const int BatchSize = 8;

    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly string[] _inputs;
    private readonly string[] _outputs;

    private GenreModel(InferenceSession session, string input, string output, string name)
    {
        _session = session;
        _inputs = [input];
        _outputs = [output];
        Name = name;
    }

    /// <summary>Gets the name of the file if it is the known one; otherwise the first digits of its SHA-256.</summary>
    public string Name { get; }

    private static int Labels => GenreLabels.All.Count;

    /// <summary>Loads a model file.</summary>
    /// <param name="path">The path of the file.</param>
    /// <returns>The model.</returns>
    /// <exception cref="InvalidDataException">The file can't be read, or is not the model.</exception>
    /// <exception cref="PlatformNotSupportedException">ONNX Runtime does not support the platform.</exception>
    public static GenreModel Load(string path)
    {
        var name = ModelFile.Identify(path);
        var session = LoadSession(path);

        // By shape, because names differ between files.
        var input = Find(session.InputMetadata, PatchReader.Frames, MelBands.Count);
        var output = Find(session.OutputMetadata, Labels);
        if (session.InputMetadata.Count == 1 && input is not null && output is not null)
            return new GenreModel(session, input, output, name);
        session.Dispose();
        throw ModelFile.Unusable(
            path,
            $"is another model: its shapes must be [n, {PatchReader.Frames}, {MelBands.Count}] and [n, {Labels}]");
    }

    /// <summary>Runs the model.</summary>
    /// <param name="patches">The patches, one after the other.</param>
    /// <param name="sums">A sum for each label, to which the activations of all patches are added.</param>
    public void AddActivations(Memory<float> patches, Span<double> sums)
    {
        var count = patches.Length / PatchReader.Length;
        using var input = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, patches, [count, PatchReader.Frames, MelBands.Count]);
        using var outputs = _session.Run(_runOptions, _inputs, [input], _outputs);
        var activations = outputs[0].GetTensorDataAsSpan<float>();
        for (var i = 0; i < activations.Length; i++)
            sums[i % sums.Length] += activations[i];
    }

    public void Dispose()
    {
        _runOptions.Dispose();
        _session.Dispose();
    }

    private static InferenceSession LoadSession(string path)
    {
        try
        {
            using var options = new SessionOptions
            {
                IntraOpNumThreads = 1,
                InterOpNumThreads = 1,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
            };
            return new InferenceSession(path, options);
        }
        catch (OnnxRuntimeException exception)
        {
            throw ModelFile.Unusable(path, "is not a file that ONNX Runtime can load", exception);
        }
        catch (Exception exception) when (exception is TypeInitializationException or DllNotFoundException)
        {
            throw new PlatformNotSupportedException(
                $"ONNX Runtime has no native library for {RuntimeInformation.RuntimeIdentifier}. "
                + "Run the host on a platform that it supports, or use Replicate.",
                exception);
        }
    }

    private static string? Find(IReadOnlyDictionary<string, NodeMetadata> values, params int[] shape)
    {
        var name = from value in values
                   let tensor = value.Value
                   where tensor is { IsTensor: true, ElementDataType: TensorElementType.Float }
                   where tensor.Dimensions is [-1, .. var rest] && rest.SequenceEqual(shape)
                   select value.Key;
        return name.FirstOrDefault();
    }
}
