import type { WatchEvent, WatchResult } from "../state/watch-question.ts";
import { sourceWords } from "./duty-tables.ts";

const MONTH = new Intl.DateTimeFormat("en", { year: "numeric", month: "long", timeZone: "UTC" });

const monthOf = (day: string): string => MONTH.format(new Date(`${day}T00:00:00Z`));

function byMonth(events: readonly WatchEvent[]): readonly (readonly [string, readonly WatchEvent[]])[] {
  const months = new Map<string, WatchEvent[]>();
  for (const event of events) {
    const month = monthOf(event.day);
    months.set(month, [...(months.get(month) ?? []), event]);
  }
  return [...months];
}

const MOST_APART = 3;

/** Dates of one measure on one day that are of one kind: many rates may begin or end together. */
function together(events: readonly WatchEvent[]): readonly (readonly WatchEvent[])[] {
  const groups = new Map<string, WatchEvent[]>();
  for (const event of events) {
    const key = `${event.day} ${event.kind} ${event.measure ?? event.id}`;
    groups.set(key, [...(groups.get(key) ?? []), event]);
  }
  return [...groups.values()].flatMap((group) => (group.length > MOST_APART ? [group] : group.map((event) => [event])));
}

/** What comes due, begins and ends, month by month. */
export function WatchTimeline({ result }: { readonly result: WatchResult }) {
  if (result.upcoming.length === 0) {
    return (
      <p>
        The book knows no date between {result.from} and {result.until} that this touches.
      </p>
    );
  }
  return (
    <>
      {byMonth(result.upcoming).map(([month, events]) => (
        <section key={month}>
          <h3>{month}</h3>
          <ol class="timeline">
            {together(events).map((group) => (
              <Group key={group[0]?.id} events={group} />
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}

/** The measure in what a date says, without the rate and the goods: `Countervailing duty, active anode material`. */
const measureIn = (what: string): string => /^(.*?), (?:\d|Free|top)/.exec(what)?.[1] ?? what;

function Group({ events }: { readonly events: readonly WatchEvent[] }) {
  const [first] = events;
  if (first === undefined) return null;
  if (events.length === 1) {
    return (
      <li data-event={first.id} class={first.touches.length > 0 ? "touched" : undefined}>
        <Event event={first} />
      </li>
    );
  }
  const touched = events.some(({ touches }) => touches.length > 0);
  return (
    <li class={touched ? "touched" : undefined}>
      <time dateTime={first.day}>{first.day}</time> <span class={`badge kind-${first.kind}`}>{first.kind}</span>
      <details open={touched}>
        <summary>
          {events.length} rates of {measureIn(first.what)}
        </summary>
        <ol class="timeline">
          {events.map((event) => (
            <li key={event.id} data-event={event.id} class={event.touches.length > 0 ? "touched" : undefined}>
              <Event event={event} />
            </li>
          ))}
        </ol>
      </details>
    </li>
  );
}

function Event({ event }: { readonly event: WatchEvent }) {
  return (
    <>
      <time dateTime={event.day}>{event.day}</time> <span class={`badge kind-${event.kind}`}>{event.kind}</span>{" "}
      {event.what}
      {event.touches.length === 0 ? null : <strong> Names {event.touches.join(", ")}.</strong>}
      <span class="muted about">{[event.programme, sourceWords(event.source)].join(" · ")}</span>
    </>
  );
}
