import type { ComponentType } from "preact";

/** One screen: where it is, what it is called, and its file, loaded when it is first shown. */
export interface Screen {
  readonly path: string;
  readonly name: string;
  /** In the bar at the top. */
  readonly listed: boolean;
  load(): Promise<ComponentType>;
}

/** Every screen, in the order of the bar. To add one: a file in this folder and a line here. */
export const SCREENS: readonly Screen[] = [
  { path: "/", name: "Search", listed: true, load: async () => (await import("./search.tsx")).SearchScreen },
  { path: "/search", name: "Search", listed: false, load: async () => (await import("./search.tsx")).SearchScreen },
  { path: "/chain", name: "Value chain", listed: true, load: async () => (await import("./chain.tsx")).ChainScreen },
  { path: "/map", name: "Map", listed: true, load: async () => (await import("./map.tsx")).MapScreen },
  { path: "/company", name: "Company", listed: true, load: async () => (await import("./company.tsx")).CompanyScreen },
  { path: "/screen", name: "Screening", listed: true, load: async () => (await import("./screen.tsx")).ScreenScreen },
  { path: "/duty", name: "Duty", listed: true, load: async () => (await import("./duty.tsx")).DutyScreen },
  {
    path: "/scenario",
    name: "Scenario",
    listed: true,
    load: async () => (await import("./scenario.tsx")).ScenarioScreen,
  },
  { path: "/prices", name: "Prices", listed: true, load: async () => (await import("./prices.tsx")).PricesScreen },
  {
    path: "/agreement",
    name: "Agreement",
    listed: true,
    load: async () => (await import("./agreement.tsx")).AgreementScreen,
  },
  { path: "/signals", name: "Signals", listed: true, load: async () => (await import("./signals.tsx")).SignalsScreen },
  { path: "/watch", name: "Watch", listed: true, load: async () => (await import("./watch.tsx")).WatchScreen },
  { path: "/market", name: "Market", listed: true, load: async () => (await import("./market.tsx")).MarketScreen },
  {
    path: "/minerals",
    name: "Minerals",
    listed: true,
    load: async () => (await import("./minerals.tsx")).MineralsScreen,
  },
  { path: "/claims", name: "Claims", listed: true, load: async () => (await import("./claims.tsx")).ClaimsScreen },
  { path: "/ask", name: "All questions", listed: true, load: async () => (await import("./ask.tsx")).AskScreen },
  { path: "/data", name: "Data", listed: true, load: async () => (await import("./data.tsx")).DataScreen },
];

const trimmed = (path: string): string => path.replace(/\/+$/, "") || "/";

/** The screen of a path: `/ask/suppliers` is the screen `/ask`. */
export function screenAt(path: string): Screen | undefined {
  const own = trimmed(path);
  return (
    SCREENS.find((screen) => screen.path === own) ??
    SCREENS.find((screen) => screen.path === "/ask" && own.startsWith("/ask/"))
  );
}

export const isScreen = (path: string): boolean => screenAt(path) !== undefined;
