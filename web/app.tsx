import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { ExplainPanel } from "./parts/explain-panel.tsx";
import { Footer } from "./parts/footer.tsx";
import { Problem } from "./parts/problem.tsx";
import { TopBar } from "./parts/top-bar.tsx";
import { type Screen, screenAt } from "./screens/screens.ts";
import { asProblem } from "./state/answers.ts";
import { path } from "./state/location.ts";
import { token } from "./state/server.ts";

interface Loaded {
  readonly screen: Screen;
  readonly Content: ComponentType;
}

/** The frame of every screen: bar, content, footer, and the panel that explains a figure. */
export function App() {
  const screen = screenAt(path.value);
  const loaded = useSignal<Loaded | null>(null);
  const fault = useSignal<ReturnType<typeof asProblem> | null>(null);
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);

  useLayoutEffect(() => {
    fault.value = null;
    if (screen === undefined) return;
    document.title = `${screen.name} · Headwater`;
    let wanted = true;
    screen.load().then(
      (Content) => {
        if (!wanted) return;
        loaded.value = { screen, Content };
        // Who goes to another screen by keyboard starts at its beginning, not where the old one ended.
        if (!first.current) main.current?.focus({ preventScroll: true });
        first.current = false;
      },
      (error: unknown) => {
        if (wanted) fault.value = asProblem(error);
      },
    );
    return () => {
      wanted = false;
    };
  }, [screen?.path]);

  const shown = loaded.value !== null && loaded.value.screen === screen ? loaded.value : null;
  return (
    <>
      <a class="skip" href="#content">
        Skip to the content
      </a>
      <TopBar current={screen} />
      <main ref={main} id="content" tabIndex={-1}>
        {fault.value === null ? null : <Problem problem={fault.value} />}
        {screen === undefined ? <NoScreen /> : null}
        {shown === null ? null : <shown.Content key={token.value} />}
      </main>
      <Footer />
      <ExplainPanel />
    </>
  );
}

function NoScreen() {
  return (
    <div class="page">
      <h1>There is no page “{path.value}”</h1>
      <p>
        <a href="/">Start at the search.</a>
      </p>
    </div>
  );
}
