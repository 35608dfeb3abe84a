import type { GoodsKind } from "../../tariff/goods.ts";
import { controlAsked, hasControlMeasures } from "../../tariff/producer-control.ts";
import type { AsOf } from "../../vocab/as-of.ts";
import { type ProducerAnswer, producerDesk } from "../duty/producer-control.ts";
import type { ExplainOptions } from "./explain-lines.ts";
import type { LineTable } from "./line-table.ts";
import { type EntryLine, isFault, type LineReader } from "./read-line.ts";

/** What rules of control say of the producers of a file's lines. */
export interface LinesControl {
  filled(line: Pick<EntryLine, "kind" | "days">): GoodsKind;
}

interface Day {
  readonly days: AsOf;
  readonly names: Set<string>;
  readonly rules: Set<string>;
}

/**
 * Where a book has measures that ask who controls a producer, reads the lines once more beforehand and asks about each
 * producer once a day; null, and nothing is read, where it has none. Memory grows with the pairs of producer and day.
 */
export async function linesControl(
  table: LineTable,
  read: LineReader,
  options: ExplainOptions,
  watched: (doing: string) => (bytes: number) => void,
): Promise<LinesControl | null> {
  const { book, context } = options;
  const asks = book.tariff.importers.some((importer) => {
    const border = book.tariff.border(importer);
    return border !== null && hasControlMeasures(border);
  });
  if (!asks) return null;
  const wanted = new Map<string, Day>();
  const place = ({ on, known }: AsOf) => `${on} ${known}`;
  for await (const batch of table.read(watched("asking who controls producers"))) {
    for (const record of batch) {
      const line = read(record);
      if (isFault(line)) continue;
      const rules = controlAsked(line.resolver.border, line.kind, line.days);
      if (rules.length === 0) continue;
      const key = place(line.days);
      const day = wanted.get(key) ?? { days: line.days, names: new Set<string>(), rules: new Set<string>() };
      wanted.set(key, day);
      day.names.add(line.kind.producer ?? "");
      for (const { rule } of rules) day.rules.add(rule);
    }
  }
  const answers = new Map<string, ReadonlyMap<string, ProducerAnswer>>();
  const desk = producerDesk(context, book, { paths: false });
  try {
    for (const [key, { days, names, rules }] of wanted) {
      options.signal?.throwIfAborted();
      answers.set(key, await desk.ask([...names], [...rules], days));
    }
  } finally {
    desk.close();
  }
  return {
    filled({ kind, days }) {
      const border = book.tariff.border(kind.importer);
      if (border === null || controlAsked(border, kind, days).length === 0) return kind;
      const answer = answers.get(place(days))?.get(kind.producer ?? "");
      return answer === undefined ? kind : { ...kind, control: answer.facts };
    },
  };
}
