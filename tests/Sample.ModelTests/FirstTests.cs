namespace Sample.ModelTests;

public class FirstTests
{
    [Fact]
    public void One() => TrainForge.Capture.Stash.Current.ToString();
}
