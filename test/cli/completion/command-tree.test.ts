import { Argument, Command, Option } from 'commander';
import { commandTree } from '../../../src/cli/completion/command-tree.js';
import { addCommands } from '../../../src/cli/lazy-commands.js';
import type { CommandContext } from '../../../src/cli/command-definition.js';

it('has every visible command with its options and their values, also of commands that are loaded only when called', async () => {
  const program = new Command('ledger').helpCommand(false).option('--json', 'print JSON');
  addCommands(
    program,
    [
      {
        name: 'list',
        summary: 'list claims',
        load: () =>
          Promise.resolve((command) => {
            command
              .addOption(new Option('--status <status>', 'only these').choices(['open', 'denied']))
              .addOption(new Option('--secret', 'hidden').hideHelp())
              .addArgument(new Argument('<shell>').choices(['bash']));
          }),
      },
      { name: 'help', summary: 'print help', load: () => Promise.resolve(() => undefined) },
      { name: 'internal', summary: 'hidden', load: () => Promise.reject(new Error('Not needed.')), hidden: true },
    ],
    {} as CommandContext,
  );
  const tree = await commandTree(program);
  expect(tree.map(({ path }) => path)).toEqual([[], ['list'], ['help']]);
  expect(tree[0]?.commands).toEqual([
    { name: 'list', description: 'list claims' },
    { name: 'help', description: 'print help' },
  ]);
  expect(tree[0]?.options.map(({ name }) => name)).toEqual(['--json', '--help']);
  expect(tree[1]).toMatchObject({
    options: [{ name: '--status', description: 'only these', takesValue: true, choices: ['open', 'denied'] }],
    values: ['bash'],
  });
  expect(tree[2]?.values).toEqual(['list', 'internal']);
});
