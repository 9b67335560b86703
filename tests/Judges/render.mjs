// Renders chat templates as Hugging Face's JavaScript does. Arguments: folder with node_modules, cases, results.
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [folder, casesFile, resultsFile] = process.argv.slice(2);
const { Template } = createRequire(join(folder, "package.json"))("@huggingface/jinja");

const results = JSON.parse(readFileSync(casesFile, "utf8")).map(({ template, values }) => {
  try {
    return { text: new Template(template).render({ ...values }) };
  } catch (error) {
    return { error: String(error) };
  }
});
writeFileSync(resultsFile, JSON.stringify(results));
