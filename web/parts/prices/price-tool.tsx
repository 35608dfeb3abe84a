import { useQuestion } from "../../state/answers.ts";
import { askWritten } from "../../state/ask-written.ts";
import { settings } from "../../state/everywhere.ts";
import { changePrices, type PricesPlace, READY_PROPOSALS } from "../../state/prices-question.ts";
import { sayValue } from "../../state/said-value.ts";
import { useDocument, type WrittenDocument } from "../../state/written-document.ts";
import { TermFields } from "../written/term-fields.tsx";
import { WrittenAnswer } from "../written/written-answer.tsx";
import { WrittenControls } from "../written/written-controls.tsx";
import { ToolFound } from "./tool-answer.tsx";

/** What floors, levies, bands and contracts pay on a path of prices: the proposal, its terms, and its answer. */
export function PriceTool({ values: { proposal: said } }: { readonly values: PricesPlace }) {
  const { document, fault } = useDocument(said, READY_PROPOSALS, "proposal");
  const asked = useQuestion(
    "price-tool",
    document === null ? null : { proposal: document },
    settings(),
    (given, signal) => askWritten("price-tool", given, { ...settings(), explain: true, signal }),
  );
  return (
    <div class="with-controls scenario">
      <WrittenControls
        label="Price tool"
        fileName="price-tool"
        command="headwater price-tool FILE"
        said={said}
        document={document}
        ready={READY_PROPOSALS}
        onSay={(proposal) => changePrices({ proposal })}
      >
        {document === null ? null : <ProposalFields document={document} />}
      </WrittenControls>
      <div>
        <WrittenAnswer
          said={said}
          faults={[fault]}
          about="A floor, a band, a levy, a quota, a contract or a stockpile on a path of prices: what it pays month by month, and who pays."
          ready={READY_PROPOSALS}
          onSay={(proposal) => changePrices({ proposal })}
          asked={asked.value}
          working="Going through the months …"
        >
          {(answer) => (document === null ? null : <ToolFound answer={answer} proposal={document} />)}
        </WrittenAnswer>
      </div>
    </div>
  );
}

const wordsOf = (tool: unknown, name: string): string => {
  const value: unknown =
    typeof tool === "object" && tool !== null ? Object.entries(tool).find(([key]) => key === name)?.[1] : null;
  return typeof value === "string" ? value : "";
};

const PARTS = [
  ["path", "The path of prices"],
  ["volumes", "Volumes"],
] as const;

function ProposalFields({ document }: { readonly document: WrittenDocument }) {
  const more = { document, onChange: (next: WrittenDocument) => changePrices({ proposal: sayValue(next) }) };
  const tools: readonly unknown[] = Array.isArray(document.tools) ? document.tools : [];
  return (
    <>
      {tools.map((tool, at) => (
        <fieldset key={at}>
          <legend>{wordsOf(tool, "name") || wordsOf(tool, "kind").replaceAll("-", " ") || "Tool"}</legend>
          <TermFields path={["tools", at]} {...more} />
        </fieldset>
      ))}
      {PARTS.map(([part, name]) => (
        <details key={part}>
          <summary>{name}</summary>
          <fieldset>
            <legend class="visually-hidden">{name}</legend>
            <TermFields path={[part]} {...more} />
          </fieldset>
        </details>
      ))}
    </>
  );
}
