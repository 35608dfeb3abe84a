import { shortProduct } from "../../src/render/views/trade-words.ts";
import { formatHs } from "../../src/vocab/hs-code.ts";
import { inSentence } from "../../src/vocab/in-sentence.ts";
import { Tabs } from "../parts/fields.tsx";
import { SignalControls } from "../parts/signal-controls.tsx";
import { SignalDiversion } from "../parts/signal-diversion.tsx";
import { SignalFlows } from "../parts/signal-flows.tsx";
import { SignalLinks } from "../parts/signal-links.tsx";
import { SignalMirror } from "../parts/signal-mirror.tsx";
import { SignalNotes } from "../parts/signal-triage.tsx";
import { useQuestion } from "../state/answers.ts";
import { addressOf, settings } from "../state/everywhere.ts";
import { client } from "../state/server.ts";
import {
  changeSignals,
  type FlowsResult,
  flowsQuestion,
  isAsked,
  type SignalsPlace,
  signalsAddress,
  signalsPlace,
} from "../state/signals-question.ts";
import "../styles/signals.css";

const TABS = [
  ["diversion", "Whether it goes round"],
  ["series", "Series"],
  ["mirror", "Mirror"],
] as const;

/** Whether a flow goes another way round since a measure or a day: signals, what speaks against, and what would decide. */
export function SignalsScreen() {
  const values = signalsPlace();
  const asked = isAsked(values);
  // Measures of the whole span, so that each can be chosen whatever window is looked at.
  const direct = asked ? flowsQuestion({ ...values, from: "", until: "" }) : null;
  const flows = useQuestion("flows", direct, settings(), (given, signal) =>
    client.value.flows(given, { ...settings(), signal }),
  );
  const known = asked ? (flows.value.value?.result ?? null) : null;
  const measures = known?.measures ?? [];
  return (
    <div class="with-controls">
      <SignalControls values={values} measures={measures} />
      <div>
        <h1>{known === null ? "Signals" : titleOf(known)}</h1>
        {asked ? (
          <>
            <SignalLinks values={values} flows={known} />
            <Tabs label="Signals" tabs={TABS} chosen={values.tab} onChoose={(tab) => changeSignals({ tab })}>
              {values.tab === "diversion" ? <SignalDiversion values={values} measures={measures} /> : null}
              {values.tab === "series" ? <SignalFlows values={values} /> : null}
              {values.tab === "mirror" ? <SignalMirror values={values} /> : null}
            </Tabs>
          </>
        ) : (
          <WorkedFlows />
        )}
        <SignalNotes />
      </div>
    </div>
  );
}

const titleOf = ({ product, exporter, importer }: FlowsResult): string =>
  `Signals: HS ${formatHs(product.code)} (${shortProduct(product.label)}), ${inSentence(exporter.label)} to ${inSentence(importer.label)}`;

const FLOWS: readonly (readonly [string, string, Partial<SignalsPlace>])[] = [
  [
    "Did China’s natural graphite go round to the United States when licences began?",
    "HS 2504.10 from December 2023, the month in which China began to ask for licences",
    { product: "250410", origin: "CN", to: "US", measure: "cn-graphite-39-2023" },
  ],
  [
    "And half a year later, when Indonesia bought more?",
    "The same from July 2024, six months long, with the leg that the data do not show",
    { product: "250410", origin: "CN", to: "US", since: "2024-07-01", open: "ID" },
  ],
];

function WorkedFlows() {
  return (
    <>
      <p>Say a product, who sold it directly and who buys it, or begin with one of these.</p>
      <ul class="questions">
        {FLOWS.map(([name, about, values]) => (
          <li key={name}>
            <a href={signalsAddress(values)}>{name}</a>
            <span class="muted">{about}</span>
          </li>
        ))}
      </ul>
      <h2>What data fill this page</h2>
      <ul>
        <li>
          Figures by month, of trade statistics or of shipments, with twelve months before the day that is asked of.
        </li>
        <li>What the destination imported, month by month: it shows the second leg, and the mirror of the first.</li>
        <li>Bills of lading that name shippers, consignees and origins: without them evasion is never indicated.</li>
        <li>Capacities of plants, which say what a third country could make itself.</li>
      </ul>
      <p>
        <a href={addressOf("/data", "tab=import")}>Bring in data</a>
      </p>
    </>
  );
}
