import type { Command } from 'commander';
import { SERVER_SETTINGS } from '../../settings/server-settings.js';
import type { Setting } from '../../settings/setting.js';
import { type CommandContext, examples } from '../command-definition.js';
import { UnusableSettingsError } from '../errors.js';
import { CLI_SETTINGS } from '../ledger/cli-settings.js';
import { keyIn } from '../ledger/connection.js';
import { globalsOf } from '../ledger/global-options.js';
import { KNOWN_SETTINGS, valueProblems } from '../ledger/known-settings.js';
import { requireFolder } from '../ledger/settings.js';
import { titledTable } from '../terminal/titled-table.js';

/** Where a value comes from; `file` is the key in the data folder. */
type Source = 'option' | 'environment' | 'file' | 'default';

/** A setting as a command started here would use it. */
interface EffectiveSetting {
  readonly setting: string;
  /** `set` for a secret. */
  readonly value: string;
  readonly source: Source;
  readonly default: string;
  readonly meaning: string;
}

export function defineConfig(command: Command, { session }: CommandContext): void {
  command
    .addHelpText('after', examples('claim-ledger config', 'claim-ledger config --json | jq .setting'))
    .action((_options, self: Command) => {
      const settings = effectiveSettings(self);
      if (globalsOf(self).json) for (const each of settings) session.output.json(each);
      else session.output.write(settingsTable(settings, session.printing().colors));
    });
}

/** @throws UnusableSettingsError that names every setting that makes no sense */
function effectiveSettings(command: Command): EffectiveSetting[] {
  const { data } = globalsOf(command);
  requireFolder(data);
  const given = fromOptions(command);
  const env = { ...process.env, ...given };
  const problems = valueProblems(env);
  if (problems.length > 0) throw new UnusableSettingsError(problems);
  const hasOwnKey = keyIn(data) !== undefined;
  return KNOWN_SETTINGS.map((setting) => {
    const source: Source =
      given[setting.variable] !== undefined
        ? 'option'
        : (env[setting.variable] ?? '') !== ''
          ? 'environment'
          : setting === CLI_SETTINGS.key && hasOwnKey
            ? 'file'
            : 'default';
    return { setting: setting.variable, ...shown(setting, source, env), source, meaning: setting.meaning };
  });
}

function shown(
  setting: Setting<unknown>,
  source: Source,
  env: NodeJS.ProcessEnv,
): Pick<EffectiveSetting, 'value' | 'default'> {
  const fallback = 'value' in setting.default ? setting.default.value : setting.default.words;
  return { value: source === 'default' ? fallback : setting.show(env[setting.variable] ?? ''), default: fallback };
}

/** The settings that options of the program set, as variables. */
function fromOptions(command: Command): Readonly<Record<string, string>> {
  const values = command.optsWithGlobals<Readonly<Record<string, string>>>();
  const options = { data: SERVER_SETTINGS.dataFolder, url: CLI_SETTINGS.url, key: CLI_SETTINGS.key };
  return Object.fromEntries(
    Object.entries(options)
      .filter(([option]) => command.getOptionValueSourceWithGlobals(option) === 'cli')
      .map(([option, { variable }]) => [variable, values[option] ?? '']),
  );
}

/** The default only where the value differs. */
function settingsTable(settings: readonly EffectiveSetting[], colors: Parameters<typeof titledTable>[2]): string {
  const titles = ['setting', 'value', 'source', 'default'];
  const rows = settings.map(({ setting, value, source, default: fallback }) => [
    setting,
    value,
    source,
    source === 'default' ? '' : fallback,
  ]);
  return titledTable(titles, rows, colors);
}
