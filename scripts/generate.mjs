// Files that are made from the code: written by `npm run generate`, compared by `npm run check`.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "./build.mjs";
import { root } from "./setup.mjs";

/** `<!-- run: headwater … -->`, or `<!-- run 20 lines: headwater … -->` where the first lines are enough. */
const RUN_BLOCK = /<!-- run(?: (\d+) lines)?: (headwater [^\n]*?) -->\n```[a-z]*\n[\s\S]*?```/g;

function headwater(args, cwd, store) {
  return execFileSync(process.execPath, [join(root, "dist", "cli", "main.js"), ...args], {
    cwd,
    encoding: "utf8",
    maxBuffer: 1 << 26,
    env: { ...process.env, HEADWATER_STORE: store, NO_COLOR: "1", COLUMNS: "110" },
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** Splits a command line as it stands in a document: words, and words in double quotes. */
function words(line) {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare);
}

/** Every command's help on one page. */
function commandsPage(cwd, store) {
  const overview = headwater(["--help"], cwd, store);
  const names = [...overview.matchAll(/^ {2}([a-z][a-z-]+) {2,}\S/gm)].map(([, name]) => name);
  const sections = names.map(
    (name) => `## ${name}\n\n\`\`\`text\n${headwater([name, "--help"], cwd, store).trim()}\n\`\`\`\n`,
  );
  return `# Commands\n\nMade from the commands themselves by \`npm run generate\`.\n\n${sections.join("\n")}`;
}

/** The schema that a file of measures is read by, for editors that check as one types. */
async function measureSchema() {
  const { measureJsonSchema } = await import(pathToFileURL(join(root, "dist", "tariff", "measure-json-schema.js")));
  return `${JSON.stringify(measureJsonSchema(), null, 2)}\n`;
}

/** The pictures of docs/diversion.md, and the day from which each judges. */
const GRAPHITE_PICTURES = [
  ["graphite-licence-gap.svg", "2023-12-01"],
  ["graphite-indonesia.svg", "2024-07-01"],
];

/** Path in the project -> text, for every file that is made from the code and the demo store. */
async function generated() {
  const scratch = mkdtempSync(join(tmpdir(), "headwater-generate-"));
  const store = join(scratch, "store");
  try {
    headwater(["demo", "--store", store], root, store);
    const files = new Map();
    for (const document of ["README.md", "docs/whatif.md"]) {
      const path = join(root, document);
      if (!existsSync(path)) continue;
      const text = readFileSync(path, "utf8").replace(RUN_BLOCK, (_block, limit, line) => {
        const printed = headwater(words(line).slice(1), root, store).trimEnd().split("\n");
        const shown = limit === undefined || printed.length <= limit ? printed : [...printed.slice(0, limit), "…"];
        const marker = limit === undefined ? "run" : `run ${limit} lines`;
        return `<!-- ${marker}: ${line} -->\n\`\`\`text\n$ ${line}\n${shown.join("\n")}\n\`\`\``;
      });
      files.set(document, text);
    }
    const picture = join(scratch, "magnets.svg");
    headwater(
      ["trace", "--product", "850511", "--to", "US", "--inputs", "same", "--by", "region", "--svg", picture],
      scratch,
      store,
    );
    files.set("docs/images/magnets.svg", readFileSync(picture, "utf8"));
    for (const [name, since] of GRAPHITE_PICTURES) {
      const graphite = join(scratch, name);
      headwater(
        ["diversion", "--product", "250410", "--origin", "CN", "--to", "US", "--since", since, "--svg", graphite],
        scratch,
        store,
      );
      files.set(`docs/images/${name}`, readFileSync(graphite, "utf8"));
    }
    files.set("data/measures/measure.schema.json", await measureSchema());
    files.set("docs/commands.md", commandsPage(scratch, store));
    return files;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

export async function checkGenerated() {
  const stale = [...(await generated())].filter(([path, text]) => {
    const file = join(root, path);
    return !existsSync(file) || readFileSync(file, "utf8") !== text;
  });
  if (stale.length === 0) return;
  console.error(
    `Out of date: ${stale.map(([path]) => path).join(", ")}. Run \`npm run generate\` and commit what changed.`,
  );
  process.exit(1);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  build();
  for (const [path, text] of await generated()) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    console.log(`wrote ${path}`);
  }
}
