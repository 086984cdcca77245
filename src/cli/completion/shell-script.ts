import type { CompletedCommand, Word } from './command-tree.js';

/** A text as one word of a POSIX shell. */
export const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** How the scripts note the command that is written: ` keys create`; empty for the program itself. */
const placeOf = ({ path }: CompletedCommand): string => path.map((name) => ` ${name}`).join('');

const valuedIn = ({ options }: CompletedCommand): string[] =>
  options.filter(({ takesValue }) => takesValue).map(({ name }) => name);

/** Branches for the options that take a value: those of the program, accepted everywhere, and those of each command. */
const valueBranches = ([program, ...below]: readonly CompletedCommand[], body: string): string[] => [
  ...branch(program ? valuedIn(program).map((name) => `*${quoted(` ${name}`)}`) : [], body),
  ...branch(
    below.flatMap((command) => valuedIn(command).map((name) => quoted(`${placeOf(command)} ${name}`))),
    body,
  ),
];

/** A branch of a `case`; nothing if it would match nothing. */
const branch = (patterns: readonly string[], body: string): string[] =>
  patterns.length === 0 ? [] : [`${patterns.join('|')}) ${body} ;;`];

/**
 * Branches over `"$place $word"` that follow what is written: `place` becomes the command, and `skip` is 1 after an
 * option that takes a value.
 */
export const walkBranches = (tree: readonly CompletedCommand[]): string[] => [
  ...branch(tree.slice(1).map(placeOf).map(quoted), 'place="$place $word"'),
  ...valueBranches(tree, 'skip=1'),
];

/** Branches over `"$place $previous"` that set `choices` to the values of the option before, or `file` to 1 for others. */
export function choiceBranches(
  tree: readonly CompletedCommand[],
  list: (words: readonly string[]) => string,
): string[] {
  const withChoices = tree.flatMap((command) =>
    command.options
      .filter(({ choices }) => choices.length > 0)
      .flatMap(({ name, choices }) => branch([quoted(`${placeOf(command)} ${name}`)], `choices=${list(choices)}`)),
  );
  return [...withChoices, ...valueBranches(tree, 'file=1')];
}

/** Branches over `"$place"` that set the commands, options and values that may follow. */
export const placeBranches = (tree: readonly CompletedCommand[], list: (words: readonly Word[]) => string): string[] =>
  tree.flatMap((command) =>
    branch(
      [quoted(placeOf(command))],
      [
        `commands_here=${list([...command.commands, ...command.values.map((name) => ({ name, description: '' }))])}`,
        ...(command.path.length === 0 ? [] : [`flags=${list(command.options)}`]),
      ].join('; '),
    ),
  );

export const indented = (lines: readonly string[], by: number): string =>
  lines.map((line) => `${' '.repeat(by)}${line}\n`).join('');
