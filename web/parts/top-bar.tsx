import { useEffect, useRef } from "preact/hooks";
import { SCREENS, type Screen } from "../screens/screens.ts";
import { addressOf, changeEverywhere, everywhere } from "../state/everywhere.ts";
import { readable } from "../state/fields.ts";
import { go, path, place } from "../state/location.ts";
import { NO_EDITS } from "../state/scenario-file.ts";
import { heardScenario } from "../state/scenario-question.ts";
import { THEMES, theme } from "../state/theme.ts";
import { CopyButton } from "./copy-button.tsx";
import { isWriting } from "./is-writing.ts";

/** Search, the day of the answers, the theme and the link to what is shown; below them the screens. */
export function TopBar({ current }: { readonly current: Screen | undefined }) {
  return (
    <header class="top-bar">
      <a class="brand" href={addressOf("/", "")}>
        Headwater
      </a>
      <SearchField />
      <div class="bar-tools">
        <label>
          As of
          <input
            type="date"
            value={everywhere.value.on}
            onChange={(event) => changeEverywhere({ on: event.currentTarget.value })}
          />
        </label>
        <ScenarioChip />
        <label>
          Theme
          <select
            value={theme.value}
            onChange={(event) => {
              theme.value = THEMES[event.currentTarget.selectedIndex] ?? "system";
            }}
          >
            <option value="system">System</option>
            <option value="light">Light</option>
            <option value="dark">Dark</option>
          </select>
        </label>
        <CopyButton text={() => window.location.href}>Copy link</CopyButton>
      </div>
      <nav aria-label="Screens">
        <ul>
          {SCREENS.filter((screen) => screen.listed).map((screen) => (
            <li key={screen.path}>
              <a href={addressOf(screen.path, "")} aria-current={current?.name === screen.name ? "page" : undefined}>
                {screen.name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}

const LONGEST_NAME = 20;

/** What the answers suppose: on the page of scenarios the one that it shows, on all others nothing. */
function ScenarioChip() {
  const heard = path.value === "/scenario" ? heardScenario(place.value.query.get("scenario") ?? "") : NO_EDITS;
  const scenario = typeof heard === "string" ? NO_EDITS : heard;
  const count = scenario.edits.length;
  if (count > 0) {
    const name = [...scenario.title];
    const short = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME).join("")}…` : scenario.title;
    return (
      <span class="chip supposed" title={scenario.title}>{`${short}, ${count} ${count === 1 ? "edit" : "edits"}`}</span>
    );
  }
  return (
    <a
      class="chip"
      href={addressOf("/scenario", "")}
      title="The data and the law as they stand: nothing is supposed to be otherwise. Suppose something."
    >
      Baseline
    </a>
  );
}

function SearchField() {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <search class="search">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const asked = field.current?.value.trim() ?? "";
          go(addressOf("/search", asked === "" ? "" : `q=${readable(asked)}`));
        }}
      >
        <input
          ref={field}
          type="search"
          aria-label="Search companies, HS codes, products and countries"
          aria-keyshortcuts="/"
          placeholder="Company, HS code, product, country   ( / )"
          value={place.value.query.get("q") ?? ""}
        />
      </form>
    </search>
  );
}
