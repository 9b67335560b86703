// Reads an export as others would: every line with JSON.parse, and the form that its profile promises. Prints how many rows there are.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, profile] = process.argv.slice(2);
const fail = (where, what) => { throw new Error(`${where}: ${what}`); };
const must = (truth, where, what) => truth || fail(where, what);
const object = text => { const value = JSON.parse(text); return value && typeof value === 'object' && !Array.isArray(value); };
const keys = (row, wanted) => Object.keys(row).filter(k => k !== 'tools').join() === wanted;

const messages = (list, where, call) => {
  const open = new Set();
  for (const m of list) {
    must(['system', 'developer', 'user', 'assistant', 'tool'].includes(m.role), where, `role ${m.role}`);
    must(typeof m.content === 'string' || (m.content === null && m.tool_calls), where, 'content');
    for (const c of m.tool_calls ?? []) { must(call(c.function.arguments), where, 'arguments'); if (c.id) open.add(c.id); }
    if (m.tool_call_id) must(open.delete(m.tool_call_id), where, 'a result without its call');
  }
};
const text = a => typeof a === 'string' && object(a);
const map = a => a && typeof a === 'object' && !Array.isArray(a);

const forms = {
  openai: {
    sft: (r, w) => { must(keys(r, 'messages'), w, 'fields'); messages(r.messages, w, text); },
    dpo: (r, w) => { must(keys(r, 'input,preferred_output,non_preferred_output'), w, 'fields'); messages([...r.input.messages, ...r.preferred_output], w, text); messages([...r.input.messages, ...r.non_preferred_output], w, text); },
  },
  trl: {
    sft: (r, w) => { must(keys(r, 'messages'), w, 'fields'); messages(r.messages, w, map); },
    dpo: (r, w) => { must(keys(r, 'prompt,chosen,rejected'), w, 'fields'); messages([...r.prompt, ...r.chosen], w, map); },
    kto: (r, w) => { must(keys(r, 'prompt,completion,label') && typeof r.label === 'boolean', w, 'fields'); messages([...r.prompt, ...r.completion], w, map); },
  },
  axolotl: {
    sft: (r, w) => {
      must(keys(r, 'messages'), w, 'fields');
      messages(r.messages, w, text);
      for (const m of r.messages) must(typeof m.train === 'boolean' && (!m.train || m.role === 'assistant'), w, 'train');
      for (const t of r.tools ?? []) must(object(t.function.parameters), w, 'parameters');
    },
  },
  'llama-factory': {
    sft: (r, w) => turns(r, w, true),
    dpo: (r, w) => { turns(r, w, false); must(r.chosen.value !== r.rejected.value, w, 'answers'); },
    kto: (r, w) => { turns(r, w, true); must(typeof r.kto_tag === 'boolean', w, 'kto_tag'); },
  },
};

function turns(row, where, closed) {
  row.conversations.forEach((turn, i) => {
    must((i % 2 === 0 ? ['human', 'observation'] : ['gpt', 'function_call']).includes(turn.from), where, `${turn.from} at ${i}`);
    if (turn.from === 'function_call') must(map(JSON.parse(turn.value).arguments), where, 'arguments');
  });
  must((row.conversations.length % 2 === 0) === closed, where, 'the last turn');
  must(row.tools === '' || Array.isArray(JSON.parse(row.tools)), where, 'tools');
}

let rows = 0;
for (const file of readdirSync(folder, { recursive: true }).filter(f => f.endsWith('.jsonl'))) {
  const lines = readFileSync(join(folder, file), 'utf8').split('\n');
  must(lines.pop() === '', file, 'the last line has no end');
  const parsed = lines.map(line => JSON.parse(line));
  if (profile === 'hf-sts') {
    must(parsed[0].type === 'session' && parsed.slice(1).every(l => l.type === 'message' && typeof l.message.content === 'string'), file, 'form');
    rows++;
    continue;
  }

  const form = forms[profile][file.split(/[\\/]/)[0]];
  parsed.forEach((row, i) => form(row, `${file}:${i + 1}`));
  rows += parsed.length;
}

if (profile === 'llama-factory') {
  for (const [name, entry] of Object.entries(JSON.parse(readFileSync(join(folder, 'dataset_info.json'), 'utf8')))) {
    must(readFileSync(join(folder, entry.file_name)).length > 0, name, 'file');
  }
}

console.log(rows);
