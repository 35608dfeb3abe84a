import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, inject, test } from "vitest";
import { closeBrowser, openPage } from "./support/browser.ts";

const folder = fileURLToPath(new URL("../../docs/images/", import.meta.url));

const MAGNETS =
  "(*title*:*Half+of+China's+rare-earth+magnets+wait+for+a+licence*,*edits*:!(*ban*:(*product*:*8505.11*,*origin*:*CN*,*share*:*50+%25*,*from*:*2026-10-01*,*until*:*2027-04-01*))~)";

/** The pictures that README.md and docs/ show; drawn anew only when asked for, so that testing changes no file. */
const PICTURES = [
  ["web-chain.png", "/chain?product=850511&to=US&inputs=same&pin=1%7CJP", "[data-node]", 760],
  [
    "web-explain.png",
    `/chain?product=850511&to=US&figure=${encodeURIComponent("trace?product=850511&to=US#tiers.1.by.CN.usd")}`,
    "dialog .explained",
    760,
  ],
  ["web-prices.png", "/prices?model=anode-agreement", "main figure svg", 900],
  ["web-agreement.png", "/agreement?agreement=active-anode", "main img.picture", 900],
  ["web-scenario.png", `/scenario?to=US&scenario=${MAGNETS}`, ".scenario .coverage", 1060],
] as const;

describe.skipIf(inject("page") === "" || process.env.HEADWATER_SCREENSHOTS !== "1")("pictures of the pages", () => {
  afterAll(closeBrowser);

  test.each(PICTURES)("%s is drawn", async (file, path, sign, height) => {
    const { page } = await openPage(path);
    await page.setViewportSize({ width: 1120, height });
    await page.locator(sign).first().waitFor();
    await page.waitForLoadState("networkidle");
    mkdirSync(folder, { recursive: true });
    // Of the panel, what lies beside it is cut off: the picture is of the panel.
    const clip = file === "web-explain.png" ? { clip: { x: 520, y: 0, width: 600, height } } : {};
    await page.screenshot({ path: join(folder, file), ...clip });
  });
});
