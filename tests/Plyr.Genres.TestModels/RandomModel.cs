namespace Plyr.Genres.TestModels;

/// <summary>
/// Makes model files with the signature of effnet-discogs and random weights, because the real weights are not part of
/// this repository. Their genres mean nothing. The same audio always gets the same ones.
/// </summary>
public static class RandomModel
{
    private const int Seed = 20;
    private const int Embedding = 1280;

    /// <summary>
    /// Returns a model as large as the real one, 18 MB, which takes as long: EfficientNet-B0 with the 400 labels as its
    /// classes.
    /// </summary>
    public static byte[] Large()
    {
        var network = new EfficientNet(Seed);
        return network.Build(frames: 128, bands: 96, Embedding, labels: 400);
    }

    /// <summary>Returns a model of about 35 kB, which takes no time.</summary>
    /// <param name="frames">The number of frames of a patch; only 128 is right.</param>
    /// <param name="bands">The number of bands of a frame; only 96 is right.</param>
    /// <param name="labels">The number of labels; only 400 is right.</param>
    /// <param name="bias">What is added to each score before the sigmoid; with NaN, no score is a number.</param>
    public static byte[] Small(int frames = 128, int bands = 96, int labels = 400, float bias = -3)
    {
        const int hidden = 16;
        var graph = new GraphBuilder(Seed);
        var patches = graph.Input("melspectrogram", frames, bands);
        var axes = GraphBuilder.Attribute("axes", 1);
        var mean = graph.Apply("ReduceMean", [patches], axes, GraphBuilder.IntegerAttribute("keepdims", 0));
        var features = graph.Apply("Tanh", [graph.Apply("MatMul", [mean, graph.Weights(0.1, bands, hidden)])]);
        graph.Output(graph.Scores(features, hidden, labels, bias), "activations", labels);
        graph.Output(graph.Apply("Tile", [features, graph.Integers(1, Embedding / hidden)]), "embeddings", Embedding);
        return graph.Build();
    }
}
