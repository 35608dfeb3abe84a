import { useMemo } from "preact/hooks";
import { theme } from "../state/theme.ts";

/** A picture of the chart room as an image: its styles stay inside it. The caption beside it says what it shows. */
export function SvgPicture({ svg, label = "" }: { readonly svg: string; readonly label?: string }) {
  const address = useMemo(() => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`, [svg]);
  return <img class="picture" src={address} alt={label} data-theme={theme.value} />;
}
