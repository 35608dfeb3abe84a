import { z } from "zod";
import { defineTask } from "../core/task.ts";
export const importTask = defineTask({
  name: "import",
  summary: "Bring files into the store.",
  description: "",
  examples: [
    { command: "headwater import a.csv", about: "" },
    { command: "headwater import a.csv", about: "" },
  ],
  input: z.object({
    files: z.array(z.string()).min(1).describe("files").meta({ positional: true, placeholder: "FILE" }),
  }),
  async run() {
    throw new Error("not yet");
  },
});
