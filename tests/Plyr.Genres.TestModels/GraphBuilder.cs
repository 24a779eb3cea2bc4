using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;

namespace Plyr.Genres.TestModels;

/// <summary>Builds a graph whose weights are random, the same for each seed.</summary>
internal sealed class GraphBuilder(int seed)
{
    private const int IrVersion = 8;
    private const int OperatorSet = 13;
    private const double ScoreDeviation = 1.5;
    private const float ScoreBias = -3;

    // The generator that a seed selects gives the same numbers in every version of .NET.
    private readonly Random _random = new(seed);
    private readonly GraphProto _graph = new() { Name = "random" };

    /// <summary>Adds the input. The number of patches is left open.</summary>
    public string Input(string name, params ReadOnlySpan<long> shape)
    {
        _graph.Input.Add(Value(name, shape));
        return name;
    }

    /// <summary>Adds an output under a name.</summary>
    public void Output(string value, string name, params ReadOnlySpan<long> shape)
    {
        _graph.Node.Add(new NodeProto { OpType = "Identity", Input = { value }, Output = { name } });
        _graph.Output.Add(Value(name, shape));
    }

    /// <summary>Adds an operator with the name of its result.</summary>
    public string Apply(string operation, string[] inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        var result = $"{operation}{_graph.Node.Count}";
        var node = new NodeProto { OpType = operation, Input = { inputs }, Output = { result } };
        foreach (var attribute in attributes)
            node.Attribute.Add(attribute);
        _graph.Node.Add(node);
        return result;
    }

    /// <summary>Adds weights with a mean of 0 and a standard deviation.</summary>
    public string Weights(double deviation, params ReadOnlySpan<long> shape)
    {
        var limit = deviation * Math.Sqrt(3);
        var length = 1L;
        foreach (var size in shape)
            length *= size;
        var values = new float[length];
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(((2 * _random.NextDouble()) - 1) * limit);
        return Constant(TensorProto.Types.DataType.Float, MemoryMarshal.AsBytes(values.AsSpan()), shape);
    }

    /// <summary>Adds one number for all elements.</summary>
    public string Number(float value) =>
        Constant(TensorProto.Types.DataType.Float, MemoryMarshal.AsBytes([value]), [1]);

    /// <summary>Adds scores from 0 to 1, most of them small, whatever the size of the features is.</summary>
    public string Scores(string features, int count, int labels, float bias = ScoreBias)
    {
        var direction = Apply("LpNormalization", [features], IntegerAttribute("axis", 1), IntegerAttribute("p", 2));
        var sums = Apply("MatMul", [direction, Weights(ScoreDeviation, count, labels)]);
        return Apply("Sigmoid", [Apply("Add", [sums, Number(bias)])]);
    }

    /// <summary>Adds integers.</summary>
    public string Integers(params ReadOnlySpan<long> values) =>
        Constant(TensorProto.Types.DataType.Int64, MemoryMarshal.AsBytes(values), [values.Length]);

    /// <summary>Returns the content of the model's file.</summary>
    public byte[] Build() => new ModelProto
    {
        IrVersion = IrVersion,
        ProducerName = "random weights",
        Graph = _graph,
        OpsetImport = { new OperatorSetIdProto { Version = OperatorSet } },
    }.ToByteArray();

    /// <summary>Creates an attribute of integers.</summary>
    public static AttributeProto Attribute(string name, params ReadOnlySpan<long> values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        foreach (var value in values)
            attribute.Ints.Add(value);
        return attribute;
    }

    /// <summary>Creates an attribute of one integer.</summary>
    public static AttributeProto IntegerAttribute(string name, long value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    private static ValueInfoProto Value(string name, ReadOnlySpan<long> shape)
    {
        var dimensions = new TensorShapeProto { Dim = { new TensorShapeProto.Types.Dimension { DimParam = "n" } } };
        foreach (var size in shape)
            dimensions.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = size });
        var type = (int)TensorProto.Types.DataType.Float;
        var tensor = new TypeProto.Types.Tensor { ElemType = type, Shape = dimensions };
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }

    private string Constant(TensorProto.Types.DataType type, ReadOnlySpan<byte> data, ReadOnlySpan<long> shape)
    {
        var tensor = new TensorProto
        {
            Name = $"weights{_graph.Initializer.Count}",
            DataType = (int)type,
            RawData = ByteString.CopyFrom(data),
        };
        foreach (var size in shape)
            tensor.Dims.Add(size);
        _graph.Initializer.Add(tensor);
        return tensor.Name;
    }
}
