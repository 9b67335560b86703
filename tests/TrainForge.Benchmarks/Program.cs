using TrainForge.Benchmarks;

switch (args)
{
    case ["tokenizer", var folder]:
        return TokenizerBenchmark.Run(folder);
    case ["tokenizer", var folder, var pattern]:
        return TokenizerBenchmark.Run(folder, pattern);
    case ["tokenizer", var folder, var pattern, var file]:
        return TokenizerBenchmark.Run(folder, pattern, file);
    default:
        Console.Error.WriteLine("No benchmark by that name. Known: tokenizer FOLDER [PATTERN [TOKENIZER.JSON]]");
        return 2;
}
