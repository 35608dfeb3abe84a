import { computed, signal } from "@preact/signals";

/** The address of the page is its state: everything a screen shows follows from it. */
export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
}

const here = (): Place => ({
  path: window.location.pathname.replace(/\/+$/, "") || "/",
  query: new URLSearchParams(window.location.search),
});

export const place = signal<Place>(here());

export const path = computed(() => place.value.path);

interface Step {
  /** Puts the new address in the place of the old one: for what nobody would want to step back through. */
  readonly replace?: boolean;
  /** Remembers that a panel was opened by this step, so that closing it is a step back. */
  readonly opened?: boolean;
}

/** Goes to an address of this page, such as `/chain?product=850511&to=US`. */
export function go(address: string, { replace = false, opened = false }: Step = {}): void {
  const current = window.location.pathname + window.location.search;
  if (address === current) return;
  const state = opened ? { opened: true } : null;
  if (replace) window.history.replaceState(window.history.state, "", address);
  else window.history.pushState(state, "", address);
  place.value = here();
}

/** True when the last step opened a panel: stepping back closes it again. */
export const openedByStep = (): boolean => (window.history.state as { opened?: boolean } | null)?.opened === true;

function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

/** Follows links between screens without loading the page again; links elsewhere are left to the browser. */
export function followLinks(isScreen: (path: string) => boolean): void {
  window.addEventListener("popstate", () => {
    place.value = here();
  });
  document.addEventListener("click", (event) => {
    const link = (event.target as Element | null)?.closest?.("a[href]");
    if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented || !isPlainClick(event)) return;
    if (link.origin !== window.location.origin || link.target !== "" || link.hasAttribute("download")) return;
    if (!isScreen(link.pathname)) return;
    if (link.hash !== "" && link.pathname === window.location.pathname) return;
    event.preventDefault();
    go(link.pathname + link.search);
    window.scrollTo(0, 0);
  });
}
