import { type AgreementPlace, changeAgreement, READY_AGREEMENTS } from "../../state/agreement-question.ts";
import { sayValue } from "../../state/said-value.ts";
import { valueAt, type WrittenDocument } from "../../state/written-document.ts";
import { ReadySelect } from "../written/ready-select.tsx";
import { TermField, TermFields } from "../written/term-fields.tsx";
import { WrittenControls } from "../written/written-controls.tsx";

interface AgreementControlsProps {
  readonly values: AgreementPlace;
  readonly document: WrittenDocument | null;
  readonly beside: WrittenDocument | null;
}

const titleOf = (document: WrittenDocument | null): string =>
  typeof document?.title === "string" ? document.title : "one without a title";

/** The agreement's file with its members, years, demand and rules as fields, and what it is compared with. */
export function AgreementControls({ values, document, beside }: AgreementControlsProps) {
  const { agreement, beside: second } = values;
  return (
    <WrittenControls
      label="Agreement"
      fileName="agreement"
      command="headwater agreement FILE"
      said={agreement}
      document={document}
      ready={READY_AGREEMENTS}
      onSay={(said) => changeAgreement({ agreement: said })}
    >
      {document === null ? null : <AgreementFields document={document} />}
      {document === null ? null : (
        <fieldset>
          <legend>Beside it</legend>
          <ReadySelect
            label="Compare with"
            none="Choose a ready file"
            files={READY_AGREEMENTS}
            onChoose={({ name }) => changeAgreement({ beside: name })}
          />
          {second === "" ? (
            <button type="button" onClick={() => changeAgreement({ beside: agreement })}>
              Keep it beside, and change it
            </button>
          ) : (
            <>
              <p class="muted about">Compared with: {titleOf(beside)}</p>
              <div class="figure-tools">
                <button type="button" onClick={() => changeAgreement({ agreement: second, beside: agreement })}>
                  Change places
                </button>
                <button type="button" onClick={() => changeAgreement({ beside: "" })}>
                  Compare no more
                </button>
              </div>
            </>
          )}
        </fieldset>
      )}
    </WrittenControls>
  );
}

function AgreementFields({ document }: { readonly document: WrittenDocument }) {
  const more = { document, onChange: (next: WrittenDocument) => changeAgreement({ agreement: sayValue(next) }) };
  const nodes: unknown = document.nodes;
  return (
    <>
      <fieldset>
        <legend>Members: countries, or groups such as EU27</legend>
        <TermFields path={["members"]} {...more} />
      </fieldset>
      <fieldset>
        <legend>Rules</legend>
        <TermField label="Floor: α of the reference price" path={["rules", "floor", "alpha"]} {...more} />
        <TermFields path={["rules"]} without={["floor"]} {...more} />
      </fieldset>
      <fieldset>
        <legend>Years</legend>
        <TermField label="From" path={["years", "from"]} {...more} />
        <TermField label="Until, the first year no more" path={["years", "until"]} {...more} />
      </fieldset>
      {(Array.isArray(nodes) ? nodes : []).map((_, at) => (
        <fieldset key={at}>
          <legend>{`HS ${String(valueAt(document, ["nodes", at, "product"]))}, demand`}</legend>
          <TermField label="Tonnes a year" path={["nodes", at, "demand", "quantity"]} {...more} />
          {valueAt(document, ["nodes", at, "demand", "quantity"]) === undefined ? null : (
            <>
              <TermField label="Year" path={["nodes", at, "demand", "year"]} {...more} />
              <TermField label="Growth a year" path={["nodes", at, "demand", "growth"]} {...more} />
            </>
          )}
        </fieldset>
      ))}
    </>
  );
}
