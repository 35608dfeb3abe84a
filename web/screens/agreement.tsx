import { AgreementFound } from "../parts/agreement/agreement-answer.tsx";
import { AgreementControls } from "../parts/agreement/agreement-controls.tsx";
import { WrittenAnswer } from "../parts/written/written-answer.tsx";
import { agreementPlace, changeAgreement, READY_AGREEMENTS } from "../state/agreement-question.ts";
import { useQuestion } from "../state/answers.ts";
import { askWritten } from "../state/ask-written.ts";
import { settings } from "../state/everywhere.ts";
import { useDocument } from "../state/written-document.ts";
import "../styles/scenario.css";

/** What an agreement among countries covers, costs and hits, and beside it another. */
export function AgreementScreen() {
  const values = agreementPlace();
  const own = useDocument(values.agreement, READY_AGREEMENTS, "agreement");
  const beside = useDocument(values.beside, READY_AGREEMENTS, "second agreement");
  const isReading = values.beside !== "" && beside.document === null && beside.fault === null;
  const question =
    own.document === null || isReading
      ? null
      : {
          agreement: own.document,
          ...(beside.document === null ? {} : { compare: [beside.document] }),
          ...(values.top === 10 ? {} : { top: values.top }),
        };
  const asked = useQuestion("agreement", question, settings(), (given, signal) =>
    askWritten("agreement", given, { ...settings(), explain: true, signal }),
  );
  return (
    <div class="with-controls scenario">
      <AgreementControls values={values} document={own.document} beside={beside.document} />
      <div>
        <h1>{values.agreement === "" ? "Agreement" : (asked.value.value?.result.title ?? "Agreement")}</h1>
        <WrittenAnswer
          said={values.agreement}
          faults={[own.fault, beside.fault]}
          about="What allies can supply of what they need, stage by stage, what a tonne costs inside, which imports their rules hit, and what one more member is worth."
          ready={READY_AGREEMENTS}
          onSay={(agreement) => changeAgreement({ agreement })}
          asked={asked.value}
          working="Following the chain of each good …"
        >
          {(answer) => (question === null ? null : <AgreementFound answer={answer} question={question} />)}
        </WrittenAnswer>
      </div>
    </div>
  );
}
