import { InvalidInput } from "../errors.ts";

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

export interface CompletedFlag {
  /** With its dashes. */
  readonly flag: string;
  readonly about: string;
  readonly choices: readonly string[];
  /** The next word is a file or a folder. */
  readonly path: boolean;
}

export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly CompletedFlag[];
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

function bash(commands: readonly CompletedCommand[]): string {
  const cases = commands.map(
    ({ name, flags }) => `    ${name}) words=${quoted(flags.map(({ flag }) => flag).join(" "))} ;;`,
  );
  const choices = commands.flatMap(({ name, flags }) =>
    flags
      .filter((each) => each.choices.length > 0)
      .map((each) => `    ${name}:${each.flag}) words=${quoted(each.choices.join(" "))} ;;`),
  );
  return `# headwater completion for bash: headwater completion bash > ~/.local/share/bash-completion/completions/headwater
_headwater() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}" words=''
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W ${quoted(commands.map(({ name }) => name).join(" "))} -- "$current"))
    return
  fi
  case "$command:$previous" in
${choices.join("\n")}
  esac
  if [ -z "$words" ] && [[ "$current" == -* ]]; then case "$command" in
${cases.join("\n")}
  esac; fi
  if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "$current")); else COMPREPLY=($(compgen -f -- "$current")); fi
}
complete -o filenames -F _headwater headwater
`;
}

function zsh(commands: readonly CompletedCommand[]): string {
  const escaped = (text: string) =>
    text.replace(/[\\[\]:']/g, (character) => (character === "'" ? "’" : `\\${character}`));
  const described = commands.map(({ name, summary }) => `    '${name}:${escaped(summary)}'`);
  const cases = commands.map(({ name, flags }) => {
    const specs = flags.map(({ flag, about, choices, path }) => {
      const value = choices.length > 0 ? `:choice:(${choices.join(" ")})` : path ? ":file:_files" : "";
      return `        '${flag}[${escaped(about)}]${value}'`;
    });
    return `      ${name}) _arguments \\\n${[...specs, "        '*:file:_files'"].join(" \\\n")} ;;`;
  });
  return `#compdef headwater
# headwater completion for zsh: headwater completion zsh > "\${fpath[1]}/_headwater"
_headwater() {
  local -a commands=(
${described.join("\n")}
  )
  if (( CURRENT == 2 )); then _describe 'command' commands; return; fi
  local command="\${words[2]}"
  shift words; (( CURRENT-- ))
  case "$command" in
${cases.join("\n")}
  esac
}
compdef _headwater headwater
`;
}

function fish(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap(({ name, summary, flags }) => [
    `complete -c headwater -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
    ...flags.map(({ flag, about, choices, path }) => {
      const value = choices.length > 0 ? ` -x -a ${quoted(choices.join(" "))}` : path ? " -r -F" : "";
      return `complete -c headwater -n '__fish_seen_subcommand_from ${name}' -l ${flag.slice(2)}${value} -d ${quoted(about)}`;
    }),
  ]);
  return `# headwater completion for fish: headwater completion fish > ~/.config/fish/completions/headwater.fish\n${lines.join("\n")}\n`;
}

/** The completion script of a shell for these commands. */
export function completionScript(shell: string, commands: readonly CompletedCommand[]): string {
  if (shell === "bash") return bash(commands);
  if (shell === "zsh") return zsh(commands);
  if (shell === "fish") return fish(commands);
  throw new InvalidInput(`There is no completion for "${shell}".`, { hint: `There is for ${SHELLS.join(", ")}.` });
}
