using System.Text;

namespace TrainForge.Tool;

/// <summary>
/// Results for people: what files, tests and imports are called or hold must not command a terminal. Control characters are left out,
/// but for line ends and tabs.
/// </summary>
internal sealed class PlainText(TextWriter inner) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value)
    {
        if (!IsCommand(value))
        {
            inner.Write(value);
        }
    }

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var plain = 0;
            while (plain < buffer.Length && !IsCommand(buffer[plain]))
            {
                plain++;
            }

            inner.Write(buffer[..plain]);
            buffer = plain == buffer.Length ? [] : buffer[(plain + 1)..];
        }
    }

    public override void WriteLine() => inner.WriteLine();

    public override void WriteLine(string? value)
    {
        Write(value);
        inner.WriteLine();
    }

    private static bool IsCommand(char c) => char.IsControl(c) && c is not ('\n' or '\t');
}
