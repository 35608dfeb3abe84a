import { addressOf } from "../state/everywhere.ts";

interface MissingFiguresProps {
  /** Null for all of them. */
  readonly mineral: string | null;
  readonly hasTrade: boolean;
}

/** Which files would tell who makes a mineral, and what can be seen without them. */
export function MissingFigures({ mineral, hasTrade }: MissingFiguresProps) {
  return (
    <section>
      <p>
        The store holds no production{mineral === null ? "" : ` of ${mineral}`}. Tables of the US and the British
        Geological Survey and of the World Bank fill it; packs of them come with the package:
      </p>
      <pre>headwater import examples/minerals/*.csv</pre>
      <p>
        A table of your own goes in by <code>headwater import FILE --as capacities</code>, prices by{" "}
        <code>--as prices</code>, or on the page <a href={addressOf("/data", "tab=import")}>Data</a>.
        {hasTrade ? " Trade and measures stand below without them." : ""}
      </p>
    </section>
  );
}
