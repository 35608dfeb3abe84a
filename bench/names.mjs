import { readFileSync } from "node:fs";
import { join } from "node:path";
import { jaroWinkler, levenshteinRatio } from "./name-peers.mjs";
import { built, ROOT } from "./paths.mjs";
import { quantile, readableTime } from "./timing.mjs";

const ORGANISATIONS = new Set(["Company", "Organization", "LegalEntity"]);
const NAMES = 100_000;
const QUESTIONS = 1000;

async function pairsOf(file) {
  const { parseCsv } = await built("book/csv");
  const [header, ...rows] = parseCsv(readFileSync(join(ROOT, "test", "oracle", "names", file), "utf8"), file);
  return rows.map(({ cells }) => Object.fromEntries(header.cells.map((name, at) => [name, cells[at]])));
}

/** Of the pairs that score as high as it takes to find `recall` of the true ones, the share that are true; ties all count. */
function precisionAt(scored, recall) {
  const wanted = recall * scored.filter(({ same }) => same).length - 1e-9;
  for (const least of [...new Set(scored.map(({ score }) => score))].sort((a, b) => b - a)) {
    const found = scored.filter(({ score }) => score >= least);
    const right = found.filter(({ same }) => same).length;
    if (right >= wanted) return right / found.length;
  }
  return 0;
}

/** One line of the table for each recall: ours beside plain letter distances on the same pairs. */
function qualityRows(what, pairs, likeness, targets) {
  const scoredBy = (score) =>
    pairs.map(({ name1, name2, is_match }) => ({ same: is_match === "true", score: score(name1, name2) }));
  const [ours, levenshtein, winkler] = [likeness, levenshteinRatio, jaroWinkler].map(scoredBy);
  const positive = ours.filter(({ same }) => same).length;
  return [0.8, 0.9].map((recall) => {
    const at = (scored) => precisionAt(scored, recall);
    const target = targets[recall];
    const row = {
      what: `${what}: precision at recall ${recall.toFixed(2)}, ${pairs.length} pairs (${positive} true)`,
      ours: at(ours).toFixed(3),
      peer: `Levenshtein ${at(levenshtein).toFixed(3)}, Jaro-Winkler ${at(winkler).toFixed(3)}`,
      figure: "",
      target: target === undefined ? "" : `at least ${target.toFixed(2)}`,
      met: target === undefined ? null : at(ours) >= target,
      raw: { ours: at(ours), levenshtein: at(levenshtein), jaroWinkler: at(winkler) },
    };
    console.log(`  ${row.what}: ${row.ours}; ${row.peer}`);
    return row;
  });
}

/** Numbers that are the same in every run: a linear congruential generator. */
function picker(seed) {
  let state = seed >>> 0;
  return (count) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % count;
  };
}

function madeNames(count) {
  const pick = picker(11);
  const of = (list) => list[pick(list.length)];
  const syllables =
    "ba be da gran hua jin ka ko lan li lo mar mi mo na nor ra ro sa sen ta tan to va vel vi wei xin yo zhe".split(" ");
  const common =
    "Technology Trading International Industries Materials Energy Group Holdings New Electric Mining Chemical".split(
      " ",
    );
  const places = ["", "", "Shenzhen", "Shanghai", "Ningbo", "Jiangsu", "Hunan", "Vietnam", "Korea", "Germany"];
  const forms = ["Co., Ltd.", "Inc.", "GmbH", "LLC", "S.A."];
  const own = () => {
    const word = Array.from({ length: 2 + pick(3) }, () => of(syllables)).join("");
    return `${word[0].toUpperCase()}${word.slice(1)}`;
  };
  return Array.from({ length: count }, (_, at) => ({
    id: String(at),
    names: [[of(places), own(), pick(3) === 0 ? own() : of(common), of(common), of(forms)].filter(Boolean).join(" ")],
    country: of(["CN", "US", "DE"]),
    identifiers: [],
  }));
}

/** Each name asked with one letter left out of its first two words, as a slip would. */
async function measureIndex() {
  const { nameIndex } = await built("resolve/names/name-index");
  const entities = madeNames(NAMES);
  const began = process.cpuUsage();
  const index = nameIndex(entities);
  const { user, system } = process.cpuUsage(began);
  const built100k = (user + system) / 1000;
  const pick = picker(5);
  const times = [];
  let found = 0;
  for (let asked = 0; asked < QUESTIONS; asked += 1) {
    const { id, names } = entities[pick(NAMES)];
    const cut = 1 + pick(8);
    const name = `${names[0].slice(0, cut)}${names[0].slice(cut + 1)}`;
    const start = performance.now();
    const matches = index.match({ name });
    times.push(performance.now() - start);
    if (matches.some(({ entity }) => entity.id === id)) found += 1;
  }
  const median = quantile(times, 0.5);
  console.log(
    `  ${NAMES} names indexed in ${readableTime(built100k)} of processor time; a name asked with a letter left out: ${readableTime(median)} (median), ${readableTime(quantile(times, 0.95))} (95 %), ${found} of ${QUESTIONS} found`,
  );
  return {
    what: `names: one of ${NAMES / 1000},000 found, a letter left out of it`,
    ours: readableTime(median),
    peer: "",
    figure: `${((100 * found) / QUESTIONS).toFixed(1)} % found; 95 % within ${readableTime(quantile(times, 0.95))}`,
    target: "within 50 ms",
    met: median <= 50,
    raw: { median, p95: quantile(times, 0.95), found, indexed: built100k },
  };
}

/** How well names are told apart, on labelled pairs, and how fast one is found among many. Needs no world. */
export async function measureNames() {
  const { compareTexts } = await built("resolve/names/compare-names");
  const likeness = (a, b) => compareTexts(a, b).score;
  const organisations = (await pairsOf("cases.csv")).filter(({ schema }) => ORGANISATIONS.has(schema));
  const persons = (await pairsOf("cases.csv")).filter(({ schema }) => schema === "Person");
  return [
    ...qualityRows("names of organisations", organisations, likeness, { 0.8: 0.9 }),
    ...qualityRows("names of persons", persons, likeness, {}),
    ...qualityRows("Chinese names of the book's firms, our own set", await pairsOf("chinese-pairs.csv"), likeness, {}),
    await measureIndex(),
  ];
}
