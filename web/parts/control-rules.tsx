import type { Table } from "../../src/render/document.ts";
import {
  type CompanyPlace,
  type ControlAnswer,
  type ControlFound,
  type ControlRule,
  changeCompany,
  companyFigure,
  listed,
  withItem,
} from "../state/company-question.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { rangeWords, shareWords, sourceWords } from "./control-words.ts";
import { OutcomeMark } from "./outcome-mark.tsx";
import { Measured, RuleDetail } from "./rule-detail.tsx";

interface ControlRulesProps {
  readonly answer: ControlAnswer;
  readonly values: CompanyPlace;
}

/** Every rule of control with its outcome, its share against the threshold, its status, and the path that unfolds. */
export function ControlRules({ answer, values }: ControlRulesProps) {
  const { result } = answer;
  const open = listed(values.rule);
  return (
    <ChartFigure
      name={`control-${result.party.key}`}
      title="Under which rules of control it falls"
      caption={lead(answer)}
      table={rulesTable(result)}
      tableProps={{ reference: (row) => companyFigure("control", values, row) }}
    >
      <ul class="rules">
        {result.rules.map((rule, at) => (
          <li key={rule.rule} data-rule={rule.rule}>
            <details
              open={open.includes(rule.rule)}
              onToggle={(event) => {
                const { open: isOpen } = event.currentTarget;
                if (isOpen !== open.includes(rule.rule)) {
                  changeCompany({ rule: withItem(values.rule, rule.rule, isOpen) }, { replace: true });
                }
              }}
            >
              <summary>
                <Headline rule={rule} />
              </summary>
              {open.includes(rule.rule) ? <RuleDetail rule={rule} at={at} values={values} /> : null}
            </details>
          </li>
        ))}
      </ul>
    </ChartFigure>
  );
}

function lead({ result, on, known }: ControlAnswer): string {
  const { rules, recorded, party } = result;
  const of = (outcome: ControlRule["outcome"]) => rules.filter((rule) => rule.outcome === outcome).length;
  const [yes, open] = [of("yes"), of("open")];
  const equity = recorded.find(({ interest }) => interest === "equity");
  const finding = `Of ${rules.length} rules ${yes === 0 ? "none says" : yes === 1 ? "one says" : `${yes} say`} yes of ${party.label}${open === 0 ? "" : `, and ${open} ${open === 1 ? "is" : "are"} open`}.`;
  const said =
    equity === undefined
      ? "No stake in its equity is recorded"
      : equity.low === "0" && equity.high === "1"
        ? "Stakes in its equity are recorded without their shares"
        : `Of its equity ${rangeWords(equity.low, equity.high)} is recorded`;
  return `${finding} ${said}; what is not recorded counts as not held. On ${on}, as known on ${known}.`;
}

function deciding(rule: ControlRule): ControlRule["tests"][number] | undefined {
  return rule.tests.find(({ test }) => test === rule.test);
}

function Headline({ rule }: { readonly rule: ControlRule }) {
  const test = deciding(rule);
  const verb = rule.outcome === "yes" ? "is" : rule.outcome === "open" ? "may be" : "is not";
  return (
    <span class="rule-line">
      <OutcomeMark outcome={rule.outcome} />
      <span class="rule-name">
        <strong>{rule.title}</strong>
        <span class="muted about">
          {verb} {rule.means}
        </span>
      </span>
      {rule.low === null ? (
        <span class="measured muted">by the test “{test?.title ?? rule.test}”</span>
      ) : (
        <Measured low={rule.low} high={rule.high} threshold={rule.threshold} moreThan={test?.moreThan ?? null} />
      )}
      <span class="rule-state">
        <span class="badge">{statusWords(rule)}</span> <span class="badge">confidence {rule.confidence}</span>
      </span>
    </span>
  );
}

const statusWords = ({ status }: ControlRule): string =>
  status.since === null ? status.state : `${status.state} since ${status.since}`;

function rulesTable({ rules, party }: ControlFound): Table {
  return {
    kind: "table",
    title: `Rules of control: ${party.label}`,
    columns: [
      { name: "rule", label: "Rule", type: "code" },
      { name: "title", label: "Title", type: "text" },
      { name: "outcome", label: "Outcome", type: "text" },
      { name: "low", label: "Lowest share", type: "share" },
      { name: "high", label: "Highest share", type: "share" },
      { name: "threshold", label: "Threshold", type: "share" },
      { name: "to_threshold", label: "Below the threshold", type: "text" },
      { name: "status", label: "Status", type: "text" },
      { name: "since", label: "Since", type: "date" },
      { name: "confidence", label: "Confidence", type: "text" },
      { name: "source", label: "Source", type: "text" },
    ],
    rows: rules.map((rule) => [
      rule.rule,
      rule.title,
      rule.outcome,
      rule.low,
      rule.high,
      rule.threshold,
      rule.toThreshold === null || rule.toThreshold.startsWith("-") ? null : shareWords(rule.toThreshold),
      rule.status.state,
      rule.status.since,
      rule.confidence,
      sourceWords(rule),
    ]),
  };
}
