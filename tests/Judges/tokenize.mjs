// Encodes texts as Hugging Face's JavaScript does. Arguments: folder with node_modules, tokenizer.json, texts, results.
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [folder, tokenizerFile, textsFile, resultsFile] = process.argv.slice(2);
const { Tokenizer } = createRequire(join(folder, "package.json"))("@huggingface/tokenizers");

const tokenizer = new Tokenizer(JSON.parse(readFileSync(tokenizerFile, "utf8")), {});
const results = JSON.parse(readFileSync(textsFile, "utf8")).map((text) => {
  const ids = tokenizer.encode(text, { add_special_tokens: false }).ids;
  return { ids: Array.from(ids, Number), text: ids.length === 0 ? "" : tokenizer.decode(ids, { skip_special_tokens: false, clean_up_tokenization_spaces: false }) };
});
writeFileSync(resultsFile, JSON.stringify(results));
