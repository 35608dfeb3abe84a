import { type ChartText, framedSvg, type SvgOptions, TEXT_SIZE } from "./chart-frame.ts";
import { ACCENT, INK, MUTED, PAPER } from "./colours.ts";
import { BOX_LINE, type OwnershipTree, type PlacedParty, type PlacedTie, TIE_LINE } from "./ownership-tree.ts";
import { coordinate as c, escapeXml } from "./svg.ts";

function tieMarks(tie: PlacedTie): string {
  const { labelAt } = tie;
  const middle = c(labelAt.x + labelAt.width / 2);
  const lines = tie.lines.map(
    (line, at) =>
      `<text class="halo small" x="${middle}" y="${c(labelAt.y + 12 + at * TIE_LINE)}" text-anchor="middle">${escapeXml(line)}</text>`,
  );
  return `<path class="tie${tie.open ? " open" : ""}" d="${tie.path}"/>${lines.join("")}`;
}

function partyMarks(party: PlacedParty): string {
  const { x, y, width, height, name, country, folded } = party;
  const under = [country ?? "", folded === 0 ? "" : `+${folded} more`].filter((part) => part !== "").join(" · ");
  return [
    `<g><title>${escapeXml(party.label)}</title>`,
    `<rect class="box${party.level === 0 ? " own" : ""}" x="${c(x)}" y="${c(y)}" width="${c(width)}" height="${c(height)}" rx="4"/>`,
    ...name.map(
      (line, at) =>
        `<text class="${party.level === 0 ? "strong" : ""}" x="${c(x + 10)}" y="${c(y + 8 + TEXT_SIZE + at * BOX_LINE)}">${escapeXml(line)}</text>`,
    ),
    `<text class="muted small" x="${c(x + 10)}" y="${c(y + height - 8)}">${escapeXml(under)}</text></g>`,
  ].join("");
}

/** An ownership tree as self-contained SVG. */
export function ownershipTreeSvg(tree: OwnershipTree, text: ChartText, options: SvgOptions = {}): string {
  return framedSvg(
    {
      text,
      width: tree.width,
      height: tree.height,
      rules: (mode) => [
        `.tie{fill:none;stroke:${MUTED[mode]};stroke-width:1.5}`,
        ".tie.open{stroke-dasharray:5 3}",
        `.box{fill:${PAPER[mode]};stroke:${INK[mode]};stroke-width:1}`,
        `.box.own{stroke:${ACCENT[mode]};stroke-width:2.5}`,
      ],
      body: [...tree.ties.map(tieMarks), ...tree.parties.map(partyMarks)].join("\n"),
    },
    options,
  );
}
