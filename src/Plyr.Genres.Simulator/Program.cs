using Plyr.Genres.Simulator;

return await SimulatorCommand.RunAsync(args);
