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
    question: "What stands behind graphite anode material that the United States buys?",
    about: "Artificial graphite, HS 3801.10, three tiers of countries in 2024",
    screen: "/chain",
    query: "product=380110&to=US&source=cepii-baci",
  },
  {
    question: "Who depends on Korea’s lithium-ion cells?",
    about: "Lithium-ion accumulators, HS 8507.60, followed down to who buys them on",
    screen: "/chain",
    query: "product=850760&origin=KR&direction=down&inputs=same&depth=2",
  },
  {
    question: "What would an export control on magnets reach?",
    about: "China’s permanent magnets, HS 8505.11, and the buyers that depend on them",
    screen: "/chain",
    query: "product=850511&origin=CN&direction=down&inputs=same&depth=2",
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
