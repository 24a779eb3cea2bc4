using System.Net;

namespace Plyr.Genres;

/// <summary>What came of requesting a run: a prediction, or else the problem.</summary>
internal sealed record CreateAnswer(HttpStatusCode Status, PredictionAnswer? Prediction, GenreClassificationException? Problem);
