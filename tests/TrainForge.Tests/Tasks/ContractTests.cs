using System.Reflection;
using Microsoft.Build.Framework;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Tasks;

public class ContractTests
{
    // What projects in the wild write. A removed or renamed line here is a breaking change.
    [Fact]
    public void Task_parameters_read_as_recorded()
    {
        var lines =
            from task in typeof(TrainForge.Tasks.ReadManifest).Assembly.GetExportedTypes()
            where task.IsAssignableTo(typeof(ITask)) && !task.IsAbstract
            from p in task.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            where p.DeclaringType!.Assembly == task.Assembly && p.Name != "TaskEnvironment"
            orderby task.Name, p.Name
            let required = p.IsDefined(typeof(RequiredAttribute)) ? " required" : ""
            let output = p.IsDefined(typeof(OutputAttribute)) ? " output" : ""
            select $"{task.Name}.{p.Name} : {p.PropertyType.Name}{required}{output}";

        Recorded.Equal(string.Join('\n', lines));
    }

    // A task that MSBuild must run alone on a node makes every build of a large solution slower.
    [Fact]
    public void Every_task_may_run_beside_others() =>
        Assert.All(
            typeof(TrainForge.Tasks.ReadManifest).Assembly.GetExportedTypes().Where(t => t.IsAssignableTo(typeof(ITask)) && !t.IsAbstract),
            task => Assert.True(task.IsDefined(typeof(MSBuildMultiThreadableTaskAttribute), inherit: false), task.Name));
}
