import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useLayoutEffect } from "preact/hooks";
import type { ApiProblem } from "../../src/client/client.ts";
import { asProblem } from "../state/answers.ts";
import { Problem } from "./problem.tsx";

interface LazyPartProps<Props> {
  readonly load: () => Promise<ComponentType<Props>>;
  readonly props: Props;
}

/** A part of a screen whose code is loaded when it is first shown. */
export function LazyPart<Props extends object>({ load, props }: LazyPartProps<Props>) {
  const loaded = useSignal<{ readonly Part: ComponentType<Props> } | null>(null);
  const fault = useSignal<ApiProblem | null>(null);
  useLayoutEffect(() => {
    let wanted = true;
    load().then(
      (Part) => {
        if (wanted) loaded.value = { Part };
      },
      (error: unknown) => {
        if (wanted) fault.value = asProblem(error);
      },
    );
    return () => {
      wanted = false;
    };
  }, [load]);
  if (fault.value !== null) return <Problem problem={fault.value} />;
  if (loaded.value === null) return null;
  const { Part } = loaded.value;
  return <Part {...props} />;
}
