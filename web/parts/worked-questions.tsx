import { addressOf } from "../state/everywhere.ts";

interface Worked {
  readonly question: string;
  readonly about: string;
  readonly screen: string;
  readonly query: string;
}

/** Questions that the demo data answer. */
const WORKED: readonly Worked[] = [
  {
    question: "What stands behind permanent magnets that the United States buys?",
    about: "HS 8505.11 in 2024: who sold them, and who sold their inputs to those, three tiers up",
    screen: "/chain",
    query: "product=850511&to=US",
  },
  {
    question: "Where does China’s graphite for battery anodes go?",
    about: "Artificial graphite, HS 3801.10, followed down to its buyers in 2024",
    screen: "/chain",
    query: "product=380110&origin=CN&direction=down&inputs=none&since=2024-01-01&until=2025-01-01",
  },
  {
    question: "Whom would an export control on China’s magnets reach?",
    about: "The buyers that depend on them, by the value that was added in China",
    screen: "/ask/exposure",
    query: "origin=CN&product=850511&inputs=same",
  },
];

/** Where to begin when nothing is asked yet. */
export function WorkedQuestions({ lead }: { readonly lead: string }) {
  return (
    <section>
      <p>{lead}</p>
      <ul class="questions">
        {WORKED.map(({ question, about, screen, query }) => (
          <li key={question}>
            <a href={addressOf(screen, query)}>{question}</a>
            <span class="muted">{about}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
