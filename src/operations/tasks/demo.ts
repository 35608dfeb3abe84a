import { z } from "zod";
import { defineTask } from "../core/task.ts";
export const demoTask = defineTask({
  name: "demo",
  summary: "Real trade data and one worked question: who stands behind US imports of permanent magnets.",
  description: "",
  examples: [
    { command: "headwater demo", about: "" },
    { command: "headwater demo", about: "" },
  ],
  input: z.object({}),
  async run() {
    throw new Error("not yet");
  },
});
