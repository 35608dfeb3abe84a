// Fifty clients that each ask every two seconds, in a process of their own. Argument: {url, clients, everyMs, seconds,
// questions: [{name, share, paths}]} as JSON. Prints {sent, errors, times by question, memory} as JSON.
import { Agent, request } from "node:http";

const { url, clients, everyMs, seconds, questions } = JSON.parse(process.argv[2]);
const agent = new Agent({ keepAlive: true, maxSockets: clients });

function get(path) {
  return new Promise((resolve) => {
    const began = performance.now();
    const sent = request(url + path, { agent }, (response) => {
      let bytes = 0;
      response.on("data", (chunk) => {
        bytes += chunk.length;
      });
      response.on("end", () => resolve({ status: response.statusCode, ms: performance.now() - began, bytes }));
      response.on("error", () => resolve({ status: 0, ms: performance.now() - began, bytes }));
    });
    sent.on("error", (error) => resolve({ status: error.code, ms: performance.now() - began, bytes: 0 }));
    sent.end();
  });
}

/** The same order of questions in every run: each client walks the shares by its own stride. */
function questionAt(number) {
  let left = ((number * 61) % 100) / 100;
  for (const question of questions) {
    if (left < question.share) return question;
    left -= question.share;
  }
  return questions[0];
}

const memory = async () => {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\d+)/m.exec(text)?.[1]) / 1e6;
};

const times = Object.fromEntries(questions.map(({ name }) => [name, []]));
const errors = [];
const memories = [];
const start = performance.now();
const end = start + seconds * 1000;
const sleepUntil = (at) => new Promise((resolve) => setTimeout(resolve, Math.max(0, at - performance.now())));

async function client(number) {
  for (let turn = 0; ; turn++) {
    const due = start + (number / clients) * everyMs + turn * everyMs;
    if (due >= end) return;
    await sleepUntil(due);
    const at = number + turn * clients;
    const { name, paths } = questionAt(at);
    const { status, ms } = await get(paths[at % paths.length]);
    if (status === 200) times[name].push(ms);
    else errors.push(`${name} ${status}`);
  }
}

async function watchMemory() {
  for (const share of [0, 0.5, 1]) {
    await sleepUntil(start + share * seconds * 1000);
    memories.push(await memory());
  }
}

await Promise.all([...Array.from({ length: clients }, (_, number) => client(number)), watchMemory()]);
agent.destroy();
console.log(JSON.stringify({ errors, times, memories }));
