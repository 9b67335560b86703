using System.Text.Json;
using TrainForge.Data.Writers;

namespace TrainForge.Tests.Data;

public class CardTextTests
{
    [Theory]
    [InlineData("plain: #1", "\"plain: #1\"")]
    [InlineData("a\"b\\\n🙂", "\"a\\\"b\\\\\\u000a🙂\"")]
    [InlineData("\u2028\u0085\uFEFF\u007f", "\"\\u2028\\u0085\\ufeff\\u007f\"")]
    public void A_value_of_the_head_is_one_line_and_reads_back(string text, string quoted)
    {
        Assert.Equal(quoted, CardText.Quoted(text));
        Assert.Equal(text, JsonSerializer.Deserialize<string>(quoted));
    }

    [Theory]
    [InlineData("openai/gpt-4.1_mini", "openai/gpt-4.1_mini")]
    [InlineData("a | b \\| c", "a \\| b \\\\\\| c")]
    [InlineData("<script>\r\n# [x](y) `z`", "\\<script> # \\[x\\](y) \\`z\\`")]
    public void A_name_on_the_page_opens_nothing(string name, string line) => Assert.Equal(line, CardText.Line(name));
}
