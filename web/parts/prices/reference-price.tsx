import { useQuestion } from "../../state/answers.ts";
import { askWritten } from "../../state/ask-written.ts";
import { settings } from "../../state/everywhere.ts";
import { changePrices, type PricesPlace, READY_MODELS } from "../../state/prices-question.ts";
import { sayValue } from "../../state/said-value.ts";
import { useDocument, type WrittenDocument } from "../../state/written-document.ts";
import { TermField, TermFields } from "../written/term-fields.tsx";
import { WrittenAnswer } from "../written/written-answer.tsx";
import { WrittenControls } from "../written/written-controls.tsx";
import { ReferenceFound } from "./reference-answer.tsx";

/** The marginal cost of supply inside an agreement: its file, with what is changed most, and its answer. */
export function ReferencePrice({ values: { model: said } }: { readonly values: PricesPlace }) {
  const { document, fault } = useDocument(said, READY_MODELS, "reference price");
  const asked = useQuestion(
    "reference-price",
    document === null ? null : { model: document },
    settings(),
    (given, signal) => askWritten("reference-price", given, { ...settings(), explain: true, signal }),
  );
  return (
    <div class="with-controls scenario">
      <WrittenControls
        label="Reference price"
        fileName="reference-price"
        command="headwater reference-price FILE"
        said={said}
        document={document}
        ready={READY_MODELS}
        onSay={(model) => changePrices({ model })}
      >
        {document === null ? null : <ModelFields document={document} />}
      </WrittenControls>
      <div>
        <WrittenAnswer
          said={said}
          faults={[fault]}
          about="Where a market is too thin to tell a price: the marginal cost of supply among those who may offer, from the costs of plants."
          ready={READY_MODELS}
          onSay={(model) => changePrices({ model })}
          asked={asked.value}
          working="Sorting the offers …"
        >
          {(answer) => (document === null ? null : <ReferenceFound answer={answer} model={document} />)}
        </WrittenAnswer>
      </div>
    </div>
  );
}

function ModelFields({ document }: { readonly document: WrittenDocument }) {
  const more = { document, onChange: (next: WrittenDocument) => changePrices({ model: sayValue(next) }) };
  return (
    <>
      <fieldset>
        <legend>Demand</legend>
        <TermField label="Quantity a year" path={["demand", "quantity"]} {...more} />
        <TermField label="Year" path={["demand", "year"]} {...more} />
        <TermField label="Growth a year" path={["demand", "growth"]} placeholder="0.1" {...more} />
        <TermField label="Until, the first year no more" path={["demand", "until"]} {...more} />
      </fieldset>
      <fieldset>
        <legend>Floor</legend>
        <TermField label="α, a share of the price" path={["floor", "alpha"]} placeholder="0.9" {...more} />
      </fieldset>
      <fieldset>
        <legend>Who may offer</legend>
        <TermFields path={["eligible"]} {...more} />
      </fieldset>
      <fieldset>
        <legend>Where a plant does not say</legend>
        <TermFields path={["assume"]} {...more} />
      </fieldset>
    </>
  );
}
