import { spawn } from "node:child_process";
import { type Command, Option } from "commander";
import { InvalidInput } from "../errors.ts";
import { addStoreFlags, type CommonFlags, storeFolder } from "./common-flags.ts";
import { examplesText } from "./help.ts";
import type { Io } from "./io.ts";

const DESCRIPTION = `Serve the questions over HTTP, and the web page that asks them.

The page is at the address that is printed, the questions at /v1/<operation> with the fields of the command, their
reference at /docs. By default only programs of this machine reach it, and need no token. To be reached by others it
wants tokens (headwater token create), and TLS or a proxy in front that does it. Long questions have threads of their
own and never hold up short ones. SIGTERM or Ctrl-C lets running answers end.`;

const EXAMPLES = [
  { command: "headwater serve --store .headwater/demo --open", about: "the page over the demo store, in your browser" },
  { command: "headwater serve --port 0 --timeout 60", about: "on any free port, with a minute for each answer" },
] as const;

interface ServeFlags extends CommonFlags {
  readonly host: string;
  readonly port?: string;
  readonly open?: boolean;
  readonly behindProxy?: boolean;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly workers?: string;
  readonly timeout: string;
  readonly memory: string;
  readonly quiet?: boolean;
}

function wholeNumber(flag: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (/^\d{1,9}$/.test(text) && number >= least && number <= most) return number;
  throw new InvalidInput(`"${text}" is not a number from ${least} to ${most}, as ${flag} needs.`);
}

/** Opens the page with what the system has for it; without a desktop nothing happens. */
function openBrowser(url: string): void {
  const [program = "xdg-open", ...before] =
    process.platform === "darwin" ? ["open"] : process.platform === "win32" ? ["cmd", "/c", "start", ""] : ["xdg-open"];
  spawn(program, [...before, url], { stdio: "ignore", detached: true })
    .on("error", () => undefined)
    .unref();
}

/** Settles on Ctrl-C or SIGTERM. */
function untilStopped(io: Io): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      process.off("SIGTERM", stop);
      resolve();
    };
    process.once("SIGTERM", stop);
    if (io.signal.aborted) stop();
    io.signal.addEventListener("abort", stop, { once: true });
  });
}

/** `headwater serve`: listens until it is stopped. */
export function buildServeCommand(command: Command, io: Io): void {
  command.description(DESCRIPTION);
  const flag = (name: string, about: string, group = "Where it listens:", usual?: string) =>
    command.addOption(new Option(name, about).helpGroup(group).default(usual));
  flag("--host <HOST>", "the address to listen on", undefined, "127.0.0.1");
  flag("--port <N>", "the port; 0 takes any that is free (default 8505)");
  flag("--open", "open the page in a browser");
  flag("--tls-cert <FILE>", "speak TLS with this certificate (PEM)");
  flag("--tls-key <FILE>", "and its key (PEM)");
  flag("--behind-proxy", "a proxy in front speaks TLS and says by X-Forwarded-Host what was asked");
  const bounds = "What an answer may take:";
  flag(
    "--workers <N>",
    "threads for short questions, and as many for long ones (default half the cores, at least 2)",
    bounds,
  );
  flag("--timeout <SECONDS>", "seconds, waiting included", bounds, "30");
  flag("--memory <MB>", "megabytes of heap, and of engine, for one thread", bounds, "1024");
  command.addOption(new Option("--quiet", "no log of requests").helpGroup("Output:"));
  addStoreFlags(command, { vintage: false });
  command.addHelpText("after", examplesText(EXAMPLES));
  command.action(async () => {
    const flags = command.opts<ServeFlags>();
    const { serve } = await import("../api/serve.ts");
    const served = await serve({
      store: storeFolder(io, flags),
      book: flags.book,
      host: flags.host,
      port: flags.port === undefined ? undefined : wholeNumber("--port", flags.port, 0, 65_535),
      behindProxy: flags.behindProxy ?? false,
      tlsCert: flags.tlsCert,
      tlsKey: flags.tlsKey,
      workers: flags.workers === undefined ? undefined : wholeNumber("--workers", flags.workers, 1, 64),
      memory: wholeNumber("--memory", flags.memory, 64, 1_000_000),
      limits: { timeout: wholeNumber("--timeout", flags.timeout, 1, 3600) * 1000 },
      now: io.now,
      log: flags.quiet ? undefined : (line) => io.err.write(`${JSON.stringify(line)}\n`),
    });
    io.out.write(`Headwater is at ${served.url}\n`);
    if (flags.open) openBrowser(served.url);
    await untilStopped(io);
    await served.close();
  });
}
