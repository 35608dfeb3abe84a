import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

/** The pages, built into the package: no plug-in, no address outside the server that serves them. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: fileURLToPath(new URL("../dist/web", import.meta.url)),
    emptyOutDir: true,
    target: "es2022",
    // Inlined assets would be data: addresses, which the page's own security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // What the frame needs is one file, what the first page needs beside it another, and what several screens share a
    // third, which the first page does without: a file for each small part would have a screen wait for fifteen requests.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "frame", tags: ["$initial"], test: /\.(ts|tsx|mjs|js)$/, priority: 3 },
            { name: "first", test: /[\\/](hs-code|worked-questions)\./, priority: 2 },
            { name: "shared", test: /[\\/](parts|state|charts|render|vocab)[\\/]/, minShareCount: 2, priority: 1 },
          ],
        },
      },
    },
  },
  // `npx vite web` beside `headwater serve --port 8080`, for work on the pages.
  server: { proxy: { "/v1": "http://127.0.0.1:8080", "/openapi.json": "http://127.0.0.1:8080" } },
});
