using TrainForge.Engine.Kernels;

namespace TrainForge.Tests.Engine.Kernels;

public class SeedStreamTests
{
    [Fact]
    public void A_stream_can_go_on_where_another_stopped()
    {
        var first = new SeedStream(1, "a");
        var all = Enumerable.Range(0, 20).Select(_ => first.Next()).ToArray();

        var second = new SeedStream(1, "a") { Position = 7 };

        Assert.Equal(all[7..], Enumerable.Range(0, 13).Select(_ => second.Next()));
    }

    [Fact]
    public void Other_seeds_and_names_give_other_numbers()
    {
        ulong[] firsts = [new SeedStream(1, "a").Next(), new SeedStream(2, "a").Next(), new SeedStream(1, "b").Next(), new SeedStream(0, "").Next()];

        Assert.Equal(4, firsts.Distinct().Count());
    }

    [Fact]
    public void Normals_have_mean_0_and_deviation_1()
    {
        var stream = new SeedStream(3, "normal");
        var numbers = Enumerable.Range(0, 20_000).Select(_ => stream.NextNormal()).ToArray();

        Assert.Equal(0, numbers.Average(), 0.03);
        Assert.Equal(1, numbers.Average(n => n * n), 0.03);
        Assert.All(numbers, n => Assert.True(double.IsFinite(n)));
    }

    [Fact]
    public void A_permutation_holds_each_number_once_and_is_not_the_identity()
    {
        var order = new SeedStream(1, "order").Permutation(100);

        Assert.Equal(Enumerable.Range(0, 100), order.Order());
        Assert.NotEqual(Enumerable.Range(0, 100), order);
    }
}
