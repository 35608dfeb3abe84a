import { StoreProblem } from "../errors.ts";
import { OPERATION_CATALOGUE } from "../operations/catalogue.ts";
import { ask, parseInput } from "../operations/core/ask.ts";
import { type ArraysOf, type Context, createContext, forQuestion } from "../operations/core/context.ts";
import type { TaskContext } from "../operations/core/task.ts";
import { TASK_CATALOGUE } from "../operations/tasks/catalogue.ts";
import { loadArrays } from "../operations/trade/open-network.ts";
import type { JobTools, Reply } from "../solve/serve-jobs.ts";
import { answerBytes } from "./formats.ts";
import type { AskJob, Job, LoadJob, TaskJob, ThreadData } from "./job.ts";

/** Vintages that stay open: the last, and the one before it while questions that began with it end. */
const VINTAGES_KEPT = 2;
const NOTHING = new Uint8Array();

/** Answers jobs with what it keeps open between them: book, engine and networks of the vintages that were asked last. */
export function jobAnswerer(data: ThreadData, isShared: boolean): (job: Job, tools: JobTools) => Promise<Reply> {
  const kept = new Map<string, Context>();
  let tools: JobTools | undefined;

  const arraysOf: ArraysOf = async (wanted) => {
    const { key, vintage, dataset } = wanted;
    const found = await tools?.shared(key, { is: "load", vintage, dataset } satisfies Omit<LoadJob, "today">);
    return (found ?? null) as Awaited<ReturnType<ArraysOf>>;
  };

  const keptContext = ({ store, today }: AskJob): { readonly key: string; readonly context: Context } => {
    const key = store === null ? "none" : `${store.storeId} ${store.vintage}`;
    const context =
      kept.get(key) ??
      createContext({
        store: data.store,
        today,
        book: data.book,
        vintage: store?.vintage,
        engine: { memory: `${data.memory}MB`, threads: 2 },
        arraysOf: isShared ? arraysOf : undefined,
      });
    kept.delete(key);
    kept.set(key, context);
    for (const [oldest, closing] of kept) {
      if (kept.size <= VINTAGES_KEPT) break;
      kept.delete(oldest);
      closing.close();
    }
    return { key, context };
  };

  const drop = (key: string) => {
    kept.get(key)?.close();
    kept.delete(key);
  };

  const answer = async (job: AskJob, { signal, report }: JobTools): Promise<Reply> => {
    const entry = OPERATION_CATALOGUE.find(({ name }) => name === job.operation);
    if (entry === undefined) throw new Error(`There is no operation "${job.operation}".`);
    const { key, context } = keptContext(job);
    try {
      const operation = await entry.load();
      const own = forQuestion(context, { today: job.today, signal, report, seesConfidential: job.seesConfidential });
      const found = await ask(operation, own, job.input, job.settings);
      return { head: null, body: await answerBytes(found, job.format) };
    } catch (error) {
      if (error instanceof StoreProblem || job.store === null) drop(key);
      throw error;
    } finally {
      if (job.store === null) drop(key);
    }
  };

  return async (job, given) => {
    tools = given;
    if (job.is === "ask") return answer(job, given);
    return { head: await runApart(data, job, given), body: NOTHING };
  };
}

/** Work in a context of its own: loading arrays, and everything that writes. */
async function runApart(data: ThreadData, job: LoadJob | TaskJob, { signal, report }: JobTools): Promise<unknown> {
  const { today } = job;
  const vintage = job.is === "load" ? job.vintage : undefined;
  const context = createContext({ store: data.store, today, book: data.book, vintage, signal, report });
  try {
    if (job.is === "load") return await loadArrays(context, job.dataset);
    return await runTask({ ...context, bookFolder: data.book }, job.task, job.input);
  } finally {
    context.close();
    // What fails here fails in the first question, with its reason.
    if (job.is === "task" && job.prepare) await compileNew(data, job, { signal, report }).catch(() => undefined);
  }
}

async function compileNew(data: ThreadData, job: TaskJob, tools: Pick<JobTools, "signal" | "report">): Promise<void> {
  const context = createContext({ store: data.store, today: job.today, book: data.book, ...tools });
  try {
    await runTask({ ...context, bookFolder: data.book }, "compile", {});
  } finally {
    context.close();
  }
}

async function runTask(context: TaskContext, name: string, input: TaskJob["input"]): Promise<unknown> {
  const entry = TASK_CATALOGUE.find((each) => each.name === name);
  if (entry === undefined) throw new Error(`There is no task "${name}".`);
  const task = await entry.load();
  return task.run(context, parseInput(task.input, input));
}
