import type { CompletedCommand } from '../../../src/cli/completion/command-tree.js';
import { choiceBranches, placeBranches, quoted, walkBranches } from '../../../src/cli/completion/shell-script.js';

const option = (name: string, takesValue: boolean, choices: readonly string[] = []) => ({
  ...{ name, takesValue, choices },
  description: '',
});
const TREE: readonly CompletedCommand[] = [
  {
    path: [],
    commands: [{ name: 'list', description: '' }],
    options: [option('--url', true), option('--json', false)],
    values: [],
  },
  { path: ['list'], commands: [], options: [option('--kind', true, ['a', 'b'])], values: [] },
];

it('quotes text as one word of a shell', () => {
  expect(quoted("a claim's $status")).toBe(String.raw`'a claim'\''s $status'`);
});

it('follows commands and passes over the values of options', () => {
  expect(walkBranches(TREE)).toEqual([
    `' list') place="$place $word" ;;`,
    `*' --url') skip=1 ;;`,
    `' list --kind') skip=1 ;;`,
  ]);
});

it('lists the values of options, and the words that may follow a command', () => {
  expect(choiceBranches(TREE, (words) => words.join('+'))[0]).toBe(`' list --kind') choices=a+b ;;`);
  expect(placeBranches(TREE, (words) => words.map(({ name }) => name).join('+'))).toEqual([
    `'') commands_here=list ;;`,
    `' list') commands_here=; flags=--kind ;;`,
  ]);
});

it('has no branch that would match nothing', () => {
  expect(walkBranches(TREE.slice(0, 1).map((program) => ({ ...program, options: [] })))).toEqual([]);
});
