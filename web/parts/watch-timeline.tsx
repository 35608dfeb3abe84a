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
            {events.map((event) => (
              <li key={event.id} data-event={event.id} class={event.touches.length > 0 ? "touched" : undefined}>
                <time dateTime={event.day}>{event.day}</time>{" "}
                <span class={`badge kind-${event.kind}`}>{event.kind}</span> {event.what}
                {event.touches.length === 0 ? null : (
                  <>
                    {" "}
                    <strong>Names {event.touches.join(", ")}.</strong>
                  </>
                )}
                <span class="muted about">{[event.programme, sourceWords(event.source)].join(" · ")}</span>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}
