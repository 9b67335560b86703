namespace TrainForge.Text.Defaults;

/// <summary>The chat template of models that 'trainforge model init' makes: ChatML with tools, calls as JSON between tool_call tags.</summary>
public static class ChatMl
{
    public const string EndOfText = "<|endoftext|>";

    public const string StartOfTurn = "<|im_start|>";

    public const string EndOfTurn = "<|im_end|>";

    /// <summary>
    /// A message reads the same whether others follow it or not, and generation blocks mark what the assistant writes, its stop token included.
    /// </summary>
    public const string Template = """
        {%- if tools %}
            {{- '<|im_start|>system\n' }}
            {%- if messages and messages[0].role == 'system' %}
                {{- messages[0].content + '\n\n' }}
            {%- endif %}
            {{- 'You can call these tools:\n<tools>' }}
            {%- for tool in tools %}
                {{- '\n' + (tool | tojson) }}
            {%- endfor %}
            {{- '\n</tools>\nTo call one, write:\n<tool_call>\n{"name": <name of the tool>, "arguments": <its arguments>}\n</tool_call><|im_end|>\n' }}
        {%- elif messages and messages[0].role == 'system' %}
            {{- '<|im_start|>system\n' + messages[0].content + '<|im_end|>\n' }}
        {%- endif %}
        {%- for message in messages %}
            {%- if message.role == 'assistant' %}
                {{- '<|im_start|>assistant\n' }}
                {%- generation %}
                    {%- if message.reasoning_content %}
                        {{- '<think>\n' + message.reasoning_content + '\n</think>\n\n' }}
                    {%- endif %}
                    {{- message.content or '' }}
                    {%- for item in message.tool_calls or [] %}
                        {%- set call = item.function or item %}
                        {%- if message.content or not loop.first %}
                            {{- '\n' }}
                        {%- endif %}
                        {{- '<tool_call>\n{"name": ' + (call.name | tojson) + ', "arguments": ' }}
                        {{- call.arguments if call.arguments is string else (call.arguments | tojson) }}
                        {{- '}\n</tool_call>' }}
                    {%- endfor %}
                    {{- '<|im_end|>' }}
                {%- endgeneration %}
                {{- '\n' }}
            {%- elif message.role == 'tool' %}
                {%- if loop.first or messages[loop.index0 - 1].role != 'tool' %}
                    {{- '<|im_start|>user' }}
                {%- endif %}
                {{- '\n<tool_response>\n' + message.content + '\n</tool_response>' }}
                {%- if loop.last or messages[loop.index0 + 1].role != 'tool' %}
                    {{- '<|im_end|>\n' }}
                {%- endif %}
            {%- elif not (loop.first and message.role == 'system') %}
                {{- '<|im_start|>' + message.role + '\n' + message.content + '<|im_end|>\n' }}
            {%- endif %}
        {%- endfor %}
        {%- if add_generation_prompt %}
            {{- '<|im_start|>assistant\n' }}
        {%- endif %}
        """;
}
