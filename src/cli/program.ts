import { Command, Help, type HelpConfiguration, Option } from 'commander';
import { COMMAND_GROUPS } from './command-table.js';
import { addCommands } from './lazy-commands.js';
import { CLI_SETTINGS } from './ledger/cli-settings.js';
import { rejectUnknownSettings } from './ledger/known-settings.js';
import type { Session } from './ledger/session.js';
import { packageInfo } from '../lib/package-info.js';
import { SERVER_SETTINGS } from '../settings/server-settings.js';
import { forbidColors } from './terminal/colors.js';
import { rejectUsage } from './usage.js';

const about = (documentation: string): string => `
A command works on the ledger of the server at --url. Without --url it uses
the server that runs on the data folder, and opens the folder itself while no
server runs there. The results are the same.

Exit codes:
  0    success; import and seed: every line was accepted; status, verify: all is well
  1    the ledger rejected something, or not all is well
  2    wrong usage, or a file that can't be read or written
  3    the server can't be reached, or the data folder can't be used
  130  interrupted with Ctrl-C

Environment:
  CLAIM_LEDGER_…  settings; defaults of --data, --url and --key
  NO_COLOR        print without colors
  FORCE_COLOR     print with colors, also into a file or a pipe
  PAGER           shows long output on a terminal (default: less)

First steps:
  $ claim-ledger serve --seed  runs a server with the examples of the package
  $ claim-ledger list          lists their claims
  $ claim-ledger record        asks what happened to a claim, and records it

Documentation: ${documentation}`;

const standardHelp = Object.assign(new Help(), { showGlobalOptions: true });
const HELP: HelpConfiguration = {
  showGlobalOptions: true,
  commandDescription: (command) => {
    const text = command.description();
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}`.replace(/([^.])$/, '$1.');
  },
  // The version is that of the program.
  visibleGlobalOptions: (command) =>
    standardHelp.visibleGlobalOptions(command).filter(({ long }) => long !== '--version'),
};

/** Commands that read no settings, so that a shell which loads its completion starts whatever they are. */
const WITHOUT_SETTINGS: ReadonlySet<string> = new Set(['help', 'completion']);

/** The program with all its commands. `report` sets the exit code of a command that ran to its end. */
export function makeProgram(session: Session, report: (isWell: boolean) => void): Command {
  const { version, homepage = 'docs/README.md in the repository' } = packageInfo();
  const program = new Command('claim-ledger')
    .description('Records claims in the news and every change in their status, and says what is known of each and why.')
    .usage('[options] <command>')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print the help of a command')
    .helpCommand(false)
    .addOption(
      new Option('--data <folder>', 'the data folder')
        .env(SERVER_SETTINGS.dataFolder.variable)
        .default(SERVER_SETTINGS.dataFolder.fallback),
    )
    .addOption(new Option('--url <url>', 'the address of a server').env(CLI_SETTINGS.url.variable))
    .addOption(
      new Option('--key <key>', 'the key to use (default: the one in the data folder)').env(CLI_SETTINGS.key.variable),
    )
    .option('--json', 'print JSON: what the API returns; lists and imports one item a line; errors too')
    .option('--no-color', 'print without colors')
    .option('--no-pager', 'print long output directly')
    .configureHelp(HELP)
    .configureOutput({
      // The errors are printed where all others are.
      outputError: () => undefined,
      writeErr: (text) => {
        if (!isJsonRequested()) process.stderr.write(text);
      },
    })
    .addHelpText('after', about(homepage));
  program.exitOverride(rejectUsage(program)).hook('preAction', (_program, action) => {
    if (!action.optsWithGlobals<{ color: boolean }>().color) forbidColors(process.env);
    if (!WITHOUT_SETTINGS.has(action.name())) rejectUnknownSettings(process.env);
  });
  for (const [heading, commands] of COMMAND_GROUPS) addCommands(program, commands, { session, report }, heading);
  return program;
}

/** Whether `--json` was given, also where the rest of the command line makes no sense. */
export function isJsonRequested(args: readonly string[] = process.argv): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end === -1 ? undefined : end).includes('--json');
}
