import type { Block, Column, Document, Table } from "../../src/render/document.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { SvgPicture } from "./svg-picture.tsx";

interface DocumentViewProps {
  readonly document: Document;
  /** Begins the names of its files. */
  readonly name: string;
  /** The reference to the figure in a cell of a table, null where there is none. */
  readonly reference?: (table: Table, row: number, column: Column) => string | null;
}

/** Any answer as the other surfaces show it: the same blocks, with tables that can be sorted, saved and explained. */
export function DocumentView({ document, name, reference }: DocumentViewProps) {
  const tables = document.blocks.filter((block) => block.kind === "table");
  return (
    <article>
      {document.banner === undefined ? null : (
        <p>
          <strong>{document.banner}</strong>
        </p>
      )}
      <h1>{document.title}</h1>
      {document.blocks.map((block, at) => (
        <BlockView key={at} block={block} name={name} beside={tables[0]} reference={reference} />
      ))}
    </article>
  );
}

interface BlockViewProps {
  readonly block: Block;
  readonly name: string;
  /** The table of a picture. */
  readonly beside?: Table | undefined;
  readonly reference?: DocumentViewProps["reference"];
}

/** One block of an answer. */
export function BlockView({ block, name, beside, reference }: BlockViewProps) {
  switch (block.kind) {
    case "paragraph":
      return <p>{block.text}</p>;
    case "heading":
      return <h2>{block.text}</h2>;
    case "warning":
      return <p class="warnings one">{block.text}</p>;
    case "code":
      return <pre>{block.text}</pre>;
    case "note":
      return <NoteView title={block.title} items={block.items} />;
    case "outline":
      return (
        <section>
          <h3>{block.title}</h3>
          <ul class="outline">
            {block.items.map(({ depth, text }, at) => (
              <li key={`${at} ${text}`} class={`depth-${Math.min(depth, 6)}`}>
                {text}
              </li>
            ))}
          </ul>
        </section>
      );
    case "commands":
      return (
        <section>
          <h3>{block.title}</h3>
          {block.items.map(({ command, about }) => (
            <div key={command}>
              <pre>{command}</pre>
              <p class="muted">{about}</p>
            </div>
          ))}
        </section>
      );
    case "picture":
      return beside === undefined ? (
        <SvgPicture svg={block.svg()} label={block.caption} />
      ) : (
        <ChartFigure name={name} title="Picture" caption={block.caption} table={beside} svg={() => block.svg()}>
          <SvgPicture svg={block.svg()} />
        </ChartFigure>
      );
    case "table":
      return <TableView table={block} name={name} reference={reference} />;
  }
}

function NoteView({ title, items }: { readonly title: string | undefined; readonly items: readonly string[] }) {
  return (
    <section>
      {title === undefined ? null : <h3>{title}</h3>}
      <ul>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </section>
  );
}

function TableView({ table, name, reference }: { table: Table } & Pick<BlockViewProps, "name" | "reference">) {
  if (table.rows.length === 0) return null;
  const title = table.title ?? "Table";
  const file = `${name}-${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`;
  const of =
    reference === undefined ? {} : { reference: (row: number, column: Column) => reference(table, row, column) };
  return (
    <ChartFigure
      name={file}
      title={title}
      caption={`${table.rows.length.toLocaleString("en-US")} ${table.rows.length === 1 ? "line" : "lines"}.`}
      table={table}
      tableProps={of}
    />
  );
}
