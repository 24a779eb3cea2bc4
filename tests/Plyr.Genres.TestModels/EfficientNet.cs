namespace Plyr.Genres.TestModels;

/// <summary>Builds EfficientNet-B0 (Tan and Le 2019) with random weights.</summary>
internal sealed class EfficientNet(int seed)
{
    // Without normalisation, these keep the size of the values about the same from block to block.
    private const double ActivationGain = 1.7;
    private const double ProjectionGain = 2;

    private static readonly (int Expansion, int Kernel, int Stride, int Channels, int Blocks)[] Stages =
    [
        (1, 3, 1, 16, 1),
        (6, 3, 2, 24, 2),
        (6, 5, 2, 40, 2),
        (6, 3, 2, 80, 3),
        (6, 5, 1, 112, 3),
        (6, 5, 2, 192, 4),
        (6, 3, 1, 320, 1),
    ];

    private readonly GraphBuilder _graph = new(seed);

    /// <summary>Returns the content of the model's file.</summary>
    public byte[] Build(int frames, int bands, int embedding, int labels)
    {
        var input = _graph.Input("melspectrogram", frames, bands);
        var value = _graph.Apply("Unsqueeze", [input, _graph.Integers(1)]);
        var channels = 32;
        value = Swish(Convolve(value, 1, channels, 3, 2, ActivationGain));
        foreach (var stage in Stages)
        {
            for (var block = 0; block < stage.Blocks; block++)
            {
                var stride = block == 0 ? stage.Stride : 1;
                value = Block(value, channels, stage.Channels, stage.Expansion, stage.Kernel, stride);
                channels = stage.Channels;
            }
        }

        value = Swish(Convolve(value, channels, embedding, 1, 1, ActivationGain));
        value = _graph.Apply("Flatten", [_graph.Apply("GlobalAveragePool", [value])]);
        _graph.Output(value, "embeddings", embedding);
        _graph.Output(_graph.Scores(value, embedding, labels), "activations", labels);
        return _graph.Build();
    }

    private string Block(string input, int channels, int outputs, int expansion, int kernel, int stride)
    {
        var width = channels * expansion;
        var value = expansion == 1 ? input : Swish(Convolve(input, channels, width, 1, 1, ActivationGain));
        value = Swish(Convolve(value, width, width, kernel, stride, ActivationGain, groups: width));
        value = Squeeze(value, width, channels / 4);
        value = Convolve(value, width, outputs, 1, 1, ProjectionGain);
        return stride == 1 && channels == outputs ? _graph.Apply("Add", [value, input]) : value;
    }

    /// <summary>Scales each channel by a factor that the mean of all channels decides.</summary>
    private string Squeeze(string input, int channels, int squeezed)
    {
        var mean = _graph.Apply("GlobalAveragePool", [input]);
        var inner = Swish(Convolve(mean, channels, squeezed, 1, 1, ActivationGain));
        var factors = _graph.Apply("Sigmoid", [Convolve(inner, squeezed, channels, 1, 1, 1)]);
        return _graph.Apply("Mul", [input, factors]);
    }

    private string Convolve(
        string input, int channels, int outputs, int kernel, int stride, double gain, int groups = 1)
    {
        var inputs = channels / groups;
        var weights = _graph.Weights(gain / Math.Sqrt(inputs * kernel * kernel), outputs, inputs, kernel, kernel);
        var padding = kernel / 2;
        return _graph.Apply(
            "Conv",
            [input, weights, _graph.Weights(0.1, outputs)],
            GraphBuilder.Attribute("kernel_shape", kernel, kernel),
            GraphBuilder.Attribute("strides", stride, stride),
            GraphBuilder.Attribute("pads", padding, padding, padding, padding),
            GraphBuilder.IntegerAttribute("group", groups));
    }

    private string Swish(string input) => _graph.Apply("Mul", [input, _graph.Apply("Sigmoid", [input])]);
}
