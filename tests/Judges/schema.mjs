// Judges values by JSON Schemas as Ajv does. Arguments: folder with node_modules, cases, results.
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [folder, casesFile, resultsFile] = process.argv.slice(2);
const Ajv = createRequire(join(folder, "package.json"))("ajv/dist/2020").default;

const results = JSON.parse(readFileSync(casesFile, "utf8")).map(({ schema, values }) => {
  try {
    const ajv = new Ajv({ strict: false, validateFormats: false, multipleOfPrecision: 9, logger: false });
    const validate = ajv.compile(JSON.parse(schema));
    return { valid: values.map((value) => validate(JSON.parse(value))) };
  } catch (error) {
    return { error: String(error) };
  }
});
writeFileSync(resultsFile, JSON.stringify(results));
